"""Which documents a question calls by their title."""

import heapq
import re
from collections.abc import Mapping, Set
from typing import NamedTuple

from assistant.evidence import Outline
from assistant.terms import stems

NAMED = 0.2
"""Added to every passage of a document whose title is in the question."""

AMONG = 600
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

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._read: dict[str, Words] = {}

    def called(self, query: str, scores: Mapping[str, float]) -> set[str]:
        """The documents that the query calls, of those that come first."""
        said = Words.of(query)
        first = heapq.nlargest(AMONG, scores, key=scores.__getitem__)
        documents = set(map(self._outline.document, first))
        return {document for document in documents if self._title(document).is_in(said)}

    def raised(self, scores: Mapping[str, float], called: Set[str]) -> dict[str, float]:
        """The scores, with all passages of these documents above the others."""
        lowest: dict[str, float] = {}
        for passage_id, score in scores.items():
            document = self._outline.document(passage_id)
            if document in called:
                lowest[document] = min(score, lowest.get(document, score))
        above = {
            passage_id: NAMED + scores.get(passage_id, low)
            for document, low in lowest.items()
            for passage_id in self._outline.passages[document]
        }
        return {**scores, **above}

    def _title(self, document: str) -> Words:
        if document not in self._read:
            self._read[document] = Words.of(self._outline.corpus.title(document))
        return self._read[document]
