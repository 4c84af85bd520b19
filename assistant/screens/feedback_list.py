"""The feedback somebody has prepared for a pair before, the newest first."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft, DraftStatus
from assistant.domain.feedback import Channel
from assistant.domain.people import Pair
from assistant.screens import acting, draft_head, plain, remembered, session
from assistant.screens.literal import literal

KIND = "feedback"


def show(pair: Pair) -> None:
    """A closed list is not even sent."""
    me = acting.principal()
    drafts = session.assistant().records.drafts(me, Purpose.PREPARE_PAIR, pair.id)
    mine = [draft for draft in drafts if draft.kind == KIND]
    if not mine:
        return
    box = st.expander(
        f"Earlier feedback ({len(mine)})",
        icon=":material/history:",
        key=f"earlier.{pair.id}",
        on_change="rerun",
    )
    with box:
        for draft in mine if box.open else ():
            _row(draft)


def _row(draft: Draft) -> None:
    words, button = st.columns([5, 1], vertical_alignment="center")
    with words:
        st.markdown(f"**{literal(str(draft.body.get('title', '')))}**")
        st.caption(f"{plain.day(draft.created_at.date())} · {_state(draft)}")
    if button.button("Open", key=f"earlier.{draft.id}"):
        remembered.put(KIND, draft.id)
        st.rerun()


def _state(draft: Draft) -> str:
    if draft.status is DraftStatus.ACCEPTED:
        return plain.DONE[Channel(draft.body["given"]["channel"])]
    return draft_head.STATES[draft.status]
