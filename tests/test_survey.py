from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.library import Library, load_library
from assistant.settings import ROOT
from assistant.survey import GRADE_FOR_MENTEES, survey
from tests.notes import note_body, note_text, small_library
from tests.test_cli import Line

TODAY = date(2026, 11, 23)

HARD = (
    "Organisational considerations necessitate comprehensive documentation of interpersonal "
    "communication irregularities, notwithstanding administrative inconvenience."
)


def with_note(folder: Path, body: str, **front: str) -> Library:
    small_library(folder)
    text = note_text(body, **{"id": "A09", "technique_tags": "[other]", **front})
    (folder / "A09-other.md").write_text(text, encoding="utf-8")
    return load_library(folder)


def test_coverage_counts_notes_by_what_they_serve(tmp_path: Path) -> None:
    stock = survey(with_note(tmp_path, note_body(), type="EVD", format="[peer]", phase="[closing]"), TODAY)
    assert (stock.notes, stock.passages) == (6, 42)
    assert stock.by_theme == {
        "strengths": 2,
        "mentoring": 2,
        "conversation": 1,
        "feedback": 0,
        "goals": 0,
        "reflection": 0,
        "safety": 1,
        "training": 0,
    }
    assert stock.by_type == {"MET": 5, "EVD": 1}
    assert stock.by_reader == {"mentor": 6, "mentee": 6, "trainer": 0, "coordinator": 0}
    assert stock.by_phase["closing"] == {"one_to_one": 0, "group": 0, "peer": 1}
    assert "only 1 notes for closing, peer" in stock.gaps
    assert "only 0 notes for trainer" in stock.gaps
    assert not any("mentor" in gap for gap in stock.gaps)


def test_what_a_note_lacks_is_named(tmp_path: Path) -> None:
    ready = "\n".join(f'- "Question number {number}?"' for number in range(6))
    whole = note_body(how="1. Listen.", words=ready)
    stock = survey(with_note(tmp_path, whole), TODAY)
    assert not any(gap.startswith("A09") for gap in stock.gaps)
    assert "A08 has 0 ready sentences of 6" in stock.gaps
    assert "A08 is a method without numbered steps" in stock.gaps
    bank = survey(with_note(tmp_path / "bank", whole, type="QB"), TODAY)
    assert "A09 has 6 ready sentences of 25" in bank.gaps


def test_reviews_fall_due(tmp_path: Path) -> None:
    notes = with_note(tmp_path, note_body(), reviewed_on="2025-11-22")
    assert survey(notes, TODAY).overdue == ("A09",)


def test_hard_words_are_found_where_they_stand(tmp_path: Path) -> None:
    stock = survey(with_note(tmp_path, note_body(watch=HARD)), TODAY)
    grade = next(grade for grade in stock.grades if grade.note_id == "A09")
    assert (grade.hardest, grade.limit) == ("Watch out", GRADE_FOR_MENTEES)
    assert grade.hardest_grade > 20
    assert grade.too_hard
    assert not stock.grades[0].too_hard


def test_the_same_sentence_in_two_notes(tmp_path: Path) -> None:
    said = '- "What would you like to keep from how you handled it today?"\n- "What else?"'
    again = '- "What would you like to keep from how you handled this today?"\n- "What else?"'
    notes = with_note(tmp_path, note_body("Something quite different here.", words=said))
    assert survey(notes, TODAY).sentences_alike == ()
    other = note_text(note_body("And a third thing to say.", words=again), id="A10", technique_tags="[more]")
    (tmp_path / "A10-more.md").write_text(other, encoding="utf-8")
    (twin,) = survey(load_library(tmp_path), TODAY).sentences_alike
    assert (twin.first, twin.second) == ("A09#words-you-can-use", "A10#words-you-can-use")
    assert twin.score > 90


def test_passages_are_compared_by_meaning_when_there_is_an_embedder(tmp_path: Path) -> None:
    notes = small_library(tmp_path)

    def embed(texts: list[str]) -> np.ndarray:
        """Only the two passages that speak of weeks point the same way."""
        rows = np.eye(len(texts), len(texts) + 1, dtype=np.float32)
        for row, text in enumerate(texts):
            if text.startswith(("In one line", "Somebody cancelled", "From zero")):
                rows[row] = np.eye(1, len(texts) + 1, len(texts), dtype=np.float32)
        return rows

    stock = survey(notes, TODAY, embed)  # type: ignore[arg-type]  # a list is a sequence
    assert {(twin.first, twin.second) for twin in stock.passages_alike} == {
        ("B16#in-one-line", "C04#in-one-line")
    }
    assert survey(notes, TODAY).passages_alike == ()


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load_library(ROOT / "knowledge")


def test_the_library_that_ships_has_no_gaps(shipped: Library) -> None:
    stock = survey(shipped, TODAY)
    assert stock.notes == 96
    assert stock.by_theme == {
        "strengths": 19,
        "mentoring": 21,
        "conversation": 17,
        "feedback": 9,
        "goals": 7,
        "reflection": 9,
        "safety": 7,
        "training": 7,
    }
    assert stock.gaps == ()
    assert [grade for grade in stock.grades if grade.too_hard] == []
    assert stock.sentences_alike == ()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    small_library(tmp_path / "notes")
    monkeypatch.setenv("ASSISTANT_KNOWLEDGE_DIR", str(tmp_path / "notes"))


@pytest.mark.usefixtures("small")
def test_the_command_says_it_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    line = Line(capsys)
    told = line("library")
    assert told.status == 0
    assert "5 notes, 35 passages" in told.out
    assert "only 0 notes for trainer" in told.out
    data = line("library", "--json").data
    assert (data["notes"], data["by_form"]["peer"]) == (5, 0)
    assert data["grades"][0]["note_id"] == "A08"
