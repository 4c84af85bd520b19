"""The wire format of a chat server: whole replies, streamed ones, and the ways to leave off."""

import json
import socket
from http.server import BaseHTTPRequestHandler
from typing import Any


class ChatProtocol(BaseHTTPRequestHandler):
    """What tests/stub_server.py says its modes with. `stub` is the server's memory and settings."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    stub: Any

    def log_message(self, *_: Any) -> None:
        pass

    def _reply(self, body: dict[str, Any], text: str, finish: str | None = "stop") -> None:
        usage = {
            "prompt_tokens": sum(len(str(m["content"]).split()) for m in body["messages"]),
            "completion_tokens": len(text.split()),
        }
        usage["total_tokens"] = sum(usage.values())
        if not body.get("stream"):
            choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
            self._json(200, {"id": "stub", "object": "chat.completion", "choices": [choice], "usage": usage})
            return
        self._start(200, "text/event-stream")
        self._event({"role": "assistant", "content": ""})
        for start in range(0, len(text), self.stub.piece):
            if self.stub.delay and self.stub.stopping.wait(self.stub.delay):
                return
            self._event({"content": text[start : start + self.stub.piece]})
        if finish:
            self._event({}, finish=finish)
            self._chunk({"choices": [], "usage": usage})
            self._send(b"data: [DONE]\n\n")
        self._end()

    def _event(self, delta: dict[str, Any], finish: str | None = None) -> None:
        self._chunk({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def _chunk(self, fields: dict[str, Any]) -> None:
        chunk = {"id": "stub", "object": "chat.completion.chunk", "created": 0, "model": "stub", **fields}
        self._send(b"data: " + json.dumps(chunk).encode() + b"\n\n")

    def _json(self, status: int, fields: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self._whole(status, "application/json", json.dumps(fields).encode(), headers)

    def _whole(self, status: int, kind: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)

    def _start(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _send(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _end(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def _gone(self) -> bool:
        """Whether the client has closed its side."""
        self.connection.setblocking(False)
        try:
            gone = self.connection.recv(1) == b""
        except BlockingIOError:
            gone = False
        except OSError:
            gone = True
        finally:
            self.connection.setblocking(True)
        if gone:
            self.stub.walked_away.set()
            self.close_connection = True
        return gone

    def _drop(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True
