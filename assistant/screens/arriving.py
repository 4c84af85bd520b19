"""Work that goes on in the background while the page looks at it now and then."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar

from assistant.errors import AssistantError

T = TypeVar("T")

EVERY = 0.25
"""Seconds between two looks: four a second, however fast the words come."""


class Stopped(Exception):  # noqa: N818  # nobody made a mistake
    """Raised inside the work when its reader no longer wants it."""


class Arriving(Generic[T]):
    """Values that follow each other, of which the page only ever needs the newest."""

    def __init__(self, work: Callable[["Arriving[T]"], None]) -> None:
        """`work` runs in a thread of its own; it calls `report` and may ask `cancelled`."""
        self._work = work
        self._cancel = Event()
        self.latest: T | None = None
        self.count = 0
        self.fault: AssistantError | None = None
        self._thread = Thread(target=self._run, name="arriving", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def report(self, value: T) -> None:
        self.latest = value
        self.count += 1

    def report_or_stop(self, value: T) -> None:
        """The same, for work that can only be ended from inside."""
        if self.cancelled():
            raise Stopped
        self.report(value)

    def cancelled(self) -> bool:
        return self._cancel.is_set()

    def stop(self) -> None:
        self._cancel.set()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self._work(self)
        except AssistantError as error:
            self.fault = error
        except Stopped:
            pass  # as asked
