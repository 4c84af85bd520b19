"""The local model as a chat model: started when it is first asked, and again when it has died."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any

from assistant.adapters.chat import LangChainChat
from assistant.adapters.llama import Endpoint, LocalServer
from assistant.catalogue import Entry
from assistant.errors import ModelError, ModelFault
from assistant.ports import Reply, Turn


class LocalChat:
    """Asks whichever process runs the model now. Loading counts towards the deadline."""

    def __init__(self, server: LocalServer, entry: Entry) -> None:
        self._server = server
        self._entry = entry
        self._lock = Lock()
        self._chats: dict[Endpoint, LangChainChat] = {}

    @property
    def name(self) -> str:
        return self._entry.name

    def complete(
        self,
        turns: Sequence[Turn],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        ends = time.monotonic() + deadline
        chat = self._chat(ends, cancelled)
        try:
            return chat.complete(
                turns, schema=schema, max_tokens=max_tokens, deadline=_left(ends), cancelled=cancelled
            )
        except ModelError as error:
            if error.fault not in (ModelFault.UNREACHABLE, ModelFault.CUT) or self._server.running():
                raise
        # It died under the request: once more, with a new process.
        chat = self._chat(ends, cancelled)
        return chat.complete(
            turns, schema=schema, max_tokens=max_tokens, deadline=_left(ends), cancelled=cancelled
        )

    def stream(
        self,
        turns: Sequence[Turn],
        *,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[str]:
        ends = time.monotonic() + deadline
        chat = self._chat(ends, cancelled)
        yield from chat.stream(turns, max_tokens=max_tokens, deadline=_left(ends), cancelled=cancelled)

    def _chat(self, ends: float, cancelled: Callable[[], bool]) -> LangChainChat:
        endpoint = self._server.ensure(self._entry, deadline=_left(ends), cancelled=cancelled)
        with self._lock:
            if endpoint not in self._chats:
                for old in self._chats.values():
                    old.close()
                base_url, key = endpoint
                self._chats = {endpoint: LangChainChat(self._entry.name, base_url=base_url, key=key)}
            return self._chats[endpoint]


def _left(ends: float) -> float:
    return max(0.0, ends - time.monotonic())
