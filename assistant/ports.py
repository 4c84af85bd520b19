"""What the core asks of the outside: a model, an embedder, two indexes and the records."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.value import Value

Vectors = NDArray[np.float32]
"""Rows of unit length, one per text."""

CountTokens = Callable[[str], int]


class Turn(Value):
    """One message to a model. `speaker` is "system", "user" or "assistant"."""

    speaker: str
    text: str


class Reply(Value):
    """What came back, whole: `finish` is "stop" or the reply was not accepted."""

    text: str
    fields: dict[str, Any] | None = None
    """The parsed JSON object, when a schema was asked for."""
    tokens_sent: int = 0
    tokens_received: int = 0


class ChatModel(Protocol):
    """A language model. Both methods raise ModelError and nothing else.

    `deadline` is the total time in seconds, drips and retries included; `cancelled` is asked
    often and ends the request when it says True.
    """

    @property
    def name(self) -> str: ...

    def complete(
        self,
        turns: Sequence[Turn],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply: ...

    def stream(
        self,
        turns: Sequence[Turn],
        *,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[str]: ...


class Embedder(Protocol):
    """Texts to unit vectors. Two fingerprints that differ never share an index."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...

    def embed_query(self, text: str) -> Vectors:
        """One row; kept in memory, so the same question is embedded once per process."""
        ...


class PassageScore(Value):
    passage_id: str
    score: float


class VectorIndex(Protocol):
    """Ids and vectors, nothing else. Raises IndexUnavailable."""

    def search(self, vector: Vectors, limit: int) -> list[PassageScore]: ...


class KeywordIndex(Protocol):
    """Words. Scores are BM25, larger is better."""

    def search(self, query: str, limit: int) -> list[PassageScore]: ...
