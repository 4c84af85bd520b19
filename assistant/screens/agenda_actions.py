"""What a person can do with an agenda, and how it is made again."""

import streamlit as st

from assistant.domain.agenda import AgendaBody, AgendaRequest
from assistant.domain.drafts import Draft
from assistant.domain.people import Pair
from assistant.screens import acting, draft_actions, draft_part, entry, personal_words, session, support_card
from assistant.screens.literal import literal


def show(draft: Draft, pair: Pair) -> None:
    draft_actions.show(draft, lambda: _again(draft, pair), accepted="Accepted. It is your agenda now.")


def _again(draft: Draft, pair: Pair) -> None:
    """Items that were edited stay as they are, unless their box is ticked."""
    body = AgendaBody.model_validate(draft.body)
    form = f"again.{draft.id}.{draft.version}"
    minutes = st.number_input("Minutes", 20, 120, body.duration_min, key=entry.key(form, "minutes"))
    edited = [index for index, _ in enumerate(body.items) if draft_part.edited(draft, f"items[{index}]")]
    release = []
    if edited:
        st.markdown("What you edited is kept. Tick what may be written anew:")
    for index in edited:
        label = f"{index + 1}. {literal(body.items[index].label)}"
        if st.checkbox(label, key=entry.key(form, f"release{index}")):
            release.append(f"items[{index}]")
    if st.button("Make it again", key=entry.key(form, "go"), type="primary"):
        with entry.saving(form, "Made again from what is on record today."):
            request = AgendaRequest(minutes=int(minutes), mode=body.mode)
            fresh = session.assistant().guide.again(acting.principal(), draft.id, request, release)
            if not support_card.keep(fresh, pair):
                personal_words.begin_if_earned(fresh)
