"""The turns of a conversation as they are drawn: question, answer, where it comes from, what it can become."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from assistant.domain.conversation import Answer, Message, Stance
from assistant.domain.drafts import COMPOSED, Ending
from assistant.domain.safety import Surface
from assistant.screens import ask_keep, mishaps, source_card, support_card
from assistant.screens.arriving import EVERY
from assistant.screens.ask_state import Talking
from assistant.screens.literal import literal, literal_lines, literal_paragraphs

STANCES = {
    Stance.PASSAGES: "From the notes, in their words",
    Stance.WORDS: "A language model's words on these passages, checked",
    Stance.REFLECTION: "Listening",
    Stance.OFFER: "Ideas from the notes, because you asked",
}
ENDINGS = {
    Ending.NOT_COVERED: "The notes do not cover this",
    Ending.DECLINED: "The assistant does not help with this",
}
UNANSWERED = "No answer came to this. You can ask again with other words."
JUST_ASKED = timedelta(minutes=1)

GOES = "Asking again removes this answer and everything after it."


def show(now: Talking) -> None:
    if now.fault:
        st.error(literal(now.fault))
    for message in now.messages:
        _turn(message, now)
    if now.arriving is not None:
        _watch(now)


def _turn(message: Message, now: Talking) -> None:
    with st.chat_message("user"):
        if now.changing == message.id:
            _change(message, now)
        else:
            st.markdown(literal_lines(message.asked))
            if now.arriving is None:
                st.button(
                    "Change or delete",
                    key=f"ask.change.{message.id}",
                    type="tertiary",
                    on_click=_begin_change,
                    args=(now, message.id),
                )
    if message.blocked:
        # Where nothing is to be stored, nothing is noted either.
        fresh = now.kept and datetime.now(UTC) - message.at < JUST_ASKED
        support_card.for_words(message.asked, Surface.CONVERSATION, fresh=fresh, kept=now.kept, always=True)
        return
    with st.chat_message("assistant"):
        if message.answer is None:
            st.info(UNANSWERED)
        else:
            _answer(message.answer, message.id)
            if message.answer.ending is not Ending.SUPPORT:
                ask_keep.show(message, now)


def _begin_change(now: Talking, message_id: str) -> None:
    now.changing = message_id


def _change(message: Message, now: Talking) -> None:
    text = st.text_area(
        "Your words", value=message.asked, max_chars=4_000, key=f"ask.words.{message.id}", help=GOES
    )
    st.caption(GOES)
    again, delete, leave = st.columns(3)
    if again.button("Ask again", key=f"ask.again.{message.id}", type="primary") and text.strip():
        now.ask_again(message.id, text)
        st.rerun()
    if delete.button("Delete this question and its answer", key=f"ask.forget.{message.id}"):
        now.forget(message.id)
        st.rerun()
    if leave.button("Leave it as it is", key=f"ask.leave.{message.id}"):
        now.changing = None
        st.rerun()


def _answer(answer: Answer, key: str) -> None:
    st.caption(ENDINGS.get(answer.ending) or STANCES[answer.stance])
    st.markdown(literal_paragraphs(answer.text))
    for one in answer.cited:
        title = source_card.title_of(one.source) or "A note that is gone"
        st.button(
            f"\\[{one.label}\\] {literal(title)}",
            key=f"ask.open.{key}.{one.label}",
            type="tertiary",
            on_click=source_card.open_source,
            args=(one.source,),
        )
    for fact in answer.facts:
        st.caption(f"\\[{fact.label}\\] On record, as you may see it: {literal(fact.text)}")
    for notice in answer.notices:
        st.info(literal(notice))
    if answer.model_id != COMPOSED:
        st.caption(f"Written by {literal(answer.model_id)}")


def _watch(now: Talking) -> None:
    """The turn as it comes. Only this part is drawn again and again; the page once, when it is whole."""

    @mishaps.fragment(run_every=EVERY)
    def look() -> None:
        at_work = now.arriving
        if at_work is None or not at_work.running:
            st.rerun()
        said = at_work.latest
        if said is not None:
            with st.chat_message("user"):
                st.markdown(literal_lines(said.message.asked))
        with st.chat_message("assistant"):
            answer = said.message.answer if said else None
            st.markdown(
                literal_paragraphs(answer.text) if answer and answer.text else "Looking in the notes ..."
            )
            # A callback, because it is called whatever this run is about to do.
            st.button("Stop", key=f"ask.stop.{now.key}", icon=":material/stop:", on_click=at_work.stop)

    look()
