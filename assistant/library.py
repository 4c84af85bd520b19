"""The library: every practice note of the knowledge folder, checked as it is read."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from assistant import chunking, frontmatter, practice
from assistant.chunking import Piece
from assistant.domain.facts import Phase
from assistant.domain.notes import Note, Passage
from assistant.domain.people import Form, Role
from assistant.errors import ContentError
from assistant.grounding import plain_words

LICENCES = frozenset({"CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "Apache-2.0"})
"""SPDX names of the licences a note's own words may have."""

REVIEW_EVERY = timedelta(days=365)

ANY = "any"

AUDIENCES = frozenset({Role.MENTOR, Role.MENTEE, Role.TRAINER, Role.COORDINATOR})

_FILE = re.compile(r"([A-H]\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
_TAG = re.compile(r"[a-z][a-z0-9_]*")


class Library(Mapping[str, Note]):
    """Notes by id, in the order of their ids."""

    def __init__(self, notes: Iterable[Note], outside: Iterable[str] = ()) -> None:
        """`outside`: what people ask for that no note holds."""
        self._notes = {note.id: note for note in sorted(notes, key=lambda note: note.id)}
        self.passages: Mapping[str, Passage] = {
            passage.id: passage for note in self.values() for passage in note.passages
        }
        self._by_tag = {tag: note for note in self.values() for tag in note.technique_tags}
        self._outside = tuple(outside)
        words = "\n".join([*(note.model_dump_json() for note in self.values()), *self._outside])
        self.version = hashlib.sha256(words.encode()).hexdigest()[:12]
        """Changes with any word of any note."""

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The ordinary words of all notes: none of them is a name only."""
        return plain_words(passage.text for passage in self.passages.values())

    def __getitem__(self, note_id: str) -> Note:
        return self._notes[note_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)

    @property
    def techniques(self) -> tuple[str, ...]:
        return tuple(sorted(self._by_tag))

    def by_technique(self, tag: str) -> Note:
        """The one note that teaches a technique. KeyError when no note does."""
        return self._by_tag[tag]

    def title(self, document_id: str) -> str:
        return self._notes[document_id].title

    def fitting(
        self, *, phase: Phase | None = None, form: Form | None = None, audience: Role | None = None
    ) -> tuple[Note, ...]:
        """Notes for a phase, a form and a reader, in the order of their ids; None fits all."""
        return tuple(
            note
            for note in self.values()
            if (phase is None or phase in note.phase or ANY in note.phase)
            and (form is None or form in note.format)
            and (audience is None or audience in note.audience)
        )

    def passage(self, note_id: str, heading: str) -> Passage:
        """The passage under a heading of a note, for instance `passage("A08", "How")`."""
        return self.passages[f"{note_id}#{chunking.slug(heading)}"]

    def pieces(self) -> tuple[Piece, ...]:
        """What the indexes hold."""
        return (*chunking.pieces(self.values()), *chunking.outside_pieces(self._outside))

    def overdue(self, today: date) -> tuple[Note, ...]:
        """Notes whose last review is more than a year ago."""
        return tuple(note for note in self.values() if today - note.reviewed_on > REVIEW_EVERY)


ASKED = "asked.yaml"
"""Beside the notes: by a note's id, how people ask for what it holds. It may be missing."""

OUTSIDE = "not_covered.yaml"
"""Beside the notes: by topic, what people ask for that no note holds. It may be missing."""

LONGEST_ASKED = 300


def load_library(folder: Path) -> Library:
    """Read and check every note below `folder`. Raises ContentError naming the file and the key."""
    paths = sorted(path for path in folder.rglob("*.md") if path.name != "README.md" and path.name[0] != ".")
    if not paths:
        raise ContentError(f"{folder}: no practice notes here; set ASSISTANT_KNOWLEDGE_DIR to their folder")
    notes: dict[str, Note] = {}
    taught: dict[str, str] = {}
    for path in paths:
        note = load_note(path)
        if note.id in notes:
            raise ContentError(f"{path}: id: {note.id} is also the id of {notes[note.id].title!r}")
        notes[note.id] = note
        for tag in note.technique_tags:
            if tag in taught:
                raise ContentError(f"{path}: technique_tags: {tag!r} is already taught by note {taught[tag]}")
            taught[tag] = note.id
    for note_id, lines in load_lines(folder / ASKED).items():
        if note_id not in notes:
            raise ContentError(f"{folder / ASKED}: {note_id}: there is no such note")
        notes[note_id] = notes[note_id].model_copy(update={"asked": lines})
    outside = load_lines(folder / OUTSIDE)
    return Library(notes.values(), (line for lines in outside.values() for line in lines))


def load_lines(path: Path) -> dict[str, tuple[str, ...]]:
    """What people ask, by note or topic; empty when there is no such file."""
    if not path.exists():
        return {}
    try:
        fields = frontmatter.load_yaml(path.read_text(encoding="utf-8-sig"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    for key, lines in fields.items():
        if not isinstance(lines, list) or not lines:
            raise ContentError(f"{path}: {key}: a list of lines is needed, each `- words`")
        for line in lines:
            if not isinstance(line, str) or not 0 < len(line.strip()) <= LONGEST_ASKED or "\n" in line:
                long = f"one line of at most {LONGEST_ASKED} characters is needed"
                raise ContentError(f"{path}: {key}: {long}, not {line!r}")
        if len(set(lines)) != len(lines):
            raise ContentError(f"{path}: {key}: a line stands there twice")
    return {key: tuple(lines) for key, lines in fields.items()}


def load_note(path: Path) -> Note:
    fields, body = frontmatter.read(path)
    for key in ("passages", "steps", "phrasings", "asked"):  # read elsewhere
        if key in fields:
            raise ContentError(f"{path}: {key}: is not a key we know")
    name = _FILE.fullmatch(path.name)
    if name is None or fields.get("id", name[1]) != name[1]:
        raise ContentError(f"{path}: id: the file is called <id>-<title>.md, as in A08-strength-spotting.md")
    passages = chunking.split(name[1], body, path)
    text = {passage.heading: passage.text for passage in passages}
    parts = {
        "passages": passages,
        "steps": practice.steps(text["How"]),
        "phrasings": practice.phrasings(text["Words you can use"]),
    }
    note = frontmatter.fill(Note, {**fields, **parts}, path)
    _check(note, path)
    return note


def _check(note: Note, path: Path) -> None:
    """What the types alone cannot say."""
    if note.licence not in LICENCES:
        allowed = ", ".join(sorted(LICENCES))
        raise ContentError(f"{path}: licence: {note.licence!r} is not one we may use ({allowed})")
    for key, values, known in (
        ("audience", note.audience, AUDIENCES),
        ("phase", note.phase, {*Phase, ANY}),
        ("format", note.format, set(Form)),
    ):
        unknown = [value for value in values if value not in known]
        if unknown or not values or len(set(values)) != len(values):
            choice, given = ", ".join(sorted(known)), ", ".join(values) or "nothing"
            raise ContentError(f"{path}: {key}: choose from {choice}, each once; found {given}")
    for tag in note.technique_tags:
        if not _TAG.fullmatch(tag):
            raise ContentError(f"{path}: technique_tags: {tag!r} is not lower case with underscores")
    slots = {slot for phrasing in note.phrasings for slot in phrasing.slots}
    for slot in sorted(slots - practice.SLOTS):
        there_are = ", ".join(f"{{{name}}}" for name in sorted(practice.SLOTS))
        raise ContentError(f"{path}: Words you can use: {{{slot}}} is no slot; there are {there_are}")
    if not note.sources:
        raise ContentError(f"{path}: sources: name at least one work the note stands on")
