"""A file of facts: what it points to must be in it, or an agenda would speak of people and things nobody knows."""

from collections.abc import Iterator, Sequence

from assistant.commands import given
from assistant.domain.facts import Facts
from assistant.errors import InputError

SCORES = range(11)


def read(file: str) -> Facts:
    """The facts of a file, or of standard input. Raises InputError naming the first place that points nowhere."""
    facts = given.read(Facts, file)
    for wrong in _wrong(facts):
        raise InputError(f"{given.named(file)}: {wrong}.")
    return facts


def _wrong(facts: Facts) -> Iterator[str]:
    yield from _twice("people", "person_id", [one.person_id for one in facts.people])
    for key in ("goals", "strengths", "commitments", "sessions"):
        yield from _twice(key, "id", [one.id for one in getattr(facts, key)])
    yield from _twice("sessions", "number", [one.number for one in facts.sessions])
    people = {one.person_id for one in facts.people}
    yield from _nobody("goals", "owner_id", [one.owner_id for one in facts.goals], people)
    yield from _nobody("strengths", "person_id", [one.person_id for one in facts.strengths], people)
    yield from _nobody("commitments", "owner_id", [one.owner_id for one in facts.commitments], people)
    yield from _nobody("talking_points", "by", [one.by for one in facts.talking_points], people)
    strengths = {one.id for one in facts.strengths}
    for at, goal in enumerate(facts.goals):
        if goal.strength_id is not None and goal.strength_id not in strengths:
            yield f"goals[{at}].strength_id: no strength here has the id {goal.strength_id!r}"
    for at, session in enumerate(facts.sessions):
        yield from _nobody(f"sessions[{at}]", "usefulness", list(session.usefulness), people, listed=False)
        if not all(score in SCORES for score in session.usefulness.values()):
            yield f"sessions[{at}].usefulness: is a number from 0 to 10 for each person"


def _twice(key: str, field: str, values: Sequence[str | int]) -> Iterator[str]:
    for at, value in enumerate(values):
        if value in values[:at]:
            yield f"{key}[{at}].{field}: {value!r} is there twice"


def _nobody(
    key: str, field: str, values: Sequence[str], people: set[str], *, listed: bool = True
) -> Iterator[str]:
    for at, value in enumerate(values):
        if value not in people:
            yield f"{key}{f'[{at}]' if listed else ''}.{field}: nobody in people has the person_id {value!r}"
