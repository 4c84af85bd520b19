"""The connections to a model's server, and how long to wait when it is busy."""

import random
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2
import openai

from assistant.adapters.address import is_loopback
from assistant.errors import ModelError, ModelFault

MOST_BYTES = 32 * 1024 * 1024
"""No reply is this long; a server that sends more has lost its way."""


class _Bounded(httpx2.AsyncByteStream):
    """Lets a reply through up to a size, and then breaks it off."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        room = MOST_BYTES
        async for part in self._stream:
            room -= len(part)
            if room < 0:
                raise ModelError(ModelFault.BROKEN, "The model's server sent far more than was asked for.")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _bound(response: httpx2.Response) -> None:
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Bounded(response.stream)


def http_client(url: str) -> httpx2.AsyncClient:
    """The connections to one server. The total time of a request is kept by who asks, not here.

    Proxies of the environment are for the world outside, never for this machine. Redirects are not
    followed: they would carry a prompt to another host.
    """
    return httpx2.AsyncClient(
        timeout=httpx2.Timeout(None, connect=5.0),
        trust_env=not is_loopback(url),
        follow_redirects=False,
        event_hooks={"response": [_bound]},
    )


def pause(error: openai.RateLimitError, attempt: int, ends: float) -> float | None:
    """Seconds to wait before asking a busy server again; None when there is no time left for it.

    What the server asks for is kept when it is possible; a wait beyond the deadline is not.
    """
    left = ends - time.monotonic()
    asked = _retry_after(error.response.headers.get("retry-after", ""))
    backoff: float = 0.5 * 2**attempt * random.uniform(0.8, 1.2)  # noqa: S311  # spreads callers, guards nothing
    rest = asked if asked is not None and asked < left else backoff
    return rest if rest < left else None


def _retry_after(said: str) -> float | None:
    """Seconds, from seconds or from a date; None when it is neither or lies in the past."""
    try:
        seconds = float(said)
    except ValueError:
        try:
            when = parsedate_to_datetime(said)
        except ValueError:
            return None
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        seconds = (when - datetime.now(UTC)).total_seconds()
    return seconds if seconds >= 0 else None
