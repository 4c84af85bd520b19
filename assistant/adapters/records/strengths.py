"""Strengths and the moments in which they were seen."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.adapters.records.door import Door, Place, found_in, next_position
from assistant.adapters.records.rows import storable, stored_id, value_of
from assistant.adapters.records.tables import EvidenceRow, GoalRow, StrengthRow
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.strengths import Evidence, Strength
from assistant.errors import AccessError, InputError


class Strengths(Door):
    def strengths(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Strength]:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            place.enter(Resource.STRENGTH)
            return visible_strengths(work, place)

    def save_strength(
        self, principal: Principal, purpose: Purpose, pair_id: str, strength: Strength
    ) -> Strength:
        storable(strength)
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            place.authorise(Action.WRITE, Resource.STRENGTH, strength.person_id, shared=strength.shared)
            place.require_open()
            row = _same(work, place, strength)
            if row is None:
                place.require_member(strength.person_id, "A strength")
                row = StrengthRow(id=stored_id(strength.id), pair_id=pair_id, person_id=strength.person_id)
                row.position = next_position(work, StrengthRow.position, StrengthRow.pair_id, pair_id)
            elif row.shared and not strength.shared:
                _hide_from_goals(work, row)
            row.name, row.shared = strength.name, strength.shared
            work.add(row)
            work.flush()
            _add_evidence(work, row.id, strength.evidence)
            return _with_evidence(work, [row])[0]

    def delete_strength(self, principal: Principal, purpose: Purpose, pair_id: str, strength_id: str) -> None:
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            row = work.get(StrengthRow, strength_id)
            found_in(row, pair_id)
            if row is None:
                raise AccessError
            place.authorise(Action.DELETE, Resource.STRENGTH, row.person_id, shared=row.shared)
            work.delete(row)


def visible_strengths(work: Session, place: Place) -> list[Strength]:
    query = select(StrengthRow).where(StrengthRow.pair_id == place.pair.id).order_by(StrengthRow.position)
    rows = [
        row
        for row in work.scalars(query)
        if place.may(Action.READ, Resource.STRENGTH, row.person_id, shared=row.shared)
    ]
    return _with_evidence(work, rows)


def _with_evidence(work: Session, rows: list[StrengthRow]) -> list[Strength]:
    evidence: dict[str, list[Evidence]] = {row.id: [] for row in rows}
    if evidence:
        query = select(EvidenceRow).where(EvidenceRow.strength_id.in_(evidence)).order_by(EvidenceRow.id)
        for moment in work.scalars(query):
            evidence[moment.strength_id].append(value_of(Evidence, moment))
    return [value_of(Strength, row, evidence=tuple(evidence[row.id])) for row in rows]


def _same(work: Session, place: Place, strength: Strength) -> StrengthRow | None:
    """The stored strength that is meant: by its id, or else by person, name and who may see it."""
    row = work.get(StrengthRow, strength.id) if strength.id else None
    found_in(row, place.pair.id)
    if row is not None:
        place.authorise(Action.WRITE, Resource.STRENGTH, row.person_id, shared=row.shared)
        if row.person_id != strength.person_id:
            raise InputError("A strength stays with the person who showed it. Add a new one instead.")
    query = select(StrengthRow).where(
        StrengthRow.pair_id == place.pair.id,
        StrengthRow.person_id == strength.person_id,
        StrengthRow.shared == strength.shared,
    )
    name = strength.name.casefold()
    twin = next((found for found in work.scalars(query) if found.name.casefold() == name), None)
    if row is not None and twin not in (None, row):
        raise InputError(f"There is a strength called {strength.name} here already. Add the evidence to it.")
    return row or twin


def _hide_from_goals(work: Session, row: StrengthRow) -> None:
    """A goal that the pair sees does not point at what only its owner sees."""
    pointing = update(GoalRow).where(GoalRow.strength_id == row.id, GoalRow.shared)
    work.execute(pointing.values(strength_id=None))


def _add_evidence(work: Session, strength_id: str, evidence: tuple[Evidence, ...]) -> None:
    query = select(EvidenceRow).where(EvidenceRow.strength_id == strength_id)
    known = {value_of(Evidence, row) for row in work.scalars(query)}
    for moment in dict.fromkeys(evidence):
        if moment not in known:
            work.add(EvidenceRow(strength_id=strength_id, **moment.model_dump()))
    work.flush()
