"""From a note's body to passages, and from passages to the pieces of text that are indexed."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.domain.material import Material
from assistant.domain.notes import Note, Passage
from assistant.domain.value import Value
from assistant.errors import ContentError

HEADINGS = (
    "In one line",
    "When to use",
    "How",
    "Words you can use",
    "Watch out",
    "Fits with",
    "Sources",
)
"""The headings of every note, in this order."""

NOT_INDEXED = frozenset({"Fits with", "Sources"})
"""These can be opened, but they name other notes and works and would answer any question a little."""

ASKED = "asked"
OUTSIDE = "outside"
ASKED_UNDER = "When to use"
"""The passage that speaks for the lines in which people ask for a note."""

PIECE_WORDS = 110
"""With what stands in front, this fits the embedder's window; what lies beyond would not be seen."""

BYTES_A_WORD = 8
"""And a space; a word of a script with more bytes a letter is more than one to the embedder."""

FRONT_WORDS = 12
"""Of a title or a heading somebody else chose, in front of a piece; a longer one would crowd it out."""

VERSION = 1
"""Raised whenever a piece is made differently, so that its vector is made anew."""

_SENTENCE_END = re.compile(
    r"(?<=[.!?\u2026])\s+|(?<=[.!?\u2026][\"'\u201d\u2019)])\s+|(?<=[\u3002\uff01\uff1f])"
)


class Piece(Value):
    """What an index holds: a whole passage, or one part of a long one."""

    id: str
    """The passage's id; the second and later parts of a long passage add `~2`, `~3`."""
    words: str
    """What the keyword index holds: the words with the note's title and the heading; it may be nothing."""
    meaning: str
    """What is embedded: the same, and the note's one line, which says what the words are about."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{VERSION}\n{self.meaning}".encode()).hexdigest()[:32]


def passage_of(piece_id: str) -> str:
    """The id of the passage that a piece belongs to."""
    return piece_id.partition("~")[0]


def is_asked(piece_id: str) -> bool:
    """Whether a piece holds how people ask for its note, and no words of it."""
    return f"~{ASKED}" in piece_id


def is_outside(piece_id: str) -> bool:
    """Whether a piece holds what people ask for that no note holds."""
    return piece_id.startswith(f"{OUTSIDE}~")


def slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def split(note_id: str, body: str, path: Path) -> tuple[Passage, ...]:
    """One passage per heading. The headings must be exactly those every note has."""
    before, *parts = re.split(r"^## +(.+?) *$", body, flags=re.MULTILINE)
    found = tuple(parts[0::2])
    if before.strip():
        raise ContentError(f"{path}: text stands before the first heading: {before.strip()[:40]!r}")
    if found != HEADINGS:
        listed = ", ".join(found) or "none"
        raise ContentError(f"{path}: headings must be {', '.join(HEADINGS)}; found {listed}")
    passages = tuple(
        Passage(id=f"{note_id}#{slug(heading)}", note_id=note_id, heading=heading, text=text.strip())
        for heading, text in zip(found, parts[1::2], strict=True)
    )
    for passage in passages:
        if not passage.text:
            raise ContentError(f"{path}: nothing stands under {passage.heading!r}")
    return passages


def pieces(notes: Iterable[Note]) -> Iterator[Piece]:
    """Everything to index, in a stable order."""
    for note in notes:
        summary = note.passages[0].text
        for passage in note.passages:
            if passage.heading in NOT_INDEXED:
                continue
            for number, part in enumerate(_parts(passage.text), start=1):
                text = "" if part == summary else part
                yield Piece(
                    id=passage.id if number == 1 else f"{passage.id}~{number}",
                    words=f"{note.title}. {passage.heading}\n{part}",
                    meaning=f"{passage.heading}: {note.title}. {summary}\n{text}".strip(),
                )
        for number, line in enumerate(note.asked, start=1):
            # By meaning each line is near or not; by words all of them together describe the note.
            words = "\n".join([note.title, *note.asked]) if number == 1 else ""
            piece_id = f"{note.id}#{slug(ASKED_UNDER)}~{ASKED}{number}"
            yield Piece(id=piece_id, words=words, meaning=line)


def outside_pieces(lines: Iterable[str]) -> Iterator[Piece]:
    """What is near one of these is rather not covered. They are compared by meaning only."""
    for number, line in enumerate(lines, start=1):
        yield Piece(id=f"{OUTSIDE}~{number}", words="", meaning=line)


def material_pieces(material: Material) -> Iterator[Piece]:
    """Everything to index of one document, in a stable order. No words of it are left out."""
    for passage in material.passages:
        front = f"{_opening(passage.heading)}: {_opening(material.title)}."
        for number, part in enumerate(packed(passage.text), start=1):
            yield Piece(
                id=passage.id if number == 1 else f"{passage.id}~{number}",
                words=f"{material.title}. {passage.heading}\n{part}",
                meaning=f"{front}\n{part}",
            )


def _parts(text: str) -> Iterator[str]:
    """The lines of a passage in parts of similar length, none much longer than a piece may be."""
    lines = [line for line in text.splitlines() if line.strip()]
    words = sum(len(line.split()) for line in lines)
    target = words / -(-words // PIECE_WORDS)
    part: list[str] = []
    length = 0
    for line in lines:
        part.append(line)
        length += len(line.split())
        if length >= target:
            yield "\n".join(part)
            part, length = [], 0
    if part:
        yield "\n".join(part)


def packed(text: str) -> Iterator[str]:
    """A text in parts of similar length, none longer than a piece may be."""
    bits = [(bit, _length(bit)) for line in text.splitlines() for bit in _bits(line)]
    total = sum(length for _, length in bits)
    target = total / max(1, -(-total // PIECE_WORDS))
    part: list[str] = []
    held = 0
    for bit, length in bits:
        if part and held + length > PIECE_WORDS:
            yield "\n".join(part)
            part, held = [], 0
        part.append(bit)
        held += length
        if held >= target:
            yield "\n".join(part)
            part, held = [], 0
    if part:
        yield "\n".join(part)


def _bits(line: str) -> Iterator[str]:
    """A line as it stands; a longer one at the ends of its sentences, then between words, then anywhere."""
    line = line.strip()
    if _length(line) <= PIECE_WORDS:
        yield from [line] if line else []
        return
    for sentence in _SENTENCE_END.split(line):
        bit = ""
        for word in sentence.split():
            for piece in _short(word):
                longer = f"{bit} {piece}".strip()
                if bit and _length(longer) > PIECE_WORDS:
                    yield bit
                    longer = piece
                bit = longer
        if bit:
            yield bit


def _short(word: str) -> Iterator[str]:
    """A word, in parts if it is none: scripts without spaces, or a line of digits."""
    most = PIECE_WORDS * BYTES_A_WORD // 4  # a letter has at most four bytes
    yield from (word[at : at + most] for at in range(0, len(word), most))


def _length(text: str) -> int:
    """In words; by bytes where words are long or unknown, which fill the embedder's window sooner."""
    return max(len(text.split()), len(text.encode()) // BYTES_A_WORD)


def _opening(text: str) -> str:
    return " ".join(text.split()[:FRONT_WORDS])[: FRONT_WORDS * BYTES_A_WORD]
