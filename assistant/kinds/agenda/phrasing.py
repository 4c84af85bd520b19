"""Which sentences of an agenda a model may phrase, with the few facts each may use."""

import re
from collections.abc import Collection

from assistant.domain.agenda import AgendaBody, Item
from assistant.domain.facts import Facts
from assistant.domain.goals import Goal
from assistant.domain.people import Form, Role
from assistant.kind import Slot
from assistant.terms import stems
from assistant.wording import quoted, spoken_date

MOST = 3
"""Slots of one draft: enough to make it theirs, few enough for one small request."""

MOSTLY = 0.7

_FIXED = frozenset(
    {"confidentiality", "contact", "next_date", "goodbye", "commitments_review", "contact_rule"}
)
"""Items whose words are agreed words; a model leaves them alone."""


def slots(body: AgendaBody, facts: Facts, locked: Collection[str]) -> tuple[Slot, ...]:
    """The first question of the items that most need to sound like this pair."""
    edited = {int(match.group(1)) for path in locked if (match := re.match(r"items\[(\d+)\]", path))}
    open_items = [
        (index, item)
        for index, item in enumerate(body.items)
        if index not in edited and not set(item.tags) & _FIXED
    ]
    wanted = sorted(open_items, key=lambda pair: (not _anchored(pair[1]), -pair[1].minutes, pair[0]))[:MOST]
    return tuple(_slot(index, item, body, facts) for index, item in sorted(wanted, key=lambda pair: pair[0]))


def _anchored(item: Item) -> bool:
    return bool(item.goal_ref or item.strength_ref or item.commitment_ref)


def _slot(index: int, item: Item, body: AgendaBody, facts: Facts) -> Slot:
    mentors = [person.name for person in facts.people if person.role is Role.MENTOR]
    others = [person.name for person in facts.people if person.role is not Role.MENTOR]
    speaker, listener = (mentors[0] if mentors else "", others[0] if len(others) == 1 else "everyone")
    if facts.form is Form.PEER and item.technique == "peer_turns":
        named = [name for name in others if name in item.label]
        listener = named[0] if named else others[0]
        speaker = next(name for name in others if name != listener)
    elif facts.form is Form.PEER:
        speaker, listener = others[0], "both"
    return Slot(
        path=f"items[{index}].questions[0]",
        sort="question",
        composed=item.questions[0],
        aim=f"Open the part {quoted(item.label)}.",
        facts=_facts(item, facts),
        speaker=speaker,
        listener=listener,
    )


def _facts(item: Item, facts: Facts) -> tuple[str, ...]:
    """Only what this question touches and does not say itself: fewer words, fewer ways to go wrong."""
    goals = [_goal(goal) for goal in facts.goals if goal.id == item.goal_ref and goal.shared]
    strengths = [
        (f"Strength: {quoted(strength.name)}", f"Seen: {quoted(strength.evidence[-1].text)}")
        for strength in facts.strengths
        if strength.id == item.strength_ref and strength.evidence
    ]
    said = set(stems(item.questions[0]))
    told = [[part for part in parts if not _says(said, part)] for parts in (*goals, *strengths)]
    return tuple(". ".join(parts) for parts in told if parts)


def _goal(goal: Goal) -> tuple[str, ...]:
    level = goal.level
    now = (f"Now: {quoted(goal.levels[level])}",) if level is not None and level in goal.levels else ()
    due = (f"Due: {spoken_date(goal.due)}",) if goal.due else ()
    return (f"Goal: {quoted(goal.text)}", *now, *due)


def _says(said: Collection[str], part: str) -> bool:
    """Are nearly all words of a fact in the question already?"""
    words = set(stems(part.partition(": ")[2]))
    return bool(words) and len(words & set(said)) >= MOSTLY * len(words)
