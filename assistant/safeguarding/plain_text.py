"""Text as the rules read it: one spelling for every way to write the same words, sentence by sentence."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 50_000
"""Characters of a text that are read; as many as an entry may hold."""

SENTENCE = 2_000
"""Characters after which a sentence is read in pieces, which share `SHARED` characters."""

SHARED = 200

_APOSTROPHES = str.maketrans(dict.fromkeys("'\u2018\u2019\u02bc\u2032\u00b4`\uff07", ""))
_FIGURES = str.maketrans("01345$@!", "oieassai")
"""Signs that stand for letters, inside a word only."""

_DISGUISED = re.compile(r"(?<![^\W_])(?=[\w@$!*]*[^\W\d_])(?=[\w@$!*]*[\d@$!*])[^\W_][\w@$!*]*[^\W_]")
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th|am|pm|s|k|m|h|g|kg|km|cm|min|mins|x|yo|yr|yrs|ish)")
_SPELLED_OUT = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_*]{1,2}[^\W\d_]){2,}(?![^\W_])")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_BREAK = re.compile(
    r"[.!?\u2026;:\u2022|]+(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*\u2022]|\d+[.)])\s)|(?<=\s)[-\u2013\u2014](?=\s)"
)
"""A line may end in the middle of a sentence; an empty line, and the sign of a list, begin another."""

_NOT_A_WORD = re.compile(r"[^\w]+|_+")
_AGAIN = re.compile(r"((?:\b\S+ ){1,3})\1{2,}")


def sentences(text: str) -> Iterator[str]:
    """Each in small letters, its words between single blanks, with a blank before and after."""
    for sentence in _BREAK.split(_folded(text[:LONGEST])):
        for begin in range(0, max(len(sentence), 1), SENTENCE - SHARED):
            words = _NOT_A_WORD.sub(" ", sentence[begin : begin + SENTENCE]).strip()
            if words:
                yield f" {words} " if len(words) < SHARED else _AGAIN.sub(r"\1", f" {words} ")


def _folded(text: str) -> str:
    same = unicodedata.normalize("NFKC", text)[: 2 * LONGEST]
    seen = "".join(sign for sign in same if sign in "\n\r\t" or unicodedata.category(sign) not in _UNSEEN)
    bare = unicodedata.normalize("NFD", seen.lower().translate(_APOSTROPHES))
    plain = "".join(sign for sign in bare if unicodedata.category(sign) != "Mn")
    plain = _SPELLED_OUT.sub(_joined, plain)
    plain = _DISGUISED.sub(_undisguised, plain)
    return _REPEATED.sub(r"\1", plain)


_UNSEEN = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})


def _joined(match: re.Match[str]) -> str:
    """ "d i e" is a word; "a b c d e f g h i j k l m" is none that anybody would spell out."""
    letters = re.sub(r"[ .\-_*]", "", match[0])
    return letters if len(letters) <= 14 else match[0]


def _undisguised(match: re.Match[str]) -> str:
    word = match[0]
    if _NUMBERED.fullmatch(word):
        return word
    return word.translate(_FIGURES).replace("*", "")
