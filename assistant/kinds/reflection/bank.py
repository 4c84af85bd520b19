"""What prompts can ask, read from bank.yaml and checked as it is read."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import Field

from assistant.domain.people import Role
from assistant.domain.reflection import Cycle, Depth
from assistant.domain.value import Value

SLOTS = frozenset({"it", "words", "goal", "strength"})
TAGS = frozenset(
    "strength exception resource forward perspective assumption power context growth distance action".split()
)
_SLOT = re.compile(r"\{(\w+)\}")
_INSTEAD = (
    (re.compile(r"\bat \{(?:it|words)\}"), "just then"),
    (re.compile(r"\{(?:it|words)\} (?=(?:itself|again)\b)"), "it "),
    (re.compile(r"\{(?:it|words)\}"), "this"),
)


class Family(Value):
    """Questions of one sort. See the head of bank.yaml for the fields."""

    moves: tuple[str, ...] = Field(min_length=1)
    roles: tuple[Role, ...] = Field(default=(Role.MENTEE, Role.MENTOR), alias="for")
    cycles: tuple[Cycle, ...] = tuple(Cycle)
    depth: Depth
    technique: str
    tags: tuple[str, ...] = ()
    needs_strength: bool = False
    needs_goal: bool = False
    why: str
    texts: tuple[str, ...] = Field(min_length=3)


class Bank(Value):
    cycles: Mapping[Cycle, Mapping[str, tuple[str, ...]]]
    """Of each model its stages, in order, each with the moves that belong there."""
    leads: Mapping[str, tuple[str, ...]]
    families: tuple[Family, ...]
    steps: Mapping[str, tuple[str, ...]]

    def fitting(self, move: str, role: Role, cycle: Cycle) -> list[Family]:
        """Families for one place; the model's own accents first."""
        found = [f for f in self.families if move in f.moves and role in f.roles and cycle in f.cycles]
        return sorted(found, key=lambda family: len(family.cycles))


def needs(template: str) -> frozenset[str]:
    """The words in braces of a text."""
    return frozenset(_SLOT.findall(template))


def beside(template: str) -> str:
    """The text as it stands after words that were quoted already, or beside them."""
    for slot, instead in _INSTEAD:
        template = slot.sub(instead, template)
    return template


def writing_as(role: Role) -> Role:
    """Mentors keep a log; everybody else writes a journal."""
    return Role.MENTOR if role in {Role.MENTOR, Role.TRAINER, Role.COORDINATOR} else Role.MENTEE


@cache
def bank() -> Bank:
    read = yaml.safe_load(files(__package__).joinpath("bank.yaml").read_text(encoding="utf-8"))
    found = Bank.model_validate(read)
    unknown = {slot for text in _texts(found) for slot in needs(text)} - SLOTS
    unknown |= {tag for family in found.families for tag in family.tags} - TAGS
    unknown |= {cycle.value for cycle in Cycle} - {cycle.value for cycle in found.cycles}
    if unknown:
        raise ValueError(f"bank.yaml: unknown or missing: {sorted(unknown)}")
    return found


@cache
def sentences() -> tuple[str, ...]:
    """Everything the bank can say, for the check that nothing is invented."""
    return tuple(_SLOT.sub(" ", text) for text in _texts(bank()))


def _texts(whole: Bank) -> list[str]:
    found = [text for family in whole.families for text in (*family.texts, family.why)]
    found += [text for texts in (*whole.leads.values(), *whole.steps.values()) for text in texts]
    return found
