"""Keyword search over the library in memory: what is left when every index is gone, and what it covers."""

import math
from collections import Counter
from functools import cached_property

from assistant.corpus import Corpus
from assistant.ports import PassageScore
from assistant.terms import stems

SATURATION = 1.2
LENGTH_WEIGHT = 0.75


class WordScan:
    """BM25 over stems. It reads the whole library at its first question, not before."""

    def __init__(self, library: Corpus) -> None:
        self._library = library

    @cached_property
    def _counts(self) -> dict[str, Counter[str]]:
        return {piece.id: Counter(stems(piece.words)) for piece in self._library.pieces()}

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """How much a stem tells: many passages hold it, little; none, nothing is known."""
        holders = Counter(stem for counts in self._counts.values() for stem in counts)
        total = len(self._counts)
        return {stem: math.log(1 + (total - n + 0.5) / (n + 0.5)) for stem, n in holders.items()}

    def search(self, query: str, limit: int) -> list[PassageScore]:
        wanted = set(stems(query)) & self._rarity.keys()
        usual = sum(counts.total() for counts in self._counts.values()) / max(1, len(self._counts))
        scores = []
        for piece_id, counts in self._counts.items():
            damping = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * counts.total() / usual)
            score = sum(
                self._rarity[stem] * counts[stem] * (SATURATION + 1) / (counts[stem] + damping)
                for stem in wanted & counts.keys()
            )
            if score:
                scores.append(PassageScore(passage_id=piece_id, score=score))
        return sorted(scores, key=lambda hit: (-hit.score, hit.passage_id))[:limit]

    def ceiling(self, query: str) -> float:
        """The BM25 score of a piece that held every word of the query often. Unknown words count most."""
        return (SATURATION + 1) * sum(self._weights(query).values())

    def share(self, query: str, piece_id: str) -> float:
        """How much of what the query's words tell is in this piece, from 0 to 1."""
        weights = self._weights(query)
        held = weights.keys() & self._counts.get(piece_id, Counter()).keys()
        return sum(weights[stem] for stem in held) / (sum(weights.values()) or 1.0)

    def _weights(self, query: str) -> dict[str, float]:
        unknown = max(self._rarity.values(), default=1.0)
        return {stem: self._rarity.get(stem, unknown) for stem in stems(query)}
