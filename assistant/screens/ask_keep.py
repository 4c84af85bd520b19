"""What an answer can become: a page of one's own, a point for the next agenda, or something to write about."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.conversation import Message
from assistant.domain.people import Pair, Role
from assistant.screens import acting, plain, session
from assistant.screens.ask_state import Talking
from assistant.screens.literal import literal

PAIRED = frozenset({Role.MENTOR, Role.MENTEE, Role.PEER})


def show(message: Message, now: Talking) -> None:
    me = acting.principal()
    if me.role not in PAIRED:
        return
    with st.popover("Use this", icon=":material/bookmark_add:"):
        if st.button("Keep it as a note to myself", key=f"ask.note.{message.id}"):
            session.assistant().talk.as_note(me, message, now.pair_id)
            st.success("It is in your journal now. Only you can read it.")
        if st.button("Write about it", key=f"ask.write.{message.id}"):
            asked = (
                message.answer.questions[0] if message.answer and message.answer.questions else message.asked
            )
            st.session_state["journal.topic"] = asked
            st.switch_page("assistant/screens/journal.py")
        _point(message, session.assistant().records.pairs(me, Purpose.MANAGE_PAIR))


def _point(message: Message, pairs: list[Pair]) -> None:
    if not pairs:
        return
    me = acting.principal()
    names = {pair.id: plain.pair_name(pair, me.person_id) for pair in pairs}
    st.markdown("**A point for the next agenda**")
    pair_id = st.selectbox(
        "For", list(names), key=f"ask.pair.{message.id}", format_func=lambda one: literal(names[one])
    )
    ready = message.answer.questions[0] if message.answer and message.answer.questions else message.asked
    text = st.text_input("In these words", value=ready[:500], max_chars=500, key=f"ask.point.{message.id}")
    st.caption("Everybody in this pair sees it.")
    if st.button("Put it on the agenda", key=f"ask.put.{message.id}") and len(text.strip()) > 1:
        session.assistant().talk.as_point(me, pair_id, text)
        st.success("It is among the talking points of this pair now.")
