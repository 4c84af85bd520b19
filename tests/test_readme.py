"""The README says what is so: settings, words, fields, files and every command in it exist."""

import re
import shlex
import sqlite3
import subprocess
from pathlib import Path

import pytest
from pydantic import BaseModel
from typer.main import get_command

from assistant.cli import app
from assistant.domain.agenda import AgendaBody, Item, MentorSheet, NextStep
from assistant.domain.drafts import Ending, Engine
from assistant.domain.facts import Facts, Phase
from assistant.domain.feedback import FeedbackBody, FeedbackRequest
from assistant.domain.meetings import CommitmentStatus, Mode
from assistant.domain.people import Form
from assistant.domain.reflection import Comment, ReflectionBody, ReflectionPrompt
from assistant.settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(assistant .*?)(?:\s+#.*)?$", README, re.MULTILINE)
QUOTED = re.compile(r"`([^`]+)`")


def section(heading: str) -> str:
    return re.split(rf"^##+ {re.escape(heading)}$", README, flags=re.MULTILINE)[1].split("\n#")[0]


def rows(heading: str) -> list[list[str]]:
    """The cells of a section's table, without its head."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def quoted(heading: str, first: str) -> list[str]:
    """What stands in backticks in the row that begins so."""
    return next(QUOTED.findall(row[1]) for row in rows(heading) if first in row[0])


def test_every_setting_stands_there_with_its_default() -> None:
    said = {QUOTED.findall(row[0])[0]: (row[1].strip("`"), row[2]) for row in rows("Settings")}
    assert list(said) == [f"ASSISTANT_{name.upper()}" for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        default, description = said[f"ASSISTANT_{name.upper()}"]
        assert description == field.description
        if name == "threads":
            continue
        if name.endswith("_dir"):
            assert default == f"{Path(field.default).name}` in the checkout"
        else:
            value = getattr(field.default, "get_secret_value", lambda field=field: field.default)()
            assert default == (str(getattr(value, "value", value)) or "empty")


@pytest.mark.parametrize(
    ("word", "enum"), [("Pair", Form), ("Engine", Engine), ("Ending", Ending)], ids=lambda value: str(value)
)
def test_words_with_a_fixed_choice_name_all_of_it(word: str, enum: type) -> None:
    assert set(quoted("The words", word)) - {"form"} == set(enum)


def test_every_word_is_a_name_in_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py"))
    classes = set(re.findall(r"^class (\w+)", code, re.MULTILINE))
    words = {row[0] for row in rows("The words")}
    assert words - classes == {"Gap"}  # a gap is a sentence of the draft
    assert "gaps: tuple[str, ...]" in code


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("An agenda from a file of facts", Facts),
        ("The body of an agenda", AgendaBody),
        ("The body of feedback", FeedbackBody),
        ("The body of reflective prompts", ReflectionBody),
    ],
    ids=["facts", "agenda", "feedback", "reflection"],
)
def test_every_field_is_documented(heading: str, model: type[BaseModel]) -> None:
    said = [name for row in rows(heading) for name in QUOTED.findall(row[0])]
    assert sorted(said) == sorted(model.model_fields)


@pytest.mark.parametrize(
    ("heading", "field", "model"),
    [
        ("The body of an agenda", "items", Item),
        ("The body of an agenda", "next_step", NextStep),
        ("The body of an agenda", "mentor_sheet", MentorSheet),
        ("The body of feedback", "given", FeedbackRequest),
        ("The body of reflective prompts", "prompts", ReflectionPrompt),
        ("The body of reflective prompts", "comments", Comment),
    ],
)
def test_the_fields_inside_are_documented(heading: str, field: str, model: type[BaseModel]) -> None:
    assert sorted(quoted(heading, field)) == sorted(model.model_fields)


def test_choices_of_a_facts_file_are_complete() -> None:
    heading = "An agenda from a file of facts"
    assert set(quoted(heading, "phase")) == set(Phase)
    assert set(quoted(heading, "mode")) == set(Mode)
    assert set(quoted(heading, "form")) == set(Form)
    assert set(CommitmentStatus) <= set(quoted(heading, "commitments"))


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_readme_is_understood(line: str) -> None:
    """Parsed by the command line itself, and not run."""
    words = shlex.split(line)[1:]
    command = get_command(app)
    context = command.make_context("assistant", list(words))
    while hasattr(command, "commands"):
        words = [*context._protected_args, *context.args]
        if not words and command.invoke_without_command:
            break
        name, command, rest = command.resolve_command(context, words)
        context = command.make_context(name, rest, parent=context)
    assert command.callback


def test_the_readme_shows_every_command() -> None:
    shown = {tuple(shlex.split(line)[1:3]) for line in COMMANDS}
    top = get_command(app)
    for name, command in top.commands.items():
        for inner in getattr(command, "commands", {}):
            assert (name, inner) in shown
        if not hasattr(command, "commands"):
            assert any(words[0] == name for words in shown)


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert {"run", "test", "setup"} <= targets
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE)) <= targets


def test_every_file_that_is_linked_exists() -> None:
    linked = re.findall(r"\]\(([^)#]+)\)", README)
    assert linked and not [name for name in linked if not (ROOT / name).is_file()]


def test_decisions_have_their_six_lines() -> None:
    decisions = re.split(r"^### ", README.split("## Why it is so")[1], flags=re.MULTILINE)[1:]
    assert len(decisions) >= 5
    for decision in decisions:
        lines = [line.partition(":")[0] for line in decision.splitlines() if line.startswith("- ")]
        assert lines == ["- Context", "- Decision", "- Why", "- Status", "- Consequences"], decision


def test_the_backup_line_copies_a_database_in_use(tmp_path: Path) -> None:
    (tmp_path / ".data").mkdir()
    live = sqlite3.connect(tmp_path / ".data" / "records.sqlite3")
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE kept (word TEXT)")
    live.execute("INSERT INTO kept VALUES ('yes')")
    live.commit()
    line = next(line for line in README.splitlines() if "VACUUM INTO" in line)
    python = str(ROOT / ".venv" / "bin" / "python")
    if not Path(python).is_file():
        pytest.skip("NO .venv: the backup line of the README was not run")
    subprocess.run(line.replace(".venv/bin/python", python), shell=True, cwd=tmp_path, check=True)
    assert (tmp_path / "backup.sqlite3").stat().st_mode & 0o077 == 0, "others could read it"
    copy = sqlite3.connect(tmp_path / "backup.sqlite3")
    assert copy.execute("SELECT word FROM kept").fetchall() == [("yes",)]
