"""Strengths of a pair's people, each with the moments in which it was seen."""

from datetime import date

import streamlit as st

from assistant.domain.access import Action, Purpose, Resource
from assistant.domain.meetings import Session
from assistant.domain.people import Pair
from assistant.domain.strengths import Evidence, Strength
from assistant.errors import InputError
from assistant.screens import acting, entry, plain, session, strength_found
from assistant.screens.literal import literal

RECORDS_READ = 8
_LABELS = {"name": "The strength", "text": "The moment"}


def show(pair: Pair) -> None:
    records = session.assistant().records
    strengths = records.strengths(acting.principal(), Purpose.MANAGE_PAIR, pair.id)
    if not strengths:
        st.info(
            "No strengths on record yet. Write down one moment in which somebody did something well: "
            "agendas build on it, in those very words."
        )
    for member in pair.members:
        theirs = [strength for strength in strengths if strength.person_id == member.person_id]
        if theirs:
            st.header(literal(member.name), anchor=False)
        for strength in theirs:
            _card(pair, strength)
    _found(pair)
    st.header("Add a strength or a new moment", anchor=False)
    _form(pair, strengths)


def _found(pair: Pair) -> None:
    """In the pair's own records of their meetings, the newest first, a few at a time."""
    place = st.empty()
    left = strength_found.MOST
    sessions = session.assistant().records.sessions(
        acting.principal(), Purpose.MANAGE_PAIR, pair.id, limit=RECORDS_READ
    )
    with place.container():
        title = st.empty()
        for held in reversed(sessions):
            left -= strength_found.offer(pair, _words(held), held.on, "", f"record.{held.id}", most=left)
        if left < strength_found.MOST:
            with title.container():
                st.header("Found in your words", anchor=False)
                st.caption(
                    "From the records of your meetings. Is it a strength, and is the name right? "
                    "Nothing is added before you say so."
                )


def _words(held: Session) -> str:
    return "\n".join((held.happened, held.agreed, held.learned))


def _card(pair: Pair, strength: Strength) -> None:
    with st.container(border=True):
        alone = "" if strength.shared else " (only you can see this)"
        st.markdown(f"**{literal(strength.name)}**{alone}")
        for moment in strength.evidence:
            details = [plain.day(moment.on)] if moment.on else []
            details += [f"noticed by {literal(moment.noticed_by)}"] if moment.noticed_by else []
            st.markdown(
                f"- \u201c{literal(moment.text)}\u201d" + (f" ({', '.join(details)})" if details else "")
            )
        if not strength.evidence:
            st.caption("No moment yet in which it was seen. Until then it is only a claim.")
        if acting.may(Action.DELETE, Resource.STRENGTH, strength.person_id, shared=strength.shared):
            form = f"strength_delete.{strength.id}"
            if st.button("Remove", key=entry.key(form, "delete"), help="With all its moments"):
                with entry.saving(form, "The strength is removed."):
                    session.assistant().records.delete_strength(
                        acting.principal(), Purpose.MANAGE_PAIR, pair.id, strength.id
                    )


def _form(pair: Pair, strengths: list[Strength]) -> None:
    form = f"strength.{pair.id}"
    me = acting.principal()
    people = sorted(pair.members, key=lambda member: member.person_id == me.person_id)
    with st.form(form):
        who = st.selectbox(
            "Whose strength is it?",
            [member.person_id for member in people],
            format_func=lambda person_id: plain.member_name(pair, person_id),
            key=entry.key(form, "who"),
        )
        name = st.selectbox(
            "The strength, in one or two words",
            sorted({strength.name for strength in strengths}),
            index=None,
            placeholder="Choose or type, for instance: patience",
            accept_new_options=True,
            key=entry.key(form, "name"),
        )
        text = st.text_area(
            "The moment: what did they do?",
            height=80,
            key=entry.key(form, "text"),
            placeholder="She let the new colleague finish and then asked what would help",
        )
        on = st.date_input("When was that?", None, max_value=date.today(), key=entry.key(form, "on"))
        alone = st.checkbox(
            "Only I can see it",
            key=entry.key(form, "alone"),
            help="For a strength of your own. Else everyone in the pair can see it.",
        )
        if st.form_submit_button("Save the strength", type="primary"):
            with entry.saving(form, "The strength is saved."):
                _save(pair, who, name or "", text or "", on, alone=alone)


def _save(pair: Pair, who: str, name: str, text: str, on: date | None, *, alone: bool) -> None:
    me = acting.principal()
    if alone and who != me.person_id:
        raise InputError("A strength that only you can see is one of your own. Choose yourself, or share it.")
    entry.need(name, "Please name the strength in a word or two.")
    entry.need(text, "Please write the moment in which it was seen: one sentence is enough.")
    noticed_by = plain.member_name(pair, me.person_id)
    moment = entry.made(Evidence, _LABELS, text=text.strip(), on=on, noticed_by=noticed_by)
    strength = entry.made(
        Strength, _LABELS, id="", person_id=who, name=name.strip(), evidence=(moment,), shared=not alone
    )
    session.assistant().records.save_strength(me, Purpose.MANAGE_PAIR, pair.id, strength)
