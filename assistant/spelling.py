"""Typing errors in a question, put right by the words that the searched texts use."""

import re
from collections.abc import Callable, Mapping

from assistant.terms import stems

SHORTEST = 4
"""Letters of a word that is looked at; a shorter one is one letter away from too many others."""

LONG = 8
"""From so many letters on, a word may hold two errors."""

MOST = 20
"""Words of one question that are looked up: each is compared with every word of the texts."""

_WORD = re.compile(r"\b[^\W\d_]+\b")

_SHORT_FORMS = frozenset(
    """
    aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt shouldnt wasnt werent wont
    wouldnt theyre youre weve youve theyve whats thats wheres theres heres shes itll theyll wanna gonna
    """.split()
)
"""Known, whatever the texts hold: without them "cant" would be read as another word."""


class Spelling:
    """Changes only a word that neither the texts nor the embedder know, to one that the texts hold."""

    def __init__(self, words: Mapping[str, int], knows: Callable[[str], bool]) -> None:
        """`words` in lower case, with how many texts hold each."""
        self._words = words
        self._known_stems = {stem for word in words for stem in stems(word)}
        self._choice = [word for word in words if len(word) >= SHORTEST and word.isalpha()]
        self._knows = knows

    def corrected(self, text: str) -> str:
        looked_up = 0

        def right(match: re.Match[str]) -> str:
            nonlocal looked_up
            word = match[0].lower()
            if self._known(word) or looked_up == MOST:
                return match[0]
            looked_up += 1
            return self._nearest(word) or match[0]

        return _WORD.sub(right, text)

    def _known(self, word: str) -> bool:
        if len(word) < SHORTEST or word in self._words or word in _SHORT_FORMS or self._knows(word):
            return True
        return any(stem in self._known_stems or self._knows(stem) for stem in stems(word))

    def _nearest(self, word: str) -> str | None:
        """The commonest of the nearest. People seldom get the first letter wrong, so it must be the same."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        most = 1 if len(word) < LONG else 2
        choice = [
            other for other in self._choice if other[0] == word[0] and abs(len(other) - len(word)) <= most
        ]
        near = process.extract(word, choice, scorer=OSA.distance, score_cutoff=most, limit=None)
        if not near:
            return None
        return str(min(near, key=lambda found: (found[1], -self._words[found[0]], found[0]))[0])
