"""Goals of a pair: what somebody wants to reach, how they will know, and where it stands."""

from datetime import date

import streamlit as st

from assistant import goal_checks, scaling
from assistant.domain.access import Action, Purpose, Resource
from assistant.domain.goals import LEVELS, Goal, GoalStatus, Rating
from assistant.domain.people import Member, Pair
from assistant.domain.strengths import Strength
from assistant.screens import acting, entry, goal_chart, goal_form, plain, session
from assistant.screens.literal import literal, literal_lines
from assistant.wording import possessive

ORDER = (GoalStatus.ACTIVE, GoalStatus.REACHED, GoalStatus.SET_ASIDE)


def show(pair: Pair) -> None:
    me, records = acting.principal(), session.assistant().records
    goals = records.goals(me, Purpose.MANAGE_PAIR, pair.id)
    strengths = records.strengths(me, Purpose.MANAGE_PAIR, pair.id)
    if not goals:
        st.info(
            "No goal yet. That is fine before the first meeting: the agenda will make room to find one. "
            "A good goal is something its owner wants, in their own words."
        )
    for member in pair.members:
        _overview(member, [goal for goal in goals if goal.owner_id == member.person_id])
    for goal in sorted(goals, key=lambda each: ORDER.index(each.status)):
        with st.container(border=True):
            _card(pair, goal, strengths)
    with st.expander("Add a goal", expanded=not goals):
        goal_form.show(pair)


def _overview(owner: Member, goals: list[Goal]) -> None:
    """One person's rated goals above each other, and their summary where it means something."""
    rated = [goal for goal in goals if goal.ratings]
    if len(rated) < scaling.LEAST:
        return
    me = acting.principal().person_id == owner.person_id
    with st.container(border=True):
        st.header(
            "Your goals over time" if me else f"{literal(possessive(owner.name))} goals over time",
            anchor=False,
        )
        goal_chart.show_together(rated, date.today())
        if course := scaling.over_time(goals):
            newest = course[-1]
            st.markdown(
                f"Summary of {newest.goals} measured goals on {plain.day(newest.on)}: **{newest.score:.1f}**. "
                "50 is as hoped."
            )
            if len(course) > 1:
                goal_chart.show_scores(course)
            st.caption(f"{scaling.NOTE} (T-score, Kiresuk and Sherman 1968)")


def _card(pair: Pair, goal: Goal, strengths: list[Strength]) -> None:
    owner = plain.member_name(pair, goal.owner_id)
    st.header(literal(goal.text), anchor=False)
    facts = [f"{literal(owner)}'s goal"]
    facts.append("your pair can see this" if goal.shared else "only you can see this")
    if goal.status is not GoalStatus.ACTIVE:
        facts.append(plain.GOAL_STATES[goal.status].lower())
    if goal.due:
        facts.append(f"by {plain.day(goal.due)}")
    st.caption(" · ".join(facts))
    _confirmation(pair, goal, owner)
    _standing(goal)
    _plan(goal, strengths)
    if acting.may(Action.WRITE, Resource.GOAL, goal.owner_id, shared=goal.shared):
        _hints(goal, strengths)
        _rate(pair, goal)
        with st.expander("Change this goal"):
            goal_form.show(pair, goal)
            if acting.may(Action.DELETE, Resource.GOAL, goal.owner_id, shared=goal.shared):
                _delete(pair, goal)


def _plan(goal: Goal, strengths: list[Strength]) -> None:
    """Why, with what, and the way there, as far as it is written down."""
    named = next((each.name for each in strengths if each.id == goal.strength_id), "")
    lines = [
        ("Why it matters", goal.why_it_matters),
        ("Builds on", named or goal_checks.TO_BE_DISCOVERED),
        ("First small step", goal.first_step),
        ("What may get in the way", goal.obstacle),
        ("If that happens", goal.if_then),
        ("How others will notice", goal.evidence_of_success),
    ]
    said = [f"**{label}**: {literal_lines(text)}" for label, text in lines if text]
    st.markdown("  \n".join(said))


def _hints(goal: Goal, strengths: list[Strength]) -> None:
    """What would make it clearer. Nothing depends on it."""
    hints = [each.detail for each in goal_checks.check(goal, strengths) if not each.passed]
    if hints:
        word = "One thing" if len(hints) == 1 else f"{len(hints)} things"
        with st.expander(f"{word} that could make this goal clearer"):
            st.markdown("\n".join(f"- {literal(hint)}" for hint in hints))
            st.caption("Only ideas. Your goal is saved as it is.")


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
        goal_chart.show(goal, date.today())
    if goal.levels:
        with st.expander("What each level means, and when it was rated"):
            rows = [
                f"- **{plain.LEVELS[level]}**: {literal(goal.levels.get(level, '...'))}" for level in LEVELS
            ]
            st.markdown("\n".join(rows))
            if goal.ratings:
                st.markdown(literal(goal_chart.told(goal)))


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
