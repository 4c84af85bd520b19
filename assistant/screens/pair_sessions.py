"""Meetings of a pair: the record of each, what both sides found of it, and what may follow."""

from datetime import date

import streamlit as st

from assistant.domain.access import Action, Purpose, Resource
from assistant.domain.meetings import Session
from assistant.domain.people import Pair, Role
from assistant.screens import acting, entry, plain, session, session_form, strength_found
from assistant.screens.literal import literal, literal_lines

SHOWN = 12


def show(pair: Pair) -> None:
    records = session.assistant().records
    sessions = records.sessions(acting.principal(), Purpose.MANAGE_PAIR, pair.id, limit=SHOWN)
    number = max((one.number for one in sessions), default=0) + 1
    fresh = next((one for one in sessions if one.id == session_form.just_saved(pair)), None)
    if fresh:
        _after(pair, fresh)
    waiting = bool(sessions and sessions[-1].next_on and sessions[-1].next_on <= date.today())
    with st.expander(
        f"Record meeting {number}: three minutes", expanded=not fresh and (waiting or not sessions)
    ):
        session_form.show(pair, number, sessions[-1].next_on if sessions else None)
    for each in reversed(sessions):
        with st.container(border=True):
            _card(pair, each)


def _after(pair: Pair, held: Session) -> None:
    """What follows a meeting, each only on a click: strengths in the record, and a mentor's own questions."""
    me = acting.principal()
    with st.container(border=True):
        st.header("After the meeting", anchor=False)
        text = "\n".join((held.happened, held.agreed, held.learned))
        if strength_found.offer(pair, text, held.on, "", f"record.{held.id}"):
            st.caption("Found in what you wrote. Nothing is added before you say so.")
        with st.container(horizontal=True):
            if me.role in (Role.MENTOR, Role.PEER) and st.button(
                "A few questions for yourself",
                key=f"own_questions.{held.id}",
                help="A few minutes in your own log. Nobody else sees it.",
            ):
                session_form.put_aside(pair)
                st.session_state["journal.topic"] = _topic(pair, held, me.person_id)
                st.switch_page("assistant/screens/journal.py")
            if st.button("That is all for today", key=f"all_done.{held.id}"):
                session_form.put_aside(pair)
                st.rerun()


def _topic(pair: Pair, held: Session, me: str) -> str:
    """What the questions are about, without a word of the record: the log says what it wants to."""
    others = [member.name for member in pair.members if member.person_id != me]
    whom = f" with {others[0]}" if len(others) == 1 else ""
    if held.missed:
        return f"The meeting{whom} that did not take place on {plain.day(held.on)}"
    return f"My own part in the meeting{whom} on {plain.day(held.on)}"


def _card(pair: Pair, held: Session) -> None:
    me = acting.principal()
    st.header(f"Meeting {held.number}: {plain.day(held.on)}", anchor=False)
    details = ["did not take place"] if held.missed else [plain.MODES[held.mode].lower()]
    details += [f"{held.minutes} minutes"] if held.minutes and not held.missed else []
    details += [] if held.use_next else ["not used for agendas"]
    st.caption(" · ".join(details))
    for label, text in (("What happened", held.happened), ("Agreed", held.agreed), ("Learned", held.learned)):
        if text:
            st.markdown(f"**{label}**: {literal_lines(text)}")
    if held.next_on:
        st.markdown(f"Next meeting: {plain.day(held.next_on)}")
    if held.usefulness:
        st.markdown(f"Useful, 0 to 10: {_found_useful(pair, held, me.person_id)}")
    if not held.missed and me.person_id not in held.usefulness:
        _rate(pair, held)
    if acting.may(Action.WRITE, Resource.SESSION, me.person_id):
        with st.expander("Change this record"):
            session_form.show(pair, held.number, held=held)
            if acting.may(Action.DELETE, Resource.SESSION, me.person_id):
                _delete(pair, held)


def _found_useful(pair: Pair, held: Session, me: str) -> str:
    """Both sides, each for themselves; who has not answered yet is named, without a reproach."""
    said = []
    for member in pair.members:
        score = held.usefulness.get(member.person_id)
        name = "you" if member.person_id == me else literal(member.name)
        said.append(f"{name} {score}" if score is not None else f"{name} not yet")
    return ", ".join(said)


def _rate(pair: Pair, held: Session) -> None:
    form = f"useful.{held.id}"
    with st.expander("How useful was it for you?"), st.form(form, border=False):
        score = st.slider("0: not at all, 10: very", 0, 10, 7, key=entry.key(form, "score"))
        if st.form_submit_button("Save"):
            with entry.saving(form, "Thank you. It helps to plan the next meeting."):
                me = acting.principal()
                rated = held.model_copy(update={"usefulness": {**held.usefulness, me.person_id: score}})
                session.assistant().records.save_session(me, Purpose.MANAGE_PAIR, pair.id, rated, seen=held)


def _delete(pair: Pair, held: Session) -> None:
    form = f"session_delete.{held.id}"
    sure = st.checkbox("Delete this record for good", key=entry.key(form, "sure"))
    if st.button("Delete the record", key=entry.key(form, "delete"), disabled=not sure):
        with entry.saving(form, "The record is deleted."):
            session.assistant().records.delete_session(
                acting.principal(), Purpose.MANAGE_PAIR, pair.id, held.id
            )
