"""Forms that keep what was typed until it is saved, and say plainly what is missing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st
from pydantic import ValidationError

from assistant.domain.value import Value
from assistant.errors import AssistantError, InputError
from assistant.screens.literal import literal

T = TypeVar("T", bound=Value)
C = TypeVar("C")

_SAID = "said"


def key(form: str, field: str) -> str:
    """A widget's key. It changes when the form was saved, which empties the form and nothing else does."""
    return f"{form}.{st.session_state.get(f'{form}#', 0)}.{field}"


@contextmanager
def saving(form: str, done: str) -> Iterator[None]:
    """Around what a submit button does: say that it is done and start afresh, or keep all and say why."""
    try:
        yield
    except AssistantError as error:
        st.error(literal(str(error)))
    else:
        st.session_state[f"{form}#"] = st.session_state.get(f"{form}#", 0) + 1
        say(done)
        st.rerun()


def say(sentence: str) -> None:
    """Tell the reader something on the next run of the page."""
    st.session_state.setdefault(_SAID, []).append(sentence)


def say_it() -> None:
    for sentence in st.session_state.pop(_SAID, []):
        st.success(literal(sentence))


def made(kind: type[T], labels: Mapping[str, str], /, **fields: Any) -> T:
    """A value from what was typed. Raises InputError in the words of the form's labels."""
    try:
        return kind(**fields)
    except ValidationError as error:
        raise InputError(" ".join(_plain(dict(fault), labels) for fault in error.errors())) from error


def lines(text: str | None) -> tuple[str, ...]:
    """One entry per line that holds anything."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _plain(fault: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    name = next((labels[str(part)] for part in fault["loc"] if str(part) in labels), "One of the fields")
    limits = fault.get("ctx", {})
    match fault["type"]:
        case "string_too_short":
            least = limits["min_length"]
            return f"{name}: please write {'something' if least == 1 else f'at least {least} characters'}."
        case "string_too_long":
            return f"{name}: please stay within {limits['max_length']} characters."
        case _:
            return f"{name}: {fault['msg'][:1].lower()}{fault['msg'][1:]}."


def need(text: str | None, otherwise: str) -> str:
    """What was typed, or the sentence that asks for it."""
    if not text or not text.strip():
        raise InputError(otherwise)
    return text.strip()


def chosen(value: C | None, otherwise: str) -> C:
    """What was chosen, or the sentence that asks to choose."""
    if value is None:
        raise InputError(otherwise)
    return value
