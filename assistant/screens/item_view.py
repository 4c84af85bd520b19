"""One item of an agenda: its time, its reason, its words, its source, and how to change it."""

import streamlit as st

from assistant.domain.agenda import Item
from assistant.domain.drafts import Draft
from assistant.domain.people import Pair
from assistant.screens import draft_part, item_form, plain
from assistant.screens.literal import literal


def show(draft: Draft, pair: Pair, index: int, item: Item, *, editable: bool) -> None:
    st.subheader(f"{index + 1}. {literal(item.label)}", anchor=False)
    facts = [f"{item.minutes} min", f"led by {literal(plain.led_by(item.lead, pair))}"]
    facts += [item.technique.replace("_", " ")] if item.technique else []
    facts += ["if there is time"] if item.optional else []
    facts += ["edited"] if draft_part.edited(draft, f"items[{index}]") else []
    st.caption(" · ".join(facts))
    if draft_part.being_edited(draft, index) and editable:
        item_form.show(draft, index, item, done=lambda: draft_part.leave(draft))
        return
    st.markdown(literal(item.why))
    st.markdown("\n".join(f"{number}. {literal(step)}" for number, step in enumerate(item.steps, 1)))
    st.markdown("\n\n".join(f":material/forum: **{literal(question)}**" for question in item.questions))
    with st.container(horizontal=True, vertical_alignment="center"):
        draft_part.source_button(draft, index, item.source_ref)
        if editable:
            draft_part.edit_button(draft, index)
            draft_part.whose_words(draft, index, f"items[{index}]", "Words of this item")
