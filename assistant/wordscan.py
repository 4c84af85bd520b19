"""Keyword search over the library in memory: what is left when every index is gone, and what it covers."""

import math
from collections import Counter
from functools import cached_property

from assistant.library import Library
from assistant.ports import PassageScore
from assistant.terms import stems

SATURATION = 1.2
LENGTH_WEIGHT = 0.75


class WordScan:
    """BM25 over stems. It reads the whole library at its first question, not before."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def _counts(self) -> dict[str, Counter[str]]:
        return {piece.id: Counter(stems(piece.text)) for piece in self._library.pieces()}

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

    def share(self, query: str, piece_id: str) -> float:
        """How much of what the query's words tell is in this piece, 0 to 1. An unknown word tells most."""
        wanted = set(stems(query))
        unknown = max(self._rarity.values(), default=1.0)
        weights = {stem: self._rarity.get(stem, unknown) for stem in wanted}
        held = wanted & self._counts.get(piece_id, Counter()).keys()
        return sum(weights[stem] for stem in held) / (sum(weights.values()) or 1.0)
