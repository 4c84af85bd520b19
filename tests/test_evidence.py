from pathlib import Path

import pytest

from assistant.evidence import ASKED_SHARE, UNASKED, Evidence, Outline
from assistant.library import Library
from assistant.ports import PassageScore
from tests.notes import small_library


@pytest.fixture
def outline(tmp_path: Path) -> Outline:
    notes = small_library(tmp_path)
    asked = (note.model_copy(update={"asked": ("a line",) * (note.id == "C04")}) for note in notes.values())
    return Outline(Library(asked, ["bus times"]))


def evidence(outline: Outline, *pieces: tuple[str, float], lowest: float | None = None) -> Evidence:
    named = [PassageScore(passage_id=piece, score=score) for piece, score in pieces]
    return Evidence(outline, named, lowest)


def test_what_there_is(outline: Outline) -> None:
    assert outline.asked == {"C04"} and outline.outside
    assert outline.passages["B16"] == tuple(
        f"B16#{part}" for part in ("in-one-line", "when-to-use", "how", "words-you-can-use", "watch-out")
    )


def test_the_best_piece_speaks_for_its_passage(outline: Outline) -> None:
    found = evidence(outline, ("B16#how~2", 0.6), ("B16#how", 0.4), ("A08#how", 0.2))
    assert found.of("B16#how") == 0.6
    assert found.of("A08#watch-out") == 0.2, "what is not named is no better than the last"
    assert list(found.passages) == ["B16#how", "A08#how"]


def test_the_nearest_line_counts_for_every_passage_of_its_note(outline: Outline) -> None:
    found = evidence(outline, ("C04#when-to-use~asked1", 0.8), ("C04#how", 0.5), ("B16#how", 0.3))
    assert found.of("C04#how") == pytest.approx((1 - ASKED_SHARE) * 0.5 + ASKED_SHARE * 0.8)
    assert found.of("C04#when-to-use") == pytest.approx((1 - ASKED_SHARE) * 0.3 + ASKED_SHARE * 0.8)
    assert found.best == 0.8
    unasked = evidence(outline, ("C04#how", 0.5), lowest=0.0)
    assert unasked.of("C04#how") == pytest.approx((1 - ASKED_SHARE) * 0.5)


def test_what_no_note_holds_and_what_is_gone(outline: Outline) -> None:
    found = evidence(outline, ("outside~1", 0.9), ("Z99#how", 0.8), ("B16#how", 0.3))
    assert (found.outside, found.best) == (0.9, 0.3)
    assert list(found.passages) == ["B16#how"]
    assert evidence(outline, ("B16#how", 0.3), ("A08#how", 0.2)).outside == 0.2
    assert evidence(outline).best == 0.0


def test_a_note_without_lines_stands_beside_one_with_them(outline: Outline) -> None:
    assert outline.lift("C04#how") == 0.0
    assert outline.lift("B16#how") == UNASKED
