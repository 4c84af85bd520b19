"""A circuit breaker: after five failures in a row a server is left alone for a while."""

import time
from collections.abc import Callable
from threading import Lock

from assistant.errors import ModelError, ModelFault

WEIGHTY = {ModelFault.UNREACHABLE, ModelFault.BUSY, ModelFault.SERVER, ModelFault.TIMEOUT}
"""Faults that say the server is unwell. A bad reply only says that the model is."""


class Breaker:
    """Closed: everything passes. Open: fails at once. Half open: one request tries its luck."""

    def __init__(
        self, limit: int = 5, rest: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._rest = rest
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._retry_at = 0.0
        self._last = ModelFault.UNREACHABLE

    def enter(self) -> None:
        """Ask before a request. Raises ModelError while the breaker is open."""
        with self._lock:
            if self._failures < self._limit:
                return
            wait = self._retry_at - self._clock()
            if wait > 0:
                raise ModelError(
                    self._last,
                    f"The model's server failed {self._failures} times in a row and is left alone for now. "
                    f"The next try is possible in {max(1, round(wait))} seconds.",
                )
            self._retry_at = self._clock() + self._rest

    def leave(self, fault: ModelFault | None) -> None:
        """Tell how the request ended; None means well."""
        with self._lock:
            if fault is ModelFault.CANCELLED:
                self._retry_at = 0.0
            elif fault in WEIGHTY:
                self._failures += 1
                self._last = fault
                self._retry_at = self._clock() + self._rest
            else:
                self._failures = 0
