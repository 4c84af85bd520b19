"""The sentences of a note that come nearest to a question, word for word as they stand there."""

# ruff: noqa: E501  # a rule is easier to read on one line

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from assistant.answering.nearness import Nearness
from assistant.domain.drafts import Source
from assistant.domain.notes import Hit, Note, Origin, Passage
from assistant.domain.value import Value
from assistant.practice import LIST_MARK
from assistant.questions import sentences

SKIPPED = frozenset({"Words you can use", "Fits with", "Sources"})
"""Headings that hold no sentences to tell: ready words are offered on their own."""

_MARKS = re.compile(r"\*\*|__|(?<!\w)\*|\*(?!\w)|`")
_LEANS = re.compile(
    r"^(?:so|then|that|these|those|they|it|its|both|such|this|the result|he|she|her|his|here|there|also|but|and|or|"
    r"instead|otherwise|example|mentee|mentor|you)\b(?=:|\s)(?! (?:can|need|may|should|will|are|have)\b)|[:;]$|^\w+ it\b",
    re.IGNORECASE,
)
"""Sentences that need the one before them."""
_SHORTEST, _LONGEST = 4, 40


class Line(Value):
    """One sentence of a passage, and where it stands."""

    at: int
    text: str
    leans: bool


class Excerpt(Value):
    """Sentences of one passage, in their order."""

    passage: Passage
    title: str
    lines: tuple[Line, ...]
    score: float
    origin: Origin = Origin.LIBRARY
    author: str = ""
    licence: str = ""

    @property
    def text(self) -> str:
        """Neighbours follow one another; where something is left out, dots say so."""
        told = ""
        before = None
        for line in self.lines:
            told += line.text if before is None else (" " if line.at == before + 1 else " ... ") + line.text
            before = line.at
        return told

    def shortened(self) -> "Excerpt":
        """Its first place alone."""
        return self.model_copy(update={"lines": self.lines[:1]})

    def source(self, used_for: str) -> Source:
        whose = {"title": self.title, "author": self.author, "licence": self.licence}
        return Source(
            doc_id=self.passage.note_id,
            passage_id=self.passage.id,
            quote=quotable(self.lines[0].text, self.passage),
            used_for=used_for,
            origin=self.origin,
            **(whose if self.origin is Origin.PROGRAMME else {}),
        )


WHOLE = 45
"""Words of a list item or a paragraph that is told whole, because its sentences belong together."""


@lru_cache(maxsize=2048)
def units(text: str) -> tuple[Line, ...]:
    """What of a passage can be told by itself: short rows whole, of long ones the sentences."""
    found: list[Line] = []
    at = 0
    for row in text.splitlines():
        plain = _MARKS.sub("", LIST_MARK.sub("", row)).strip()
        if " | " in row or row.startswith("#") or plain.endswith(":"):
            at += 2
            continue
        whole = _SHORTEST <= len(plain.split()) <= WHOLE
        for part in [plain] if whole else sentences(plain):
            fits = _SHORTEST <= len(part.split()) <= WHOLE and part.count('"') % 2 == 0
            if fits and "{" not in part and "[" not in part:
                found.append(Line(at=at, text=part, leans=bool(_LEANS.search(part))))
            at += 1
    return tuple(found)


@lru_cache(maxsize=2048)
def lines(text: str) -> tuple[Line, ...]:
    """The sentences of a passage that can be told, without marks of lists and of emphasis."""
    found: list[Line] = []
    at = 0
    for row in text.splitlines():
        if " | " in row or row.startswith("#"):
            at += 2
            continue
        plain = _MARKS.sub("", LIST_MARK.sub("", row)).strip()
        for part in sentences(plain):
            size = len(part.split())
            if _SHORTEST <= size <= _LONGEST and "{" not in part:
                found.append(Line(at=at, text=part, leans=bool(_LEANS.search(part))))
            at += 1
    return tuple(found)


def best(
    question: str,
    passages: Iterable[Passage],
    near: Nearness,
    hit: Hit,
    most: int,
    *,
    close: float = 0.2,
    weight: Callable[[Passage], float] = lambda passage: 0.0,
) -> tuple[Excerpt, ...]:
    """At most so many sentences of these passages, those near to the nearest one only, grouped by passage."""
    options = [
        (passage, line)
        for passage in passages
        if passage.heading not in SKIPPED
        for line in units(passage.text)
    ]
    if not options:
        return ()
    plain = near.scores(question, [line.text for _, line in options])
    scores = [score + weight(passage) for score, (passage, _) in zip(plain, options, strict=True)]
    ranked = sorted(zip(scores, options, strict=True), key=lambda each: -each[0])
    standing = [(score, option) for score, option in ranked if not option[1].leans]
    if not standing:
        return ()
    chosen = [each for each in standing if each[0] >= standing[0][0] - close][:most]
    return _grouped(chosen, hit)


def _grouped(chosen: Sequence[tuple[float, tuple[Passage, Line]]], hit: Hit) -> tuple[Excerpt, ...]:
    found: dict[str, list[tuple[float, Passage, Line]]] = {}
    for score, (passage, line) in chosen:
        found.setdefault(passage.id, []).append((score, passage, line))
    return tuple(
        Excerpt(
            passage=group[0][1],
            title=hit.note_title,
            lines=tuple(sorted((line for _, _, line in group), key=lambda line: line.at)),
            score=group[0][0],
            origin=hit.origin,
            author=hit.author,
            licence=hit.licence,
        )
        for group in found.values()
    )


def of_note(note: Note, score: float = 0.0) -> Hit:
    """A note as if a search had found it."""
    return Hit(passage=note.passages[0], note_title=note.title, score=score)


def quotable(text: str, passage: Passage) -> str:
    """The longest part of a told sentence that stands in the passage without a mark in between."""
    whole = " ".join(passage.text.split()).casefold()
    if text.casefold() in whole:
        return text
    words = text.split()
    for size in range(len(words) - 1, 2, -1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if part.casefold() in whole:
                return part
    return " ".join(passage.text.split()[:12])
