"""Where comments stand: at whole phrases of the text, spread over it, one to eighty words at most."""

import re
from collections.abc import Sequence

WORDS_A_COMMENT = 80
MOST = 12
"""However long the text is: more would be a marked essay."""

_LONGEST = 12
_FIRST = re.compile(r"\S+(?:[^\S\n]+\S+){0,11}")


def share_of(text: str) -> int:
    """Comments that a text may have: one for every eighty words, and one in any case."""
    return max(1, min(MOST, len(text.split()) // WORDS_A_COMMENT))


def spans(text: str, words: Sequence[str], most: int) -> list[tuple[int, int]]:
    """Start and end of the best phrases, in the order of the text and never over one another."""
    found: list[tuple[int, int]] = []
    for word in words:
        start = text.find(word)
        place = (start, start + len(word))
        if start >= 0 and all(place[1] <= other[0] or place[0] >= other[1] for other in found):
            found.append(place)
        if len(found) == most:
            break
    first = _FIRST.search(text)
    if not found and first:
        found = [first.span()]
    return sorted(found)
