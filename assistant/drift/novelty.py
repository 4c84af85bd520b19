"""Words that a line brings in although neither the composed line nor its facts hold anything like them."""

import re
from collections.abc import Iterable
from functools import cache

from assistant.drift.wordlists import irregular, wordlist
from assistant.terms import STOP_WORDS, content_words, stems

ALIKE = 0.7
"""Two stems are one word when this much of the longer one is the same from its start: rain, rainy."""

PART_KEPT = 0.34
"""Least share of the content words of each part of a line that stay."""

_PARTS = re.compile(r"(?<=[.;:?!])\s+")
_LABEL = re.compile(r"^[A-Z][\w' ]{2,30}:")
"""What a fact is, before the colon: "Goal of Ben:"."""


def brought_in(text: str, given: Iterable[str]) -> tuple[str, ...]:
    """Content words of `text` with no root in `given` that are not plain words either."""
    held = {root for part in given for root in roots(part)}
    plain = _plain()
    return tuple(
        dict.fromkeys(
            word
            for word in content_words(text)
            if word.isalpha() and not any(_alike(root, held) or root in plain for root in roots(word))
        )
    )


@cache
def _plain() -> frozenset[str]:
    words = wordlist("plain") | wordlist("numbers") | wordlist("adverbs") | STOP_WORDS
    return frozenset(root for word in words for root in roots(word))


def roots(text: str) -> list[str]:
    """The stems of the content words, irregular forms brought home: taught, teaching and teach are one."""
    return [stems(irregular().get(word, word))[0] for word in content_words(text)]


def anchors(composed: str, facts: Iterable[str]) -> tuple[str, ...]:
    """Words the line has from its facts: mostly the person's own, so they are to stay."""
    given = {root for fact in facts for root in roots(_LABEL.sub("", fact))}
    words = dict.fromkeys(word for word in content_words(composed) if word.isalpha())
    return tuple(word for word in words if word not in STOP_WORDS and _alike(roots(word)[0], given))


def lost(words: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of the words that no form of stands in `text`."""
    there = set(roots(text))
    return tuple(word for word in words if not _alike(roots(word)[0], there))


def kept(composed: str, text: str) -> float:
    """How many of the composed content words are still there, 0 to 1."""
    wanted = set(roots(composed))
    return sum(_alike(root, set(roots(text))) for root in wanted) / len(wanted) if wanted else 1.0


def part_lost(composed: str, text: str) -> str:
    """A part of the line, between full stops and semicolons, of which next to nothing is left."""
    there = set(roots(text))
    for part in _PARTS.split(composed):
        own = {root for word in content_words(part) if word not in STOP_WORDS for root in roots(word)}
        if len(own) > 1 and sum(_alike(root, there) for root in own) < PART_KEPT * len(own):
            return part
    return ""


def _alike(root: str, held: set[str]) -> bool:
    return root in held or any(_shared(root, other) >= ALIKE * max(len(root), len(other)) for other in held)


def _shared(one: str, other: str) -> int:
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    return same if same >= 4 else 0
