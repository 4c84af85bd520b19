"""The one door to the tables: a transaction, who is asking, and how they stand to a pair."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from assistant.access import authorise, known, may, relation_to
from assistant.adapters.records.engine import writing
from assistant.adapters.records.failures import translated
from assistant.adapters.records.rows import value_of
from assistant.adapters.records.tables import MemberRow, PairRow, PersonRow, Table
from assistant.domain.access import Action, Principal, Purpose, Relation, Resource
from assistant.domain.people import Member, Pair
from assistant.domain.value import Value
from assistant.errors import AccessError, ConflictError, InputError

# Built once: this is asked before everything else, also before every save of somebody who is typing.
PERSON = select(PersonRow.programme_id, PersonRow.active, PersonRow.roles).where(
    PersonRow.id == bindparam("id")
)


@dataclass(frozen=True)
class Place:
    """A pair as one principal meets it for one purpose."""

    principal: Principal
    purpose: Purpose
    pair: Pair

    def relation(self, owner_id: str | None = None) -> Relation:
        pair = self.pair
        return relation_to(
            self.principal,
            programme_id=pair.programme_id,
            members=pair.members,
            active=pair.active,
            owner_id=owner_id,
        )

    def may(
        self, action: Action, resource: Resource, owner_id: str | None = None, *, shared: bool = True
    ) -> bool:
        relation = self.relation(owner_id)
        return may(self.principal, self.purpose, action, resource, relation=relation, shared=shared)

    def authorise(
        self, action: Action, resource: Resource, owner_id: str | None = None, *, shared: bool = True
    ) -> None:
        relation = self.relation(owner_id)
        authorise(self.principal, self.purpose, action, resource, relation=relation, shared=shared)

    def enter(self, resource: Resource) -> None:
        """Refuse whoever could see none of these things here, not even one of their own."""
        self.authorise(Action.READ, resource, self.principal.person_id)

    def require_open(self) -> None:
        if not self.pair.active:
            raise InputError("This pair is closed. A coordinator can open it again.")

    def require_member(self, person_id: str, what: str) -> None:
        if person_id not in self.member_ids:
            raise InputError(f"{what} needs a person of this pair.")

    @property
    def member_ids(self) -> frozenset[str]:
        return frozenset(member.person_id for member in self.pair.members)


class Door:
    """What every part of the records stands on."""

    def now(self) -> datetime:
        """The clock by which leave is given and runs out."""
        return datetime.now(UTC)

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with translated(), Session(self._engine) as work, work.begin():
            yield work

    @contextmanager
    def _write(self) -> Iterator[Session]:
        """Commits when the block ends, and takes everything back when it raises."""
        with translated(), Session(self._writing) as work, work.begin():
            yield work

    def _identify(self, work: Session, principal: Principal, purpose: Purpose) -> Purpose:
        """Refuse a principal who is not an active person of that programme with that role."""
        person = work.execute(PERSON, {"id": principal.person_id}).first()
        if (
            person is None
            or not person.active
            or person.programme_id != principal.programme_id
            or principal.role not in person.roles
        ):
            raise AccessError
        return known(Purpose, purpose)

    def _place(
        self, work: Session, principal: Principal, purpose: Purpose, pair_id: str, *, lock: bool = False
    ) -> Place:
        """The pair, locked when it is going to be written: one writer of a pair at a time."""
        purpose = self._identify(work, principal, purpose)
        query = select(PairRow).where(PairRow.id == pair_id)
        row = work.scalar(query.with_for_update(key_share=True) if lock else query)
        if row is None:
            raise AccessError
        return Place(principal, purpose, load_pairs(work, [row])[0])


def load_pairs(work: Session, rows: Sequence[PairRow]) -> list[Pair]:
    """Pairs with their members, in two statements however many they are."""
    members: dict[str, list[Member]] = {row.id: [] for row in rows}
    query = (
        select(MemberRow.pair_id, MemberRow.person_id, PersonRow.name, MemberRow.role)
        .join(PersonRow, PersonRow.id == MemberRow.person_id)
        .where(MemberRow.pair_id.in_(members))
        .order_by(MemberRow.position)
    )
    for pair_id, person_id, name, role in work.execute(query) if members else ():
        members[pair_id].append(Member(person_id=person_id, name=name, role=role))
    return [value_of(Pair, row, members=tuple(members[row.id])) for row in rows]


def next_position(
    work: Session, position: InstrumentedAttribute[int], scope: InstrumentedAttribute[str], scope_id: str
) -> int:
    """The place after the last; safe because the pair (or programme) is locked."""
    last = work.scalar(select(func.max(position)).where(scope == scope_id))
    return (last or 0) + 1


CHANGED = (
    "Somebody else changed this since you opened it. Open it again, look at their words "
    "beside yours, and save once more."
)


def require_unchanged(stored: Value | None, seen: Value | None, words: str = CHANGED) -> None:
    """Refuse to overwrite what was written since `seen` was read."""
    if seen is not None and stored != seen:
        raise ConflictError(words)


def found_in(row: Table | None, pair_id: str) -> None:
    """An id of another pair is as unknown as one that does not exist."""
    if row is not None and getattr(row, "pair_id", None) != pair_id:
        raise AccessError
