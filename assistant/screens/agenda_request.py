"""What is asked for: minutes, and what a person wants to decide themselves."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.agenda import AgendaRequest
from assistant.domain.facts import Phase
from assistant.domain.goals import Goal, GoalStatus
from assistant.domain.meetings import Mode
from assistant.domain.people import Pair
from assistant.screens import acting, entry, personal_words, plain, session, support_card

USUAL = (20, 30, 45, 60, 90, 120)
OTHER = "Other"


def show(pair: Pair) -> None:
    form = f"request.{pair.id}"
    request = _request(pair, form)
    if st.button("Prepare the agenda", type="primary", key=f"{form}.go"):
        with entry.saving(form, "Here is your agenda. Change what does not fit: you know the people."):
            me = acting.principal()
            with st.spinner("Looking at the record and the notes ..."):
                draft = session.assistant().guide.prepare(me, pair.id, request)
            if not support_card.keep(draft, pair):
                personal_words.begin_if_earned(draft)


def _request(pair: Pair, form: str) -> AgendaRequest:
    choice = st.segmented_control(
        "How many minutes do you have?",
        (*USUAL, OTHER),
        default=45,
        required=True,
        key=f"{form}.minutes",
    )
    minutes = choice if isinstance(choice, int) else 45
    if choice == OTHER:
        minutes = st.number_input("Minutes, from 20 to 120", 20, 120, 50, key=f"{form}.other")
    with st.expander("More choices"):
        mode = st.selectbox(
            "How do you meet?",
            (None, *Mode),
            format_func=lambda each: plain.MODES[each] if each else "As last time",
            key=f"{form}.mode",
        )
        phase = st.selectbox(
            "Where are you in your time together?",
            (None, *Phase),
            format_func=lambda each: plain.PHASES[each] if each else "Let the record decide",
            key=f"{form}.phase",
            help="Choose only if you know better than the record, for instance before the last meeting.",
        )
        goals = _goals(pair)
        goal_id = st.selectbox(
            "Which goal should be in the middle?",
            (None, *goals),
            format_func=lambda each: goals[each].text if each else "The one that needs it most",
            key=f"{form}.goal",
        )
    return AgendaRequest(minutes=int(minutes), mode=mode, phase=phase, goal_id=goal_id)


def _goals(pair: Pair) -> dict[str, Goal]:
    """Those the whole pair may see: an agenda is for everybody in it."""
    found = session.assistant().records.goals(acting.principal(), Purpose.PREPARE_PAIR, pair.id)
    return {goal.id: goal for goal in found if goal.status is GoalStatus.ACTIVE}
