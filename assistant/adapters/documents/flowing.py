"""Lines that were broken to fit a page, made into paragraphs again."""

import re
from collections.abc import Sequence
from functools import cached_property

_SIGNS = "\u2022\u2023\u25aa\u25ab\u25cb\u25cf\u25e6\u2043\u00b7"

BULLET = re.compile(rf"(?:[{_SIGNS}]\s*|(?:[-*\u2013]|\(?\d{{1,3}}[.)]|\(?[a-z]\))\s+)(?=\S)")
"""How a line of a list begins."""

_SIGN = re.compile(rf"(?:[{_SIGNS}]\s*|[*\u2013]\s+)(?=\S)")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_KEEPS_ITS_HYPHEN = frozenset(
    "self well non ex co half cross long short high low one two three four five six full part first second third"
    " post pre".split()
)

ROOM = 0.85
"""Share of the usual length that a broken line fills at least, letters being of different width."""

NEVER_BROKEN = 200
"""Characters: where lines are usually longer than this, each is a paragraph."""


def usual_length(lines: Sequence[str]) -> int:
    """What a full line holds: among many lines, nine in ten are not longer."""
    lengths = sorted(len(line) for line in lines if line)
    return (lengths[int(0.9 * len(lengths))] if len(lengths) > 20 else lengths[-1]) if lengths else 0


def goes_on(before: str, after: str, length: int) -> bool:
    """Whether a line was only broken for want of room: the next word did not fit any more."""
    if BULLET.match(after) or length > NEVER_BROKEN:
        return False
    if _cut(before) and after[:1].islower():
        return True
    return len(before) + 1 + len(after.partition(" ")[0]) > ROOM * length


def as_item(line: str) -> str:
    """A line of a list begins with "- ", whatever sign it had."""
    return _SIGN.sub("- ", line, count=1) if _SIGN.match(line) else line


def _cut(line: str) -> str:
    """The beginning of a word that a hyphen ends the line in; empty where there is none."""
    found = _HYPHEN.search(line[-60:]) if line.endswith(("-", "\u2010")) else None
    return found[1] if found else ""


class Joiner:
    """Joins lines; a word that was cut at the end of one is looked up in the rest of the text."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word.lower() for line in self._lines for word in _WORD.findall(line))

    def add(self, paragraph: list[str], line: str) -> None:
        """One more line for a paragraph, which is its pieces put together."""
        if paragraph:
            paragraph[-1] = self._ended(paragraph[-1], line)
        paragraph.append(line)

    def _ended(self, before: str, after: str) -> str:
        if before.endswith("\xad"):
            return before[:-1]
        cut, rest = _cut(before), _WORD.match(after)
        if not cut or not rest:
            return before if re.search(r"[^ -][-/]$", before[-2:]) else f"{before} "
        whole = (cut + rest[0]).lower()
        kept = f"{cut}-{rest[0]}".lower() in self._words or cut.lower() in _KEEPS_ITS_HYPHEN
        return before if after[0].isupper() or (kept and whole not in self._words) else before[:-1]
