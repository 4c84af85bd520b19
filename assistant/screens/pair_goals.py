"""Goals of a pair: what somebody wants to reach, how they will know, and where it stands."""

from datetime import date

import streamlit as st

from assistant.domain.access import Action, Purpose, Resource
from assistant.domain.goals import LEVELS, Goal, GoalStatus, Rating
from assistant.domain.people import Pair
from assistant.screens import acting, entry, goal_form, pictures, plain, session
from assistant.screens.literal import literal, literal_lines

ORDER = (GoalStatus.ACTIVE, GoalStatus.REACHED, GoalStatus.SET_ASIDE)


def show(pair: Pair) -> None:
    me = acting.principal()
    goals = session.assistant().records.goals(me, Purpose.MANAGE_PAIR, pair.id)
    if not goals:
        st.info(
            "No goal yet. That is fine before the first meeting: the agenda will make room to find one. "
            "A good goal is something its owner wants, in their own words."
        )
    for goal in sorted(goals, key=lambda each: ORDER.index(each.status)):
        with st.container(border=True):
            _card(pair, goal)
    with st.expander("Add a goal", expanded=not goals):
        goal_form.show(pair)


def _card(pair: Pair, goal: Goal) -> None:
    owner = plain.member_name(pair, goal.owner_id)
    st.header(literal(goal.text), anchor=False)
    facts = [f"{literal(owner)}'s goal"]
    if goal.status is not GoalStatus.ACTIVE:
        facts.append(plain.GOAL_STATES[goal.status].lower())
    if goal.due:
        facts.append(f"by {plain.day(goal.due)}")
    if not goal.shared:
        facts.append("only you can see this")
    st.caption(" · ".join(facts))
    if goal.why_it_matters:
        st.markdown(f"Why it matters: {literal_lines(goal.why_it_matters)}")
    _confirmation(pair, goal, owner)
    _standing(goal)
    if acting.may(Action.WRITE, Resource.GOAL, goal.owner_id, shared=goal.shared):
        _rate(pair, goal)
        with st.expander("Change this goal"):
            goal_form.show(pair, goal)
            if acting.may(Action.DELETE, Resource.GOAL, goal.owner_id, shared=goal.shared):
                _delete(pair, goal)


def _confirmation(pair: Pair, goal: Goal, owner: str) -> None:
    """A goal somebody else put into words is a proposal until its owner says yes."""
    if goal.confirmed:
        return
    me = acting.principal()
    if goal.owner_id != me.person_id:
        st.markdown(f"A proposal: {literal(owner)} has not agreed to this wording yet.")
        return
    form = f"goal_confirm.{goal.id}"
    st.markdown("Somebody proposed this wording for you. Is it yours?")
    if st.button("Yes, this is my goal", key=entry.key(form, "yes")):
        with entry.saving(form, "It is your goal now."):
            session.assistant().records.save_goal(
                me, Purpose.MANAGE_PAIR, pair.id, goal.model_copy(update={"confirmed": True}), seen=goal
            )


def _standing(goal: Goal) -> None:
    if goal.level is not None:
        meaning = goal.levels.get(goal.level, "")
        says = f": {literal(meaning)}" if meaning else ""
        st.markdown(f"Now: **{plain.LEVELS[goal.level].lower()}**{says}")
    if goal.ratings:
        pictures.show_ratings(goal.ratings)
    if not goal.levels:
        st.caption("Without success levels nobody can tell how far it got. They take two minutes together.")
    elif not goal.measured:
        st.caption(
            'To measure it, "as hoped" and a level on each side need words, without two gaps in a row.'
        )
    else:
        with st.expander("What each level means"):
            rows = (
                f"- **{plain.LEVELS[level]}**: {literal(goal.levels.get(level, '...'))}" for level in LEVELS
            )
            st.markdown("\n".join(rows))


def _rate(pair: Pair, goal: Goal) -> None:
    form = f"goal_rate.{goal.id}"
    with st.expander("Rate it today"), st.form(form, border=False):
        level = st.radio(
            "Where does it stand?",
            LEVELS,
            index=None,
            format_func=lambda each: _level_label(goal, each),
            key=entry.key(form, "level"),
        )
        on = st.date_input("On", date.today(), max_value=date.today(), key=entry.key(form, "on"))
        if st.form_submit_button("Save the rating"):
            with entry.saving(form, "The rating is saved."):
                chosen = entry.chosen(level, "Please choose where the goal stands.")
                session.assistant().records.rate_goal(
                    acting.principal(), Purpose.MANAGE_PAIR, pair.id, goal.id, Rating(on=on, level=chosen)
                )


def _level_label(goal: Goal, level: int) -> str:
    words = goal.levels.get(level)
    return f"{plain.LEVELS[level]}: {literal(words)}" if words else plain.LEVELS[level]


def _delete(pair: Pair, goal: Goal) -> None:
    form = f"goal_delete.{goal.id}"
    sure = st.checkbox("Delete this goal and its ratings for good", key=entry.key(form, "sure"))
    if st.button("Delete the goal", key=entry.key(form, "delete"), disabled=not sure):
        with entry.saving(form, "The goal is deleted."):
            session.assistant().records.delete_goal(acting.principal(), Purpose.MANAGE_PAIR, pair.id, goal.id)
