"""Fakes with memory and rules: an embedder whose near texts share words, and an index that is a list."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

import numpy as np

from assistant.adapters.collection import exact
from assistant.errors import IndexUnavailable
from assistant.ports import PassageScore, Vectors
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
        self.generations = {name: self.generations[name]}
