from pathlib import Path

import pytest

from assistant.evidence import Outline
from assistant.naming import NAMED, Titles, Words
from tests.notes import small_library


@pytest.mark.parametrize(
    ("title", "question", "called"),
    [
        ("Scaling questions", "how do scaling questions go?", True),
        ("Scaling questions", "a question about the week", False),
        ("Scaling questions", "questions on scaling", True),
        ("When it gets stuck", "When it gets STUCK: Watch out", True),
        ("When it gets stuck", "he is stuck", False),
        ("GROW", "how do I help her grow", False),
        ("What? So what? Now what?", "show me what, so what, now what", True),
        ("", "anything", False),
    ],
)
def test_when_a_title_is_in_a_question(title: str, question: str, called: bool) -> None:
    assert Words.of(title).is_in(Words.of(question)) is called


def test_every_passage_of_a_note_that_is_called_comes_first(tmp_path: Path) -> None:
    titles = Titles(Outline(small_library(tmp_path)))
    scores = {"B16#how": 0.5, "C04#how": 0.45, "C04#in-one-line": 0.4}
    assert titles.called("scaling questions", scores) == {"C04"}
    assert titles.called("scaling questions", {"B16#how": 0.5}) == set(), "it is not among the first"
    raised = titles.raised(scores, {"C04"})
    assert raised["B16#how"] == 0.5
    assert raised["C04#how"] == 0.45 + NAMED
    assert raised["C04#watch-out"] == 0.4 + NAMED
    assert "C04#sources" not in raised
    assert titles.raised(scores, set()) == scores
