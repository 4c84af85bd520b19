"""What a search asks of the outside: an embedder and two indexes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from assistant.domain.value import Value

if TYPE_CHECKING:  # a fifth of the first page's imports, for the name of a type
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"
"""Rows of unit length, one per text."""


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

    def knows(self, word: str) -> bool:
        """Whether it reads this word, in lower case, whole; any other it reads in parts, and often wrongly."""
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
