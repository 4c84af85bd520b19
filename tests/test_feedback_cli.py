"""`assistant feedback` on the command line: an event by options or from a file, and a look over own words."""

import io
import json
import sys
from pathlib import Path

import pytest

from assistant.commands import acting, opened
from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft
from assistant.domain.feedback import FeedbackBody
from tests.test_cli import FACTS, Line, line, trial, words_only

__all__ = ["line", "trial", "words_only"]  # fixtures

pytestmark = pytest.mark.usefixtures("words_only")

EVENT = (
    *("--situation", "On Monday in the weekly meeting"),
    *("--behaviour", "He asked Elena to finish her point before he answered"),
    *("--impact", "The others listened to her plan to the end"),
)
TEXT = "On Monday in the\nweekly meeting\n\nHe asked Elena to finish her point\n\nThe others listened\n"


def typed_in(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(words.encode())))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "--pair ID --as PERSON"),
        (("--facts", "none.json"), "none.json: cannot be read"),
        (("--facts", str(FACTS), "--pair", "x"), "touches no database"),
        (("--facts", str(FACTS), "--goal", "learn to fly"), "'learn to fly' is not known here"),
        (("--facts", str(FACTS), "--strength", "flying"), "'flying' is not known here"),
        (("--facts", str(FACTS), "--to", "Nobody"), "'Nobody' is not known here"),
        (("--facts", str(FACTS), "--aim", "hurt"), "--aim"),
        (("--facts", "-", "--event", "-"), "not both"),
        (("--facts", str(FACTS), "--event", "none.txt"), "none.txt: cannot be read"),
        (("--facts", str(FACTS), "--situation", "x" * 1001), "situation: may have at most 1000"),
        (("--pair", "x", "--as", "Ana"), "Nobody is here yet"),
        (("check", "none.txt"), "none.txt: cannot be read"),
        (("check",), "Missing argument"),
    ],
)
def test_bad_input_is_one_line_and_ends_with_2(line: Line, arguments: tuple[str, ...], says: str) -> None:
    line("feedback", *arguments).refused(2, says)


def test_facts_from_a_file_touch_no_database(line: Line, data_dir: Path) -> None:
    draft = line("feedback", "--facts", str(FACTS), *EVENT, "--as", "Marit", "--json").data
    assert (draft["kind"], draft["ending"], draft["pair_id"]) == ("feedback", "answered", None)
    body = FeedbackBody.model_validate(draft["body"])
    assert (body.speaker, body.listener) == ("Marit", "Samuel")
    assert body.given.impact == EVENT[5]
    assert not list(data_dir.rglob("records*"))


def test_an_event_comes_as_json_or_as_paragraphs(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "event.json"
    file.write_text(json.dumps({"situation": "On Monday", "behaviour": "He asked Elena", "aim": "reinforce"}))
    given = line("feedback", "--facts", str(FACTS), "--event", str(file), "--impact", EVENT[5], "--json").data
    told = given["body"]["given"]
    assert (told["situation"], told["aim"], told["impact"]) == ("On Monday", "reinforce", EVENT[5])
    typed_in(monkeypatch, TEXT)
    told = line("feedback", "--facts", str(FACTS), "--event", "-", "--json").data["body"]["given"]
    assert told["situation"] == "On Monday in the weekly meeting"
    assert told["behaviour"] == "He asked Elena to finish her point"
    assert told["impact"] == "The others listened"
    typed_in(monkeypatch, "one\n\ntwo\n\nthree\n\nfour")
    line("feedback", "--facts", str(FACTS), "--event", "-").refused(2, "has 4 paragraphs")
    typed_in(monkeypatch, '{"situation": 1}')
    line("feedback", "--facts", str(FACTS), "--event", "-").refused(2, "situation: must be text")


def test_what_is_missing_is_asked_and_is_no_failure(line: Line) -> None:
    asked = line("feedback", "--facts", str(FACTS), "--impact", "It hurt", "--json").data
    assert asked["ending"] == "asked"
    assert asked["body"] == {}
    assert len(asked["gaps"]) in (1, 2)
    ran = line("feedback", "--facts", str(FACTS), "--impact", "It hurt")
    assert ran.status == 0
    assert all(" ".join(question.split()) in " ".join(ran.out.split()) for question in asked["gaps"])


def test_a_person_gets_readable_words(line: Line) -> None:
    ran = line("feedback", "--facts", str(FACTS), *EVENT, "--unknown", "Whether he had planned it")
    assert ran.status == 0
    for words in ("Samuel", "To say", "Gentler", "More direct", "To write", "Before you say it", "Sources"):
        assert words in ran.out
    assert "{" not in ran.out


def test_in_front_of_others_says_so_first(line: Line) -> None:
    ran = line("feedback", "--facts", str(FACTS), *EVENT, "--channel", "in_front_of_others")
    assert ran.out.index("First") < ran.out.index("To say")
    assert "private" in ran.out


def test_from_the_record_it_is_stored_for_its_author_alone(line: Line, trial: str) -> None:
    draft = Draft.model_validate(
        line("feedback", "--pair", trial, "--as", "Ana", *EVENT, "--to", "Ben", "--json").data
    )
    assert draft.pair_id == trial
    assert set(draft.visibility) <= {draft.author_id}
    records = opened.assistant().records
    for name, count in (("Ana", 1), ("Ben", 0)):
        reader, pair = acting.with_pair(records, name, trial, Purpose.PREPARE_PAIR)
        assert len(records.drafts(reader, Purpose.PREPARE_PAIR, pair.id)) == count


def test_own_words_are_looked_over(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = "You always interrupt me."
    typed_in(monkeypatch, own)
    found = line("feedback", "check", "-", "--json").data
    assert found["ending"] == "answered"
    assert all(own[one["start"] : one["end"]] == one["quote"] for one in found["remarks"])
    assert "absolute" in {one["kind"] for one in found["remarks"]}
    file = tmp_path / "own.txt"
    file.write_text(own)
    assert "always" in line("feedback", "check", str(file)).out
    file.write_text("Thank you for the three questions you asked.")
    assert "Nothing stood out" in line("feedback", "check", str(file)).out


def test_own_words_about_somebodys_safety_bring_the_card(
    line: Line, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in (("--json",), ()):
        typed_in(monkeypatch, "You are always late, and you told me that he hits you. He beats me.")
        ran = line("feedback", "check", "-", *form)
        assert ran.status == 0
        assert "safeguarding lead" in ran.out
        assert "absolute" not in ran.out
    assert not list(data_dir.rglob("records*"))
