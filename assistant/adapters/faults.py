"""Puts what went wrong at a model's server into our own words."""

import json

import httpx2
import openai

from assistant.errors import ModelError, ModelFault

EXPECTED = (
    openai.OpenAIError,
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpx2.StreamError,
    OSError,
    # A server that answers something else than the protocol makes the vendor's parser fail in these.
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
)

FULL = ("context length", "context size", "context window", "context_length", "maximum context", "too long")
"""Every server says it in its own words that a prompt does not fit."""


def as_model_error(error: BaseException, where: str, began: bool = False) -> ModelError:
    """Our error for a vendor's. The vendor's words are left out: they may hold parts of a key or a prompt.

    `began` says that a part of the reply had come: then a lost connection is a reply that broke off.
    """
    fault, says = _told(error)
    if began and fault is ModelFault.UNREACHABLE:
        fault, says = _cut()
    return ModelError(fault, f"{where} {says}.")


def _told(error: BaseException) -> tuple[ModelFault, str]:
    if isinstance(error, openai.APIStatusError):
        return _by_status(error)
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
        return ModelFault.UNREACHABLE, "did not take the connection in time; check that it is running"
    if isinstance(error, httpx2.ReadError | httpx2.RemoteProtocolError | json.JSONDecodeError):
        return _cut()
    if isinstance(error, openai.APIConnectionError | httpx2.HTTPError | httpx2.InvalidURL | OSError):
        return ModelFault.UNREACHABLE, "cannot be reached; check the address, and that it is running"
    if isinstance(error, openai.APIError):
        return _too_long() if _full(error) else (ModelFault.SERVER, "reported an error in its reply")
    return ModelFault.BROKEN, "answered something that is not a chat reply; check the address"


def _by_status(error: openai.APIStatusError) -> tuple[ModelFault, str]:
    status = error.status_code
    if status in (401, 403):
        return ModelFault.UNAUTHORISED, f"did not accept the key (HTTP {status}); check it in Settings"
    if status == 413 or (status < 500 and _full(error)):
        return _too_long()
    if status == 429:
        return ModelFault.BUSY, "is busy, or the key's allowance is used up (HTTP 429)"
    if status >= 500:
        return ModelFault.SERVER, f"has a fault of its own (HTTP {status}); try again later"
    return (
        ModelFault.MISDIRECTED,
        f"refused the request (HTTP {status}); check the address and the model's name",
    )


def _cut() -> tuple[ModelFault, str]:
    return ModelFault.CUT, "broke off in the middle of its reply"


def _too_long() -> tuple[ModelFault, str]:
    return ModelFault.TOO_LONG, "cannot read a request as long as this one"


def _full(error: openai.APIError) -> bool:
    said = f"{error.message} {error.body}".lower()
    return any(words in said for words in FULL)
