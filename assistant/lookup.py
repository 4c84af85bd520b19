"""What a draft may name unasked: the passages that come close to what people brought."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

from assistant.domain.notes import Hit, Passage
from assistant.retrieval import Found, Retriever

CLOSE = 0.45
"""How near the words of a passage must be, by their meaning, to be put into a draft unasked. Search shows
more, because there the reader chooses; without the embedder nothing is suggested."""


class Beside(Protocol):
    """The programme's own material, as far as everybody who will read a draft may see it."""

    def search(self, query: str, limit: int) -> Found | None:
        """What is published now."""
        ...

    def passages(self, ids: Collection[str]) -> Mapping[str, Passage]:
        """Of these, what is published or was replaced since."""
        ...


def look_up(queries: Iterable[str], notes: Callable[[], Retriever], beside: Beside | None) -> tuple[Hit, ...]:
    """The first find of the first query that comes close: of the notes, then of the programme's material."""
    queries = tuple(queries)
    found = _close(queries, lambda query: notes().search(query, limit=1))
    own = _close(queries, lambda query: beside.search(query, limit=1)) if beside else ()
    return (*found, *own)


def _close(queries: Iterable[str], search: Callable[[str], Found | None]) -> tuple[Hit, ...]:
    for query in queries:
        found = search(query)
        close = tuple(hit for hit in found.hits if hit.near >= CLOSE) if found else ()
        if close:
            return close
    return ()
