"""The command line as its users meet it: exit status, clean JSON, errors of one line, nothing half-written."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import cli
from tests.stub_server import StubServer

FACTS = Path(__file__).parent / "evals" / "facts_example.json"


class Ran:
    """What one command said."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def data(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)

    def refused(self, status: int, says: str) -> None:
        """One line on standard error, nothing on standard output."""
        assert self.status == status
        assert self.out == ""
        assert self.err.startswith("Error: ") and self.err.count("\n") == 1
        assert says in self.err


class Line:
    """The command line in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str) -> Ran:
        self.capsys.readouterr()
        hook = sys.excepthook
        try:
            status = cli.main(list(arguments))
        finally:
            sys.excepthook = hook
        return Ran(status, *self.capsys.readouterr())


@pytest.fixture
def line(capsys: pytest.CaptureFixture[str], data_dir: Path) -> Line:
    return Line(capsys)


@pytest.fixture
def words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the embedder, so that a test does not wait for 200 embeddings."""
    monkeypatch.setattr("assistant.adapters.weights.PACKAGE", "no-such-package")


@pytest.fixture
def trial(line: Line) -> str:
    """A programme with one pair; returns the pair's id."""
    made = line(
        "pair", "add", "--programme", "Trial", "--as", "Dana", "--mentor", "Ana", "--mentee", "Ben", "--json"
    )
    return str(made.data["id"])


def test_help_is_shown_for_nothing_and_for_help(line: Line) -> None:
    for arguments in ((), ("--help",), ("agenda", "--help")):
        ran = line(*arguments)
        assert ran.status == 0 and "Usage" in ran.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("agendas",), "No such command"),
        (("agenda", "--minutes", "10"), "--minutes"),
        (("agenda", "--phase", "dawn"), "--phase"),
        (("agenda", "--mode", "dance"), "'--mode': 'dance' is not one of 'in_person'"),
        (("agenda", "--nope"), "No such option"),
        (("agenda", "--facts", ""), "the file: cannot be read"),
        (("agenda",), "--pair ID --as PERSON"),
        (("agenda", "--facts", "none.json"), "none.json: cannot be read"),
        (("agenda", "--facts", str(FACTS), "--pair", "x", "--as", "y"), "touches no database"),
        (("agenda", "--facts", str(FACTS), "--goal", "learn to fly"), "'learn to fly' is not known here"),
        (("agenda", "--pair", "x", "--as", "Ana"), "Nobody is here yet"),
        (("check", "none.json"), "none.json: cannot be read"),
        (("check", str(FACTS)), "is missing"),
        (("check", "-", "--facts", "-"), "not both"),
        (("pair", "show", "x", "--as", "Ana"), "assistant demo"),
        (("pair", "add", "--mentor", "Ana", "--mentee", "Ben"), "--programme"),
        (("pair", "add"), "Say who meets"),
        (("pair", "add", "--programme", "P", "--as", "D", "--mentor", "M"), "one mentor and one mentee"),
        (("model", "pull", "gpt-9"), "gpt-9"),
        (("search",), "Missing argument"),
        (("run", "--port", "0"), "--port"),
    ],
)
def test_bad_input_is_one_line_and_ends_with_2(line: Line, arguments: tuple[str, ...], says: str) -> None:
    line(*arguments).refused(2, says)


def test_a_wrong_setting_names_its_variable(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "many")
    line("pair", "list").refused(2, "ASSISTANT_PORT")


def test_an_endless_price_is_refused(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL_PRICE", "inf")
    line("pair", "list").refused(2, "ASSISTANT_MODEL_PRICE")


@pytest.mark.usefixtures("words_only")
def test_facts_from_a_file_touch_no_database(line: Line, data_dir: Path) -> None:
    draft = line("agenda", "--facts", str(FACTS), "--minutes", "45", "--json").data
    assert draft["kind"] == "agenda" and draft["pair_id"] is None
    assert sum(item["minutes"] for item in draft["body"]["items"]) == 45
    assert "pass" in draft["checks"][0]
    assert not list(data_dir.rglob("records*"))


@pytest.mark.usefixtures("words_only")
def test_a_person_gets_a_readable_agenda(line: Line) -> None:
    ran = line("agenda", "--facts", str(FACTS))
    assert ran.status == 0
    for words in ("Samuel", "45 minutes", "Next step", "Only you can see this", "Sources", "[1]"):
        assert words in ran.out
    assert "{" not in ran.out


@pytest.mark.usefixtures("words_only")
def test_a_draft_is_checked_again(line: Line, tmp_path: Path) -> None:
    draft = line("agenda", "--facts", str(FACTS), "--json").data
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(draft), encoding="utf-8")
    again = line("check", str(file), "--facts", str(FACTS), "--json")
    assert again.status == 0, again.out
    assert {one["code"] for one in json.loads(again.out)["checks"]} >= {"GE-1", "AG-1", "AG-5"}

    draft["body"]["items"][0]["minutes"] += 7
    file.write_text(json.dumps(draft), encoding="utf-8")
    wrong = line("check", str(file), "--json")
    assert wrong.status == 1 and wrong.err == ""
    failed = [one["code"] for one in json.loads(wrong.out)["checks"] if not one["pass"]]
    assert "AG-1" in failed


def test_the_schema_of_a_facts_file_is_printed(line: Line) -> None:
    schema = line("agenda", "--facts-schema").data
    assert {"form", "people", "goals"} <= set(schema["properties"])


def test_a_programme_is_typed_in_from_nothing(line: Line, trial: str) -> None:
    short = trial[:8]
    goal = (
        "pair",
        "goal",
        short,
        "Speak up in meetings",
        "--as",
        "Ben",
        "--level",
        "0=I speak once",
        "--json",
    )
    assert line(*goal).data["levels"] == {"0": "I speak once"}
    assert line("pair", "rate", short, "Speak up in meetings", "--as", "Ben", "--level", "-1").status == 0
    seen = ("--owner", "Ben", "--evidence", "Waited for everybody", "--on", "2026-05-31")
    strength = line("pair", "strength", short, "Patience", "--as", "Ana", *seen, "--json").data
    assert strength["evidence"][0]["noticed_by"] == "Ana"
    assert (
        line("pair", "commitment", short, "Write one page", "--as", "Ben", "--due", "2026-06-30").status == 0
    )
    held = line("pair", "session", short, "--as", "Ana", "--happened", "We met", "--json").data
    assert held["number"] == 1
    assert line("pair", "point", short, "Exams", "--as", "Ben").status == 0

    kept = line("pair", "show", "Ana and Ben", "--as", "Ana", "--json").data
    assert kept["goals"][0]["ratings"][0]["level"] == -1
    assert [len(kept[key]) for key in ("strengths", "commitments", "sessions", "talking_points")] == [1] * 4
    shown = line("pair", "show", short, "--as", "Ana").out
    assert "Speak up in meetings" in shown and "Patience" in shown


def test_a_session_recorded_late_gets_the_next_number(line: Line, trial: str) -> None:
    for number, day in enumerate(("2026-05-20", "2026-05-10", "2026-05-15", "2026-05-30"), start=1):
        assert line("pair", "session", trial, "--as", "Ana", "--on", day, "--json").data["number"] == number
    line("pair", "session", trial, "--as", "Ana", "--on", "2026-06-02", "--next", "2026-06-01").refused(
        2, "next"
    )


def test_two_who_record_a_session_at_once_both_succeed(
    line: Line, trial: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.adapters.records import store

    real, calls = store.SqlRecords.sessions, []

    def stale(self: Any, *key: Any, **limits: Any) -> Any:
        calls.append(key)
        return [] if len(calls) == 1 else real(self, *key, **limits)

    line("pair", "session", trial, "--as", "Ana")
    monkeypatch.setattr(store.SqlRecords, "sessions", stale)
    assert line("pair", "session", trial, "--as", "Ben", "--json").data["number"] == 2


def test_pairs_are_listed_for_everyone_and_for_one(line: Line, trial: str) -> None:
    assert [pair["id"] for pair in line("pair", "list", "--json").data] == [trial]
    assert [pair["id"] for pair in line("pair", "list", "--as", "Ben", "--json").data] == [trial]
    assert line("pair", "list", "--as", "Dana", "--json").data
    assert "Ana (mentor)" in line("pair", "list").out


def test_a_stranger_gets_nothing_from_a_pair(line: Line, trial: str) -> None:
    line("pair", "add", "--as", "Dana", "--peer", "Cleo", "--peer", "Dov")
    line("pair", "show", trial, "--as", "Cleo").refused(2, "is not known here")
    line("pair", "show", trial, "--as", "Dana").refused(2, "is not known here")
    line("agenda", "--pair", trial, "--as", "Cleo").refused(2, "is not known here")


def test_what_is_refused_leaves_nothing_behind(line: Line, trial: str) -> None:
    line("pair", "add", "--as", "Dana", "--mentor", "Eve", "--mentor", "Finn").refused(2, "")
    line("pair", "show", "x", "--as", "Eve").refused(2, "'Eve' is not known here")
    line("pair", "add", "--programme", "Second", "--as", "Gil", "--peer", "Hal").refused(2, "")
    line("pair", "list", "--as", "Gil").refused(2, "'Gil' is not known here")
    line("pair", "goal", trial, "x", "--as", "Ben").refused(2, "text: ")
    line("pair", "goal", trial, "Swim", "--as", "Ben", "--level", "nine").refused(2, "write it like")
    line("pair", "commitment", trial, "Swim", "--as", "Ben", "--due", "soon").refused(2, "2026-05-31")


@pytest.mark.usefixtures("words_only")
def test_an_agenda_from_the_record(line: Line, trial: str, data_dir: Path) -> None:
    draft = line("agenda", "--pair", trial[:6], "--as", "Ana", "--minutes", "30", "--json").data
    assert draft["pair_id"] == trial and draft["version"] == 1 and draft["model_id"] == "offline-template"
    assert draft["author_role"] == "mentor"
    assert (data_dir / "records.sqlite3").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("words_only")
def test_the_demonstration_is_loaded_once(line: Line) -> None:
    programme = line("demo", "--json").data
    assert programme["name"]
    line("demo").refused(2, "already loaded")
    assert {pair["form"] for pair in line("pair", "list", "--json").data} == {"one_to_one", "group", "peer"}


@pytest.mark.usefixtures("words_only")
def test_without_the_embedder_search_goes_by_words(line: Line) -> None:
    report = line("index", "--json").data
    assert report["by"] == "keywords" and report["notice"]
    found = line("search", "strength spotting", "--json").data
    assert found["by"] == "keywords" and found["hits"]
    assert "by words only" in line("search", "strength spotting").out
    findings = {one["name"]: one for one in json.loads(line("doctor", "--json").out)}
    assert findings["index"]["state"] == "warn" and findings["database"]["state"] == "ok"


@pytest.mark.usefixtures("words_only")
def test_the_doctor_says_what_to_do(line: Line, data_dir: Path) -> None:
    (data_dir / "records.sqlite3").write_bytes(b"this is no database" * 1000)
    ran = line("doctor", "--json")
    assert ran.status == 1 and ran.err == ""
    findings = {one["name"]: one for one in json.loads(ran.out)}
    assert findings["database"]["state"] == "fail" and findings["database"]["says"]
    assert findings["practice notes"]["state"] in ("ok", "warn")


def test_a_damaged_database_is_a_failure_not_bad_input(line: Line, data_dir: Path) -> None:
    (data_dir / "records.sqlite3").write_bytes(b"this is no database" * 1000)
    line("pair", "list").refused(1, "")


def test_words_of_people_cannot_steer_the_terminal(line: Line, trial: str) -> None:
    line("pair", "point", trial, "\x1b[2J[bold]Exams[/bold] :smile:", "--as", "Ben")
    shown = line("pair", "show", trial, "--as", "Ana").out
    assert "\x1b" not in shown
    assert "[bold]Exams[/bold] :smile:" in shown


def test_the_names_of_models_are_shown_whole(line: Line) -> None:
    shown = line("model", "list").out
    assert all(one["name"] in shown for one in line("model", "list", "--json").data["models"])


@pytest.mark.parametrize("name", ["smollm2-135m", "qwen2.5-coder-1.5b"])
def test_a_model_that_would_not_be_chosen_is_named_for_its_test(
    line: Line, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from assistant.adapters import models
    from assistant.adapters.local_models import LocalModels

    monkeypatch.setattr(LocalModels, "pull", lambda self, name, progress: self.entry(name))
    monkeypatch.setattr(models, "available", lambda folder: {name})
    monkeypatch.setattr(models, "fits", lambda entry: True)
    said = line("model", "pull", name).out
    chosen = name != "smollm2-135m"  # which is for tests only
    assert ("`assistant model test`" in said) is chosen
    assert (f"`ASSISTANT_MODEL_NAME={name} assistant model test`" in said) is not chosen


def test_models_are_listed_and_none_is_running(line: Line) -> None:
    listed = line("model", "list", "--json").data
    assert listed["engine"]["engine"] == "composed"
    assert sum(model["default"] for model in listed["models"]) == 1
    assert not any(model["here"] for model in listed["models"])
    assert line("model", "stop", "--json").data == {"stopped": None}


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubServer]:
    with StubServer(mode="echo") as server:
        monkeypatch.setenv("ASSISTANT_MODEL_URL", server.url)
        monkeypatch.setenv("ASSISTANT_MODEL_NAME", "stub")
        yield server


@pytest.mark.usefixtures("words_only")
def test_a_model_that_has_not_earned_it_is_not_asked(line: Line, stub: StubServer, trial: str) -> None:
    draft = line("agenda", "--pair", trial, "--as", "Ana", "--json").data
    assert draft["model_id"] == "offline-template" and not stub.requests
    assert "has not been tested" in line("model", "list", "--json").data["engine"]["sentence"]


@pytest.mark.usefixtures("words_only")
@pytest.mark.parametrize("source", ["facts", "record"])
def test_a_model_asked_for_by_name_is_asked_and_judged(
    line: Line, stub: StubServer, trial: str, source: str
) -> None:
    given = ("--facts", str(FACTS)) if source == "facts" else ("--pair", trial, "--as", "Ana")
    draft = line("agenda", *given, "--engine", "model", "--json").data
    assert stub.requests and draft["tokens"]["requests"] >= 1
    assert draft["model_id"] == "offline-template"  # an echo says nothing new, so every word stays composed
    assert all(wording["shown"] == "composed" and wording["reason"] for wording in draft["wordings"])


@pytest.mark.usefixtures("words_only")
def test_a_person_is_told_what_the_model_cost(
    line: Line, stub: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(body: dict[str, Any]) -> str:
        return json.dumps(
            dict.fromkeys(body["response_format"]["json_schema"]["schema"]["properties"], "How?")
        )

    stub.mode, stub.replies = "ok", [said]
    given = ("agenda", "--facts", str(FACTS), "--engine", "model")
    assert "tokens)" in " ".join(line(*given).out.split())
    monkeypatch.setenv("ASSISTANT_MODEL_PRICE", "0.5")
    assert "tokens, about 0." in " ".join(line(*given).out.split())


@pytest.mark.usefixtures("words_only")
def test_a_model_is_tested_and_told_what_it_earned(line: Line, stub: StubServer) -> None:
    result = line("model", "test", "--json").data
    assert result["earned"] is False and all(one["asked"] >= 24 for one in result["records"])
    assert "stays composed" in result["says"]
    assert "stays composed" in line("model", "list").out.replace("\n", " ")


@pytest.mark.usefixtures("words_only")
def test_without_a_model_there_is_a_draft_and_a_word_about_it(line: Line) -> None:
    ran = line("agenda", "--facts", str(FACTS), "--engine", "model", "--json")
    assert json.loads(ran.out)["model_id"] == "offline-template"
    assert ran.err.startswith("Note: A model is asked for")
    line("model", "test").refused(2, "A model is asked for")


@pytest.mark.usefixtures("words_only")
def test_a_model_that_cannot_be_reached_is_a_failure(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL_URL", "http://127.0.0.1:9/v1")
    line("model", "test").refused(1, "")


def test_a_mistake_of_ours_shows_no_traceback(data_dir: Path) -> None:
    code = (
        "import sys\nfrom assistant import cli\n"
        "cli.get_command = lambda app: (_ for _ in ()).throw(ZeroDivisionError('private words'))\n"
        "sys.exit(cli.main(['pair', 'list']))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 1 and ran.stdout == ""
    assert ran.stderr.count("\n") == 1 and "ZeroDivisionError" in ran.stderr
    assert "private words" not in ran.stderr


def test_json_is_utf8_whatever_the_terminal(data_dir: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant"]
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    add = (
        "pair",
        "add",
        "--programme",
        "Früh",
        "--as",
        "Jürgen",
        "--peer",
        "Zoë",
        "--peer",
        "Łukasz",
        "--json",
    )
    ran = subprocess.run([*command, *add], capture_output=True, env=env, check=True)
    assert [one["name"] for one in json.loads(ran.stdout)["members"]] == ["Zoë", "Łukasz"]


def test_what_a_server_says_wrongly_is_no_warning_of_ours(stub: StubServer, data_dir: Path) -> None:
    stub.mode = "garbage"
    command = [
        sys.executable,
        "-m",
        "assistant",
        "agenda",
        "--facts",
        str(FACTS),
        "--engine",
        "model",
        "--json",
    ]
    ran = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=True)
    assert stub.requests and json.loads(ran.stdout)["notices"]
    assert ran.stderr == ""
