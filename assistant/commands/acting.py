"""Who acts and on what: a person by name or id, a pair or goal by name or the beginning of its id."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from assistant.domain.access import Principal, Purpose
from assistant.domain.people import Member, Pair, Person, Role
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.ports import Records

T = TypeVar("T")

PAIRED = (Role.MENTOR, Role.MENTEE, Role.PEER)

As = Annotated[str, typer.Option("--as", metavar="PERSON", help="Who is asking: a name or an id.")]
AsRole = Annotated[Role | None, typer.Option("--role", help="In which role, for somebody who has several.")]
PairId = Annotated[str, typer.Argument(metavar="PAIR", help="Its id, the beginning of it, or its name.")]


def pick(wanted: str, things: Iterable[T], *, id_of: Callable[[T], str], name_of: Callable[[T], str]) -> T:
    """The one thing of this id or name, or whose id begins so. Raises InputError naming the choices."""
    known, wanted = list(things), wanted.strip()
    same = [thing for thing in known if id_of(thing) == wanted]
    named = [thing for thing in known if name_of(thing).casefold() == wanted.casefold()]
    begun = [thing for thing in known if wanted and id_of(thing).startswith(wanted)]
    found = same or named or begun
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{name_of(thing)} ({id_of(thing)[:8]})" for thing in (found or known)[:12])
    if found:
        raise InputError(f"{wanted!r} could be any of these: {listed}. Use the id.")
    raise InputError(
        f"{wanted!r} is not known here. {f'There are: {listed}.' if known else 'Nothing is yet.'}"
    )


def person(records: "Records", wanted: str) -> Person:
    everyone = records.actors()
    if not everyone:
        raise InputError(
            "Nobody is here yet. Load the demonstration programme with `assistant demo`, "
            "or start your own with `assistant pair add --programme NAME`."
        )
    return pick(wanted, everyone, id_of=lambda one: one.id, name_of=lambda one: one.name)


def principal(records: "Records", wanted: str, role: Role | None = None) -> Principal:
    """The person in the named role, or in the only one they have."""
    found = person(records, wanted)
    roles = [role] if role else list(found.roles)
    if not set(roles) <= set(found.roles) or not roles:
        raise InputError(f"{found.name} has no such role here.")
    if len(roles) > 1:
        raise InputError(f"{found.name} has several roles; add --role with one of: {', '.join(roles)}.")
    return as_role(found, roles[0])


def as_role(person: Person, role: Role) -> Principal:
    return Principal(person_id=person.id, programme_id=person.programme_id, role=role)


def coordinators(records: "Records") -> list[Principal]:
    """One for each programme: who acts when a command is not told who is asking."""
    first: dict[str, Principal] = {}
    for one in records.actors():
        if Role.COORDINATOR in one.roles and one.programme_id not in first:
            first[one.programme_id] = as_role(one, Role.COORDINATOR)
    return list(first.values())


def with_pair(
    records: "Records", who: str, pair: str, purpose: Purpose, role: Role | None = None
) -> tuple[Principal, Pair]:
    """The person in the role they have in that pair, and the pair."""
    found = person(records, who)
    open_to = [
        (asking, one)
        for asking in (as_role(found, own) for own in ([role] if role else found.roles))
        if asking.role in PAIRED
        for one in records.pairs(asking, purpose)
    ]
    return pick(pair, open_to, id_of=lambda both: both[1].id, name_of=lambda both: title(both[1]))


def member(pair: Pair, wanted: str) -> Member:
    return pick(wanted, pair.members, id_of=lambda one: one.person_id, name_of=lambda one: one.name)


def title(pair: Pair) -> str:
    return pair.name or " and ".join(one.name for one in pair.members)
