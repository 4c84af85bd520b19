"""The page "Safety": what the program looks for, who is told, and what is kept. Everybody can read it."""

import streamlit as st

from assistant.domain.people import Role
from assistant.safeguarding.explained import explained
from assistant.safeguarding.support import SAFE
from assistant.screens import acting, plain, safety_alerts, safety_setup, session
from assistant.screens.literal import literal

NOTHING = "Nothing. No card was shown to you in this role, or it is gone by now."
STATES = {
    "none": "nobody was told",
    "queued": "waiting to be seen by whoever looks after safety",
    "delivered": "seen by whoever looks after safety",
    "acknowledged": "read and answered by whoever looks after safety",
}


def show() -> None:
    if not acting.anybody():
        st.markdown(
            "Set up your programme on the Home page first. Then this page says how safety is looked after."
        )
        return
    me, records = acting.principal(), session.assistant().records
    protocol = records.protocol(me, SAFE)
    names = names_here()
    safety_alerts.show(protocol)
    for section in explained(protocol, names):
        st.header(section.title, anchor=False)
        st.markdown("\n\n".join(literal(sentence) for sentence in section.text))
    st.header("What is kept about you", anchor=False)
    _own()
    if me.role is Role.COORDINATOR:
        st.header("For coordinators: how it is set up", anchor=False)
        safety_setup.show(protocol, names)


def names_here() -> dict[str, str]:
    """Of the people of this programme, by id."""
    me = acting.principal()
    actors = session.assistant().records.actors()
    return {person.id: person.name for person in actors if person.programme_id == me.programme_id}


def _own() -> None:
    me, records = acting.principal(), session.assistant().records
    events = records.safety_events(me, SAFE)
    if not events:
        st.markdown(NOTHING)
        return
    for event in events:
        when = plain.day(event.at.astimezone().date()) if event.at else ""
        kinds = ", ".join(plain.WORRIES[kind] for kind in event.categories)
        said = f"**{when}**: a card about {kinds}; {STATES[event.state]}"
        st.markdown(f"- {said}{', you said that it is not accurate' if event.disputed else ''}.")


if __name__ == "__main__":
    show()
