"""People for the tests: two programmes that must never see each other, with pairs of every form."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from assistant.domain.access import Principal, Purpose
from assistant.domain.drafts import Draft
from assistant.domain.people import Form, Member, Pair, Person, Programme, Role
from assistant.ports import Records

PREPARE = Purpose.PREPARE_PAIR
MANAGE = Purpose.MANAGE_PAIR
SET_UP = Purpose.MANAGE_PROGRAMME

DAY = date(2026, 3, 2)


def new_id() -> str:
    return str(uuid4())


@dataclass
class World:
    """One programme with its people by name; every other name is a stranger to its pairs."""

    records: Records
    people: dict[str, Person] = field(default_factory=dict)
    coordinator: Principal = field(init=False)

    def found(self, name: str = "Riverside") -> "World":
        programme = Programme(
            id="", name=name, rules=("Meet in public places.",), support_contact="Jo, 9 to 5"
        )
        person = Person(id="", programme_id="", name="Cora", roles=(Role.COORDINATOR, Role.MENTOR))
        self.people["Cora"] = self.records.found(programme, person)
        self.coordinator = self.acting("Cora", Role.COORDINATOR)
        return self

    def add(self, name: str, *roles: Role) -> Person:
        person = Person(id="", programme_id=self.coordinator.programme_id, name=name, roles=roles)
        self.people[name] = self.records.save_person(self.coordinator, SET_UP, person)
        return self.people[name]

    def acting(self, name: str, role: Role | None = None) -> Principal:
        person = self.people[name]
        return Principal(person_id=person.id, programme_id=person.programme_id, role=role or person.roles[0])

    def join(self, form: Form, **roles: Role) -> Pair:
        """A pair of the named people: `join(Form.PEER, Ana=Role.PEER, Ben=Role.PEER)`."""
        members = tuple(
            Member(person_id=self.people[name].id, name=name, role=role) for name, role in roles.items()
        )
        pair = Pair(id="", programme_id=self.coordinator.programme_id, form=form, members=members)
        return self.records.save_pair(self.coordinator, SET_UP, pair)

    def one_to_one(self, mentor: str, mentee: str) -> Pair:
        if mentor not in self.people:
            self.add(mentor, Role.MENTOR)
        if mentee not in self.people:
            self.add(mentee, Role.MENTEE)
        return self.join(Form.ONE_TO_ONE, **{mentor: Role.MENTOR, mentee: Role.MENTEE})


def agenda(pair: Pair, **changes: Any) -> Draft:
    """A small agenda that all of the pair may see."""
    given: dict[str, Any] = {
        "id": new_id(),
        "kind": "agenda",
        "version": 1,
        "pair_id": pair.id,
        "programme_id": pair.programme_id,
        "author_role": None,
        "created_at": datetime(2026, 3, 1, 9, tzinfo=UTC),
        "language": "en",
        "inputs_hash": "0",
        "library_version": "0",
        "visibility": tuple(member.person_id for member in pair.members),
        "body": {"items": [{"label": "Arrive", "questions": ["What went well?"]}], "mentor_sheet": None},
    }
    return Draft(**{**given, **changes})


def ben(world: World) -> str:
    """The id of the mentee of most tests."""
    return world.people["Ben"].id
