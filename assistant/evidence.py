"""What one index says about passages: by their own words, and by the lines in which people ask for their note."""

from collections.abc import Iterable
from functools import cached_property

from assistant.chunking import is_asked, is_outside, passage_of
from assistant.corpus import Corpus
from assistant.ports import PassageScore

ASKED_SHARE = 0.75
"""How much of a score is that of the nearest line, where a note has such lines; the rest is the passage's own.
A question is more like another question than like an answer."""

UNASKED = 0.1
"""What lines bring to a note that answers, at the middle of the tuning part's questions."""


class Outline:
    """What there is in a corpus, read once from its pieces."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def document(self, passage_id: str) -> str:
        return self.corpus.passages[passage_id].note_id

    @cached_property
    def _piece_ids(self) -> tuple[str, ...]:
        return tuple(piece.id for piece in self.corpus.pieces())

    @cached_property
    def passages(self) -> dict[str, tuple[str, ...]]:
        """By document, the passages that are searched, and not only opened."""
        found: dict[str, tuple[str, ...]] = {}
        for passage_id in dict.fromkeys(map(passage_of, self._piece_ids)):
            if passage_id in self.corpus.passages:
                document = self.document(passage_id)
                found[document] = (*found.get(document, ()), passage_id)
        return found

    @cached_property
    def asked(self) -> frozenset[str]:
        """Documents with lines in which people ask for them."""
        return frozenset(self.document(passage_of(piece)) for piece in self._piece_ids if is_asked(piece))

    def has_lines(self, passage_id: str) -> bool:
        return self.document(passage_id) in self.asked

    def lift(self, passage_id: str) -> float:
        """Added to the score of a passage, so that one without lines can stand beside one with them."""
        return 0.0 if self.has_lines(passage_id) else UNASKED

    @cached_property
    def outside(self) -> bool:
        """Whether there are lines that ask for what no document holds."""
        return any(map(is_outside, self._piece_ids))


class Evidence:
    """The pieces that an index named, best first. What it did not name is taken to be `lowest`."""

    def __init__(self, outline: Outline, pieces: Iterable[PassageScore], lowest: float | None = None) -> None:
        self._outline = outline
        self._own: dict[str, float] = {}
        self._asked: dict[str, float] = {}
        self.passages: dict[str, None] = {}
        """In the order in which they were met."""
        self.best = self.outside = last = 0.0
        for piece in pieces:
            last = piece.score
            if is_outside(piece.passage_id):
                self.outside = max(self.outside, piece.score)
                continue
            passage_id = passage_of(piece.passage_id)
            if passage_id not in outline.corpus.passages:
                continue  # it is no longer there
            self.best = max(self.best, piece.score)
            self.passages[passage_id] = None
            if is_asked(piece.passage_id):
                self._asked.setdefault(outline.document(passage_id), piece.score)
            else:
                self._own.setdefault(passage_id, piece.score)
        self._lowest = last if lowest is None else lowest
        if outline.outside:
            self.outside = max(self.outside, self._lowest)

    def own(self, passage_id: str) -> float:
        return self._own.get(passage_id, self._lowest)

    def of(self, passage_id: str) -> float:
        own = self.own(passage_id)
        if not self._outline.has_lines(passage_id):
            return own
        line = self._asked.get(self._outline.document(passage_id), self._lowest)
        return (1 - ASKED_SHARE) * own + ASKED_SHARE * line
