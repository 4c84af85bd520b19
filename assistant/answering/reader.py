"""Who asks, and what of the records may help to answer them: permitted first, then scored."""

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.answering.nearness import Nearness
from assistant.domain.access import Principal, Purpose
from assistant.domain.conversation import FactRef
from assistant.domain.facts import Facts
from assistant.domain.people import Pair, Role
from assistant.domain.value import Value
from assistant.ports import Records
from assistant.questions import sentences
from assistant.wording import possessive, spoken_date

ENTRIES, SESSIONS = 20, 6
"""How far back: the newest entries of one's own, the last meetings of each pair."""

NEAR = 0.42
NEAR_BY_WORDS = 0.34
MOST = 2

PRIVATE = frozenset({"entry"})
"""Things that only their owner can see."""


class Reader(Value):
    """The person who asks. `facts` are all they may see for this purpose; an answer picks from them."""

    model_config = {"arbitrary_types_allowed": True, "frozen": True}

    role: Role = Role.MENTOR
    name: str = ""
    facts: tuple[FactRef, ...] = ()
    beside: Any = None
    """The programme's own material as this reader may see it (`lookup.Beside`), or None."""
    support_contact: str = ""

    @property
    def reflective(self) -> bool:
        """Is this somebody who is heard first?"""
        return self.role in {Role.MENTEE, Role.PEER}


def gather(
    records: Records, principal: Principal, purpose: Purpose, pair_id: str | None = None
) -> list[FactRef]:
    """What is on record of the reader's pairs and what they wrote themselves; nothing of anybody else's."""
    found: list[FactRef] = []
    pairs = (
        records.pairs(principal, purpose) if principal.role in {Role.MENTOR, Role.MENTEE, Role.PEER} else []
    )
    for pair in pairs:
        if pair_id is None or pair.id == pair_id:
            found += _of_pair(records, principal, purpose, pair)
    found += _entries(records, principal, purpose) if principal.role is not Role.COORDINATOR else []
    return found


def _of_pair(records: Records, principal: Principal, purpose: Purpose, pair: Pair) -> Iterator[FactRef]:
    names = {one.person_id: one.name for one in pair.members}

    def whose(person_id: str, thing: str) -> str:
        if person_id == principal.person_id:
            return f"Your {thing}"
        return f"{possessive(names[person_id])} {thing}" if person_id in names else thing.capitalize()

    for goal in records.goals(principal, purpose, pair.id):
        yield _fact("goal", goal.id, f'{whose(goal.owner_id, "goal")}: "{_line(goal.text)}"')
    for one in records.strengths(principal, purpose, pair.id):
        seen = f', seen in "{_line(one.evidence[-1].text)}"' if one.evidence else ""
        yield _fact("strength", one.id, f'{whose(one.person_id, "strength")}: "{_line(one.name)}"{seen}')
    for task in records.commitments(principal, purpose, pair.id):
        due = f" by {spoken_date(task.due)}" if task.due else ""
        yield _fact("commitment", task.id, f'{whose(task.owner_id, "task")}{due}: "{_line(task.text)}"')
    met = sorted(records.sessions(principal, purpose, pair.id), key=lambda one: one.on)[-SESSIONS:]
    for session in met:
        for part in (session.happened, session.agreed):
            if part:
                told = f'Your meeting on {spoken_date(session.on)}: "{_line(part)}"'
                yield _fact("session", session.id, told)


def of_facts(facts: Facts) -> Iterator[FactRef]:
    """The same from a file of facts, where nobody in particular is asking."""
    names = {one.person_id: one.name for one in facts.people}
    for goal in facts.goals:
        yield _fact("goal", goal.id, f'{possessive(names[goal.owner_id])} goal: "{_line(goal.text)}"')
    for one in facts.strengths:
        yield _fact("strength", one.id, f'{possessive(names[one.person_id])} strength: "{_line(one.name)}"')
    for task in facts.commitments:
        yield _fact("commitment", task.id, f'{possessive(names[task.owner_id])} task: "{_line(task.text)}"')
    for session in facts.sessions[-SESSIONS:]:
        for part in filter(None, (session.happened, session.agreed)):
            told = f'The meeting on {spoken_date(session.on)}: "{_line(part)}"'
            yield _fact("session", session.id, told)


def _entries(records: Records, principal: Principal, purpose: Purpose) -> Iterator[FactRef]:
    for entry in records.entries(principal, purpose, limit=ENTRIES):
        for part in [one for line in entry.text.splitlines() for one in sentences(line)][:40]:
            if 4 <= len(part.split()) <= 40:
                yield _fact("entry", entry.id, f'Your journal of {spoken_date(entry.on)}: "{_line(part)}"')


def _fact(thing: str, id_: str, text: str) -> FactRef:
    return FactRef(label="", thing=thing, id=id_, text=text)


def _line(text: str) -> str:
    inner = " ".join(text.split()).replace("\u201c", "'").replace("\u201d", "'").replace('"', "'").rstrip(".")
    return inner if len(inner) <= 200 else inner[:200].rsplit(" ", 1)[0] + " ..."


def nearest(question: str, facts: Sequence[FactRef], near: Nearness, most: int = MOST) -> tuple[FactRef, ...]:
    """The permitted facts that speak of the same, the nearest first; none when none comes close."""
    floor = NEAR if near.by_meaning else NEAR_BY_WORDS
    scores = near.scores(question, [fact.text for fact in facts])
    ranked = sorted(zip(scores, range(len(facts)), strict=True), key=lambda each: (-each[0], each[1]))
    return tuple(facts[at] for score, at in ranked[:most] if score >= floor)
