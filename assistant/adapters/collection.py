"""One Chroma collection, wherever it is kept: made, filled and searched."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any, cast

import numpy as np

from assistant.errors import IndexUnavailable
from assistant.ports import PassageScore, Vectors

EXACT_BELOW = 20_000
"""Up to here a collection is read once and scored exactly: 0.05 ms for 500 vectors, 0.5 ms for 20,000, and
every neighbour found, where Chroma's graph takes more and finds 97 of 100. 20,000 vectors are 31 MB."""

BATCH = 500
SAME = 0.999
TWINS = 10
"""Passages with the very same words share the first places."""

SPACE = {"hnsw": {"space": "cosine"}}

Search = Callable[[Vectors, int], list[PassageScore]]


class CollectionIndex:
    """Connects at the first search. `done` is called when the collection is no longer needed."""

    def __init__(
        self,
        connect: Callable[[], Any],
        done: Callable[[], None] = lambda: None,
        exact_below: int = EXACT_BELOW,
    ) -> None:
        self._connect = connect
        self._done = done
        self._exact_below = exact_below
        self._lock = Lock()
        self._search: Search | None = None

    def search(self, vector: Vectors, limit: int) -> list[PassageScore]:
        with translated():
            with self._lock:
                if self._search is None:
                    self._search = self._ready()
            return self._search(vector, limit)

    def _ready(self) -> Search:
        collection = self._connect()
        if collection.count() > self._exact_below:
            return lambda vector, limit: nearest(collection, vector, limit)
        held = collection.get(include=["embeddings"])
        ids, rows = list(held["ids"]), np.asarray(held["embeddings"], np.float32)
        self._done()
        return lambda vector, limit: exact(ids, rows, vector, limit)


def exact(ids: Sequence[str], rows: Vectors, vector: Vectors, limit: int) -> list[PassageScore]:
    """Every row's cosine (all have unit length), best first."""
    if not len(ids):
        return []
    cosines = rows @ vector
    near = np.arange(len(ids)) if limit >= len(ids) else np.sort(np.argpartition(-cosines, limit)[:limit])
    best = near[np.argsort(-cosines[near], kind="stable")]
    return [PassageScore(passage_id=ids[row], score=float(cosines[row])) for row in best]


def nearest(collection: Any, vector: Vectors, limit: int) -> list[PassageScore]:
    found = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
    pairs = zip(found["ids"][0], found["distances"][0], strict=True)
    return [PassageScore(passage_id=piece_id, score=1.0 - float(distance)) for piece_id, distance in pairs]


def create(chroma: Any, name: str) -> Any:
    """Without an embedding function: Chroma's own would fetch a model from the network."""
    return chroma.create_collection(name, embedding_function=None, configuration=SPACE)


def add(collection: Any, ids: Sequence[str], rows: Vectors) -> None:
    for start in range(0, len(ids), BATCH):
        end = start + BATCH
        collection.add(ids=list(ids[start:end]), embeddings=rows[start:end])


def answers(collection: Any, known: Mapping[str, Vectors]) -> bool:
    """Whether every sample finds itself, under its own id. count() would not tell."""
    for piece_id, vector in known.items():
        best = nearest(collection, vector, TWINS)
        if not any(hit.passage_id == piece_id and hit.score > SAME for hit in best):
            return False
    return bool(known)


@contextmanager
def translated() -> Iterator[None]:
    """Chroma's errors, in our words."""
    try:
        yield
    except _errors() as error:
        raise IndexUnavailable(
            f"The search index cannot be used: {error} ({type(error).__name__})."
        ) from error


def _errors() -> tuple[type[Exception], ...]:
    import sys

    known: list[type[Exception]] = [OSError, ValueError, KeyError, RuntimeError, sqlite3.Error]
    if chroma := sys.modules.get("chromadb.errors"):
        known.append(cast(type[Exception], chroma.ChromaError))
    if client := sys.modules.get("httpx"):
        known.append(cast(type[Exception], client.HTTPError))
    return tuple(known)
