"""Reads access_matrix.yaml: one cell per thing, role and relation."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from assistant.domain.access import Action, Purpose, Relation, Resource
from assistant.domain.people import Role

PURPOSES = {
    "pair": Purpose.PREPARE_PAIR,
    "self": Purpose.PREPARE_SELF,
    "manage": Purpose.MANAGE_PAIR,
    "reflect": Purpose.REFLECT_SELF,
    "programme": Purpose.MANAGE_PROGRAMME,
    "library": Purpose.BROWSE_LIBRARY,
    "curate": Purpose.MANAGE_LIBRARY,
    "safe": Purpose.KEEP_SAFE,
}
PRIVATE = " (private)"

MATRIX = yaml.safe_load((Path(__file__).parent / "access_matrix.yaml").read_text(encoding="utf-8"))


class Cell(NamedTuple):
    """What one role may do with one kind of thing at one distance."""

    thing: str
    role: Role
    relation: Relation
    allowed: dict[Action, frozenset[Purpose]]

    @property
    def resource(self) -> Resource:
        return Resource(self.thing.removesuffix(PRIVATE))

    @property
    def shared(self) -> bool:
        return not self.thing.endswith(PRIVATE)

    def __str__(self) -> str:
        return f"{self.thing}-{self.role}-{self.relation}"


def cells() -> Iterator[Cell]:
    """Every cell there is, with nothing allowed where the file says nothing."""
    for thing, roles in MATRIX.items():
        for role in Role:
            for relation in Relation:
                given = roles.get(role, {}).get(relation, {})
                allowed = {
                    action: frozenset(PURPOSES[word] for word in given.get(action, "").split())
                    for action in Action
                }
                yield Cell(thing, role, relation, allowed)
