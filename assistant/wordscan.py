"""What the words of a question tell, and keyword search in memory: what is left when every index is gone."""

import math
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from assistant.chunking import is_asked, passage_of
from assistant.corpus import Corpus
from assistant.ports import PassageScore
from assistant.terms import content_words, stems

SATURATION = 1.2
LENGTH_WEIGHT = 0.75

MOST = 1_500
"""Pieces that may hold the words an index is asked for; 1,500 take as long as the question's embedding."""


class WordScan:
    """BM25 over stems. It reads all texts once, at its first question, and keeps only how rare words are."""

    def __init__(self, library: Corpus) -> None:
        self._library = library

    @cached_property
    def _holders(self) -> tuple[int, Counter[str], Counter[str]]:
        """How many pieces there are, and how many of them hold each word and each stem."""
        total, words, of_stems = 0, Counter[str](), Counter[str]()
        for piece in self._library.pieces():
            if not piece.words:
                continue
            held = content_words(piece.words)
            total += 1
            words.update(set(held))
            of_stems.update(set(stems(piece.words)))
        return total, words, of_stems

    @property
    def words(self) -> Mapping[str, int]:
        """Every word that tells something, in lower case, with how many pieces hold it."""
        return self._holders[1]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """How much a stem tells: many pieces hold it, little; none, nothing is known."""
        total, _, holders = self._holders
        return {stem: math.log(1 + (total - n + 0.5) / (n + 0.5)) for stem, n in holders.items()}

    @cached_property
    def _counts(self) -> dict[str, Counter[str]]:
        return {piece.id: Counter(stems(piece.words)) for piece in self._library.pieces() if piece.words}

    @cached_property
    def _asked(self) -> dict[str, str]:
        """By passage, the words in which people ask for its note."""
        return {
            passage_of(piece.id): piece.words
            for piece in self._library.pieces()
            if piece.words and is_asked(piece.id)
        }

    def telling(self, query: str) -> str:
        """The rarest words of a query, together in at most MOST pieces: an index scores every piece it meets."""
        _, _, holders = self._holders
        held = {word: holders[stem] for word, stem in zip(content_words(query), stems(query), strict=True)}
        kept: list[str] = []
        met = 0
        for word in sorted(held, key=lambda word: (held[word], word)):
            met += held[word]
            if met > MOST and kept:
                break
            kept.append(word)
        return " ".join(kept)

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
        """How much of what the query's words tell is in this passage, from 0 to 1."""
        passage = self._library.passages.get(passage_of(piece_id))
        if passage is None:
            return 0.0
        title = self._library.title(passage.note_id)
        asked = self._asked.get(passage.id, "")
        held = set(stems(f"{title} {passage.heading} {passage.text} {asked}"))
        weights = self._weights(query)
        return sum(weights[stem] for stem in weights.keys() & held) / (sum(weights.values()) or 1.0)

    def _weights(self, query: str) -> dict[str, float]:
        unknown = max(self._rarity.values(), default=1.0)
        return {stem: self._rarity.get(stem, unknown) for stem in stems(query)}
