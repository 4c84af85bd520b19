"""Programmes and their people, and what is needed before anybody is asking."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.access import authorise, may, relation_to
from assistant.adapters.records.door import Door, load_pairs
from assistant.adapters.records.ending import end_with_person
from assistant.adapters.records.rows import fill, storable, stored_id, value_of
from assistant.adapters.records.tables import MemberRow, PairRow, PersonRow, ProgrammeRow, StateRow
from assistant.domain.access import Action, Principal, Purpose, Relation, Resource
from assistant.domain.people import Person, Programme, Role
from assistant.errors import AccessError, InputError

Kind = TypeVar("Kind", Programme, Person)


class Programmes(Door):
    def actors(self) -> list[Person]:
        with self._read() as work:
            query = select(PersonRow).join(ProgrammeRow).order_by(ProgrammeRow.name, PersonRow.name)
            return [value_of(Person, row) for row in work.scalars(query) if row.active]

    def found(self, programme: Programme, person: Person) -> Person:
        if Role.COORDINATOR not in person.roles:
            raise InputError("The first person of a programme must be a coordinator: they add the others.")
        programme = programme.model_copy(update={"id": stored_id(programme.id)})
        person = person.model_copy(update={"id": stored_id(person.id), "programme_id": programme.id})
        storable(programme)
        storable(person)
        with self._write() as work:
            if work.get(ProgrammeRow, programme.id) or work.get(PersonRow, person.id):
                raise InputError("This programme is already there. Choose it instead of starting it again.")
            _store(work, ProgrammeRow(id=programme.id), programme)
            return _store(work, PersonRow(id=person.id), person)

    def state(self, key: str) -> str | None:
        with self._read() as work:
            row = work.get(StateRow, key)
            return row.value if row else None

    def set_state(self, key: str, value: str) -> None:
        with self._write() as work:
            work.merge(StateRow(key=key, value=value))

    def programme(self, principal: Principal, purpose: Purpose) -> Programme:
        with self._read() as work:
            purpose = self._identify(work, principal, purpose)
            authorise(principal, purpose, Action.READ, Resource.PROGRAMME, relation=Relation.PROGRAMME)
            return load_programme(work, principal.programme_id)

    def save_programme(self, principal: Principal, purpose: Purpose, programme: Programme) -> Programme:
        storable(programme)
        with self._write() as work:
            purpose = self._identify(work, principal, purpose)
            relation = relation_to(principal, programme_id=programme.id)
            authorise(principal, purpose, Action.WRITE, Resource.PROGRAMME, relation=relation)
            return _store(work, work.get_one(ProgrammeRow, programme.id), programme)

    def people(self, principal: Principal, purpose: Purpose) -> list[Person]:
        with self._read() as work:
            purpose = self._identify(work, principal, purpose)
            partners = _partners(work, principal)
            query = select(PersonRow).where(PersonRow.programme_id == principal.programme_id)
            if not may(principal, purpose, Action.READ, Resource.PERSON, relation=Relation.PROGRAMME):
                query = query.where(PersonRow.id.in_([*partners, principal.person_id]))
            seen = []
            for row in work.scalars(query.order_by(PersonRow.name, PersonRow.id)):
                relation = _relation(principal, row.id, partners)
                if may(principal, purpose, Action.READ, Resource.PERSON, relation=relation):
                    roles = (partners[row.id],) if relation is Relation.MEMBER else tuple(row.roles)
                    seen.append(value_of(Person, row).model_copy(update={"roles": roles}))
            return seen

    def save_person(self, principal: Principal, purpose: Purpose, person: Person) -> Person:
        person = person.model_copy(
            update={"id": stored_id(person.id), "roles": tuple(dict.fromkeys(person.roles))}
        )
        storable(person)
        with self._write() as work:
            purpose = self._identify(work, principal, purpose)
            row = work.get(PersonRow, person.id)
            for programme_id in {person.programme_id, row.programme_id if row else person.programme_id}:
                relation = relation_to(principal, programme_id=programme_id)
                authorise(principal, purpose, Action.WRITE, Resource.PERSON, relation=relation)
            if not person.roles:
                raise InputError(f"Choose at least one role for {person.name}.")
            saved = _store(work, row or PersonRow(id=person.id), person)
            end_with_person(work, self.now(), person)
            _require_coordinator(work, person.programme_id)
            return saved


def load_programme(work: Session, programme_id: str) -> Programme:
    row = work.get(ProgrammeRow, programme_id)
    if row is None:
        raise AccessError
    return value_of(Programme, row)


def lock_programme(work: Session, programme_id: str) -> None:
    """One person at a time changes who belongs to a programme."""
    query = select(ProgrammeRow.id).where(ProgrammeRow.id == programme_id)
    work.execute(query.with_for_update(key_share=True))


def _relation(principal: Principal, person_id: str, partners: dict[str, Role]) -> Relation:
    """How somebody stands to a person of their own programme."""
    if person_id == principal.person_id:
        return Relation.OWN
    return Relation.MEMBER if person_id in partners else Relation.PROGRAMME


def _partners(work: Session, principal: Principal) -> dict[str, Role]:
    """Everyone in an active pair with this person in this role, and what they are there."""
    mine = select(MemberRow.pair_id).where(
        MemberRow.person_id == principal.person_id, MemberRow.role == principal.role.value
    )
    pairs = work.scalars(select(PairRow).where(PairRow.id.in_(mine), PairRow.active)).all()
    return {
        member.person_id: member.role
        for pair in load_pairs(work, pairs)
        for member in pair.members
        if member.person_id != principal.person_id
    }


def _require_coordinator(work: Session, programme_id: str) -> None:
    lock_programme(work, programme_id)
    people = work.scalars(select(PersonRow).where(PersonRow.programme_id == programme_id))
    if not any(row.active and Role.COORDINATOR in row.roles for row in people):
        raise InputError("A programme needs a coordinator. Make somebody else one first.")


def _store(work: Session, row: ProgrammeRow | PersonRow, value: Kind) -> Kind:
    fill(row, value)
    work.add(row)
    work.flush()
    return value
