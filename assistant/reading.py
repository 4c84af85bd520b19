"""How hard a text is to read, and how long it is."""

import re
from functools import cache

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")


@cache
def _hyphenator() -> "object":
    import pyphen  # its dictionary is read once, when the first text is measured

    return pyphen.Pyphen(lang="en_GB")


_SILENT = (
    (re.compile(r"(?<=[^aeiouy])le(?=s?$)"), "el"),  # little, tables
    (
        re.compile(r"(?<=[^aeiouytd])ed$|(?<=[^aeiouycgsxz])e(?=s$)|(?<=[^aeiouy])e$"),
        "",
    ),  # asked, times, made
    (
        re.compile(r"(?<=[^tscxg])i(?=[aou])|i(?=ng|ety?$)|(?<=[aeou])y(?=[aeiou])"),
        "i-",
    ),  # idea, going, quiet
)
_VOWELS = re.compile(r"[aeiouy]+")


@cache
def _syllables(word: str) -> int:
    """The larger of two counts: where a word may be hyphenated (too few by nature: never after one
    letter, "family" in two) and its groups of vowels that are heard."""
    heard = word
    for pattern, instead in _SILENT:
        heard = pattern.sub(instead, heard)
    hyphens = _hyphenator().positions(word)  # type: ignore[attr-defined]  # pyphen has no stubs
    return max(1, len(hyphens) + 1, len(_VOWELS.findall(heard)))


def words(text: str) -> int:
    """How many words, numbers left out."""
    return len(_WORD.findall(text))


def grade(text: str) -> float:
    """Flesch-Kincaid grade of English text (Kincaid et al. 1975); 0 for an empty one."""
    found = [word.lower() for word in _WORD.findall(text)]
    if not found:
        return 0.0
    lines = max(1, len([part for part in _END.split(text) if part and _WORD.search(part)]))
    syllables = sum(_syllables(word) for word in found)
    return 0.39 * len(found) / lines + 11.8 * syllables / len(found) - 15.59
