"""The words in braces of the bank, filled for one person who is asked and one who asks."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.domain.facts import Facts
from assistant.domain.goals import Goal, GoalStatus
from assistant.domain.meetings import Commitment, CommitmentStatus, Session, TalkingPoint
from assistant.domain.people import Form, Member, Role
from assistant.domain.strengths import Evidence, Strength
from assistant.domain.value import Value
from assistant.lexicon import labelled
from assistant.wording import core, number_word, promise, quoted, short_date, wish

_SOMEBODY = re.compile(
    r"(?:i|me|my|myself|self|we|us|our|you|your|she|her|he|his|him|they|their|them)\b", re.I
)
_NAMES_A_TIME = re.compile(
    r"\d|\b(?:every|daily|weekly|monthly|always|never|next|tomorrow|today|tonight|weekend|deadline|days?|by|until|before|within|week|month|year|term|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|spring|summer|autumn|winter|christmas|easter)\b",
    re.IGNORECASE,
)

END_IN_SIGHT = 5
"""With more meetings left after this one, nobody counts them aloud."""


class Subject(Value):
    """Whom the meeting is about at one moment, and what of theirs it looks at."""

    person: Member
    asker: Member
    goal: Goal | None = None
    strength: Strength | None = None
    evidence: Evidence | None = None
    commitment: Commitment | None = None
    point: TalkingPoint | None = None


def subjects(facts: Facts, number: int, goal_id: str | None) -> list[Subject]:
    """One subject for a pair or a group, two for peers; who comes first alternates among peers."""
    if facts.form is Form.PEER:
        first, second = facts.people[0], facts.people[1]
        order = [(first, second), (second, first)]
        return [_subject(facts, a, b, number, goal_id) for a, b in (order if number % 2 else order[::-1])]
    mentees = [person for person in facts.people if person.role is Role.MENTEE]
    mentors = [person for person in facts.people if person.role is Role.MENTOR]
    asked = mentees[number % len(mentees)] if mentees else facts.people[0]
    asker = mentors[0] if mentors else facts.people[-1]
    return [_subject(facts, asked, asker, number, goal_id)]


def _subject(facts: Facts, person: Member, asker: Member, number: int, goal_id: str | None) -> Subject:
    group = facts.form is Form.GROUP
    owners = {member.person_id for member in facts.people if member.role is not Role.MENTOR} if group else {
        person.person_id
    }  # fmt: skip
    goal = _goal([goal for goal in facts.goals if goal.owner_id in owners], number, goal_id, rotate=group)
    owned = [strength for strength in facts.strengths if strength.person_id in owners and strength.evidence]
    strength = _strength(owned, goal, number)
    evidence = max(strength.evidence, key=lambda seen: seen.on or date.min) if strength else None
    open_ones = [c for c in facts.commitments if c.status is CommitmentStatus.OPEN and c.owner_id in owners]
    points = [point for point in facts.talking_points if group or point.by == person.person_id]
    return Subject(
        person=person,
        asker=asker,
        goal=goal,
        strength=strength,
        evidence=evidence,
        commitment=min(open_ones, key=lambda c: c.due or date.max, default=None),
        point=points[0] if points else None,
    )


def _goal(goals: Sequence[Goal], number: int, goal_id: str | None, *, rotate: bool) -> Goal | None:
    """The goal that was asked for; else, in a group, each in turn; else the one due first."""
    active = [goal for goal in goals if goal.status is GoalStatus.ACTIVE]
    chosen = next((goal for goal in active if goal.id == goal_id), None)
    if chosen or not active:
        return chosen
    if rotate:
        return active[number % len(active)]
    return min(active, key=lambda goal: (goal.due or date.max, goal.level if goal.level is not None else 3))


def _strength(strengths: Sequence[Strength], goal: Goal | None, number: int) -> Strength | None:
    named = next((strength for strength in strengths if goal and strength.id == goal.strength_id), None)
    if named and number % 2:
        return named
    return strengths[number % len(strengths)] if strengths else None


def fill(subject: Subject, facts: Facts, today: date, left: int | None) -> dict[str, str]:
    """The words in braces that are known here. A word that is missing rules its sentences out."""
    group = facts.form is Form.GROUP
    words = {"other": subject.person.name, "me": subject.asker.name}
    words |= _goal_words(subject.goal, facts, group, today)
    if subject.strength and subject.evidence:
        words["strength"] = quoted(subject.strength.name)
        if not group:
            words["seen"] = _seen(subject.evidence, subject, today)
    if subject.commitment and not group:
        words["task"] = _task(subject.commitment, today)
    if subject.point:
        words["point"] = quoted(subject.point.text)
    held = _held(facts)
    if held:
        words["last"] = short_date(held[-1].on, today)
    if left is not None and left <= END_IN_SIGHT:
        words["left"] = "one meeting" if left == 0 else f"{number_word(left + 1)} meetings"
    return words


def _goal_words(goal: Goal | None, facts: Facts, group: bool, today: date) -> Mapping[str, str]:
    if goal is None:
        return {}
    words = {"goal": quoted(core(goal.text)), "owner": _name(goal.owner_id, facts)}
    if not group:
        words["wish"] = _wish(goal, today)
        if goal.ratings and _has_risen(goal):
            words["moved"] = words["wish"]
    level = goal.level
    if level is not None and level in goal.levels and not group:
        words["now"] = quoted(goal.levels[level])
        above = next((goal.levels[up] for up in range(level + 1, 3) if up in goal.levels), "")
        if above:
            words["up"] = quoted(above)
    return words


def _wish(goal: Goal, today: date) -> str:
    """The goal as a clause, with its due day when it is an action and does not name a time itself."""
    if not goal.confirmed:
        return f"A goal was proposed: {quoted(core(goal.text))}"
    clause = wish(goal.text)
    if labelled(clause):
        return f"Your goal is {quoted(core(goal.text))}"
    dated = goal.due and clause.startswith("You want to") and not _NAMES_A_TIME.search(goal.text)
    return f"{clause} by {short_date(goal.due, today)}" if goal.due and dated else clause


def _has_risen(goal: Goal) -> bool:
    first = min(goal.ratings, key=lambda rating: rating.on).level
    return goal.level is not None and goal.level > first


def _task(commitment: Commitment, today: date) -> str:
    clause = promise(commitment.text)
    if labelled(clause):
        clause = f"You took on {quoted(commitment.text)}"
    if commitment.due is None or _NAMES_A_TIME.search(commitment.text):
        return clause
    return f"{clause}, by {short_date(commitment.due, today)}"


def _seen(evidence: Evidence, subject: Subject, today: date) -> str:
    who = "" if _SOMEBODY.match(evidence.noticed_by.strip()) else evidence.noticed_by.strip()
    moment = f"On {short_date(evidence.on, today)} " if evidence.on else ""
    if _is(who, subject.person):
        said = "you noticed"
    elif _is(who, subject.asker):
        said = "I noticed"
    else:
        said = f"{who[0].upper()}{who[1:]} noticed" if who else "somebody noticed"
    text = f"{moment}{said}: {quoted(evidence.text)}"
    return text[0].upper() + text[1:]


def _is(name: str, member: Member) -> bool:
    """The whole name or the first one, in whatever case it was typed."""
    whole = member.name.casefold()
    return bool(name) and name.casefold() in {whole, whole.split()[0]}


def _held(facts: Facts) -> list[Session]:
    return [session for session in facts.sessions if not session.missed]


def _name(person_id: str, facts: Facts) -> str:
    return next(
        (person.name for person in facts.people if person.person_id == person_id), "someone who has left"
    )
