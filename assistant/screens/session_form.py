"""The record of a meeting in three minutes, new or to be changed."""

from datetime import date
from typing import Any
from uuid import uuid4

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.meetings import Commitment, Mode, Session
from assistant.domain.people import Pair
from assistant.errors import InputError
from assistant.screens import acting, entry, plain, session

PROMISES = 3
"""More than three promises at once are seldom kept."""

_LABELS = {
    "happened": "What happened",
    "agreed": "What you agreed",
    "learned": "What you learned",
    "text": "Who does what",
}
_JUST = "session.just"

Promise = tuple[str, str, date | None]


def show(pair: Pair, number: int, planned_on: date | None = None, held: Session | None = None) -> None:
    form = f"session.{held.id if held else pair.id}"
    with st.form(form, border=False):
        st.caption("Everyone in your pair can read this record. It takes about three minutes.")
        fields = _meeting(form, planned_on, held)
        fields |= _words(form, held)
        promises = _promises(pair, form)
        useful = _useful(form, held)
        if st.form_submit_button("Save the record", type="primary"):
            with entry.saving(form, "The meeting is recorded."):
                if isinstance(useful, int):
                    fields["usefulness"] = {acting.principal().person_id: useful}
                _save(pair, {**fields, "number": held.number if held else number}, promises, form, held)


def just_saved(pair: Pair) -> str:
    """The record that was written a moment ago, for what follows a meeting."""
    return str(st.session_state.get(f"{_JUST}.{pair.id}", ""))


def put_aside(pair: Pair) -> None:
    st.session_state.pop(f"{_JUST}.{pair.id}", None)


def _meeting(form: str, planned_on: date | None, held: Session | None) -> dict[str, Any]:
    today = date.today()
    begin = planned_on if planned_on and planned_on <= today else today
    took = st.radio(
        "Did it take place?",
        ("Yes", "No"),
        index=1 if held and held.missed else 0,
        horizontal=True,
        key=entry.key(form, "took"),
    )
    when, how, long = st.columns(3)
    modes = tuple(Mode)
    return {
        "missed": took == "No",
        "on": when.date_input(
            "When was it?", held.on if held else begin, max_value=today, key=entry.key(form, "on")
        ),
        "mode": how.selectbox(
            "How?",
            modes,
            index=modes.index(held.mode) if held else 0,
            format_func=lambda each: plain.MODES[each],
            key=entry.key(form, "mode"),
        ),
        "minutes": long.number_input(
            "Minutes", 1, 600, held.minutes if held else 45, step=5, key=entry.key(form, "minutes")
        ),
    }


def _words(form: str, held: Session | None) -> dict[str, Any]:
    was = held.model_dump() if held else {}

    def area(label: str, hint: str, field: str) -> str:
        typed = st.text_area(
            label, was.get(field, ""), height=80, placeholder=hint, key=entry.key(form, field), max_chars=2000
        )
        return (typed or "").strip()

    return {
        "happened": area("What happened?", "In a sentence or two. Who did what?", "happened"),
        "agreed": area("What did you agree?", "", "agreed"),
        "learned": area(
            "What did you learn? Your pair sees it, too", "About the goal, or each other", "learned"
        ),
        "next_on": st.date_input("When do you meet next?", was.get("next_on"), key=entry.key(form, "next")),
        "use_next": st.toggle(
            "The assistant may use this for the next agenda",
            was.get("use_next", True),
            key=entry.key(form, "use_next"),
            help="Off: the record stays here for you to read, and no agenda is made from its words.",
        ),
    }


def _promises(pair: Pair, form: str) -> list[Promise]:
    st.markdown(
        "Who does what until then? Each line becomes an open commitment; leave out what you do not need."
    )
    return [_promise(pair, form, place) for place in range(1, PROMISES + 1)]


def _promise(pair: Pair, form: str, place: int) -> Promise:
    who, what, when = st.columns([2, 4, 2])
    suffix = "" if place == 1 else f" ({place})"
    person = who.selectbox(
        f"Who?{suffix}",
        [member.person_id for member in pair.members],
        format_func=lambda person_id: plain.member_name(pair, person_id),
        key=entry.key(form, f"who{place}"),
    )
    text = what.text_input(f"What?{suffix}", key=entry.key(form, f"what{place}"))
    due = when.date_input(f"By when?{suffix}", None, key=entry.key(form, f"due{place}"))
    return person, (text or "").strip(), due


def _useful(form: str, held: Session | None) -> int | str:
    was = held.usefulness.get(acting.principal().person_id) if held else None
    chosen: int | str = st.select_slider(
        "How useful was it for you? 0: not at all, 10: very",
        ["Not now", *range(11)],
        value="Not now" if was is None else was,
        key=entry.key(form, "useful"),
        help="Everyone answers for themselves, on their own page. Both answers are shown to both of you.",
    )
    return chosen


def _save(
    pair: Pair, fields: dict[str, Any], promises: list[Promise], form: str, held: Session | None
) -> None:
    """All of it is checked before any of it is stored.

    New things get their ids here and keep them while the form is open: should the second step fail,
    saving once more writes the same record instead of another one.
    """
    ids = st.session_state.setdefault(entry.key(form, "ids"), [str(uuid4()) for _ in range(PROMISES + 1)])
    commitments = [
        entry.made(Commitment, _LABELS, id=given, owner_id=owner, text=text, due=due)
        for given, (owner, text, due) in zip(ids[1:], promises, strict=True)
        if text
    ]
    if any(due and not text for _, text, due in promises):
        raise InputError("One of the lines has a day but no words. Say what will be done, or clear the day.")
    made = entry.made(Session, _LABELS, id=held.id if held else ids[0], **fields)
    if made.next_on and made.next_on <= made.on:
        raise InputError("The next meeting has to be after this one. Please look at the two days.")
    me, records = acting.principal(), session.assistant().records
    records.save_session(me, Purpose.MANAGE_PAIR, pair.id, made, seen=held)
    for commitment in commitments:
        records.save_commitment(me, Purpose.MANAGE_PAIR, pair.id, commitment)
    st.session_state[f"{_JUST}.{pair.id}"] = made.id
