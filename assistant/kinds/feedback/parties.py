"""Who gives the feedback, who gets it, and what the record knows about the one who gets it."""

from collections.abc import Sequence
from datetime import date

from assistant.domain.facts import Facts
from assistant.domain.feedback import FeedbackRequest
from assistant.domain.goals import Goal, GoalStatus
from assistant.domain.people import Member, Role
from assistant.domain.strengths import Evidence, Strength
from assistant.domain.value import Value
from assistant.errors import InputError
from assistant.kinds.feedback.lemmas import lemmas
from assistant.wording import short_date


class Parties(Value):
    """The two of this feedback."""

    speaker: Member
    listener: Member
    others: tuple[str, ...] = ()


def parties(facts: Facts, request: FeedbackRequest) -> Parties | None:
    """None when it is open whom it is for. Raises InputError for somebody who is not in the pair."""
    people = {person.person_id: person for person in facts.people}
    for person_id in (request.by, request.to):
        if person_id is not None and person_id not in people:
            raise InputError(
                f"{person_id}: nobody of this pair has this id; choose one of {', '.join(people)}"
            )
    to = people.get(request.to or "")
    by = people.get(request.by or "") or _giver(facts.people, to)
    if to is None:
        left = [person for person in facts.people if by is None or person.person_id != by.person_id]
        to = left[0] if len(left) == 1 else None
    if by is None and to is not None:
        by = _giver(facts.people, to)
    if to is None or by is None:
        return None
    if to.person_id == by.person_id:
        raise InputError("Feedback goes from one person to another; choose two different people.")
    others = tuple(
        person.name for person in facts.people if person.person_id not in {to.person_id, by.person_id}
    )
    return Parties(speaker=by, listener=to, others=others)


def _giver(people: Sequence[Member], to: Member | None) -> Member | None:
    """The only mentor, unless it is for them; else the other one of two."""
    left = [person for person in people if to is None or person.person_id != to.person_id]
    mentors = [person for person in left if person.role is Role.MENTOR]
    if len(mentors) == 1:
        return mentors[0]
    if len(left) == 1:
        return left[0]
    return None


def goal_of(facts: Facts, request: FeedbackRequest, listener: Member) -> Goal | None:
    """The goal that was chosen; one that nobody chose is left out."""
    found = next((goal for goal in facts.goals if goal.id == request.goal_id), None)
    fits = (
        found and found.shared and found.owner_id == listener.person_id and found.status is GoalStatus.ACTIVE
    )
    return found if fits else None


def proven(facts: Facts, listener: Member) -> list[Strength]:
    return [s for s in facts.strengths if s.person_id == listener.person_id and s.evidence]


def chosen(facts: Facts, request: FeedbackRequest, listener: Member) -> Strength | None:
    """The strength that was named for this event, with evidence or without."""
    mine = [s for s in facts.strengths if s.person_id == listener.person_id]
    return next((s for s in mine if s.id == request.strength_id), None)


def fitting(strengths: Sequence[Strength], clause: str) -> Strength | None:
    """The strength whose words the clause repeats."""
    said = _telling(clause)
    scored = [(_shared(said, strength), strength) for strength in strengths]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] >= SHARED else None


SHARED = 2
_COMMON = frozenset(
    lemma
    for word in (
        "tell say ask go come make take get give have see look two three four five new old good day week "
        "time people person part work name put leave start show talk speak first last twice again once room group"
    ).split()
    for lemma in lemmas(word)
)
"""Words that two events share without being alike."""


def _telling(text: str) -> frozenset[str]:
    return lemmas(text) - _COMMON


def _shared(said: frozenset[str], strength: Strength) -> int:
    """A word of the strength's name counts twice."""
    seen = frozenset(lemma for evidence in strength.evidence for lemma in _telling(evidence.text))
    return 2 * len(said & _telling(strength.name)) + len(said & seen)


def repeats(clause: str, strength: Strength) -> bool:
    """Does the clause share a telling word with it?"""
    return _shared(_telling(clause), strength) > 0


def newest(strength: Strength) -> Evidence:
    return max(strength.evidence, key=lambda seen: seen.on or date.min)


def next_day(facts: Facts, today: date) -> date | None:
    """The next session that is on record."""
    days = [
        facts.next_on,
        *(session.next_on for session in facts.sessions),
        *(s.on for s in facts.sessions if not s.happened),
    ]
    return min((day for day in days if day and day >= today), default=None)


def occasion(facts: Facts, today: date) -> str:
    """ "we meet on Tuesday 1 December", or "we next meet": what follows "before"."""
    day = next_day(facts, today)
    return f"we meet on {short_date(day, today)}" if day else "we next meet"
