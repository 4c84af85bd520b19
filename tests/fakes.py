"""Fakes with memory and rules: an embedder whose near texts share words, an index that is a list, a model."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.adapters.collection import exact
from assistant.errors import IndexUnavailable, ModelError, ModelFault
from assistant.ports import PassageScore, Reply, Turn, Vectors
from assistant.terms import stems

BUCKETS = 1_024
"""With 64, unrelated words met in one bucket and every question was covered."""


class WordEmbedder:
    """Each stem has two places, so cosine counts shared words and a chance meeting counts half.

    `embedded` counts texts.
    """

    def __init__(self, name: str = "words") -> None:
        self.fingerprint = hashlib.sha256(name.encode()).hexdigest()[:16]
        self.dimensions = BUCKETS
        self.embedded = 0
        self.asked: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        return np.array([self._row(text) for text in texts], np.float32).reshape(len(texts), BUCKETS)

    def knows(self, word: str) -> bool:
        return True

    def embed_query(self, text: str) -> Vectors:
        if text not in self.asked:
            self.asked[text] = self.embed([text])[0]
        return self.asked[text]

    def _row(self, text: str) -> Vectors:
        row = np.zeros(BUCKETS, np.float32)
        for stem in stems(text) or [""]:
            digest = hashlib.sha256((self.fingerprint + stem).encode()).digest()
            for start in (0, 4):
                row[int.from_bytes(digest[start : start + 4], "big") % BUCKETS] += 1
        row = np.sqrt(row)
        return np.asarray(row / np.linalg.norm(row), np.float32)


class ListIndex:
    """Every row's cosine, exactly."""

    def __init__(self, ids: Sequence[str], rows: Vectors) -> None:
        self.ids, self.rows = list(ids), rows

    def search(self, vector: Vectors, limit: int) -> list[PassageScore]:
        try:
            return exact(self.ids, self.rows, vector, limit)
        except ValueError as error:
            raise IndexUnavailable(str(error)) from error


class ListVectors:
    """Generations in memory; `written` and `kept` remember what was asked."""

    def __init__(self) -> None:
        self.generations: dict[str, ListIndex] = {}
        self.written: list[str] = []

    def hold(self) -> AbstractContextManager[None]:
        return nullcontext()

    def write(self, name: str, ids: Sequence[str], rows: Vectors) -> str:
        self.generations[name] = ListIndex(ids, rows)
        self.written.append(name)
        return f"seal of {name}"

    def intact(self, name: str, seal: str, known: Mapping[str, Vectors]) -> bool:
        return name in self.generations and seal == f"seal of {name}"

    def open(self, name: str) -> ListIndex:
        if name not in self.generations:
            raise IndexUnavailable(f"no generation {name}")
        return self.generations[name]

    def keep(self, name: str, instead_of: str) -> None:
        self.generations = {name: self.generations[name]} if name else {}


Said = dict[str, str] | ModelFault | Callable[[dict[str, str]], dict[str, str] | ModelFault]
"""What a ScriptedModel says next."""


class ScriptedModel:
    """Says what it is told to, in turn and the last for ever, and remembers what it was asked.

    A reply is a dictionary of fields, a ModelFault, or a function from the asked slots (key to the
    line as it was sent) to one of these.
    """

    name = "scripted"

    def __init__(self, *replies: Said) -> None:
        self.replies = replies
        self.asked: list[Asked] = []

    def complete(
        self,
        turns: Sequence[Turn],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        reply: Any = self.replies[min(len(self.asked), len(self.replies) - 1)]
        self.asked.append(Asked(tuple(turns), schema, max_tokens, deadline))
        if callable(reply):
            reply = reply(self.asked[-1].lines)
        if isinstance(reply, ModelFault):
            raise ModelError(reply, f"the script says {reply.value}")
        text = json.dumps(reply)
        sent = sum(len(turn.text.split()) for turn in turns)
        return Reply(text=text, fields=reply, tokens_sent=sent, tokens_received=len(text.split()))

    def stream(
        self,
        turns: Sequence[Turn],
        *,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[str]:
        yield from self.complete(turns, max_tokens=max_tokens, deadline=deadline).text.split()


@dataclass(frozen=True)
class Asked:
    """One request that a ScriptedModel got."""

    turns: tuple[Turn, ...]
    schema: Mapping[str, Any] | None
    max_tokens: int
    deadline: float

    @property
    def lines(self) -> dict[str, str]:
        """The slots of the request: key to line."""
        return dict(re.findall(r"^(s\d+) \([^)]*\): (.*)$", self.turns[-1].text, re.MULTILINE))
