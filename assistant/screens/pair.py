"""A pair: its people, and what they work on together."""

from collections.abc import Callable

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.people import Pair, Role
from assistant.screens import (
    acting,
    pair_choice,
    pair_commitments,
    pair_goals,
    pair_new,
    pair_people,
    pair_points,
    pair_sessions,
    pair_shared,
    pair_strengths,
)

SHOWN: dict[str, Callable[[Pair], None]] = {
    "People": pair_people.show,
    "Goals": pair_goals.show,
    "Strengths": pair_strengths.show,
    "Commitments": pair_commitments.show,
    "Talking points": pair_points.show,
    "Sessions": pair_sessions.show,
    pair_shared.SECTION: pair_shared.show,
}


def show() -> None:
    if acting.principal().role is Role.COORDINATOR:
        _coordinate()
    else:
        _work()


def _coordinate() -> None:
    pair = pair_choice.choose(Purpose.MANAGE_PROGRAMME)
    if pair:
        pair_people.show(pair)
    with st.expander("Add a pair", expanded=pair is None or st.session_state.pop("pair.add", False)):
        pair_new.show()


def _work() -> None:
    pair = pair_choice.choose(Purpose.MANAGE_PAIR)
    if pair is None:
        st.info("You are not in a pair yet. Your coordinator can add you to one.")
        return
    if wanted := st.session_state.pop("section.next", None):
        st.session_state["section"] = wanted
    section = st.segmented_control(
        "Part of the record",
        pair_choice.SECTIONS,
        default="Goals",
        required=True,
        key="section",
        persist_state="session",
        label_visibility="collapsed",
    )
    SHOWN[section or "Goals"](pair)


if __name__ == "__main__":
    show()
