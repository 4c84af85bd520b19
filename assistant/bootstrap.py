"""From settings to a working assistant: every part is built when it is first asked for, once."""

from collections.abc import Callable
from threading import Lock, RLock
from typing import Any, Generic, TypeVar, overload

from assistant import telemetry
from assistant.guide import EngineState, Guide
from assistant.library import Library, load_library
from assistant.ports import ChatModel, Records
from assistant.retrieval import Retriever
from assistant.settings import Settings, load_settings

telemetry.silence()

T = TypeVar("T")


class part(Generic[T]):  # noqa: N801  # used as a decorator, like `property`
    """An attribute made at its first use. Threads that ask together wait for one maker, of this part only."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__

    @overload
    def __get__(self, owner: None, kind: type) -> "part[T]": ...
    @overload
    def __get__(self, owner: "Assistant", kind: type) -> T: ...
    def __get__(self, owner: "Assistant | None", kind: type) -> "part[T] | T":
        if owner is None:
            return self
        with owner.locks.setdefault(self._name, RLock()):
            if self._name not in owner.__dict__:
                owner.__dict__[self._name] = self._make(owner)
        value: T = owner.__dict__[self._name]
        return value


class Assistant:
    """All that the page and the command line work with. A vendor is imported by the part that needs it."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or load_settings()
        self.locks: dict[str, RLock] = {}

    @part
    def library(self) -> Library:
        return load_library(self.settings.knowledge_dir)

    @part
    def retriever(self) -> Retriever:
        return Retriever(self.library)

    @part
    def records(self) -> Records:
        raise NotImplementedError

    @part
    def guide(self) -> Guide:
        return Guide()

    def chat(self) -> ChatModel | None:
        """The model that phrases, or None when drafts stay composed."""
        return None

    @property
    def engine_state(self) -> EngineState:
        return self.guide.engine()

    def warm(self) -> None:
        """Build what the next click will need. For a thread in the background, after the first paint."""
        self.retriever.search("How do I start a first meeting?")
        self.guide  # noqa: B018  # asking for a part builds it
        self.chat()

    def close(self) -> None:
        """Let go of files, locks and connections."""


_one: Assistant | None = None
_guard = Lock()


def assistant() -> Assistant:
    """The one of this process."""
    global _one
    with _guard:
        if _one is None:
            _one = Assistant()
        return _one


def reset() -> None:
    """Forget it, so that the next call sees changed settings."""
    global _one
    with _guard:
        if _one is not None:
            _one.close()
        _one = None


def warm() -> None:
    assistant().warm()
