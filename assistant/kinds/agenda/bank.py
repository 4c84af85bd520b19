"""The sentences of an agenda, read from bank.yaml and checked as they are read."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import Field, TypeAdapter

from assistant.domain.agenda import Lead
from assistant.domain.facts import Phase
from assistant.domain.people import Form
from assistant.domain.value import Value

SLOTS = frozenset(
    ["wish", "goal", "owner", "now", "up", "strength", "seen", "moved", "point", "task", "last", "left", "other", "me"]
)  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")


class TurnWords(Value):
    """What a peer's turn adds in one phase."""

    tags: tuple[str, ...]
    questions: tuple[str, ...] = Field(min_length=1)


class Entry(Value):
    """All that can be said for one block. See the head of bank.yaml for the fields."""

    technique: str
    tags: tuple[str, ...]
    lead: Lead
    group_lead: Lead | None = None
    weight: float = Field(gt=0)
    optional: bool = False
    labels: tuple[str, ...] = Field(min_length=2)
    group_labels: tuple[str, ...] = ()
    peer_labels: tuple[str, ...] = ()
    why: tuple[str, ...] = Field(min_length=1)
    steps: tuple[str, ...] = Field(min_length=1, max_length=2)
    group_steps: tuple[str, ...] = Field(default=(), max_length=2)
    peer_steps: tuple[str, ...] = Field(default=(), max_length=2)
    questions: Mapping[str, tuple[str, ...]]
    by_phase: Mapping[Phase, TurnWords] = Field(default_factory=dict)

    def asked(self, form: Form) -> tuple[str, ...]:
        """The questions for a form, its own first."""
        own = self.questions.get("group" if form is Form.GROUP else "one", ())
        return (*own, *self.questions.get("both", ()))

    def names(self, form: Form) -> tuple[str, ...]:
        own = {Form.GROUP: self.group_labels, Form.PEER: self.peer_labels}.get(form)
        return own or self.labels

    def done(self, form: Form) -> tuple[str, ...]:
        own = {Form.GROUP: self.group_steps, Form.PEER: self.peer_steps}.get(form)
        return own or self.steps


def needs(template: str) -> frozenset[str]:
    """The words in braces of a sentence."""
    return frozenset(_SLOT.findall(template))


@cache
def bank() -> Mapping[str, Entry]:
    """Every entry by its block's name."""
    read = yaml.safe_load(files(__package__).joinpath("bank.yaml").read_text(encoding="utf-8"))
    entries = TypeAdapter(dict[str, Entry]).validate_python(read)
    unknown = {slot for text in _texts(entries) for slot in needs(text)} - SLOTS
    if unknown:
        raise ValueError(f"bank.yaml: unknown words in braces: {sorted(unknown)}")
    return entries


@cache
def sentences() -> tuple[str, ...]:
    """Everything the bank can say, for the check that nothing is invented."""
    return tuple(_SLOT.sub(" ", text) for text in _texts(bank()))


def _texts(entries: Mapping[str, Entry]) -> list[str]:
    found: list[str] = []
    for entry in entries.values():
        found += [*entry.labels, *entry.group_labels, *entry.peer_labels, *entry.why]
        found += [*entry.steps, *entry.group_steps, *entry.peer_steps]
        found += [text for texts in entry.questions.values() for text in texts]
        found += [text for turn in entry.by_phase.values() for text in turn.questions]
    return found
