"""From a question to the passages that answer it, or to the plain answer that none does."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from assistant.corpus import Corpus
from assistant.domain.notes import Hit
from assistant.domain.value import Value
from assistant.errors import IndexUnavailable
from assistant.evidence import ASKED_SHARE, Evidence, Outline
from assistant.naming import Titles
from assistant.ports import Embedder, KeywordIndex, PassageScore, VectorIndex
from assistant.spelling import Spelling
from assistant.terms import content_words
from assistant.wordscan import WordScan

KEYWORD_WEIGHT = 0.9
"""Of the keyword score, added to the cosine. It is scaled to 0..1 for each question by what a passage
that holds all its words would have; scaled by the best one found, a chance word would count in full."""

FLOOR = 0.29
"""The nearest piece must be as near as this, or the library does not cover the question."""

OUTSIDE_WEIGHT = 0.4
"""Of the nearest line that asks for what no note holds, taken off before the floor."""

SHARE_FLOOR = 0.34
"""Without vectors: the share of the question's words, weighted by rarity, that the best passages hold."""

CANDIDATES = 150
CANDIDATES_ASKED = 600
"""Pieces that each index names; more where notes are asked for in many ways and take up several places."""

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
        self._outline = Outline(library)
        self._titles = Titles(self._outline)
        self._answered: dict[tuple[str, int, bool, int], Found] = {}

    def search(self, query: str, limit: int = 5, *, floor: bool = True, per_note: int = PER_NOTE) -> Found:
        """At most `limit` passages of as many notes; with the floor, none if the library does not cover it."""
        query = " ".join(query[:LONGEST].split())
        asked = (query, limit, floor, per_note)
        if asked in self._answered:
            return self._answered[asked]
        if not content_words(query):
            return Found(hits=(), covered=False, by=KEYWORDS, notice=NO_WORDS)
        meaning: Evidence | None = None

        def found(scores: dict[str, float], covered: bool, by: str, notice: str = "") -> Found:
            called = self._titles.called(query, scores)
            covered = covered or bool(called)
            best = self._titles.raised(scores, called) if covered or not floor else {}
            hits = self._hits(best, meaning, limit, per_note)
            return Found(hits=hits, covered=covered, by=by, notice=notice)

        query = self._spelling.corrected(query)
        words = Evidence(self._outline, self._by_words(query), lowest=0.0)
        part = 1 / self._scan.ceiling(query)

        def weight(passage_id: str) -> float:
            share = 1.0 if self._outline.has_lines(passage_id) else 1 - ASKED_SHARE
            return KEYWORD_WEIGHT * share * min(1.0, part * words.of(passage_id))

        try:
            meaning = Evidence(self._outline, self._by_meaning(query))
        except IndexUnavailable as unavailable:
            scores = {key: (1 - ASKED_SHARE) * weight(key) for key in words.passages}
            best = sorted(scores, key=lambda key: -scores[key])[:limit]
            covered = any(self._scan.share(query, key) >= SHARE_FLOOR for key in best)
            return found(scores, covered, KEYWORDS, f"{BY_WORDS} {unavailable}".strip())
        if len(self._answered) >= REMEMBERED:
            self._answered.clear()
        scores = {key: meaning.of(key) + weight(key) + self._outline.lift(key) for key in meaning.passages}
        covered = meaning.best - OUTSIDE_WEIGHT * meaning.outside >= FLOOR
        answer = self._answered[asked] = found(scores, covered, HYBRID)
        return answer

    def _by_meaning(self, query: str) -> Iterable[PassageScore]:
        if self._embedder is None or self._vectors is None:
            raise IndexUnavailable(self._notice)
        return self._vectors.search(self._embedder.embed_query(query), self._candidates)

    def _by_words(self, query: str) -> list[PassageScore]:
        if self._keywords is not None:
            try:
                return self._keywords.search(self._scan.telling(query), self._candidates)
            except IndexUnavailable:
                pass  # the scan below needs no index
        return self._scan.search(query, self._candidates)

    @cached_property
    def _candidates(self) -> int:
        return CANDIDATES_ASKED if self._outline.asked else CANDIDATES

    @cached_property
    def _spelling(self) -> Spelling:
        embedder = self._embedder
        return Spelling(self._scan.words, embedder.knows if embedder else lambda word: False)

    def _hits(
        self, scores: dict[str, float], meaning: Evidence | None, limit: int, per_note: int
    ) -> tuple[Hit, ...]:
        taken: Counter[str] = Counter()
        hits: list[Hit] = []
        for passage_id in sorted(scores, key=lambda key: (-scores[key], key)):
            if len(hits) == limit:
                break
            passage = self.library.passages[passage_id]
            if taken[passage.note_id] < per_note:
                taken[passage.note_id] += 1
                title = self.library.title(passage.note_id)
                near = max(0.0, meaning.own(passage_id)) if meaning else 0.0
                hits.append(Hit(passage=passage, note_title=title, score=scores[passage_id], near=near))
        return tuple(hits)
