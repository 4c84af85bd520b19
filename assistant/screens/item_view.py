"""One item of an agenda: its time, its reason, its words, its source, and how to change it."""

import streamlit as st

from assistant.domain.agenda import Item
from assistant.domain.drafts import Draft, Engine, Wording
from assistant.domain.people import Pair
from assistant.screens import acting, entry, item_form, plain, session, source_card
from assistant.screens.literal import literal

_WORDS = {Engine.COMPOSED: "Composed", Engine.MODEL: "Personalised"}


def show(draft: Draft, pair: Pair, index: int, item: Item, *, editable: bool) -> None:
    st.subheader(f"{index + 1}. {literal(item.label)}", anchor=False)
    facts = [f"{item.minutes} min", f"led by {literal(plain.led_by(item.lead, pair))}"]
    facts += [item.technique.replace("_", " ")] if item.technique else []
    facts += ["if there is time"] if item.optional else []
    facts += ["edited"] if any(path.startswith(f"items[{index}]") for path in draft.locked) else []
    st.caption(" · ".join(facts))
    if st.session_state.get(_editing(draft)) == index and editable:
        item_form.show(draft, index, item, done=lambda: st.session_state.pop(_editing(draft), None))
        return
    st.markdown(literal(item.why))
    st.markdown("\n".join(f"{number}. {literal(step)}" for number, step in enumerate(item.steps, 1)))
    st.markdown("\n\n".join(f":material/forum: **{literal(question)}**" for question in item.questions))
    with st.container(horizontal=True, vertical_alignment="center"):
        _source(draft, index, item)
        if editable:
            if st.button("Edit", key=f"edit.{draft.id}.{index}", icon=":material/edit:"):
                st.session_state[_editing(draft)] = index
                st.rerun()
            _switch(draft, index)


def _editing(draft: Draft) -> str:
    return f"editing.{draft.id}"


def _source(draft: Draft, index: int, item: Item) -> None:
    source = next((each for each in draft.sources if each.passage_id == item.source_ref), None)
    if source is None:
        return
    title = source_card.title_of(source).partition(":")[0]
    label = f"Source: {literal(title)}" if title else "Source"
    if st.button(label, key=f"source.{draft.id}.{index}", icon=":material/menu_book:"):
        source_card.open_source(source)


def _switch(draft: Draft, index: int) -> None:
    """Composed or personalised, where a model has phrased something here."""
    phrased = [w for w in draft.wordings if w.personalised and w.slot.startswith(f"items[{index}]")]
    if not phrased:
        return
    shown = Engine.MODEL if any(w.shown is Engine.MODEL for w in phrased) else Engine.COMPOSED
    chosen = st.segmented_control(
        "Words of this item",
        (Engine.COMPOSED, Engine.MODEL),
        default=shown,
        required=True,
        format_func=lambda engine: _WORDS[engine],
        key=f"words.{draft.id}.{draft.version}.{index}",
        label_visibility="collapsed",
    )
    if chosen and chosen is not shown:
        with entry.saving(f"words.{draft.id}", f"You see the {_WORDS[chosen].lower()} words."):
            _show_words(draft, phrased, chosen)


def _show_words(draft: Draft, phrased: list[Wording], chosen: Engine) -> None:
    for wording in phrased:
        session.assistant().guide.switch(acting.principal(), draft.id, wording.slot, chosen)
