"""From a question to the passages that answer it, or to the plain answer that none does."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from assistant.chunking import is_asked, passage_of
from assistant.corpus import Corpus
from assistant.domain.notes import Hit
from assistant.domain.value import Value
from assistant.errors import IndexUnavailable
from assistant.naming import Titles
from assistant.ports import Embedder, KeywordIndex, PassageScore, VectorIndex
from assistant.spelling import Spelling
from assistant.terms import content_words
from assistant.wordscan import WordScan

KEYWORD_WEIGHT = 0.25
"""Of the keyword score, added to the cosine. It is scaled to 0..1 for each question by what a passage
that holds all its words would have; scaled by the best one found, a chance word would count in full."""

FLOOR = 0.28
"""A best score below this means that the library does not cover the question."""

SHARE_FLOOR = 0.28
"""Without vectors: the share of the question's words, weighted by rarity, that the best passages hold."""

ASKED_WEIGHT = 0.5
"""How far the lines in which people ask for a note lift its passages, from their own score to the lines'."""

CANDIDATES = 200
"""Pieces that each index names. A note that is asked for in many ways takes up several places."""

PER_NOTE = 1
LONGEST = 2_000
"""Characters of a question that are read; the embedder's window ends long before."""

REMEMBERED = 256
"""Answers kept: the library of one retriever never changes, so the same question has the same answer."""

HYBRID = "hybrid"
KEYWORDS = "keywords"

NO_WORDS = "Please ask in words, for instance: how do I start a first meeting?"
BY_WORDS = "For now the search goes by words only, not by meaning: use the words a note would use."


class Found(Value):
    """What a search brought, best first. Not covered means: the library has no note on this."""

    hits: tuple[Hit, ...]
    covered: bool
    by: str
    notice: str = ""


class Retriever:
    """Searches by meaning and by words; by words alone when it must, and says so.

    The indexes only name candidates. Every id they bring must be a passage of the library,
    whose words are the ones shown.
    """

    def __init__(
        self,
        library: Corpus,
        embedder: Embedder | None = None,
        vectors: VectorIndex | None = None,
        keywords: KeywordIndex | None = None,
        notice: str = "",
    ) -> None:
        """`notice` says why there are no vectors, when there are none."""
        self.library = library
        self._embedder = embedder
        self._vectors = vectors
        self._keywords = keywords
        self._notice = notice
        self._scan = WordScan(library)
        self._titles = Titles(library)
        self._answered: dict[tuple[str, int, bool, int], Found] = {}

    def search(self, query: str, limit: int = 5, *, floor: bool = True, per_note: int = PER_NOTE) -> Found:
        """At most `limit` passages of as many notes; with the floor, none if the library does not cover it."""
        query = " ".join(query[:LONGEST].split())
        asked = (query, limit, floor, per_note)
        if asked in self._answered:
            return self._answered[asked]
        if not content_words(query):
            return Found(hits=(), covered=False, by=KEYWORDS, notice=NO_WORDS)
        query = self._spelling.corrected(query)

        def found(scores: dict[str, float], covered: bool, by: str, notice: str = "") -> Found:
            hits = self._hits(scores, limit, per_note) if covered or not floor else ()
            return Found(hits=hits, covered=covered, by=by, notice=notice)

        words = self._by_words(query)
        part = KEYWORD_WEIGHT / self._scan.ceiling(query)
        scores = self._lifted((hit.passage_id, min(KEYWORD_WEIGHT, part * hit.score)) for hit in words)
        try:
            cosines = self._lifted((hit.passage_id, hit.score) for hit in self._by_meaning(query))
        except IndexUnavailable as unavailable:
            covered = any(self._scan.share(query, hit.passage_id) >= SHARE_FLOOR for hit in words[:limit])
            return found(
                self._titles.raised(query, scores), covered, KEYWORDS, f"{BY_WORDS} {unavailable}".strip()
            )
        scores = {key: cosine + scores.get(key, 0.0) for key, cosine in cosines.items()}
        if len(self._answered) >= REMEMBERED:
            self._answered.clear()
        covered = max(scores.values(), default=0.0) >= FLOOR
        answer = self._answered[asked] = found(self._titles.raised(query, scores), covered, HYBRID)
        return answer

    def _by_meaning(self, query: str) -> Iterable[PassageScore]:
        if self._embedder is None or self._vectors is None:
            raise IndexUnavailable(self._notice)
        return self._vectors.search(self._embedder.embed_query(query), CANDIDATES)

    def _by_words(self, query: str) -> list[PassageScore]:
        if self._keywords is not None:
            try:
                return self._keywords.search(self._scan.telling(query), CANDIDATES)
            except IndexUnavailable:
                pass  # the scan below needs no index
        return self._scan.search(query, CANDIDATES)

    @cached_property
    def _spelling(self) -> Spelling:
        embedder = self._embedder
        return Spelling(self._scan.words, embedder.knows if embedder else lambda word: False)

    def _lifted(self, scores: Iterable[tuple[str, float]]) -> dict[str, float]:
        """The best piece speaks for its passage, and the best line that asks for a note lifts it.

        Ids that are no longer in the library are dropped.
        """
        best: dict[str, float] = {}
        asked: dict[str, tuple[str, float]] = {}
        lowest = 0.0
        for piece_id, score in scores:
            passage_id = passage_of(piece_id)
            if passage_id not in self.library.passages:
                continue
            lowest = min(lowest, score) if best else score
            if is_asked(piece_id):
                asked.setdefault(self.library.passages[passage_id].note_id, (passage_id, score))
            elif score > best.get(passage_id, -2.0):
                best[passage_id] = score
        for passage_id, _ in asked.values():
            best.setdefault(passage_id, lowest)
        for passage_id, score in best.items():
            _, line = asked.get(self.library.passages[passage_id].note_id, ("", score))
            best[passage_id] = score + ASKED_WEIGHT * max(0.0, line - score)
        return best

    def _hits(self, scores: dict[str, float], limit: int, per_note: int) -> tuple[Hit, ...]:
        taken: Counter[str] = Counter()
        hits: list[Hit] = []
        for passage_id in sorted(scores, key=lambda key: (-scores[key], key)):
            if len(hits) == limit:
                break
            passage = self.library.passages[passage_id]
            if taken[passage.note_id] < per_note:
                taken[passage.note_id] += 1
                title = self.library.title(passage.note_id)
                hits.append(Hit(passage=passage, note_title=title, score=scores[passage_id]))
        return tuple(hits)
