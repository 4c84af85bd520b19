"""What of a note can be used as it stands: its numbered steps and its ready words."""

import re

from assistant.domain.notes import Phrasing

SLOTS = frozenset({"name", "goal", "strength", "step", "date"})
"""What a pair fills in."""

LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
"""What makes a line a point of a list."""

_STEP = re.compile(r"^\d+\.\s+(.+)$")
_READY = re.compile(r'^[-*]\s+["\u201c](.+)["\u201d]$')
_SLOT = re.compile(r"\{(\w+)\}")
_MARKS = re.compile(r"\*\*|__|(?<!\w)\*|\*(?!\w)")


def steps(how: str) -> tuple[str, ...]:
    """Each numbered line with the indented lines below it; what stands between two lists belongs to neither."""
    found: list[list[str]] = []
    inside = False
    for line in how.splitlines():
        numbered = _STEP.match(line)
        if numbered:
            found.append([numbered[1]])
        elif inside and line[:1] in (" ", "\t"):
            found[-1].append(line.strip())
        inside = bool(numbered) or (inside and line[:1] in (" ", "\t"))
    return tuple(_MARKS.sub("", "\n".join(lines)) for lines in found)


def phrasings(words: str) -> tuple[Phrasing, ...]:
    """The sentences in quotation marks, each with the line it stands under."""
    about, found = "", []
    for line in words.splitlines():
        if ready := _READY.match(line.strip()):
            found.append(Phrasing(text=ready[1], about=about, slots=tuple(_SLOT.findall(ready[1]))))
        elif (plain := _MARKS.sub("", line).strip()).endswith(":"):
            about = plain.removesuffix(":")
    return tuple(found)
