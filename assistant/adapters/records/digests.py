"""What somebody wants the other to know before a meeting: written, released once, and withdrawn."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from assistant.adapters.records.door import Place
from assistant.adapters.records.grants import require_reader, still_open
from assistant.adapters.records.journal_tables import DigestRow, EntryRow
from assistant.adapters.records.own import OwnDoor, mine, require_own_pair
from assistant.adapters.records.rows import plain, storable, stored_id, value_of
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.journal import Digest, Point
from assistant.errors import AccessError, ConflictError, InputError


class Digests(OwnDoor):
    def digest(self, principal: Principal, purpose: Purpose, pair_id: str) -> Digest | None:
        with self._read() as work:
            self._owner(work, principal, purpose, Action.READ, Resource.DIGEST)
            require_own_pair(work, principal, pair_id)
            query = select(DigestRow).where(mine(DigestRow, principal), DigestRow.pair_id == pair_id)
            unreleased_first = (DigestRow.released_at.is_not(None), DigestRow.changed_at.desc(), DigestRow.id)
            row = work.scalars(query.order_by(*unreleased_first)).first()
            return value_of(Digest, row) if row else None

    def save_digest(self, principal: Principal, purpose: Purpose, digest: Digest) -> Digest:
        digest = digest.model_copy(update={"id": stored_id(digest.id)})
        storable(digest)
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.DIGEST)
            if digest.owner_id != principal.person_id:
                raise AccessError
            require_own_pair(work, principal, digest.pair_id)
            place = self._place(work, principal, purpose, digest.pair_id, lock=True)
            place.require_open()
            row = work.get(DigestRow, digest.id)
            if row is None:
                _require_only_one(work, principal, digest.pair_id)
                row = DigestRow(id=digest.id, owner_id=digest.owner_id, role=principal.role.value)
                row.pair_id = digest.pair_id
            elif me.opened(Action.WRITE, Resource.DIGEST, row).pair_id != digest.pair_id:
                raise AccessError
            elif row.released_at is not None:
                raise InputError("What was released stays as it was. Withdraw it, and write a new one.")
            row.points = plain(_own_sources(work, principal, digest.points))
            row.use_in_drafts, row.changed_at = digest.use_in_drafts, self.now()
            row.released_at = row.withdrawn_at = None
            work.add(row)
            return value_of(Digest, row)

    def delete_digest(self, principal: Principal, purpose: Purpose, digest_id: str) -> None:
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.DELETE, Resource.DIGEST)
            work.delete(me.opened(Action.DELETE, Resource.DIGEST, work.get(DigestRow, digest_id)))

    def release_digest(self, principal: Principal, purpose: Purpose, digest_id: str) -> Digest:
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.DIGEST)
            row = me.opened(Action.WRITE, Resource.DIGEST, work.get(DigestRow, digest_id))
            require_reader(work, self._place(work, principal, purpose, row.pair_id, lock=True))
            if row.withdrawn_at is not None:
                raise InputError("This was withdrawn, and stays so. Write a new one to show it again.")
            if not row.points:
                raise InputError("There is nothing to release yet. Pick or write a point first.")
            row.released_at = row.released_at or self.now()
            return value_of(Digest, row)

    def withdraw_digest(self, principal: Principal, purpose: Purpose, digest_id: str) -> Digest:
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.DIGEST)
            row = me.opened(Action.WRITE, Resource.DIGEST, work.get(DigestRow, digest_id))
            if row.released_at is None:
                raise InputError("This was not released, so nobody else has seen it.")
            row.withdrawn_at = row.withdrawn_at or self.now()
            return value_of(Digest, row)

    def released(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Digest]:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            place.authorise(Action.READ, Resource.SHOWN)
            return released_to(work, place)


def in_force(place: Place) -> dict[str, ColumnElement[bool]]:
    """A digest is shown while all of this holds."""
    return {
        **still_open(DigestRow, place),
        "released": DigestRow.released_at.is_not(None),
        "not withdrawn": DigestRow.withdrawn_at.is_(None),
    }


def released_to(work: Session, place: Place) -> list[Digest]:
    """What this reader may read now; the caller has made sure that they are one."""
    query = select(DigestRow).where(*in_force(place).values())
    rows = work.scalars(query.order_by(DigestRow.released_at.desc(), DigestRow.id))
    return [_without_sources(value_of(Digest, row)) for row in rows]


def _without_sources(digest: Digest) -> Digest:
    return digest.model_copy(update={"points": tuple(Point(text=point.text) for point in digest.points)})


def _own_sources(work: Session, principal: Principal, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A point keeps where it is from as long as that is an entry of its owner's."""
    named = [point.entry_id for point in points if point.entry_id]
    known = set(work.scalars(select(EntryRow.id).where(mine(EntryRow, principal), EntryRow.id.in_(named))))
    return tuple(p if p.entry_id in known else Point(text=p.text) for p in points)


def _require_only_one(work: Session, principal: Principal, pair_id: str) -> None:
    query = select(DigestRow.id).where(
        mine(DigestRow, principal), DigestRow.pair_id == pair_id, DigestRow.released_at.is_(None)
    )
    if work.scalar(query) is not None:
        raise ConflictError("You have begun one for this pair already. Open it, and go on from there.")
