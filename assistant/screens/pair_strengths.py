"""Strengths of a pair's people, each with the moments in which it was seen."""

from datetime import date

import streamlit as st

from assistant.domain.access import Action, Purpose, Resource
from assistant.domain.people import Pair
from assistant.domain.strengths import Evidence, Strength
from assistant.screens import acting, entry, plain, session
from assistant.screens.literal import literal

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
    st.header("Add a strength or a new moment", anchor=False)
    _form(pair, strengths)


def _card(pair: Pair, strength: Strength) -> None:
    with st.container(border=True):
        st.markdown(f"**{literal(strength.name)}**")
        for moment in strength.evidence:
            details = [plain.day(moment.on)] if moment.on else []
            details += [f"noticed by {literal(moment.noticed_by)}"] if moment.noticed_by else []
            st.markdown(f"- {literal(moment.text)}" + (f" ({', '.join(details)})" if details else ""))
        if not strength.evidence:
            st.caption("No moment yet in which it was seen. Until then it is only a claim.")
        if acting.may(Action.DELETE, Resource.STRENGTH, strength.person_id):
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
        if st.form_submit_button("Save the strength", type="primary"):
            with entry.saving(form, "The strength is saved."):
                _save(pair, who, name or "", text or "", on)


def _save(pair: Pair, who: str, name: str, text: str, on: date | None) -> None:
    me = acting.principal()
    entry.need(name, "Please name the strength in a word or two.")
    entry.need(text, "Please write the moment in which it was seen: one sentence is enough.")
    noticed_by = plain.member_name(pair, me.person_id)
    moment = entry.made(Evidence, _LABELS, text=text.strip(), on=on, noticed_by=noticed_by)
    strength = entry.made(Strength, _LABELS, id="", person_id=who, name=name.strip(), evidence=(moment,))
    session.assistant().records.save_strength(me, Purpose.MANAGE_PAIR, pair.id, strength)
