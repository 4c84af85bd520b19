from pathlib import Path

import pytest

from assistant.library import Library
from assistant.wordscan import SATURATION, WordScan
from tests.notes import note_body, small_library


@pytest.fixture
def notes(tmp_path: Path) -> Library:
    return small_library(tmp_path)


def test_rare_words_tell_more(notes: Library) -> None:
    scan = WordScan(notes)
    assert scan.search("cancelled", 1)[0].passage_id.startswith("B16")
    assert [hit.score for hit in scan.search("cancelled", 9)] == sorted(
        (hit.score for hit in scan.search("cancelled", 9)), reverse=True
    )
    assert scan.search("sourdough", 5) == []


def test_a_share_of_all_that_is_asked(notes: Library) -> None:
    scan = WordScan(notes)
    assert scan.share("cancelled twice", "B16#how") == pytest.approx(1.0)
    assert scan.share("cancelled twice", "B16#how~2") == pytest.approx(1.0)
    assert 0 < scan.share("cancelled sourdough", "B16#how") <= 0.5, "an unknown word counts most"
    assert scan.share("sourdough", "B16#how") == 0
    assert scan.share("cancelled", "Z99#how") == 0


def test_no_score_is_above_the_ceiling(tmp_path: Path) -> None:
    notes = small_library(tmp_path, B16=note_body("cancelled " * 60))
    scan = WordScan(notes)
    for query in ("cancelled", "cancelled twice", "sourdough cancelled"):
        assert 0 < scan.search(query, 1)[0].score <= scan.ceiling(query)
    assert scan.ceiling("sourdough") == (SATURATION + 1) * max(scan._rarity.values())


def test_words_are_counted_by_piece(notes: Library) -> None:
    words = WordScan(notes).words
    assert words["cancelled"] == len([p for p in notes.pieces() if "cancelled" in p.words.lower()])
    assert "the" not in words
