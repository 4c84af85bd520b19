"""`assistant journal` and `assistant reflect`: one's own pages in a terminal, and nobody else's."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant
from assistant.demo import load_demo
from assistant.settings import load_settings
from tests.test_cli import Line, line  # noqa: F401  # a fixture

WORDS = "The heron stood in the ditch. I asked one question about the valve. Nobody laughed."
PASSAGE = "I asked one question about the valve."


@pytest.fixture
def demo(line: Line) -> Line:  # noqa: F811  # the fixture of that name
    assistant = Assistant(load_settings())
    load_demo(assistant.records, date.today())
    assistant.close()
    return line


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(WORDS, encoding="utf-8")
    return str(path)


def added(demo: Line, file: str) -> str:
    entry = demo("journal", "add", file, "--as", "Louise", "--title", "Heron", "--json").data["entry"]
    assert entry["text"] == WORDS and entry["role"] == "mentee"
    return str(entry["id"])


def test_a_page_is_added_listed_shown_and_changed(demo: Line, file: str) -> None:
    page = added(demo, file)
    found = demo("journal", "list", "--as", "Louise", "--search", "HERON valve", "--json").data
    assert [one["id"] for one in found] == [page]
    shown = demo("journal", "show", page[:8], "--as", "Louise")
    assert WORDS in shown.out and "Who can see this: only you." in shown.out
    changed = demo(
        "journal", "edit", page, "--as", "Louise", "--title", "Egret", "--on", "2026-03-01", "--json"
    )
    assert changed.data["entry"]["title"] == "Egret" and changed.data["entry"]["text"] == WORDS
    demo("journal", "edit", page, "--as", "Louise").refused(2, "Nothing to change")


def test_nobody_else_finds_it(demo: Line, file: str) -> None:
    page = added(demo, file)
    for other in ("Farid", "Wren"):
        assert WORDS not in demo("journal", "list", "--as", other, "--json").out
        demo("journal", "show", page, "--as", other).refused(2, "is not known here")
        demo("journal", "delete", page, "--as", other, "--yes").refused(2, "is not known here")
    for staff in ("Marit", "Desmond"):
        assert WORDS not in demo("journal", "list", "--as", staff, "--json").out
    assert demo("journal", "show", page, "--as", "Louise").status == 0


def test_a_passage_is_shown_first_then_shared_and_taken_back(demo: Line, file: str) -> None:
    page = added(demo, file)
    asked = ("journal", "share", page, "--as", "Louise", "--passage", PASSAGE)
    assert demo(*asked, "--json").data == {"would_see": PASSAGE, "shared": False}
    assert PASSAGE not in demo("journal", "shared", "--as", "Farid", "--json").out
    grant = demo(*asked, "--read", "--json").data
    assert grant["excerpt"] == PASSAGE and grant["use_in_drafts"] is False
    seen = demo("journal", "shared", "--as", "Farid", "--json")
    assert PASSAGE in seen.out and "heron" not in seen.out
    demo("journal", "share", page, "--as", "Louise", "--passage", "never written").refused(2, "just so")
    assert demo("journal", "revoke", grant["id"][:8], "--as", "Louise", "--json").data["revoked_at"]
    assert PASSAGE not in demo("journal", "shared", "--as", "Farid", "--json").out


def test_everything_is_exported_into_a_file_that_is_new(demo: Line, file: str, tmp_path: Path) -> None:
    added(demo, file)
    target = tmp_path / "mine.md"
    assert demo("journal", "export", "--as", "Louise", "--to", str(target)).status == 0
    assert WORDS in target.read_text(encoding="utf-8") and target.stat().st_mode & 0o077 == 0
    demo("journal", "export", "--as", "Louise", "--to", str(target)).refused(2, "not overwritten")
    assert WORDS in [one["text"] for one in demo("journal", "export", "--as", "Louise", "--json").data]


def test_deleting_takes_what_was_shared_with_it(demo: Line, file: str) -> None:
    page = added(demo, file)
    demo("journal", "share", page, "--as", "Louise", "--passage", PASSAGE, "--read")
    assert demo("journal", "delete", page, "--as", "Louise", "--yes", "--json").data == {"deleted": page}
    assert PASSAGE not in demo("journal", "shared", "--as", "Farid", "--json").out
    demo("journal", "show", page, "--as", "Louise").refused(2, "is not known here")


def test_words_about_danger_are_saved_and_answered_with_a_card(demo: Line, tmp_path: Path) -> None:
    path = tmp_path / "hard.txt"
    path.write_text("I want to die.", encoding="utf-8")
    said = demo("journal", "add", str(path), "--as", "Louise", "--json").data
    assert said["entry"]["id"] and "Your words are saved" in " ".join(said["support"]["text"])
    assert "I want to die." in demo("journal", "list", "--as", "Louise", "--json").out


def test_an_empty_text_is_refused(demo: Line, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    demo("journal", "add", str(tmp_path / "empty.txt"), "--as", "Louise").refused(2, "no words")


def test_questions_come_for_a_text_and_the_text_is_kept_as_a_page(demo: Line, file: str) -> None:
    draft = demo("reflect", file, "--as", "Louise", "--minutes", "15", "--json").data
    assert draft["kind"] == "reflection" and draft["visibility"] == [] and draft["pair_id"] is None
    assert draft["body"]["prompts"] and draft["body"]["entry_ref"]
    assert all(check["pass"] for check in draft["checks"] if check["gate"] == "must")
    assert WORDS in demo("journal", "list", "--as", "Louise", "--json").out
    assert demo("reflect", "--as", "Louise", "--topic", "Speaking in large meetings").status == 0


def test_a_file_of_facts_touches_no_database(line: Line, data_dir: Path, tmp_path: Path) -> None:  # noqa: F811
    entry = {"id": "1", "owner_id": "p", "role": "mentee", "text": WORDS, "on": "2026-03-01"}
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"name": "Ana", "entry": entry}), encoding="utf-8")
    draft = line("reflect", "--facts", str(facts), "--comments", "--json").data
    assert draft["body"]["comments"] and not draft["body"]["prompts"]
    for comment in draft["body"]["comments"]:
        assert WORDS[comment["start"] : comment["end"]] == comment["quote"]
    assert not list(data_dir.glob("*.sqlite3"))
    line("reflect", "--facts", str(facts), "--as", "Louise").refused(2, "touches no database")
    line("reflect").refused(2, "Say whose")
