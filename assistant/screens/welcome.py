"""The very first visit: look around with made-up people, or start with your own."""

from datetime import date

import streamlit as st

from assistant.domain.people import Person, Programme, Role
from assistant.ports import Records
from assistant.screens import acting, entry, plain

_ALSO = (Role.MENTOR, Role.MENTEE, Role.PEER, Role.TRAINER)
_LABELS = {"name": "Name"}


def show(records: Records) -> None:
    st.markdown(
        "Good mentoring meetings start with a little preparation. This assistant drafts the agenda from what "
        "a pair has on record and from practice notes whose sources you can open. **You** decide what stays."
    )
    st.markdown("Everything stays on this machine, and it works without a key and without a network.")
    look, start = st.columns(2, gap="large")
    with look:
        _demonstration(records)
    with start:
        _own(records)


def _demonstration(records: Records) -> None:
    st.header("Look around first")
    st.markdown(
        "A small programme with made-up people: a mentor and her mentee, a group, two peers, "
        "and a pair that meets for the first time next week."
    )
    if st.button("Load the demonstration programme", type="primary", width="stretch"):
        from assistant.demo import load_demo

        with entry.saving("demo", "The demonstration programme is ready. Nothing here can break."):
            load_demo(records, date.today())


def _own(records: Records) -> None:
    st.header("Set up your programme")
    with st.form("welcome", border=False):
        programme = st.text_input(
            "Name of your programme", key=entry.key("welcome", "programme"), placeholder="Riverside Mentoring"
        )
        name = st.text_input("Your name", key=entry.key("welcome", "name"))
        also = st.segmented_control(
            "You coordinate it. Are you also a ...",
            _ALSO,
            selection_mode="multi",
            format_func=lambda role: plain.ROLES[role],
            key=entry.key("welcome", "roles"),
        )
        if st.form_submit_button("Set it up", type="primary", width="stretch"):
            with entry.saving("welcome", "Your programme is set up. Next: who meets whom?"):
                _found(records, programme or "", name or "", tuple(also))


def _found(records: Records, programme: str, name: str, also: tuple[Role, ...]) -> None:
    entry.need(programme, "Please give your programme a name; you can change it later.")
    entry.need(name, "Please write your name, so that others know who set this up.")
    person = entry.made(
        Person, _LABELS, id="", programme_id="", name=name.strip(), roles=(Role.COORDINATOR, *also)
    )
    stored = records.found(Programme(id="", name=programme.strip()), person)
    acting.become(stored.id, Role.COORDINATOR)
