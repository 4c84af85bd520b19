"""From a question to the passages that answer it, or to the plain answer that none does."""

from collections.abc import Iterable

from assistant.chunking import passage_of
from assistant.domain.notes import Hit
from assistant.domain.value import Value
from assistant.errors import IndexUnavailable
from assistant.library import Library
from assistant.ports import Embedder, KeywordIndex, PassageScore, VectorIndex
from assistant.terms import content_words
from assistant.wordscan import WordScan

KEYWORD_WEIGHT = 0.15
"""Of the keyword score, which is scaled to 0..1 for each question, added to the cosine."""

FLOOR = 0.40
"""A best score below this means that the library does not cover the question."""

SHARE_FLOOR = 0.45
"""Without vectors: the share of the question's words, weighted by rarity, that the best passages hold."""

CANDIDATES = 60
PER_NOTE = 2
LONGEST = 2_000
"""Characters of a question that are read; the embedder's window ends long before."""

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
        library: Library,
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

    def search(self, query: str, limit: int = 5, *, floor: bool = True) -> Found:
        """At most `limit` passages, two of a note; with the floor, none if the library does not cover it."""
        query = " ".join(query[:LONGEST].split())
        if not content_words(query):
            return Found(hits=(), covered=False, by=KEYWORDS, notice=NO_WORDS)
        words = self._by_words(query)
        top = max((hit.score for hit in words), default=0.0) or 1.0
        added = self._best({hit.passage_id: KEYWORD_WEIGHT * hit.score / top for hit in words})
        try:
            cosines = self._best({hit.passage_id: hit.score for hit in self._by_meaning(query)})
        except IndexUnavailable as unavailable:
            by, notice = KEYWORDS, f"{BY_WORDS} {unavailable}".strip()
            scores = added
            covered = any(self._scan.share(query, hit.passage_id) >= SHARE_FLOOR for hit in words[:limit])
        else:
            by, notice = HYBRID, ""
            scores = {key: cosine + added.get(key, 0.0) for key, cosine in cosines.items()}
            covered = max(scores.values(), default=0.0) >= FLOOR
        hits = self._ranked(scores)[:limit] if covered or not floor else []
        return Found(hits=tuple(hits), covered=covered, by=by, notice=notice)

    def _by_meaning(self, query: str) -> Iterable[PassageScore]:
        if self._embedder is None or self._vectors is None:
            raise IndexUnavailable(self._notice)
        return self._vectors.search(self._embedder.embed_query(query), CANDIDATES)

    def _by_words(self, query: str) -> list[PassageScore]:
        if self._keywords is not None:
            try:
                return self._keywords.search(query, CANDIDATES)
            except IndexUnavailable:
                pass  # the scan below needs no index
        return self._scan.search(query, CANDIDATES)

    def _best(self, scores: dict[str, float]) -> dict[str, float]:
        """The best piece speaks for its passage; ids that are no longer in the library are dropped."""
        best: dict[str, float] = {}
        for piece_id, score in scores.items():
            passage_id = passage_of(piece_id)
            if passage_id in self.library.passages:
                best[passage_id] = max(score, best.get(passage_id, score))
        return best

    def _ranked(self, scores: dict[str, float]) -> list[Hit]:
        taken: dict[str, int] = {}
        hits = []
        for passage_id, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
            passage = self.library.passages[passage_id]
            taken[passage.note_id] = taken.get(passage.note_id, 0) + 1
            if taken[passage.note_id] <= PER_NOTE:
                title = self.library[passage.note_id].title
                hits.append(Hit(passage=passage, note_title=title, score=score))
        return hits
