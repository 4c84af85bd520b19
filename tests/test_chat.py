"""Every way in which a model's server can fail, against a real server on this machine."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.adapters.address import is_loopback, with_version
from assistant.adapters.breaker import Breaker
from assistant.adapters.chat import LangChainChat
from assistant.errors import ContentError, ModelError, ModelFault
from assistant.ports import Turn
from tests.stub_server import StubServer

KEY = "sk-very-secret-0123456789"
TURNS = [Turn(speaker="system", text="Be brief."), Turn(speaker="user", text="Say something.")]
SCHEMA = {
    "type": "object",
    "properties": {"question": {"type": "string", "maxLength": 80}, "minutes": {"type": "integer"}},
    "required": ["question"],
}


@pytest.fixture
def stub() -> Iterator[StubServer]:
    with StubServer() as server:
        yield server


def chat_with(stub: StubServer, **options: Any) -> LangChainChat:
    return LangChainChat("stub-1", base_url=stub.url, key=KEY, **options)


def fault_of(chat: LangChainChat, deadline: float = 5.0, **options: Any) -> ModelError:
    with pytest.raises(ModelError) as raised:
        chat.complete(TURNS, deadline=deadline, **options)
    assert KEY not in f"{raised.value!r} {raised.value.__cause__!r} {raised.value.__context__!r}"
    return raised.value


def test_a_reply_comes_back_whole_with_its_usage(stub: StubServer) -> None:
    stub.replies = ["A café, naïve and 日本 🙂."]
    reply = chat_with(stub).complete(TURNS, max_tokens=50)
    assert reply.text == "A café, naïve and 日本 🙂."
    assert (reply.tokens_sent, reply.tokens_received) == (4, 6)
    asked = stub.requests[0]
    assert asked["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Say something."},
    ]
    assert (asked["model"], asked["max_completion_tokens"]) == ("stub-1", 50)
    assert stub.headers[0]["authorization"] == f"Bearer {KEY}"


def test_a_stream_comes_in_few_pieces_and_loses_nothing(stub: StubServer) -> None:
    text = "One word after another. " * 40
    stub.replies, stub.delay = [text], 0.002
    started = time.monotonic()
    pieces = list(chat_with(stub).stream(TURNS))
    assert "".join(pieces) == text
    assert 1 < len(pieces) <= 2 + (time.monotonic() - started) / 0.05


def test_a_schema_is_asked_for_strictly_and_the_object_is_read(stub: StubServer) -> None:
    stub.replies = ['{"question": "What made it possible?", "minutes": 5}']
    reply = chat_with(stub).complete(TURNS, schema=SCHEMA)
    assert reply.fields == {"question": "What made it possible?", "minutes": 5}
    form = stub.requests[0]["response_format"]
    assert form["type"] == "json_schema" and form["json_schema"]["strict"] is True
    assert form["json_schema"]["schema"]["additionalProperties"] is False


@pytest.mark.parametrize(
    "wrapped",
    ["\ufeff{}", "```json\n{}\n```", "```\n{}\n```", "  {}\n"],
    ids=["mark", "json", "fence", "space"],
)
def test_wrapping_around_the_object_comes_off(stub: StubServer, wrapped: str) -> None:
    stub.replies = [wrapped.replace("{}", '{"question": "Why?"}')]
    assert chat_with(stub).complete(TURNS, schema=SCHEMA).fields == {"question": "Why?"}


BROKEN = {
    "half an object": '{"question": "Half of',
    "two objects": '{"question": "a"} {"question": "b"}',
    "a key twice": '{"question": "a", "question": "b"}',
    "a key nobody asked for": '{"question": "a", "owner": "Eve"}',
    "a key missing": '{"minutes": 5}',
    "another type": '{"question": 5}',
    "too long a value": '{"question": "%s"}' % ("a" * 81),
    "not a number": '{"question": "a", "minutes": NaN}',
    "too large a number": '{"question": "a", "minutes": 1e999}',
    "no object": '["question"]',
    "a deep nest": "[" * 10_000 + "]" * 10_000,
    "half a character": '{"question": "\\ud800"}',
    "chatter around it": 'Sure! {"question": "a"}',
}


@pytest.mark.parametrize("reply", BROKEN.values(), ids=BROKEN.keys())
def test_an_object_that_is_not_exactly_right_is_refused(stub: StubServer, reply: str) -> None:
    stub.replies, stub.piece = [reply], 1_000
    assert fault_of(chat_with(stub), schema=SCHEMA, max_tokens=2_000).fault is ModelFault.BROKEN


FAULTS = {
    "401": ModelFault.UNAUTHORISED,
    "403": ModelFault.UNAUTHORISED,
    "400": ModelFault.MISDIRECTED,
    "404": ModelFault.MISDIRECTED,
    "500": ModelFault.SERVER,
    "503": ModelFault.SERVER,
    "redirect": ModelFault.MISDIRECTED,
    "error_event": ModelFault.SERVER,
    "429_bare": ModelFault.BUSY,
    "429_absurd": ModelFault.BUSY,
    "too_long": ModelFault.TOO_LONG,
    "413": ModelFault.TOO_LONG,
    "truncate": ModelFault.CUT,
    "length": ModelFault.CUT,
    "reset_midway": ModelFault.CUT,
    "reset": ModelFault.UNREACHABLE,
    "empty": ModelFault.EMPTY,
    "refusal": ModelFault.REFUSED,
    "filter": ModelFault.REFUSED,
    "html": ModelFault.BROKEN,
    "garbage": ModelFault.BROKEN,
    "huge": ModelFault.BROKEN,
    "hang": ModelFault.TIMEOUT,
    "drip": ModelFault.TIMEOUT,
}


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")  # the vendor's, about our garbage
@pytest.mark.parametrize(("mode", "fault"), FAULTS.items())
def test_every_misbehaviour_has_its_name(stub: StubServer, mode: str, fault: ModelFault) -> None:
    stub.mode = mode
    started = time.monotonic()
    error = fault_of(chat_with(stub), deadline=2.5)
    assert error.fault is fault, error
    assert (
        str(error).endswith(".")
        and "127.0.0.1" in str(error)
        or fault
        in (
            ModelFault.CUT,
            ModelFault.EMPTY,
            ModelFault.REFUSED,
        )
    )
    assert time.monotonic() - started < 3.5


@pytest.mark.parametrize("mode", ["truncate", "empty", "reset_midway", "401", "drip"])
def test_a_stream_fails_as_a_whole_reply_does(stub: StubServer, mode: str) -> None:
    stub.mode = mode
    with pytest.raises(ModelError) as raised:
        list(chat_with(stub).stream(TURNS, deadline=1.5))
    assert raised.value.fault is FAULTS[mode]


def test_a_line_without_end_is_broken_off(stub: StubServer) -> None:
    stub.mode = "one_line"
    assert fault_of(chat_with(stub), deadline=10).fault is ModelFault.BROKEN
    assert stub.walked_away.wait(2)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/v1", "https://127.0.0.1:{port}/v1"], ids=["refused", "tls"]
)
def test_a_server_that_is_not_there_is_told_at_once(stub: StubServer, address: str) -> None:
    url = address.format(port=stub.host.rpartition(":")[2])
    started = time.monotonic()
    assert fault_of(LangChainChat("stub", base_url=url, key=KEY)).fault is ModelFault.UNREACHABLE
    assert time.monotonic() - started < 2


def test_a_name_that_nobody_knows_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror("Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = fault_of(LangChainChat("stub", base_url="http://model.invalid/v1", key=KEY))
    assert error.fault is ModelFault.UNREACHABLE


@pytest.mark.parametrize("mode", ["toolcall", "role"])
def test_tool_calls_and_roles_that_nobody_asked_for_mean_nothing(stub: StubServer, mode: str) -> None:
    stub.mode = mode
    assert chat_with(stub).complete(TURNS).text == "Hello from the stub."


def test_a_busy_server_is_asked_again_and_then_left(stub: StubServer) -> None:
    stub.mode = "429_once"
    assert chat_with(stub).complete(TURNS).text == "Hello from the stub."
    stub.mode, before = "429_bare", len(stub.requests)
    assert fault_of(chat_with(stub)).fault is ModelFault.BUSY
    assert len(stub.requests) - before == 3


def test_the_wait_a_busy_server_asks_for_is_kept(stub: StubServer) -> None:
    stub.mode = "429"
    started = time.monotonic()
    assert fault_of(chat_with(stub), deadline=8).fault is ModelFault.BUSY
    assert 2.0 <= time.monotonic() - started < 4.0
    stub.mode, started = "429_date", time.monotonic()
    fault_of(chat_with(stub), deadline=8)
    assert 1.0 <= time.monotonic() - started < 6.0


@pytest.mark.parametrize("mode", ["hang", "drip"])
def test_cancelling_ends_the_request_at_once(stub: StubServer, mode: str) -> None:
    stub.mode = mode
    stop = threading.Event()
    threading.Timer(0.4, stop.set).start()
    started = time.monotonic()
    assert fault_of(chat_with(stub), deadline=20, cancelled=stop.is_set).fault is ModelFault.CANCELLED
    assert time.monotonic() - started < 0.4 + 0.3
    assert stub.walked_away.wait(1.0), "the server still works on a reply that nobody wants"


def test_walking_away_from_a_stream_ends_the_request(stub: StubServer) -> None:
    stub.mode, stub.replies, stub.delay = "ok", ["word " * 2_000], 0.01
    pieces = chat_with(stub).stream(TURNS)
    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined]  # it is a generator, the port only promises an iterator
    assert stub.walked_away.wait(2.0)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_breaker_opens_after_five_failures_and_tries_again_later(stub: StubServer) -> None:
    clock = Clock()
    chat = chat_with(stub, breaker=Breaker(clock=clock))
    stub.mode = "500"
    for _ in range(5):
        fault_of(chat)
    started = time.monotonic()
    error = fault_of(chat)
    assert time.monotonic() - started < 0.05
    assert error.fault is ModelFault.SERVER and "5 times" in str(error)
    assert len(stub.requests) == 5

    clock.now += 31
    fault_of(chat)
    assert len(stub.requests) == 6
    fault_of(chat)
    assert len(stub.requests) == 6, "one try, and it failed: open again"

    clock.now += 31
    stub.mode = "ok"
    assert chat.complete(TURNS).text
    assert chat.complete(TURNS).text
    assert len(stub.requests) == 8


def test_a_cancelled_try_does_not_use_up_the_turn() -> None:
    clock = Clock()
    breaker = Breaker(limit=1, clock=clock)
    breaker.enter()
    breaker.leave(ModelFault.TIMEOUT)
    clock.now += 31
    breaker.enter()
    breaker.leave(ModelFault.CANCELLED)
    breaker.enter()
    with pytest.raises(ModelError):
        breaker.enter()


def test_bad_words_do_not_open_the_breaker_and_flapping_does_not_either(stub: StubServer) -> None:
    chat = chat_with(stub)
    stub.mode = "empty"
    for _ in range(6):
        assert fault_of(chat).fault is ModelFault.EMPTY
    stub.mode = "flapping"
    heard = 0
    for _ in range(10):
        try:
            heard += bool(chat.complete(TURNS).text)
        except ModelError as error:
            assert error.fault is ModelFault.SERVER
    assert heard == 5


def test_many_threads_can_ask_at_once(stub: StubServer) -> None:
    stub.replies = [lambda body: str(body["messages"][-1]["content"])]
    chat, said = chat_with(stub), {}

    def ask(number: int) -> None:
        said[number] = chat.complete([Turn(speaker="user", text=f"number {number}")]).text

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert said == {number: f"number {number}" for number in range(8)}


def test_a_proxy_of_the_environment_is_not_asked_about_this_machine(
    stub: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another")
    assert chat_with(stub).complete(TURNS).text == "Hello from the stub."
    assert stub.headers[0]["authorization"] == f"Bearer {KEY}"


def test_tracing_stays_off_whatever_the_environment_says(stub: StubServer) -> None:
    """In a process of its own, because the vendor remembers what it read first."""
    script = f"""
import os, socket
os.environ.update(LANGSMITH_TRACING="true", LANGCHAIN_TRACING_V2="true", LANGSMITH_API_KEY="x")
connect = socket.socket.connect
def only_here(self, address):
    assert address[0] == "127.0.0.1", address
    return connect(self, address)
socket.socket.connect = only_here
from assistant.adapters.chat import LangChainChat
from assistant.ports import Turn
import langsmith.utils
print(LangChainChat("m", base_url={stub.url!r}, key="k").complete([Turn(speaker="user", text="hi")]).text)
print("tracing", langsmith.utils.tracing_is_enabled())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == ["Hello from the stub.", "tracing False"], done.stderr


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1"),
        ("http://localhost:8000/v1/", "http://localhost:8000/v1"),
        ("https://example.org/proxy/openai", "https://example.org/proxy/openai"),
        ("", "https://api.openai.com/v1"),
    ],
)
def test_an_address_gets_its_version(given: str, used: str) -> None:
    assert with_version(given) == used


@pytest.mark.parametrize(
    "given", ["localhost:11434", "ftp://x", "http://", "http://x:notaport", "http://[::1"]
)
def test_an_address_that_is_none_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(ContentError, match="ASSISTANT_MODEL_URL.*http://localhost:11434/v1"):
        LangChainChat("stub", base_url=given)


def test_loopback_is_known_by_name_and_number() -> None:
    assert all(map(is_loopback, ["http://localhost:1/v1", "http://127.1.2.3", "http://[::1]:8/v1"]))
    assert not any(
        map(is_loopback, ["http://127.0.0.1.example.org", "https://example.org", "http://10.0.0.1"])
    )
