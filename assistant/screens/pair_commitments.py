"""Commitments of a pair: who does what by when."""

from datetime import date

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.meetings import Commitment, CommitmentStatus
from assistant.domain.people import Pair
from assistant.screens import acting, entry, plain, session
from assistant.screens.literal import literal

CLOSED_SHOWN = 10


def show(pair: Pair) -> None:
    records = session.assistant().records
    commitments = records.commitments(acting.principal(), Purpose.MANAGE_PAIR, pair.id)
    waiting = [each for each in commitments if each.status is CommitmentStatus.OPEN]
    closed = [each for each in commitments if each.status is not CommitmentStatus.OPEN]
    if not waiting:
        st.info("Nothing is open. The next agenda will close with a step that somebody takes on.")
    for commitment in waiting:
        with st.container(border=True):
            _card(pair, commitment)
    with st.expander("Add a commitment", expanded=not commitments):
        _form(pair)
    if closed:
        with st.expander(f"Done or dropped ({len(closed)})"):
            st.markdown("\n".join(_line(pair, each) for each in closed[:CLOSED_SHOWN]))


def _card(pair: Pair, commitment: Commitment) -> None:
    late = commitment.due is not None and commitment.due < date.today()
    when = f"{'was due' if late else 'by'} {plain.day(commitment.due)}" if commitment.due else "no date"
    st.markdown(
        f"**{literal(plain.member_name(pair, commitment.owner_id))}**: {literal(commitment.text)} ({when})"
    )
    with st.container(horizontal=True):
        for label, status, said in (
            ("Done", CommitmentStatus.DONE, "Well done."),
            ("Drop it", CommitmentStatus.DROPPED, "It is dropped; that is allowed."),
        ):
            form = f"commitment_{status.value}.{commitment.id}"
            if st.button(label, key=entry.key(form, "button")):
                with entry.saving(form, said):
                    _set(pair, commitment, status)


def _set(pair: Pair, commitment: Commitment, status: CommitmentStatus) -> None:
    session.assistant().records.save_commitment(
        acting.principal(),
        Purpose.MANAGE_PAIR,
        pair.id,
        commitment.model_copy(update={"status": status}),
        seen=commitment,
    )


def _line(pair: Pair, commitment: Commitment) -> str:
    how = "done" if commitment.status is CommitmentStatus.DONE else "dropped"
    return f"- {literal(plain.member_name(pair, commitment.owner_id))}: {literal(commitment.text)} ({how})"


def _form(pair: Pair) -> None:
    form = f"commitment.{pair.id}"
    with st.form(form, border=False):
        who = st.selectbox(
            "Who does it?",
            [member.person_id for member in pair.members],
            format_func=lambda person_id: plain.member_name(pair, person_id),
            key=entry.key(form, "who"),
        )
        text = st.text_input(
            "What?", key=entry.key(form, "text"), placeholder="Ask Dana for ten minutes about the rota"
        )
        due = st.date_input("By when?", None, key=entry.key(form, "due"))
        if st.form_submit_button("Save the commitment", type="primary"):
            with entry.saving(form, "The commitment is saved."):
                what = entry.need(text, "Please write what will be done.")
                made = entry.made(Commitment, {"text": "What"}, id="", owner_id=who, text=what, due=due)
                session.assistant().records.save_commitment(
                    acting.principal(), Purpose.MANAGE_PAIR, pair.id, made
                )
