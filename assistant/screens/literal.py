"""Text that somebody typed, made safe for places that read Markdown: it is shown exactly as typed."""

import re

_JOINER = "\u2060"
"""Word joiner: has no width, and keeps signs apart that the page would turn into something else."""

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

# What the page changes after it has read the backslashes: arrows, :emoji: names, bare addresses.
_CHANGED = (
    (re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)"), lambda found: _JOINER.join(found[1])),
    (re.compile(r":(?=[\w+/-]+:)"), lambda found: found[0] + _JOINER),
    (re.compile(r"(https?|mailto|xmpp|www)(?=[:.])", re.IGNORECASE), lambda found: found[0] + _JOINER),
    (re.compile(r"(?<=[\w.+-])@(?=\w)"), lambda found: found[0] + _JOINER),
)

_BETWEEN = {"item": "\n", "row": "  \n", "paragraph": "\n\n"}
"""Items of a list and rows of a table stand together."""


def literal(text: str) -> str:
    """One line, for labels, headings and sentences."""
    return _escaped(" ".join(text.split()))


def literal_lines(text: str) -> str:
    """The same with its line breaks, for longer texts."""
    lines = [_escaped(line.strip()) for line in text.strip().splitlines()]
    return "  \n".join(line or _JOINER for line in lines)


def literal_paragraphs(text: str) -> str:
    """A document's own text, one paragraph a line: its lists are lists, the rest is exactly as it is."""
    made, before = "", ""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        kind = "item" if line.startswith("- ") else "row" if " | " in line else "paragraph"
        made += _BETWEEN[kind] if kind == before else "\n\n"
        made += f"- {_escaped(line[2:])}" if kind == "item" else _escaped(line)
        before = kind
    return made.strip()


def without_images(markdown: str) -> str:
    """A note's own Markdown, whose pictures are not fetched: a page that loads them tells their host."""
    return markdown.replace("![", r"!\[")


def _escaped(text: str) -> str:
    text = _CONTROL.sub("", text)
    for pattern, apart in _CHANGED:
        text = pattern.sub(apart, text)
    return _MARKS.sub(r"\\\1", text)
