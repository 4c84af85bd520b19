"""How alike two texts are, by their meaning where an embedder is at hand and by their words elsewhere."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import combinations

from assistant.lexicon import sore
from assistant.ports import Embedder
from assistant.questions import sentences
from assistant.terms import stems

REPEATED, IN_A_SET, WORDS = 0.85, 0.80, 0.50
"""RP-9: cosine with an earlier prompt, cosine within one set, and the share of words without an embedder."""

TIMES = 3
"""So often must a painful matter come up before it is called one that comes back (RP-12)."""

NEAR, NEAR_BY_WORDS = 0.37, 0.24
"""Mean cosine of three entries on one matter: alone, and where they share a word that says what it is about.

The 0.75 of the design is for two wordings of one sentence: MiniLM puts whole entries on one matter
at 0.2 to 0.6 and those on different matters at 0 to 0.4, so the words have to help.
"""

FARTHEST = 0.2
"""Two of three entries that are farther apart are on different matters."""

LONGEST = 900
"""Characters of an entry that are compared: the embedder sees no more, and pain is not always at the start."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")

_EVERYDAY = frozenset(
    """
    today yesterday tomorrow week month year day morning evening night time hour minut weekend monday tuesday
    wednesday thursday friday saturday sunday feel felt think thought know knew want tri came come went take
    took made look saw see ask told tell start stop keep kept happen work bad good hard littl big whole life
    peopl somebodi someon everyon everybodi everyth anyth noth nobodi back home still alway never sit sat talk
    word part way lot bit left right like realli later long away sad cri hurt angri stupid afraid scare tear
    asham alon lone tire worri guilti fail hate miss hope believ let mean find found thing first last new old
    actual suppos onli just sure maybe end call said went read write wrote wait stay help show small worthless
    """.split()
)
"""Stems of words that any entry may hold: to share one of them is not to share a matter."""


class Likeness:
    """Compares short texts. The embedder keeps what it has seen, so comparing again costs little."""

    def __init__(self, embedder: Callable[[], Embedder | None] = lambda: None) -> None:
        """`embedder` is asked for when the first two texts are compared: loading one takes a while."""
        self._ask = embedder

    @cached_property
    def _embedder(self) -> Embedder | None:
        return self._ask()

    def between(self, one: str, other: str) -> float:
        """From 0, nothing in common, to 1; negative cosines count as nothing."""
        if self._embedder is None:
            return shared_words(one, other)
        if not one.strip() or not other.strip():
            return 0.0
        first, second = self._embedder.embed_query(one), self._embedder.embed_query(other)
        return max(0.0, float((first.reshape(-1) @ second.reshape(-1)).item()))

    def alike(self, one: str, other: str, *, in_a_set: bool = False) -> bool:
        """Would somebody who reads both say that the same is asked twice (RP-9)?"""
        if self._embedder is None:
            return shared_words(one, other) >= WORDS
        return self.between(one, other) >= (IN_A_SET if in_a_set else REPEATED)

    def theme(self, text: str, earlier: Sequence[str]) -> bool:
        """Does one painful matter come back: here, and in two of the earlier texts (RP-12)?"""
        if len(earlier) < TIMES - 1 or not sore(text):
            return False
        now, before = _sorest(text), [_sorest(other) for other in earlier]
        return any(
            any(map(sore, others)) and self._one_matter((now, *others))
            for others in combinations(before, TIMES - 1)
        )

    def _one_matter(self, texts: Sequence[str]) -> bool:
        pairs = list(combinations(texts, 2))
        shared = sum(bool(_matter(one) & _matter(other)) for one, other in pairs)
        if self._embedder is None:
            return shared >= TIMES - 1  # each hangs together with another one
        each = [self.between(one, other) for one, other in pairs]
        near = sum(each) / len(each)
        return (near >= NEAR or (shared > 0 and near >= NEAR_BY_WORDS)) and min(each) >= FARTHEST


def shared_words(one: str, other: str) -> float:
    """The share of all their words that both texts hold (Jaccard)."""
    first, second = _words(one), _words(other)
    return len(first & second) / len(first | second) if first and second else 0.0


@lru_cache(maxsize=2048)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold().replace("\u2019", "'") for word in _WORD.findall(text))


def _matter(text: str) -> frozenset[str]:
    """What a text is about: stems of its words without those that could stand in any entry."""
    return frozenset(stem for stem in stems(text) if len(stem) > 2) - _EVERYDAY


def _sorest(text: str) -> str:
    """A long entry cut to the sentences that hurt, each with the one before it, which says what it is about."""
    if len(text) <= LONGEST:
        return text
    parts = sentences(" ".join(text.split()))
    hurting = sorted((at for at, part in enumerate(parts) if sore(part)), key=lambda at: -sore(parts[at]))
    kept = dict.fromkeys(near for at in hurting for near in (at - 1, at) if near >= 0)
    return " ".join(parts[at] for at in kept)[:LONGEST]
