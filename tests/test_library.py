import re
from datetime import date
from pathlib import Path

import pytest

from assistant import chunking, library
from assistant.chunking import HEADINGS, is_outside, passage_of
from assistant.errors import ContentError
from assistant.library import Library, load_library, load_note
from assistant.settings import ROOT
from tests.notes import note_body, note_text, small_library, write_notes

KNOWLEDGE = ROOT / "knowledge"


@pytest.fixture(scope="module")
def real() -> Library:
    return load_library(KNOWLEDGE)


def load(tmp_path: Path, text: str, name: str = "A08-strength-spotting.md") -> str:
    """The complaint about one file."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_note(path)
    assert name in str(caught.value)
    return str(caught.value)


def test_notes_passages_and_techniques(tmp_path: Path) -> None:
    notes = small_library(tmp_path)
    assert list(notes) == ["A08", "B10", "B16", "C04", "G02"]
    assert notes.by_technique("scaling").id == "C04"
    assert notes.techniques == tuple(sorted(notes.techniques))
    assert notes.passage("A08", "Words you can use").id == "A08#words-you-can-use"
    assert notes.passages["B16#how"].heading == "How"
    assert len(notes.passages) == 5 * len(HEADINGS)
    with pytest.raises(KeyError):
        notes.by_technique("unknown")


def test_the_version_follows_the_words(tmp_path: Path) -> None:
    before = small_library(tmp_path / "a").version
    assert small_library(tmp_path / "b").version == before
    assert small_library(tmp_path / "c", B16=note_body("Another thing.")).version != before


def test_overdue_after_a_year(tmp_path: Path) -> None:
    notes = small_library(tmp_path)
    assert notes.overdue(date(2027, 11, 23)) == ()
    assert len(notes.overdue(date(2027, 11, 24))) == 5


def test_a_guide_in_the_folder_is_no_note(tmp_path: Path) -> None:
    write_notes(tmp_path)
    (tmp_path / "README.md").write_text("# How to write a note\n", encoding="utf-8")
    (tmp_path / "theme" / ".#A08-lock.md").write_text("an editor's own", encoding="utf-8")
    assert len(load_library(tmp_path)) == 5


def test_an_empty_folder_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="ASSISTANT_KNOWLEDGE_DIR"):
        load_library(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("front", "complaint"),
    [
        ({"licence": None}, "licence: is missing"),
        ({"not_when": None}, "not_when: is missing"),
        ({"not_when": "[]"}, "not_when: "),
        ({"licence": "CC-BY-NC-4.0"}, "licence: 'CC-BY-NC-4.0' is not one we may use"),
        ({"licence": "no"}, "licence: 'no' is not one we may use"),
        ({"licence": "false"}, "licence: "),
        ({"colour": "blue"}, "colour: is not a key we know"),
        ({"passages": "[]"}, "passages: is not a key we know"),
        ({"reviewed_on": "2026-02-30"}, "2026-02-30"),
        ({"reviewed_on": "soon"}, "reviewed_on: "),
        ({"type": "POEM"}, "type: "),
        ({"evidence_grade": "sure"}, "evidence_grade: "),
        ({"audience": "[mentor, parent]"}, "audience: choose from"),
        ({"audience": "[]"}, "audience: choose from"),
        ({"phase": "[first, first]"}, "phase: choose from"),
        ({"format": "[pairs]"}, "format: choose from"),
        ({"technique_tags": "[Strength Spotting]"}, "technique_tags: "),
        ({"sources": "[]"}, "sources: name at least one"),
        ({"sources": "[{author: A, year: 3010, title: T}]"}, "sources.0.year: "),
        ({"sources": "[{author: A, year: 2010, title: T, url: x}]"}, "sources.0.url: is not a key we know"),
        ({"id": "A09"}, "id: the file is called"),
        ({"id": None}, "id: is missing"),
        ({"title": "2026"}, "title: "),
    ],
)
def test_refused_front_matter(tmp_path: Path, front: dict[str, str | None], complaint: str) -> None:
    assert complaint in load(tmp_path, note_text(**front))


def test_refused_file_names(tmp_path: Path) -> None:
    for name in ("strengths.md", "A08.md", "a08-strengths.md", "A08-Strengths.md", "Z08-strengths.md"):
        assert "id: the file is called" in load(tmp_path, note_text(), name)


def test_refused_bodies(tmp_path: Path) -> None:
    body = note_body()
    assert "headings must be" in load(tmp_path, note_text(body.replace("## How\n", "## How to\n")))
    assert "headings must be" in load(tmp_path, note_text(body + "## More\nwords\n"))
    assert "found none" in load(tmp_path, note_text(""))
    assert "before the first heading" in load(tmp_path, note_text("Hello.\n" + body))
    assert "nothing stands under 'How'" in load(tmp_path, note_text(note_body(how=" ")))


def test_one_id_and_one_teacher_for_each_technique(tmp_path: Path) -> None:
    write_notes(tmp_path)
    twin = tmp_path / "A08-twin.md"
    twin.write_text(note_text(technique_tags="[other]"), encoding="utf-8")
    with pytest.raises(ContentError, match="id: A08 is also the id of"):
        load_library(tmp_path)
    twin.unlink()
    (tmp_path / "A09-rival.md").write_text(note_text(id="A09", technique_tags="[scaling]"), encoding="utf-8")
    with pytest.raises(ContentError, match="technique_tags: 'scaling' is already taught by note A09"):
        load_library(tmp_path)


def test_long_passages_come_in_pieces_that_lose_no_line(tmp_path: Path) -> None:
    lines = [f'- "Question number {number} about a long and winding road?"' for number in range(60)]
    notes = small_library(tmp_path, C04=note_body("Ask on a scale.", words="\n".join(lines)))
    pieces = [piece for piece in notes.pieces() if piece.id.startswith("C04#words")]
    assert [piece.id for piece in pieces[:2]] == ["C04#words-you-can-use", "C04#words-you-can-use~2"]
    assert all(len(piece.meaning.split()) < 150 for piece in pieces)
    assert {chunking.passage_of(piece.id) for piece in pieces} == {"C04#words-you-can-use"}
    for line in lines:
        assert sum(line in piece.words.splitlines() for piece in pieces) == 1


def test_pieces_carry_title_and_heading_and_leave_pointers_out(tmp_path: Path) -> None:
    pieces = {piece.id: piece for piece in small_library(tmp_path).pieces()}
    assert pieces["B16#how"].words.startswith("When it gets stuck. How\n")
    assert "When it gets stuck" in pieces["B16#how"].meaning
    assert not any(piece_id.endswith(("#sources", "#fits-with")) for piece_id in pieces)


class TestRealNotes:
    def test_every_group_has_its_notes(self, real: Library) -> None:
        groups = [note_id[0] for note_id in real]
        assert len(real) >= 36
        assert all(groups.count(group) >= 4 for group in "ABCDEFGH")

    def test_length(self, real: Library) -> None:
        for note in real.values():
            words = sum(
                len(re.findall(r"\w[\w'’-]*", p.text)) for p in note.passages if p.heading != "Sources"
            )
            assert 240 <= words <= (780 if note.type == "QB" else 620), f"{note.id}: {words} words"

    def test_sources_stand_in_the_body_too(self, real: Library) -> None:
        for note in real.values():
            listed = real.passage(note.id, "Sources").text
            for source in note.sources:
                assert source.title in listed, f"{note.id}: {source.title}"

    def test_nothing_is_overdue_when_it_ships(self, real: Library) -> None:
        assert real.overdue(max(note.reviewed_on for note in real.values())) == ()

    def test_the_guide_names_every_licence(self) -> None:
        guide = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
        assert all(licence in guide for licence in library.LICENCES)


class TestAsked:
    """knowledge/asked.yaml: how people ask for what a note holds."""

    def asked(self, folder: Path, text: str) -> Library:
        write_notes(folder)
        (folder / "asked.yaml").write_text(text, encoding="utf-8")
        return load_library(folder)

    def test_lines_belong_to_their_note(self, tmp_path: Path) -> None:
        library = self.asked(tmp_path, "B16:\n  - she never turns up\n  - 'no'\nC04: [rate it]\n")
        assert library["B16"].asked == ("she never turns up", "no")
        assert library["A08"].asked == ()
        pieces = {piece.id: piece for piece in library.pieces()}
        assert pieces["B16#when-to-use~asked1"].meaning == "she never turns up"
        assert pieces["B16#when-to-use~asked1"].words == "When it gets stuck\nshe never turns up\nno"
        assert pieces["B16#when-to-use~asked2"].words == ""
        assert library.version != small_library(tmp_path / "without").version

    def test_what_no_note_holds(self, tmp_path: Path) -> None:
        write_notes(tmp_path)
        (tmp_path / "not_covered.yaml").write_text("travel:\n  - bus times\n  - is there a ferry\n")
        library = load_library(tmp_path)
        outside = [piece for piece in library.pieces() if is_outside(piece.id)]
        assert [(piece.meaning, piece.words) for piece in outside] == [
            ("bus times", ""),
            ("is there a ferry", ""),
        ]
        assert passage_of(outside[0].id) not in library.passages
        (tmp_path / "not_covered.yaml").write_text("travel: [1]")
        with pytest.raises(ContentError, match="not_covered.yaml: travel: one line"):
            load_library(tmp_path)

    def test_the_file_may_be_missing(self, tmp_path: Path) -> None:
        assert all(note.asked == () for note in small_library(tmp_path).values())

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("Z99: [x]", "Z99: there is no such note"),
            ("B16: x", "B16: a list of lines"),
            ("B16: []", "B16: a list of lines"),
            ("B16: [1]", "B16: one line"),
            ("B16: ['']", "B16: one line"),
            ("B16: ['" + "x" * 301 + "']", "B16: one line"),
            ("B16: [x, x]", "B16: a line stands there twice"),
            ("B16: [x]\nB16: [y]", "stands there twice"),
            ("- x", "expected `key: value`"),
        ],
    )
    def test_what_is_wrong_is_named(self, tmp_path: Path, text: str, says: str) -> None:
        with pytest.raises(ContentError) as refused:
            self.asked(tmp_path, text)
        assert "asked.yaml" in str(refused.value) and says in str(refused.value)


def test_the_shipped_lines_cover_every_note() -> None:
    """How people ask, for each note, and what they ask that none holds."""
    library = load_library(ROOT / "knowledge")
    assert [note.id for note in library.values() if len(note.asked) < 20] == []
    assert sum(is_outside(piece.id) for piece in library.pieces()) >= 400
    lines = [line.casefold() for note in library.values() for line in note.asked]
    assert len(lines) - len(set(lines)) <= 5
