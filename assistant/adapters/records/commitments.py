"""Commitments: who does what by when."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.adapters.records.door import Door, Place, found_in, next_position, require_unchanged
from assistant.adapters.records.rows import fill, storable, stored_id, value_of
from assistant.adapters.records.tables import CommitmentRow
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.meetings import Commitment, CommitmentStatus
from assistant.errors import AccessError


class Commitments(Door):
    def commitments(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Commitment]:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            place.enter(Resource.COMMITMENT)
            return visible_commitments(work, place)

    def save_commitment(
        self,
        principal: Principal,
        purpose: Purpose,
        pair_id: str,
        commitment: Commitment,
        *,
        seen: Commitment | None = None,
    ) -> Commitment:
        commitment = commitment.model_copy(update={"id": stored_id(commitment.id)})
        storable(commitment)
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            row = work.get(CommitmentRow, commitment.id)
            found_in(row, pair_id)
            for owner_id in {commitment.owner_id, row.owner_id if row else commitment.owner_id}:
                place.authorise(Action.WRITE, Resource.COMMITMENT, owner_id)
            place.require_open()
            require_unchanged(value_of(Commitment, row) if row else None, seen)
            if row is None or row.owner_id != commitment.owner_id:
                place.require_member(commitment.owner_id, "A commitment")
            if row is None:
                row = CommitmentRow(id=commitment.id, pair_id=pair_id)
                row.position = next_position(work, CommitmentRow.position, CommitmentRow.pair_id, pair_id)
            fill(row, commitment)
            work.add(row)
            return commitment

    def delete_commitment(
        self, principal: Principal, purpose: Purpose, pair_id: str, commitment_id: str
    ) -> None:
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            row = work.get(CommitmentRow, commitment_id)
            found_in(row, pair_id)
            if row is None:
                raise AccessError
            place.authorise(Action.DELETE, Resource.COMMITMENT, row.owner_id)
            work.delete(row)


def visible_commitments(work: Session, place: Place, closed: int | None = None) -> list[Commitment]:
    """The open ones by due day, then the closed ones, newest first (at most `closed` of them)."""
    here = select(CommitmentRow).where(CommitmentRow.pair_id == place.pair.id)
    is_open = CommitmentRow.status == CommitmentStatus.OPEN.value
    due = (CommitmentRow.due.is_(None), CommitmentRow.due, CommitmentRow.position)
    rows = [
        *work.scalars(here.where(is_open).order_by(*due)),
        *work.scalars(here.where(~is_open).order_by(CommitmentRow.position.desc()).limit(closed)),
    ]
    return [
        value_of(Commitment, row) for row in rows if place.may(Action.READ, Resource.COMMITMENT, row.owner_id)
    ]
