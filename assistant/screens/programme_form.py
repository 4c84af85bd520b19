"""The programme itself: its name, its rules, and whom to call."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.people import Programme
from assistant.screens import acting, entry, session

_FORM = "programme"


def show() -> None:
    me = acting.principal()
    records = session.assistant().records
    programme = records.programme(me, Purpose.MANAGE_PROGRAMME)
    with st.form(_FORM):
        name = st.text_input("Name", programme.name, key=entry.key(_FORM, "name"))
        contact = st.text_input(
            "Whom to call when a meeting upsets somebody",
            programme.support_contact,
            key=entry.key(_FORM, "contact"),
            placeholder="Sam Lee, weekdays 9 to 17, extension 21",
        )
        rules = st.text_area(
            "What every first meeting must cover, one per line",
            "\n".join(programme.rules),
            key=entry.key(_FORM, "rules"),
        )
        planned = st.number_input(
            "Meetings planned for a pair (0: not decided)",
            0,
            200,
            programme.planned_sessions or 0,
            key=entry.key(_FORM, "planned"),
        )
        if st.form_submit_button("Save the programme", type="primary"):
            with entry.saving(_FORM, "The programme is saved."):
                changed = Programme(
                    id=programme.id,
                    name=entry.need(name, "Please keep a name for your programme."),
                    rules=entry.lines(rules),
                    support_contact=(contact or "").strip(),
                    planned_sessions=int(planned) or None,
                )
                records.save_programme(me, Purpose.MANAGE_PROGRAMME, changed)
