"""A model earns its slots: it phrases fixed lines, code judges them, and the record says what it may do."""

import hashlib
import math
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from pydantic import Field, ValidationError

from assistant import frontmatter
from assistant.domain.drafts import Engine, Tokens
from assistant.domain.value import Value
from assistant.drift import judge
from assistant.errors import ContentError, ModelError, ModelFault
from assistant.grounding import Known
from assistant.kind import Slot
from assistant.personalising import Accept, Personalised, finish, personalise
from assistant.ports import ChatModel, CountTokens, Embedder
from assistant.prompts import Prompt, Replies
from assistant.wording import spoken_date

VERSION = 1
"""Of the trial and its lines; raised with them."""

BAR = 0.8
LEAST = 24
"""Share of lines that must be taken, of at least so many."""

_OWN_FAULTS = frozenset(
    {
        ModelFault.TIMEOUT,
        ModelFault.CUT,
        ModelFault.EMPTY,
        ModelFault.BROKEN,
        ModelFault.REFUSED,
        ModelFault.TOO_LONG,
    }
)
"""Faults that say something about the model; the others say something about the line to it."""


class Line(Value):
    sort: str = Field(pattern="^(question|sentence)$")
    aim: str
    composed: str


class Group(Value):
    """The lines of one pair: what a model is asked in one request."""

    form: str
    phase: str
    speaker: str
    listener: str
    facts: tuple[str, ...]
    lines: tuple[Line, ...] = Field(min_length=1)

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(
            Slot(
                path=f"lines[{number}]", facts=self.facts, speaker=self.speaker, listener=self.listener,
                sort=line.sort, aim=line.aim, composed=line.composed,
            )
            for number, line in enumerate(self.lines)
        )  # fmt: skip

    @property
    def known(self) -> Known:
        return Known.of([self.speaker, self.listener, *self.facts, *(line.composed for line in self.lines)])


class _Trial(Value):
    groups: tuple[Group, ...]


class Record(Value):
    """How one model did with one kind, under one prompt and one set of rules."""

    kind: str
    model: str
    prompt: str
    rules: str
    asked: int
    accepted: int
    bar: float = BAR
    on: date
    tokens: Tokens = Tokens()
    seconds: float = 0.0
    reasons: dict[str, int] = Field(default_factory=dict)

    @property
    def earned(self) -> bool:
        return self.asked >= LEAST and self.accepted >= self.needed

    @property
    def needed(self) -> int:
        """Lines that had to be taken."""
        return math.ceil(round(self.asked * self.bar, 6))


def cases(kind: str) -> tuple[Group, ...]:
    """The trial of a kind, from its own folder."""
    path = Path(f"kinds/{kind}/trial.yaml")
    text = files("assistant").joinpath(str(path)).read_text(encoding="utf-8")
    return frontmatter.fill(_Trial, frontmatter.load_yaml(text, path), path).groups


def rules() -> str:
    """What a record was judged by; under other rules the model starts anew."""
    return f"trial {VERSION}, drift {judge.VERSION}"


def trial(
    kind: str,
    model: ChatModel,
    groups: Sequence[Group],
    *,
    prompt: Prompt,
    replies: Replies,
    embedder: Embedder | None,
    count: CountTokens,
    today: date,
    accept: Accept = lambda slot, text: (),
    deadline: float = 60.0,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    clock: Callable[[], float] = time.monotonic,
) -> Record:
    """Every group through the same way a draft goes; `deadline` is for each of them.

    Raises ModelError when the line to the model fails: then nothing was found out about the model.
    """
    start, done, total = clock(), 0, sum(len(group.lines) for group in groups)
    results: list[Personalised] = []
    for group in groups:
        steps = personalise(
            group.slots, model, prompt, group.known, embedder, count, replies=replies, accept=accept,
            deadline=deadline, cancelled=cancelled, clock=clock,
        )  # fmt: skip
        result = finish(steps)
        if result.fault and result.fault not in _OWN_FAULTS:
            raise ModelError(result.fault, result.notice)
        results.append(result)
        done += len(group.lines)
        progress(done, total)
    wordings = [wording for result in results for wording in result.wordings]
    return Record(
        kind=kind,
        model=model.name,
        prompt=prompt.stamp,
        rules=rules(),
        asked=total,
        accepted=sum(wording.personalised is not None for wording in wordings),
        on=today,
        tokens=_sum([result.tokens for result in results]),
        seconds=round(clock() - start, 1),
        reasons=dict(Counter(wording.reason for wording in wordings if wording.reason).most_common()),
    )


class Ledger:
    """The records, one small file each, in a folder of the data directory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, record: Record) -> None:
        path = self._path(record.kind, record.model, record.prompt)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(record.model_dump_json(indent=1), encoding="utf-8")
        fresh.replace(path)

    def find(self, kind: str, model: str, prompt: str) -> Record | None:
        """The record under today's rules and this prompt; an older one does not count."""
        path = self._path(kind, model, prompt)
        if not path.is_file():
            return None
        try:
            return Record.model_validate_json(path.read_text(encoding="utf-8"))
        except (ValidationError, UnicodeDecodeError) as error:
            raise ContentError(f"{path} cannot be read; delete it and test the model again") from error

    def earned(self, kind: str, model: str, prompt: str) -> bool:
        record = self.find(kind, model, prompt)
        return record is not None and record.earned

    def _path(self, kind: str, model: str, prompt: str) -> Path:
        key = "\n".join((kind, model, prompt, rules()))
        return self._folder / f"{kind}-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"


def may_phrase(engine: Engine, record: Record | None) -> bool:
    """By itself only a model that earned it; one that was asked for by name may try, line by line."""
    if engine is Engine.AUTO:
        return record is not None and record.earned
    return engine is Engine.MODEL


def sentence(kind: str, model: str, record: Record | None) -> str:
    """How things stand, in one line for the page."""
    if record is None:
        return (
            f"{model} has not been tested for the {kind} yet, so its words stay composed. "
            "Test it under Settings or with: assistant model test."
        )
    passed = f"it passed {record.accepted} of {record.asked} test lines on {spoken_date(record.on)}"
    if record.earned:
        return f"{model} may phrase the {kind}: {passed}, and every line is still checked."
    return f"The {kind} stays composed with {model}: {passed}, and {record.needed} are needed."


def _sum(spent: Sequence[Tokens]) -> Tokens:
    return Tokens(**{name: sum(getattr(tokens, name) for tokens in spent) for name in Tokens.model_fields})
