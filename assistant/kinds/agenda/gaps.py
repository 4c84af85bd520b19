"""What the agenda does not know and asks for, instead of making it up (GE-12)."""

from collections.abc import Sequence
from datetime import date

from assistant.domain.facts import Facts, Phase
from assistant.domain.goals import Goal
from assistant.domain.notes import Hit
from assistant.domain.people import Form, Role
from assistant.kinds.agenda.frame import next_meeting
from assistant.kinds.agenda.phases import Moment, active_goals
from assistant.kinds.agenda.voice import Subject
from assistant.wording import core, names, number_word, possessive, quoted


def gaps(
    facts: Facts, subjects: Sequence[Subject], moment: Moment, hits: Sequence[Hit], today: date
) -> list[str]:
    """Plain sentences, the most useful first; each says what to add."""
    found = _goal_gaps(facts, subjects, moment.phase)
    found += _strength_gaps(facts)
    if facts.planned_sessions is None:
        found.append(
            "I do not know how many sessions are planned, so I cannot see the midpoint or the end coming."
        )
    if moment.phase is not Phase.CLOSING and next_meeting(facts, today) is None:
        found.append("No date is fixed for the meeting after this one; agree one before you part.")
    if not facts.support_contact.strip():
        found.append("I do not know whom to call if somebody is upset; add your programme's contact line.")
    if moment.number > 1 and not facts.talking_points:
        found.append("Nobody has added a talking point yet; ask what should not be missed.")
    point = next((subject.point for subject in subjects if subject.point), None)
    if point and not hits:
        found.append(f"I found no practice note close to {quoted(point.text)}, so no note backs that part.")
    return found


def _goal_gaps(facts: Facts, subjects: Sequence[Subject], phase: Phase) -> list[str]:
    goals = active_goals(facts)
    if not goals:
        people = [p.name for p in facts.people if p.role is not Role.MENTOR]
        whom = names(people) if len(people) < 4 else "each person"
        return [f"No goal yet: what would {whom} like to be different by the end?"]
    missing = []
    if facts.form is Form.PEER:
        missing = [s.person.name for s in subjects if s.goal is None]
    found = [f"{name} has no goal on record yet: what would {name} like to be different?" for name in missing]
    for goal in {subject.goal.id: subject.goal for subject in subjects if subject.goal}.values():
        found += _one_goal(goal, facts, phase)
    return found


def _one_goal(goal: Goal, facts: Facts, phase: Phase) -> list[str]:
    """A first and a last meeting are no time for scales, and nobody rates words that are not agreed."""
    owner = next((p.name for p in facts.people if p.person_id == goal.owner_id), "the owner")
    short = quoted(core(goal.text))
    found = []
    if not goal.confirmed:
        return [f"{owner} has not confirmed the words of {short} yet; treat it as a proposal."]
    if phase in {Phase.FIRST, Phase.CLOSING}:
        return []
    if not goal.measured:
        found.append(
            f"{possessive(owner)} goal {short} has no full success scale; write what 'as hoped' looks like."
        )
    elif goal.level is None:
        found.append(f"{short} was never rated; ask {owner} where it stands today.")
    return found


def _strength_gaps(facts: Facts) -> list[str]:
    people = [p for p in facts.people if p.role is not Role.MENTOR]
    claimed = {s.person_id for s in facts.strengths}
    proven = {s.person_id for s in facts.strengths if s.evidence}
    without = [p.name for p in people if p.person_id not in proven]
    if not without:
        return []
    if len(without) == len(people) and len(people) > 1 and not claimed:
        return ["No strength with a moment that shows it is on record yet; write down one you see."]
    whom = names(without) if len(without) < 4 else f"{number_word(len(without))} of the group"
    return [f"No strength of {whom} with a moment that shows it is on record yet; write down one you see."]
