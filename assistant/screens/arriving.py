"""Something that grows in the background while the page looks at it now and then."""

from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import Generic, TypeVar

from assistant.errors import AssistantError

T = TypeVar("T")

EVERY = 0.25
"""Seconds between two looks: four a second, however fast the words come."""


class Arriving(Generic[T]):
    """Values of an iterator, of which the page only ever needs the newest."""

    def __init__(self, values: Callable[[Callable[[], bool]], Iterator[T]]) -> None:
        """`values` is called in a thread of its own with a function that says whether to stop."""
        self._values = values
        self._cancel = Event()
        self.latest: T | None = None
        self.count = 0
        self.fault: AssistantError | None = None
        self._thread = Thread(target=self._run, name="arriving", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        self._cancel.set()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            for value in self._values(self._cancel.is_set):
                self.latest = value
                self.count += 1
        except AssistantError as error:
            self.fault = error
