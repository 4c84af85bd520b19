"""From headings and paragraphs to the parts that are shown, searched and cited."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.adapters.documents.blocks import Block, Content
from assistant.cleaning import clean_line, cleaned, sentences
from assistant.domain.material import Part, Remark, RemarkKind
from assistant.errors import InputError
from assistant.instructions import instruction_like

PARAGRAPH_WORDS = 100
PARAGRAPH_CHARACTERS = 1_000
PART_WORDS = 400
"""How long a part becomes where nothing else says where it ends."""
LONGEST_PART = 800
MOST_WORDS = 5_000_000
MOST_PARTS = 20_000
MOST_FLAGS = 50
A_WHILE = 500
"""Paragraphs between two signs of life."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:['\u2019-][^\W_]+)*")
_NO_TITLE = re.compile(
    r"(?:untitled|unbenannt|sans titre|sin t\u00edtulo)?\s*(?:document|dokument|presentation)?[\s\d]*"
    r"|.*\.(?:indd|qxd|tmp|p65)",
    re.IGNORECASE,
)
_MADE_WITH = re.compile(r"^Microsoft (?:Word|PowerPoint) - |\.(?:docx?|pdf|odt|rtf|txt|md)$", re.IGNORECASE)


class Line(NamedTuple):
    text: str
    words: int
    page: int


@dataclass
class Section:
    """What stands between two headings."""

    heading: str
    lines: list[Line] = field(default_factory=list)


@dataclass
class Outcome:
    """A document in parts, with everything a trainer should look at."""

    title: str
    parts: list[Part]
    remarks: list[Remark]
    pages: int | None
    words: int


def assemble(content: Content, alive: Callable[[], None]) -> Outcome:
    """Raises InputError for a document without a word, or with more than can be searched.

    `alive` is called now and then, so that a long text is not taken for one that hangs.
    """
    hidden, sections = _sections(content.blocks, alive)
    parts = [part for section in sections for part in _parts(section)]
    words = sum(line.words for section in sections for line in section.lines)
    if not words:
        raise InputError(
            "There is no text in this file. If its pages are pictures, run text recognition (OCR) on it "
            "and add the result."
        )
    if words > MOST_WORDS or len(parts) > MOST_PARTS:
        raise InputError(
            "This document is too long to be searched well. Split it and add the parts that matter."
        )
    remarks = list(content.remarks)
    if hidden:
        what = "1 hidden character was" if hidden == 1 else f"{hidden:,} hidden characters were"
        remarks.append(
            Remark(kind=RemarkKind.CLEANED, sentence=f"{what} taken out; nothing that can be seen was lost.")
        )
    headings = (clean_line(block.text) for block in content.blocks if block.level)
    title = _own_title(content.title) or next((heading for heading in headings if _WORD.search(heading)), "")
    return Outcome(title, parts, [*remarks, *_flags(parts, alive)], content.pages, words)


def _sections(blocks: Iterable[Block], alive: Callable[[], None]) -> tuple[int, list[Section]]:
    """The sections that have words, and how many hidden characters were taken out of all of them.

    A heading with nothing under it is the name of a chapter when a deeper one follows; else it is what
    somebody wrote as a heading although it is text.
    """
    hidden = 0
    sections = [Section("")]
    paragraphs = _Paragraphs(alive)
    waiting: Block | None = None
    for block in blocks:
        text, taken = cleaned(block.text)
        hidden += taken
        if not _WORD.search(text):
            continue
        if not block.level:
            waiting = None if _open(sections, waiting) else waiting
            sections[-1].lines += paragraphs.of(text, block.page)
            continue
        if waiting and block.level <= waiting.level:
            sections[-1].lines += paragraphs.of(waiting.text, waiting.page)
        waiting = block._replace(text=text)
    if waiting:
        sections[-1].lines += paragraphs.of(waiting.text, waiting.page)
    return hidden, [section for section in sections if section.lines]


def _open(sections: list[Section], waiting: Block | None) -> bool:
    if waiting:
        sections.append(Section(clean_line(waiting.text)))
    return waiting is not None


def _count(text: str) -> int:
    return len(_WORD.findall(text))


class _Paragraphs:
    """Makes lines of texts, and says now and then that it is still at work."""

    def __init__(self, alive: Callable[[], None]) -> None:
        self.alive, self.made = alive, 0

    def of(self, text: str, page: int) -> Iterator[Line]:
        for paragraph in text.split("\n"):
            for piece in _pieces(paragraph):
                if words := _count(piece):
                    yield Line(piece, words, page)
                self.made += 1
                if self.made % A_WHILE == 0:
                    self.alive()


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph, or pieces of similar length of one that is too long to be quoted."""
    size = _size(paragraph)
    if size <= 1:
        yield paragraph
        return
    target = size / -int(-size // 1)
    piece: list[str] = []
    held = 0.0
    for sentence in (part for whole in sentences(paragraph) for part in _short(whole)):
        length = _size(sentence)
        if piece and (held >= target or held + length > 1):
            yield " ".join(piece)
            piece, held = [], 0.0
        piece.append(sentence)
        held += length
    if piece:
        yield " ".join(piece)


def _size(text: str) -> float:
    """How long a text is, 1 being the longest paragraph there may be."""
    return max((len(text) + 1) / PARAGRAPH_CHARACTERS, (text.count(" ") + 1) / PARAGRAPH_WORDS)


def _short(sentence: str) -> Iterator[str]:
    """A sentence, cut between words when it is longer than a paragraph, and inside one only when that is longer."""
    if _size(sentence) <= 1:
        yield sentence
        return
    words = [
        word[start : start + PARAGRAPH_CHARACTERS // 2]
        for word in sentence.split(" ")
        for start in range(0, len(word), PARAGRAPH_CHARACTERS // 2)
    ]
    piece: list[str] = []
    length = 0
    for word in words:
        if piece and (length + len(word) > PARAGRAPH_CHARACTERS or len(piece) == PARAGRAPH_WORDS):
            yield " ".join(piece)
            piece, length = [], 0
        piece.append(word)
        length += len(word) + 1
    yield " ".join(piece)


def _parts(section: Section) -> Iterator[Part]:
    groups = list(_groups(section.lines))
    for number, lines in enumerate(groups, start=1):
        where = _where(lines)
        heading = (
            section.heading if number == 1 or not section.heading else f"{section.heading[:190]} ({number})"
        )
        if not heading:
            # The pages are then the name, and need not be said twice.
            heading, where = (
                (where[:1].upper() + where[1:], "") if where else (clean_line(lines[0].text, 60), "")
            )
        yield Part(heading=heading, text="\n".join(line.text for line in lines), where=where)


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    """All lines of a section, or groups of similar length when they are many."""
    words = sum(line.words for line in lines)
    count = 1 if words <= LONGEST_PART else round(words / PART_WORDS)
    target = words / count
    group: list[Line] = []
    held = 0
    for line in lines:
        group.append(line)
        held += line.words
        if held >= target:
            yield group
            group, held = [], 0
    if group:
        yield group


def _where(lines: list[Line]) -> str:
    first, last = lines[0].page, lines[-1].page
    if not first:
        return ""
    return f"page {first}" if first == last else f"pages {first} to {last}"


def _own_title(title: str) -> str:
    """What a document says it is called, unless it is only what a program called it."""
    line = _MADE_WITH.sub("", _MADE_WITH.sub("", clean_line(title)).strip()).strip()
    return line if _WORD.search(line) and not _NO_TITLE.fullmatch(line) else ""


def _flags(parts: list[Part], alive: Callable[[], None]) -> Iterator[Remark]:
    found: list[tuple[Part, str]] = []
    for number, part in enumerate(parts, start=1):
        own = "" if part.text.startswith(part.heading.rstrip("\u2026")) else part.heading
        found += [(part, quote) for quote in instruction_like(f"{own}\n{part.text}")]
        if number % (A_WHILE // 10) == 0:
            alive()
    for part, quote in found[:MOST_FLAGS]:
        yield Remark(
            kind=RemarkKind.INSTRUCTION,
            sentence="This sentence talks to a machine, not to a reader. Take it out if it does not belong there.",
            where=part.where or part.heading,
            quote=quote,
        )
    if (rest := len(found) - MOST_FLAGS) > 0:
        sentence = (
            f"{rest:,} more sentences talk to a machine. Look where this file comes from before you use it."
        )
        yield Remark(kind=RemarkKind.INSTRUCTION, sentence=sentence)
