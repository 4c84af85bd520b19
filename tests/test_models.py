"""Which engine writes: decided once, in order, and always with a reason."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters import models, shelf
from assistant.adapters.local_chat import LocalChat
from assistant.adapters.models import Choice, build, choose
from assistant.catalogue import Entry, entry_named
from assistant.settings import Settings

SMALL, DEFAULT = entry_named("qwen2.5-coder-0.5b"), entry_named("qwen2.5-coder-1.5b")
TESTS = entry_named("smollm2-135m")


def chosen(data_dir: Path, **options: Any) -> Choice:
    return choose(Settings(data_dir=data_dir, **options))


@pytest.fixture
def shelved(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """The models that are on this machine, for this test."""
    here: list[Entry] = []
    monkeypatch.setattr(models, "available", lambda _: {entry.name: data_dir / entry.file for entry in here})
    monkeypatch.setattr(models, "fits", lambda entry: entry.memory < 5_000_000_000)
    return here


def test_nothing_set_means_composed(data_dir: Path) -> None:
    choice = chosen(data_dir)
    assert (choice.kind, choice.wanted) == ("composed", True) and choice.why.endswith("none is set up.")
    assert build(Settings(data_dir=data_dir)) is None


def test_composed_wins_over_everything(data_dir: Path, shelved: list[Entry]) -> None:
    shelved.append(DEFAULT)
    choice = chosen(data_dir, engine="composed", model_key="sk-1", model_url="http://localhost:1")
    assert choice.kind == "composed" and "as set" in choice.why


def test_a_key_alone_means_openai_and_is_never_shown(data_dir: Path) -> None:
    choice = chosen(data_dir, model_key="sk-secret")
    assert (choice.kind, choice.name) == ("endpoint", "gpt-4o-mini")
    assert "api.openai.com" in choice.why and "sk-secret" not in choice.model_dump_json()


def test_an_address_wins_over_a_model_on_this_machine(data_dir: Path, shelved: list[Entry]) -> None:
    shelved.append(DEFAULT)
    choice = chosen(data_dir, model_url="http://user:pass@localhost:11434", model_name="llama3")
    assert (choice.kind, choice.name) == ("endpoint", "llama3")
    assert choice.why == "llama3 at localhost:11434 writes, because an address is set."


def test_the_best_fetched_model_that_fits_is_taken(data_dir: Path, shelved: list[Entry]) -> None:
    shelved += [TESTS, SMALL, DEFAULT, entry_named("llama-3.1-8b-instruct")]
    choice = chosen(data_dir)
    assert (choice.kind, choice.name) == ("local", DEFAULT.name)
    assert isinstance(build(Settings(data_dir=data_dir)), LocalChat)


def test_a_model_for_tests_is_only_taken_by_name(data_dir: Path, shelved: list[Entry]) -> None:
    shelved.append(TESTS)
    assert chosen(data_dir).kind == "composed"
    assert chosen(data_dir, model_name=TESTS.name).kind == "local"


def test_a_named_local_model_wins_over_a_key(data_dir: Path, shelved: list[Entry]) -> None:
    shelved += [SMALL, DEFAULT]
    choice = chosen(data_dir, model_name=SMALL.name, model_key="sk-1")
    assert (choice.kind, choice.name) == ("local", SMALL.name)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"engine": "model"}, "no key, no address"),
        ({"model_name": "qwen2.5-coder-1.5b"}, "assistant model pull qwen2.5-coder-1.5b"),
    ],
)
def test_a_model_that_was_asked_for_and_is_not_there_is_told(
    data_dir: Path, options: dict[str, str], says: str
) -> None:
    choice = chosen(data_dir, **options)
    assert (choice.kind, choice.wanted) == ("composed", False) and says in choice.why


def test_choosing_loads_no_vendor() -> None:
    """It is asked before the first paint."""
    script = """
import sys
from assistant.adapters.models import choose
from assistant.settings import Settings
choose(Settings())
print([v for v in ("openai", "httpx2", "langchain_core", "xllamacpp", "tiktoken") if v in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


def test_only_whole_and_verified_files_count(data_dir: Path) -> None:
    (data_dir / SMALL.file).write_bytes(b"from somewhere")
    assert shelf.available(data_dir) == {}
