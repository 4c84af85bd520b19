"""Building the search indexes from the library: its own step, incremental, safe to interrupt.

A new generation is made beside the one in use and checked; only then does the state name it. A kill
before that changes nothing, so there is no flag to clean up after: what is not named does not count.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Protocol

from assistant.chunking import Piece
from assistant.corpus import Corpus
from assistant.domain.value import Value
from assistant.errors import Cancelled, IndexUnavailable
from assistant.ports import Embedder, KeywordIndex, VectorIndex, Vectors

STATE = "index"
BATCH = 16
"""Texts embedded between two savings; an interruption costs at most these."""

SAMPLES = 20

MISSING = "The search index is being made."

Progress = Callable[[int, int], None]
"""Called with how many pieces are done, and of how many."""


class VectorStore(Protocol):
    """Generations of vectors by name. Every method raises IndexUnavailable."""

    def hold(self) -> AbstractContextManager[None]:
        """No other process may write meanwhile. Raises IndexBusy when one does."""
        ...

    def write(self, name: str, ids: Sequence[str], rows: Vectors) -> str:
        """A whole generation, checked by asking it for samples; returns its seal."""
        ...

    def intact(self, name: str, seal: str, known: Mapping[str, Vectors]) -> bool:
        """Whether the generation is still what was sealed, and finds what is known of it."""
        ...

    def open(self, name: str) -> VectorIndex: ...

    def keep(self, name: str, instead_of: str) -> None:
        """The generation in use from now on, if any, and the one before it."""
        ...


class KeywordStore(KeywordIndex, Protocol):
    def content(self) -> str: ...

    def replace(self, pieces: Sequence[Piece], content: str) -> None: ...


class Cache(Protocol):
    """Vectors by the embedder's fingerprint and the text's digest."""

    def get(self, fingerprint: str, digests: Collection[str], dimensions: int) -> dict[str, Vectors]: ...

    def put(self, fingerprint: str, vectors: Mapping[str, Vectors]) -> None: ...

    def keep(self, fingerprint: str, digests: Collection[str]) -> None: ...


@dataclass(frozen=True)
class Indexes:
    """Everything an index is made with and kept in."""

    embedder: Embedder
    vectors: VectorStore
    keywords: KeywordStore
    cache: Cache
    get_state: Callable[[str], str | None]
    set_state: Callable[[str, str], None]
    prefix: str = "notes"
    """Of the names of its generations: what a server keeps is told apart by it."""


class Active(Value):
    """The generation in use, as the state names it."""

    name: str = ""
    fingerprint: str = ""
    content: str = ""
    seal: str = ""


class Report(Value):
    """What a build did."""

    pieces: int
    embedded: int
    """Texts that were new; the others were known from before."""
    generation: str


@dataclass(frozen=True)
class Ready:
    """What start-up found or made. Without vectors the notice says why."""

    vectors: VectorIndex | None = None
    keywords: KeywordIndex | None = None
    built: Report | None = None
    notice: str = ""
    current: bool = True
    """False when the vectors are of other texts than were asked for: some may be missing, some may be gone."""


def quiet(done: int, total: int) -> None:
    """For those who do not watch."""


def never() -> bool:
    """For those who do not stop it."""
    return False


def ensure_index(library: Corpus, indexes: Indexes, progress: Progress = quiet) -> Ready:
    """What start-up calls: opens the indexes, and builds what is missing, out of date or damaged.

    When all is well this costs milliseconds: the state names what was indexed, and the seal, a
    digest of the files, shows that they are byte for byte what a child process checked.
    """
    pieces = library.pieces()
    keywords = _ready_keywords(indexes.keywords, pieces)
    built = None
    try:
        active = _active(indexes)
        if not _current(active, pieces, indexes):
            built = build(library, indexes, progress)
        vectors = indexes.vectors.open(_active(indexes).name)
        return Ready(vectors=vectors, keywords=keywords, built=built)
    except IndexUnavailable as unavailable:
        return Ready(keywords=keywords, built=built, notice=str(unavailable))


def look(corpus: Corpus, indexes: Indexes) -> Ready:
    """The indexes as they are, even if they are of older texts; nothing is built or written."""
    pieces = corpus.pieces()
    keywords: KeywordIndex | None = None
    with suppress(IndexUnavailable):
        keywords = indexes.keywords if indexes.keywords.content() == _content(pieces) else None
    try:
        active = _active(indexes)
        current = _current(active, pieces, indexes)
        if not current and (
            active.fingerprint != indexes.embedder.fingerprint
            or not indexes.vectors.intact(active.name, active.seal, {})
        ):
            raise IndexUnavailable(MISSING)
        vectors = indexes.vectors.open(active.name)
        return Ready(vectors=vectors, keywords=keywords, current=current and keywords is not None)
    except IndexUnavailable as unavailable:
        return Ready(keywords=keywords, notice=str(unavailable), current=False)


def clear(indexes: Indexes) -> None:
    """Nothing is left of any text: no vector, no word, nothing that was embedded."""
    with indexes.vectors.hold():
        before = _active(indexes)
        indexes.set_state(STATE, Active().model_dump_json())
        indexes.keywords.replace((), _content(()))
        indexes.vectors.keep("", before.name)
        indexes.cache.keep("", ())


def build(
    library: Corpus,
    indexes: Indexes,
    progress: Progress = quiet,
    cancelled: Callable[[], bool] = never,
) -> Report:
    """A new generation of both indexes. Only texts that were never seen are embedded.

    `cancelled` is asked between batches. Cancelled is raised then, and the generation before stays
    in use; what was embedded is kept for the next time.
    """
    pieces = library.pieces()
    content = _content(pieces)
    fingerprint = indexes.embedder.fingerprint
    with indexes.vectors.hold():
        rows, embedded = _rows(pieces, indexes, progress, cancelled)
        indexes.keywords.replace(pieces, content)
        before = _active(indexes)
        name = f"{indexes.prefix}_{fingerprint[:8]}_{secrets.token_hex(4)}"
        seal = indexes.vectors.write(name, [piece.id for piece in pieces], rows)
        active = Active(name=name, fingerprint=fingerprint, content=content, seal=seal)
        indexes.set_state(STATE, active.model_dump_json())
        indexes.vectors.keep(name, before.name)
        indexes.cache.keep(fingerprint, [piece.digest for piece in pieces])
    return Report(pieces=len(pieces), embedded=embedded, generation=name)


def _rows(
    pieces: Sequence[Piece], indexes: Indexes, progress: Progress, cancelled: Callable[[], bool]
) -> tuple[Vectors, int]:
    """A row per piece, from the cache where it can be, and how many were embedded."""
    embedder, cache = indexes.embedder, indexes.cache
    digests = [piece.digest for piece in pieces]
    known = cache.get(embedder.fingerprint, digests, embedder.dimensions)
    new = list({piece.digest: piece.meaning for piece in pieces if piece.digest not in known}.items())
    progress(len(pieces) - len(new), len(pieces))
    for start in range(0, len(new), BATCH):
        if cancelled():
            raise Cancelled
        batch = new[start : start + BATCH]
        rows = embedder.embed([text for _, text in batch])
        fresh = {digest: row for (digest, _), row in zip(batch, rows, strict=True)}
        cache.put(embedder.fingerprint, fresh)
        known.update(fresh)
        progress(len(pieces) - len(new) + start + len(batch), len(pieces))
    import numpy as np  # only who builds an index needs it; the first page does not wait for it

    stacked = np.array([known[digest] for digest in digests], np.float32)
    return stacked.reshape(len(pieces), embedder.dimensions), len(new)


def _current(active: Active, pieces: Sequence[Piece], indexes: Indexes) -> bool:
    embedder = indexes.embedder
    if (active.content, active.fingerprint) != (_content(pieces), embedder.fingerprint):
        return False
    some = pieces[:: max(1, len(pieces) // SAMPLES)]
    rows = indexes.cache.get(embedder.fingerprint, [piece.digest for piece in some], embedder.dimensions)
    known = {piece.id: rows[piece.digest] for piece in some if piece.digest in rows}
    return indexes.vectors.intact(active.name, active.seal, known)


def _active(indexes: Indexes) -> Active:
    try:
        return Active.model_validate(json.loads(indexes.get_state(STATE) or "{}"))
    except ValueError:
        return Active()


def _ready_keywords(keywords: KeywordStore, pieces: Sequence[Piece]) -> KeywordIndex | None:
    """Made again in milliseconds when it does not hold these pieces; None when that fails."""
    content = _content(pieces)
    try:
        if keywords.content() != content:
            keywords.replace(pieces, content)
        return keywords
    except IndexUnavailable:
        return None


def _content(pieces: Sequence[Piece]) -> str:
    words = "\n".join(f"{piece.id} {piece.digest}" for piece in pieces)
    return hashlib.sha256(words.encode()).hexdigest()[:32]
