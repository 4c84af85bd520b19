"""The parts of the assistant: made once, when asked for, by whichever thread comes first."""

import threading
import time
from pathlib import Path

import pytest

from assistant import bootstrap
from assistant.bootstrap import Assistant
from assistant.domain.agenda import AgendaRequest
from assistant.domain.drafts import Engine
from assistant.domain.facts import Facts
from assistant.errors import ContentError
from assistant.part import part
from assistant.settings import ROOT, load_settings
from assistant.statefile import StateFile


class Counting(Assistant):
    """Counts how often its slow part is made."""

    made = 0

    @part
    def slow(self) -> object:
        time.sleep(0.05)
        type(self).made += 1
        return object()

    @part
    def failing(self) -> object:
        type(self).made += 1
        raise ContentError("not today")


@pytest.fixture(autouse=True)
def fresh(data_dir: Path) -> None:
    Counting.made = 0
    bootstrap.reset()


def test_threads_that_ask_together_get_one_part() -> None:
    one, seen = Counting(), []
    threads = [threading.Thread(target=lambda: seen.append(one.slow)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counting.made == 1 and len(set(map(id, seen))) == 1 and len(seen) == 8


def test_a_slow_part_keeps_nobody_from_another() -> None:
    one = Counting()
    with one.alone("slow"):
        worker = threading.Thread(target=lambda: one.library)
        worker.start()
        worker.join(timeout=20)
        assert not worker.is_alive()


def test_what_failed_is_tried_again() -> None:
    one = Counting()
    for _ in range(2):
        with pytest.raises(ContentError):
            one.failing  # noqa: B018  # asking is the test
    assert Counting.made == 2


def test_one_for_the_process_until_reset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = bootstrap.assistant()
    assert bootstrap.assistant() is first
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "elsewhere"))
    bootstrap.reset()
    assert bootstrap.assistant().settings.data_dir == tmp_path / "elsewhere"


def test_nothing_is_opened_before_it_is_asked_for(data_dir: Path) -> None:
    one = Assistant()
    assert one.engine_state().engine is Engine.COMPOSED and one.chat() is None
    assert one.library
    assert not list(data_dir.iterdir())


def test_composed_by_setting_wins_over_a_key() -> None:
    keyed = load_settings(engine=Engine.COMPOSED, model_key="k", model_url="http://127.0.0.1:9/v1")
    assert Assistant(keyed).chat() is None
    told = load_settings(engine=Engine.MODEL, model_url="http://127.0.0.1:9/v1", model_name="m")
    assert (
        Assistant(told).engine_state().engine is Engine.MODEL and Assistant(told).engine_state().model == "m"
    )
    unproven = Assistant(told.model_copy(update={"engine": Engine.AUTO})).engine_state()
    assert unproven.engine is Engine.COMPOSED and "has not been tested" in unproven.sentence


def test_the_state_file_survives_damage(tmp_path: Path) -> None:
    state = StateFile(tmp_path / "index" / "state.json")
    assert state.state("index") is None
    state.set_state("index", "one")
    state.set_state("other", "two")
    assert (state.state("index"), state.state("other")) == ("one", "two")
    (tmp_path / "index" / "state.json").write_text("[1, 2")
    assert state.state("index") is None
    state.set_state("index", "three")
    assert state.state("index") == "three"


def test_an_agenda_from_a_file_waits_for_no_index(data_dir: Path) -> None:
    """The first draft on a machine goes by words; nothing heavy is built for it."""
    facts = Facts.model_validate_json((ROOT / "tests" / "evals" / "facts_example.json").read_text("utf-8"))
    whole = Assistant(load_settings())
    draft = whole.guide.from_facts(facts, AgendaRequest(), Engine.COMPOSED)
    assert all(check.passed for check in draft.checks if check.gate == "must")
    assert not list(data_dir.rglob("*.onnx")) and not list(data_dir.rglob("*.sqlite3"))
