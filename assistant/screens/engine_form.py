"""Which engine writes: the settings of a model, and a test of the line to it."""

import os
from typing import Any

import streamlit as st

from assistant import bootstrap
from assistant.domain.drafts import Engine
from assistant.errors import InputError, ModelError
from assistant.ports import Turn
from assistant.screens import entry, session, warming
from assistant.screens.literal import literal
from assistant.settings import Settings, save_settings

_FORM = "engine"
ENGINES = {
    Engine.AUTO: "Automatic: a model when there is one that has earned it",
    Engine.COMPOSED: "Without a model: this program writes, at once and offline",
    Engine.MODEL: "With the model below: every line it writes is still checked",
}
TEST_SECONDS = 20.0


def show() -> None:
    st.markdown(f"Now: {literal(session.assistant().engine_state().sentence)}")
    settings = session.assistant().settings
    with st.form(_FORM):
        engine: Engine | None = st.radio(
            "Engine",
            tuple(Engine),
            index=tuple(Engine).index(settings.engine),
            format_func=lambda each: ENGINES[each],
            key=entry.key(_FORM, "engine"),
            disabled=_fixed("engine"),
        )
        url = _text("Base URL of an OpenAI-compatible endpoint", "model_url", settings.model_url)
        name = _text("Model", "model_name", settings.model_name)
        key, forget = _key(settings)
        if st.form_submit_button("Save", type="primary"):
            with entry.saving(_FORM, "The settings are saved."):
                _save(
                    settings,
                    engine or settings.engine,
                    (url or "").strip(),
                    (name or "").strip(),
                    key,
                    forget,
                )
    _test()


def _text(label: str, field: str, value: str) -> str:
    fixed = _fixed(field)
    note = f"Set by the environment variable {_variable(field)}" if fixed else None
    return st.text_input(label, value, key=entry.key(_FORM, field), disabled=fixed, help=note)


def _key(settings: Settings) -> tuple[str, bool]:
    """A key goes in and never comes out again."""
    held = bool(settings.model_key.get_secret_value())
    hint = "A key is saved; leave this empty to keep it" if held else "Only if the endpoint asks for one"
    fixed = _fixed("model_key")
    key = st.text_input(
        "Key",
        type="password",
        placeholder=hint,
        key=entry.key(_FORM, "key"),
        autocomplete="off",
        disabled=fixed,
        help=f"Set by the environment variable {_variable('model_key')}" if fixed else None,
    )
    forget = held and not fixed and st.checkbox("Forget the saved key", key=entry.key(_FORM, "forget"))
    return (key or "").strip(), forget


def _save(settings: Settings, engine: Engine, url: str, name: str, key: str, forget: bool) -> None:
    if url and not url.startswith(("http://", "https://")):
        raise InputError(
            "The base URL starts with http:// or https://, for instance http://localhost:11434/v1."
        )
    changes: dict[str, Any] = {"engine": engine.value, "model_url": url, "model_name": name}
    if key or forget:
        changes["model_key"] = "" if forget else key
    save_settings(settings, **{field: value for field, value in changes.items() if not _fixed(field)})
    start_afresh()


def start_afresh() -> None:
    """The next click sees the new settings; what it needs is loaded ahead once more."""
    bootstrap.reset()
    warming.begin(again=True)


def _test() -> None:
    if not st.button("Test the connection", key="engine.test"):
        return
    model = session.assistant().chat()
    if model is None:
        st.info("No model is set up, so there is nothing to test: this program writes the words itself.")
        return
    try:
        with st.spinner(f"Asking {literal(model.name)} for one word ..."):
            turn = Turn(speaker="user", text="Please answer with the one word: ready")
            reply = model.complete([turn], max_tokens=20, deadline=TEST_SECONDS)
    except ModelError as error:
        st.error(literal(str(error)))
    else:
        st.success(f"{literal(model.name)} answers: {literal(reply.text[:80])}")


def _variable(field: str) -> str:
    return f"ASSISTANT_{field.upper()}"


def _fixed(field: str) -> bool:
    """The environment wins over what is saved here."""
    return _variable(field) in os.environ
