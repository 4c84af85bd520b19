"""Every programme's shelf, open to be searched: another edition is noticed, and what is amiss is mended."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from threading import RLock, Thread
from typing import TypeVar

from assistant.domain.access import Principal, Purpose
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.errors import AssistantError, Cancelled, IndexBusy, IndexUnavailable
from assistant.indexing import (
    Indexes,
    Progress,
    Ready,
    VectorStore,
    build,
    clear,
    ensure_index,
    look,
    never,
    quiet,
)
from assistant.ports import Records
from assistant.retrieval import KEYWORDS, Found, Retriever
from assistant.shelf import Readable, Shelf, shown

SETTLED = "settled"
"""Key of the edition that the index was last made to hold, and nothing else."""

PER_DOCUMENT = 2
"""Passages of one document in an answer: a handbook is about more than a note is."""

RETRY = 30.0
"""Seconds until an index that could not be mended, or was being made elsewhere, is looked at again."""

PATIENCE = 1_800.0
"""Seconds a publishing waits for another one of the same programme."""

BY_WORDS = 2
"""Places kept for what only its words found, beside hits whose meaning was compared."""

BEING_MADE = "Your programme's own material is found by its words only for now."

T = TypeVar("T")


@dataclass
class _Open:
    """One edition of a shelf with its indexes, and a search for each circle of readers."""

    edition: int
    shelf: Shelf
    indexes: Indexes
    ready: Ready = field(default_factory=Ready)
    settled: bool = True
    looked: float = field(default_factory=time.monotonic)
    retrievers: dict[frozenset[str], Retriever] = field(default_factory=dict)

    def stale(self, edition: int) -> bool:
        return self.edition != edition or not (self.settled or time.monotonic() - self.looked < RETRY)

    def retriever(self, roles: Collection[Role]) -> Retriever | None:
        keys = self.shelf.readable_by(roles)
        if not keys:
            return None
        if keys not in self.retrievers:
            ready, vectors, keywords = self.ready, self.ready.vectors, self.ready.keywords
            self.retrievers[keys] = Retriever(
                self.shelf.only(keys),
                self.indexes.embedder,
                Readable(vectors, keys) if vectors else None,
                Readable(keywords, keys) if keywords else None,
                ready.notice,
            )
        return self.retrievers[keys]


class Shelves:
    """Searches and keeps the indexes of all programmes. The records alone decide what anybody may read.

    One object serves all threads. With `background` an index that is missing, damaged or of another
    edition is made again beside the searches; without, when `ready` is called.
    """

    def __init__(self, records: Callable[[], Records], indexes: Callable[[str], Indexes]) -> None:
        """`indexes` gives those of one programme; asked once for each."""
        self._records = records
        self._make = indexes
        self._guard = RLock()
        self._locks: dict[str, RLock] = {}
        self._indexes: dict[str, Indexes] = {}
        self._open: dict[str, _Open] = {}
        self._mending: dict[str, Thread] = {}
        self.background = False

    def search(
        self,
        principal: Principal,
        purpose: Purpose,
        query: str,
        limit: int,
        readers: Collection[Role] = (),
    ) -> Found | None:
        """What the principal and every role in `readers` may read; None when there is nothing for them."""
        opened = self._at_hand(principal.programme_id)
        retriever = opened.retriever({principal.role, *readers})
        if retriever is None:
            return None
        found = retriever.search(query, limit, per_note=PER_DOCUMENT)
        if not found.hits:
            return found
        ids = [hit.passage.id for hit in found.hits]
        allowed = self._records().material_passages(principal, purpose, ids, readers=readers)
        hits = [shown(hit, *allowed[hit.passage.id]) for hit in found.hits if hit.passage.id in allowed]
        return found.model_copy(update={"hits": tuple(hits), "covered": bool(hits)})

    def passages(
        self, principal: Principal, purpose: Purpose, ids: Collection[str], readers: Collection[Role] = ()
    ) -> Mapping[str, Passage]:
        """Of these, what all of them may read now, of earlier versions too. One look at the records."""
        found = self._records().material_passages(principal, purpose, ids, readers=readers, earlier=True)
        return {passage_id: passage for passage_id, (passage, _) in found.items()}

    def publish(
        self,
        programme_id: str,
        also: tuple[str, int],
        then: Callable[[], T],
        progress: Progress = quiet,
        cancelled: Callable[[], bool] = never,
    ) -> T:
        """Make the index of what is published and `also` this version; `then` publish it.

        Raises Cancelled before `then`. Where no index can be made, words find it, and the index
        is made as soon as it can be.
        """
        indexes = self._indexes_of(programme_id)
        with ExitStack() as stack:
            with suppress(IndexUnavailable):
                stack.enter_context(_alone(indexes.vectors, cancelled))
                shelf = Shelf(self._records().indexable(programme_id, also))
                build(shelf, indexes, progress, cancelled)
            done = then()
            with suppress(IndexUnavailable):
                self._settle(programme_id)
        return done

    def settle(self, programme_id: str, progress: Progress = quiet) -> None:
        """See that the indexes hold what is published, and no trace of anything else."""
        with suppress(IndexUnavailable), _alone(self._indexes_of(programme_id).vectors):
            self._settle(programme_id, progress)

    def ready(self, programme_id: str, progress: Progress = quiet) -> None:
        """For those who do not work in the background: mend what is amiss now, if anything is."""
        if not self._at_hand(programme_id).settled:
            self.settle(programme_id, progress)

    def _settle(self, programme_id: str, progress: Progress = quiet) -> None:
        """To be called while no other process writes."""
        indexes = self._indexes_of(programme_id)
        edition, shelf = self._read(programme_id)
        if shelf.materials:
            ready = ensure_index(shelf, indexes, progress)
        else:
            clear(indexes)
            ready = Ready()
        whole = not ready.notice
        if whole:
            indexes.cache.keep(indexes.embedder.fingerprint, [piece.digest for piece in shelf.pieces()])
            indexes.set_state(SETTLED, str(edition))
        with self._lock(programme_id):
            self._open[programme_id] = _Open(edition, shelf, indexes, ready, whole)

    def _at_hand(self, programme_id: str) -> _Open:
        """The shelf as it is now. Costs one statement when nothing has changed."""
        edition = self._records().edition(programme_id)
        with self._lock(programme_id):
            opened = self._open.get(programme_id)
            if opened is None or opened.stale(edition):
                opened = self._open[programme_id] = self._looked(programme_id, edition, opened)
                if self.background and not opened.settled:
                    self._mend(programme_id)
        return opened

    def _looked(self, programme_id: str, edition: int, before: _Open | None) -> _Open:
        """What can be had at once: whatever index is there, else the words alone."""
        indexes = self._indexes_of(programme_id)
        if not edition:  # nothing was ever published
            return _Open(edition, Shelf(()), indexes)
        edition, shelf = self._read(programme_id)
        settled = indexes.get_state(SETTLED) == str(edition)
        if not shelf.materials:
            return _Open(edition, shelf, indexes, settled=settled)
        ready = look(shelf, indexes)
        if ready.vectors is None and before is not None and before.ready.vectors is not None:
            ready = replace(ready, vectors=before.ready.vectors, notice="")
        return _Open(edition, shelf, indexes, ready, settled and ready.current)

    def _read(self, programme_id: str) -> tuple[int, Shelf]:
        """An edition and its documents, or later ones: the next search notices those."""
        records = self._records()
        edition = records.edition(programme_id)
        return edition, Shelf(records.indexable(programme_id))

    def _mend(self, programme_id: str) -> None:
        working = self._mending.get(programme_id)
        if working is None or not working.is_alive():
            mending = Thread(target=self._mended, args=(programme_id,), daemon=True, name="mend the index")
            self._mending[programme_id] = mending
            mending.start()

    def _mended(self, programme_id: str) -> None:
        with suppress(AssistantError), self._indexes_of(programme_id).vectors.hold():
            self._settle(programme_id)

    def _indexes_of(self, programme_id: str) -> Indexes:
        with self._guard:
            if programme_id not in self._indexes:
                self._indexes[programme_id] = self._make(programme_id)
            return self._indexes[programme_id]

    def _lock(self, programme_id: str) -> RLock:
        with self._guard:
            return self._locks.setdefault(programme_id, RLock())


@contextmanager
def _alone(vectors: VectorStore, cancelled: Callable[[], bool] = never) -> Iterator[None]:
    """Wait until no other process writes."""
    until = time.monotonic() + PATIENCE
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(vectors.hold())
                break
            except IndexBusy:
                if cancelled():
                    raise Cancelled from None
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        yield


def merged(notes: Found, own: Found | None, limit: int) -> Found:
    """Both answers as one. Scores of different ways cannot be compared: what only words found comes last."""
    if own is None or not own.hits:
        return notes
    first, last = (own, notes) if notes.by == KEYWORDS else (notes, own)
    if notes.by == own.by:
        hits = sorted((*notes.hits, *own.hits), key=lambda hit: -hit.score)[:limit]
    else:
        spare = min(BY_WORDS, len(last.hits), limit - 1)
        hits = [*first.hits[: limit - spare], *last.hits][:limit]
    notice = notes.notice or (BEING_MADE if own.by == KEYWORDS and notes.by != KEYWORDS else "")
    return notes.model_copy(update={"hits": tuple(hits), "covered": True, "notice": notice})
