"""Which documents a question calls by their title."""

import heapq
import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from assistant.chunking import passage_of
from assistant.corpus import Corpus
from assistant.terms import stems

NAMED = 0.2
"""Added to every passage of a document whose title is in the question."""

AMONG = 50
"""The best passages; a document that is called by its title has one among them."""

_WORD = re.compile(r"\w+")


class Words(NamedTuple):
    """The words of a title or a question, as they stand and as what they tell."""

    text: str
    stems: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Words":
        return cls(f" {' '.join(_WORD.findall(text.lower()))} ", frozenset(stems(text)))

    def is_in(self, said: "Words") -> bool:
        """All that a title tells, or the title itself. One word alone calls nothing: it is too common."""
        if len(self.stems) > 1 and self.stems <= said.stems:
            return True
        return self.text.count(" ") > 2 and self.text in said.text


class Titles:
    """The titles of a corpus, read as they are met."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._read: dict[str, Words] = {}

    def raised(self, query: str, scores: Mapping[str, float]) -> dict[str, float]:
        """The scores, with all passages of documents that the query calls above the others."""
        said, lowest = Words.of(query), dict[str, float]()
        for passage_id in heapq.nlargest(AMONG, scores, key=scores.__getitem__):
            document = self._corpus.passages[passage_id].note_id
            if self._title(document).is_in(said):
                lowest[document] = min(scores[passage_id], lowest.get(document, 2.0))
        called = {
            passage_id: NAMED + scores.get(passage_id, low)
            for document, low in lowest.items()
            for passage_id in self._searched[document]
        }
        return {**scores, **called}

    def _title(self, document: str) -> Words:
        if document not in self._read:
            self._read[document] = Words.of(self._corpus.title(document))
        return self._read[document]

    @cached_property
    def _searched(self) -> dict[str, tuple[str, ...]]:
        """The passages of each document that are searched, and not only opened."""
        found: dict[str, tuple[str, ...]] = {}
        for passage_id in dict.fromkeys(passage_of(piece.id) for piece in self._corpus.pieces()):
            document = self._corpus.passages[passage_id].note_id
            found[document] = (*found.get(document, ()), passage_id)
        return found
