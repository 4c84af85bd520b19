"""The form of a goal: its words, and what success looks like on five levels."""

from typing import Any

import streamlit as st

from assistant.domain.access import Action, Purpose, Resource
from assistant.domain.goals import LEVELS, Goal, GoalStatus
from assistant.domain.people import Member, Pair, Role
from assistant.domain.strengths import Strength
from assistant.screens import acting, entry, plain, session

_LABELS = {"text": "The goal", "levels": "What success looks like"}
_EXAMPLES = {
    -2: "I avoid speaking in meetings",
    -1: "I speak when I am asked",
    0: "I say one thing of my own in each weekly meeting",
    1: "I open one topic myself each week",
    2: "I lead a meeting",
}


def show(pair: Pair, goal: Goal | None = None) -> None:
    name = f"goal.{goal.id if goal else pair.id}"
    with st.form(name, border=False):
        fields = _first_fields(pair, goal, name)
        fields["levels"] = _levels(goal, name)
        fields |= _further_fields(pair, goal, name, fields["owner_id"])
        if st.form_submit_button("Save the goal", type="primary"):
            with entry.saving(name, "The goal is saved."):
                _save(pair, goal, fields)


def _first_fields(pair: Pair, goal: Goal | None, name: str) -> dict[str, Any]:
    text = st.text_area(
        "What do you want to reach?",
        goal.text if goal else "",
        height=80,
        key=entry.key(name, "text"),
        placeholder="Speak up in our team meeting",
        help="In the owner's own words. What will be done works better than what will stop.",
    )
    owners = _possible_owners(pair, goal)
    owner = owners[0].person_id
    if len(owners) > 1:
        owner = st.selectbox(
            "Whose goal is it?",
            [member.person_id for member in owners],
            format_func=lambda person_id: plain.member_name(pair, person_id),
            key=entry.key(name, "owner"),
            help="A goal you write for somebody else stays a proposal until they agree to it.",
        )
    return {"text": (text or "").strip(), "owner_id": goal.owner_id if goal else owner}


def _possible_owners(pair: Pair, goal: Goal | None) -> list[Member]:
    """Those whose goals the reader may write, mentees first: it is their time."""
    allowed = [
        member
        for member in pair.members
        if (goal is None and acting.may(Action.WRITE, Resource.GOAL, member.person_id))
        or (goal is not None and member.person_id == goal.owner_id)
    ]
    me = acting.principal()
    order = {Role.MENTEE: 0, Role.PEER: 1, Role.MENTOR: 2}
    return sorted(allowed, key=lambda each: (order.get(each.role, 3), each.person_id != me.person_id))


def _levels(goal: Goal | None, name: str) -> dict[int, str]:
    st.markdown(
        "What would it look like? Write what somebody could see or count; leave out what you do not know."
    )
    texts = {
        level: st.text_input(
            plain.LEVELS[level],
            goal.levels.get(level, "") if goal else "",
            key=entry.key(name, f"level{level}"),
            placeholder=_EXAMPLES[level],
        )
        for level in LEVELS
    }
    return {level: (text or "").strip() for level, text in texts.items() if text and text.strip()}


def _further_fields(pair: Pair, goal: Goal | None, name: str, owner_id: str) -> dict[str, Any]:
    records = session.assistant().records
    strengths = {
        strength.id: strength
        for strength in records.strengths(acting.principal(), Purpose.MANAGE_PAIR, pair.id)
        if goal is None or strength.person_id == owner_id
    }
    was = goal.model_dump() if goal else {}

    def text(label: str, field: str) -> str:
        return (st.text_input(label, was.get(field, ""), key=entry.key(name, field)) or "").strip()

    with st.expander("More: why, by when, first step, what may get in the way"):
        return {
            "why_it_matters": text("Why does it matter to you?", "why_it_matters"),
            "strength_id": _strength(strengths, was.get("strength_id"), pair, name),
            "due": st.date_input("By when?", was.get("due"), key=entry.key(name, "due")),
            "first_step": text("A first small step", "first_step"),
            "obstacle": text("What may get in the way?", "obstacle"),
            "if_then": text("If that happens, then I will ...", "if_then"),
            "evidence_of_success": text("How will others notice?", "evidence_of_success"),
            "status": st.selectbox(
                "How is it going?",
                tuple(GoalStatus),
                index=tuple(GoalStatus).index(was.get("status", GoalStatus.ACTIVE)),
                format_func=lambda each: plain.GOAL_STATES[each],
                key=entry.key(name, "status"),
            ),
            "shared": st.checkbox(
                "Everyone in the pair may see it",
                was.get("shared", True),
                key=entry.key(name, "shared"),
                help="A goal that is not shared is seen by its owner alone; no shared agenda speaks of it.",
            ),
        }


def _strength(strengths: dict[str, Strength], current: str | None, pair: Pair, name: str) -> str | None:
    options = [None, *strengths]
    return st.selectbox(
        "Which strength does it build on?",
        options,
        index=options.index(current if current in strengths else None),
        format_func=lambda each: _strength_label(strengths[each], pair) if each else "To be discovered",
        key=entry.key(name, "strength"),
    )


def _strength_label(strength: Strength, pair: Pair) -> str:
    return f"{strength.name} ({plain.member_name(pair, strength.person_id)})"


def _save(pair: Pair, goal: Goal | None, fields: dict[str, Any]) -> None:
    me = acting.principal()
    entry.need(fields["text"], "Please write what the goal is; a few words are enough.")
    kept: dict[str, Any] = {"id": goal.id, "ratings": goal.ratings} if goal else {"id": ""}
    mine = fields["owner_id"] == me.person_id
    same = goal is not None and goal.confirmed and goal.text == fields["text"]
    made = entry.made(Goal, _LABELS, **kept, **fields, confirmed=mine or same)
    session.assistant().records.save_goal(me, Purpose.MANAGE_PAIR, pair.id, made, seen=goal)
