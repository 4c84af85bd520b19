"""`assistant ask`: streamed for people, JSON for programs, and no database without --as."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import bootstrap
from assistant.bootstrap import Assistant
from assistant.cli import BAD_INPUT, main
from assistant.demo import load_demo
from assistant.domain.people import Role
from assistant.retrieval import Retriever

FACTS = Path(__file__).parent / "evals" / "facts_example.json"


@pytest.fixture(autouse=True)
def by_words(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Assistant, "retriever", bootstrap.part(lambda own: Retriever(own.library)))
    monkeypatch.setattr(Assistant, "_meaning", None)
    yield


@pytest.fixture
def mentee() -> Iterator[str]:
    assistant = Assistant()
    load_demo(assistant.records, date.today())
    yield next(one.name for one in assistant.records.actors() if one.roles == (Role.MENTEE,))
    assistant.close()


def test_without_a_person_no_database_is_touched(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "How do I plan a first meeting?", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["answer"]
    assert answer["cited"]
    assert not list(data_dir.glob("*.sqlite*"))
    assert not list(data_dir.glob("*.db*"))


def test_a_file_of_facts_is_named_in_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    goal = json.loads(FACTS.read_text(encoding="utf-8"))["goals"][0]["text"]
    assert main(["ask", f"How can we work on this: {goal}?", "--facts", str(FACTS), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["answer"]
    assert any(goal[:20] in fact["text"] for fact in answer["facts"])


def test_a_conversation_goes_on_is_listed_and_deleted(
    mentee: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "I am nervous before my talk on Monday.", "--as", mentee, "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["answer"]["stance"] == "reflection"
    begun = first["thread"][:8]
    assert main(["ask", "What should I do?", "--as", mentee, "--thread", begun, "--as-note", "--json"]) == 0
    second = json.loads(capsys.readouterr().out)
    assert second["thread"] == first["thread"]
    assert second["answer"]["stance"] == "offer"
    assert second["note"]
    assert main(["ask", "--threads", "--as", mentee, "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == [first["thread"]]
    assert main(["ask", "--delete", begun, "--as", mentee]) == 0
    capsys.readouterr()
    assert main(["ask", "--threads", "--as", mentee, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_keeping_nothing_leaves_no_conversation(mentee: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "I am nervous before my talk.", "--as", mentee, "--keep-nothing", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["thread"] == ""
    assert main(["ask", "--threads", "--as", mentee]) == 0
    assert "no conversations yet" in capsys.readouterr().out


def test_for_people_it_prints_the_words_and_where_they_are_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "How do I plan a first meeting?"]) == 0
    out = capsys.readouterr().out
    assert "[1]" in out
    assert "#" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "hello", "--thread", "abc"],
        ["ask", "hello", "--keep-nothing"],
        ["ask", "--threads"],
        ["ask", "hello", "--threads", "--as", "Ana"],
        ["ask", "hello", "--facts", str(FACTS), "--as", "Ana"],
        ["ask", "hello", "--as", "Nobody"],
        ["ask", "   "],
    ],
)
def test_bad_input_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == BAD_INPUT
    assert capsys.readouterr().err.count("\n") == 1
