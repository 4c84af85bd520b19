"""Pairs: who meets whom, in which form."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.access import authorise, may, relation_to
from assistant.adapters.records.door import Door, Place, load_pairs, next_position, require_unchanged
from assistant.adapters.records.ending import end_after_change, end_shares
from assistant.adapters.records.programmes import lock_programme
from assistant.adapters.records.rows import fill, storable, stored_id
from assistant.adapters.records.tables import MemberRow, PairRow, PersonRow
from assistant.domain.access import Action, Principal, Purpose, Relation, Resource
from assistant.domain.people import Member, Pair
from assistant.errors import InputError
from assistant.pairing import check_members


class Pairs(Door):
    def pairs(self, principal: Principal, purpose: Purpose, *, closed: bool = False) -> list[Pair]:
        with self._read() as work:
            purpose = self._identify(work, principal, purpose)
            query = select(PairRow).where(PairRow.programme_id == principal.programme_id)
            if not may(principal, purpose, Action.READ, Resource.PAIR, relation=Relation.PROGRAMME):
                mine = select(MemberRow.pair_id).where(MemberRow.person_id == principal.person_id)
                query = query.where(PairRow.id.in_(mine))
            if not closed:
                query = query.where(PairRow.active)
            rows = work.scalars(query.order_by(PairRow.position, PairRow.id)).all()
            return [pair for pair in load_pairs(work, rows) if _visible(Place(principal, purpose, pair))]

    def pair(self, principal: Principal, purpose: Purpose, pair_id: str) -> Pair:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            place.enter(Resource.PAIR)
            return place.pair

    def save_pair(
        self, principal: Principal, purpose: Purpose, pair: Pair, *, seen: Pair | None = None
    ) -> Pair:
        pair = pair.model_copy(update={"id": stored_id(pair.id)})
        storable(pair)
        with self._write() as work:
            purpose = self._identify(work, principal, purpose)
            lock_programme(work, principal.programme_id)
            # Locked, so that nobody is shown anything between the old members and the new ones.
            row = work.get(PairRow, pair.id, with_for_update={"key_share": True})
            for programme_id in {pair.programme_id, row.programme_id if row else pair.programme_id}:
                relation = relation_to(principal, programme_id=programme_id)
                authorise(principal, purpose, Action.WRITE, Resource.PAIR, relation=relation)
            stored = load_pairs(work, [row])[0] if row else None
            require_unchanged(stored, seen)
            if stored and stored.form is not pair.form:
                raise InputError("The form of a pair cannot change. Close it and start a new one.")
            check_members(pair)
            _check_people(work, pair)
            if row is None:
                place = next_position(work, PairRow.position, PairRow.programme_id, pair.programme_id)
                row = PairRow(id=pair.id, position=place)
            fill(row, pair)
            work.add(row)
            work.flush()
            _set_members(work, pair.id, pair.members)
            if stored is not None:
                end_after_change(work, self.now(), stored, pair)
            return load_pairs(work, [row])[0]

    def close_pair(self, principal: Principal, purpose: Purpose, pair_id: str) -> Pair:
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            place.authorise(Action.WRITE, Resource.PAIR)
            work.get_one(PairRow, pair_id).active = False
            end_shares(work, self.now(), pair_id)
            return place.pair.model_copy(update={"active": False})


def _visible(place: Place) -> bool:
    # Whether a pair exists and has closed stays the members' own to know.
    return place.may(Action.READ, Resource.PAIR, place.principal.person_id)


def _check_people(work: Session, pair: Pair) -> None:
    """Members are active people of the same programme, set up for the role they take."""
    ids = [member.person_id for member in pair.members]
    query = select(PersonRow).where(PersonRow.id.in_(ids), PersonRow.programme_id == pair.programme_id)
    people = {row.id: row for row in work.scalars(query)}
    for member in pair.members:
        person = people.get(member.person_id)
        if person is None or not person.active:
            raise InputError(f"{member.name} is not an active person of this programme. Add them first.")
        if member.role not in person.roles:
            raise InputError(f"{person.name} is not set up as a {member.role.value}. Add that role first.")


def _set_members(work: Session, pair_id: str, members: Sequence[Member]) -> None:
    work.execute(delete(MemberRow).where(MemberRow.pair_id == pair_id))
    for position, member in enumerate(members):
        row = MemberRow(
            pair_id=pair_id, person_id=member.person_id, role=member.role.value, position=position
        )
        work.add(row)
    work.flush()
