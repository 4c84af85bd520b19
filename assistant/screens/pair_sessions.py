"""Sessions of a pair, and the record of one that takes three minutes."""

from datetime import date
from typing import Any

import streamlit as st

from assistant.domain.access import Action, Purpose, Resource
from assistant.domain.meetings import Commitment, Mode, Session
from assistant.domain.people import Pair
from assistant.screens import acting, entry, plain, session
from assistant.screens.literal import literal_lines

SHOWN = 12
_LABELS = {
    "happened": "What happened",
    "agreed": "What you agreed",
    "learned": "What you learned",
    "text": "Who does what",
}


def show(pair: Pair) -> None:
    records = session.assistant().records
    sessions = records.sessions(acting.principal(), Purpose.MANAGE_PAIR, pair.id, limit=SHOWN)
    number = max((one.number for one in sessions), default=0) + 1
    with st.expander(f"Record meeting {number}: three minutes", expanded=not sessions):
        _form(pair, number, sessions[-1].next_on if sessions else None)
    for each in reversed(sessions):
        with st.container(border=True):
            _card(pair, each)


def _card(pair: Pair, held: Session) -> None:
    me = acting.principal()
    title = f"Meeting {held.number}: {plain.day(held.on)}"
    st.header(title, anchor=False)
    details = ["did not take place"] if held.missed else [plain.MODES[held.mode].lower()]
    details += [f"{held.minutes} minutes"] if held.minutes and not held.missed else []
    if (mine := held.usefulness.get(me.person_id)) is not None:
        details.append(f"you found it {mine} of 10 useful")
    st.caption(" · ".join(details))
    for label, text in (("What happened", held.happened), ("Agreed", held.agreed), ("Learned", held.learned)):
        if text:
            st.markdown(f"**{label}**: {literal_lines(text)}")
    if held.next_on:
        st.markdown(f"Next meeting: {plain.day(held.next_on)}")
    if not held.missed and me.person_id not in held.usefulness:
        _rate(pair, held)
    if acting.may(Action.DELETE, Resource.SESSION, me.person_id):
        _delete(pair, held)


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
    with st.expander("Delete this record"):
        sure = st.checkbox("Yes, delete it for good", key=entry.key(form, "sure"))
        if st.button("Delete", key=entry.key(form, "delete"), disabled=not sure):
            with entry.saving(form, "The record is deleted."):
                session.assistant().records.delete_session(
                    acting.principal(), Purpose.MANAGE_PAIR, pair.id, held.id
                )


def _form(pair: Pair, number: int, planned_on: date | None) -> None:
    form = f"session.{pair.id}"
    today = date.today()
    with st.form(form, border=False):
        missed = st.checkbox("It did not take place", key=entry.key(form, "missed"))
        on = st.date_input(
            "When was it?",
            planned_on if planned_on and planned_on <= today else today,
            max_value=today,
            key=entry.key(form, "on"),
        )
        fields: dict[str, Any] = {
            "mode": st.selectbox(
                "How?", tuple(Mode), format_func=lambda each: plain.MODES[each], key=entry.key(form, "mode")
            ),
            "minutes": st.number_input("Minutes", 5, 600, 45, step=5, key=entry.key(form, "minutes")),
            "happened": _area("What happened?", "In a sentence or two", form, "happened"),
            "agreed": _area("What did you agree?", "", form, "agreed"),
            "learned": _area("What did you learn, about the goal or each other?", "", form, "learned"),
            "next_on": st.date_input("When do you meet next?", None, key=entry.key(form, "next")),
        }
        st.markdown("Who does what until then? It becomes an open commitment.")
        promise = _promise(pair, form)
        useful = st.select_slider(
            "How useful was it for you? 0: not at all, 10: very",
            ["Not now", *range(11)],
            value="Not now",
            key=entry.key(form, "useful"),
        )
        if st.form_submit_button("Save the record", type="primary"):
            with entry.saving(form, "The meeting is recorded."):
                if isinstance(useful, int):
                    fields["usefulness"] = {acting.principal().person_id: useful}
                _save(pair, {**fields, "number": number, "on": on, "missed": missed}, promise)


def _area(label: str, hint: str, form: str, field: str) -> str:
    return (st.text_area(label, height=80, placeholder=hint, key=entry.key(form, field)) or "").strip()


def _promise(pair: Pair, form: str) -> tuple[str, str, date | None]:
    who, what, when = st.columns([2, 4, 2])
    person = who.selectbox(
        "Who?",
        [member.person_id for member in pair.members],
        format_func=lambda person_id: plain.member_name(pair, person_id),
        key=entry.key(form, "who"),
    )
    text = what.text_input("What?", key=entry.key(form, "what"))
    due = when.date_input("By when?", None, key=entry.key(form, "due"))
    return person, (text or "").strip(), due


def _save(pair: Pair, fields: dict[str, Any], promise: tuple[str, str, date | None]) -> None:
    """The commitment is checked first, so that nothing is stored when one of the two is wrong."""
    me, records = acting.principal(), session.assistant().records
    owner, text, due = promise
    commitment = entry.made(Commitment, _LABELS, id="", owner_id=owner, text=text, due=due) if text else None
    held = entry.made(Session, _LABELS, id="", **fields)
    records.save_session(me, Purpose.MANAGE_PAIR, pair.id, held)
    if commitment:
        records.save_commitment(me, Purpose.MANAGE_PAIR, pair.id, commitment)
