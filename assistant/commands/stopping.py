"""Ctrl-C as a wish: long work ends where it can, and leaves everything as it was."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Gives what the work asks now and then. Whoever presses it a second time does not wait."""
    wished, before = Event(), signal.getsignal(signal.SIGINT)

    def wish(_signal: int, _frame: FrameType | None) -> None:
        wished.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, wish)
    try:
        yield wished.is_set
    finally:
        signal.signal(signal.SIGINT, before)
