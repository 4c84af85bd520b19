"""Whom a text may be about, among those who would be told of it: they are left out before anybody is told."""

from collections.abc import Collection, Iterable

from assistant.domain.people import Person, Role
from assistant.domain.safety import Protocol
from assistant.safeguarding.plain_text import sentences

_CALLED: dict[Role, frozenset[str]] = {
    Role.MENTOR: frozenset({"mentor", "mentors", "coach"}),
    Role.TRAINER: frozenset({"trainer", "trainers", "teacher", "instructor"}),
    Role.COORDINATOR: frozenset({"coordinator", "coordinators", "organiser", "organizer", "staff"}),
}
_LEAD = frozenset({"lead", "safeguarding"})
_DEPUTY = frozenset({"deputy"})


def named(text: str, protocol: Protocol, people: Iterable[Person]) -> tuple[str, ...]:
    """Ids of leads and deputies whom the text names, by name or by what they are. Rather one too many."""
    words = {word for sentence in sentences(text) for word in sentence.split()}
    return tuple(
        person.id
        for person in people
        if person.id in {*protocol.lead_ids, *protocol.deputy_ids} and _is_named(person, words, protocol)
    )


def _is_named(person: Person, words: Collection[str], protocol: Protocol) -> bool:
    called = {word for sentence in sentences(person.name) for word in sentence.split() if len(word) > 1}
    for role in person.roles:
        called |= _CALLED.get(role, frozenset())
    called |= _LEAD if person.id in protocol.lead_ids else _DEPUTY
    return not called.isdisjoint(words)
