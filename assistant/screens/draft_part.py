"""One part of a draft: whether it is being edited, its source one click away, and whose words it shows."""

import streamlit as st

from assistant.domain.drafts import Draft, Engine, Wording
from assistant.screens import acting, entry, session, source_card
from assistant.screens.literal import literal

_WORDS = {Engine.COMPOSED: "Composed", Engine.MODEL: "Personalised"}


def edited(draft: Draft, place: str | tuple[str, ...]) -> bool:
    """Has a person changed anything at or below these paths of the body?"""
    return any(path.startswith(place) for path in draft.locked)


def being_edited(draft: Draft, name: str | int) -> bool:
    """One part of a draft at a time."""
    return bool(st.session_state.get(_editing(draft)) == name)


def edit_button(draft: Draft, name: str | int, label: str = "Edit") -> None:
    if st.button(label, key=f"edit.{draft.id}.{name}", icon=":material/edit:"):
        st.session_state[_editing(draft)] = name
        st.rerun()


def leave(draft: Draft) -> None:
    st.session_state.pop(_editing(draft), None)


def source_button(draft: Draft, name: str | int, source_ref: str | None) -> None:
    """Nothing is drawn for a part that stands on no passage."""
    source = next((each for each in draft.sources if each.passage_id == source_ref), None)
    if source is None:
        return
    title = source_card.title_of(source).partition(":")[0]
    label = f"Source: {literal(title)}" if title else "Source"
    st.button(
        label,
        key=f"source.{draft.id}.{name}",
        icon=":material/menu_book:",
        on_click=source_card.open_source,
        args=(source,),
    )


def whose_words(draft: Draft, name: str | int, place: str | tuple[str, ...], label: str) -> None:
    """Composed or personalised, where a model has phrased something at or below these paths."""
    phrased = [w for w in draft.wordings if w.personalised and w.slot.startswith(place)]
    if not phrased:
        return
    shown = Engine.MODEL if any(w.shown is Engine.MODEL for w in phrased) else Engine.COMPOSED
    chosen = st.segmented_control(
        label,
        (Engine.COMPOSED, Engine.MODEL),
        default=shown,
        required=True,
        format_func=lambda engine: _WORDS[engine],
        key=f"words.{draft.id}.{draft.version}.{name}",
        label_visibility="collapsed",
    )
    if chosen and chosen is not shown:
        with entry.saving(f"words.{draft.id}", f"You see the {_WORDS[chosen].lower()} words."):
            _show_words(draft, phrased, chosen)


def _editing(draft: Draft) -> str:
    return f"editing.{draft.id}"


def _show_words(draft: Draft, phrased: list[Wording], chosen: Engine) -> None:
    for wording in phrased:
        session.assistant().guide.switch(acting.principal(), draft.id, wording.slot, chosen)
