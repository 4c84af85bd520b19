"""A language model, as the core asks for it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from assistant.domain.value import Value

CountTokens = Callable[[str], int]


class Turn(Value):
    """One message to a model. `speaker` is "system", "user" or "assistant"."""

    speaker: str
    text: str


class Reply(Value):
    """What came back, and whole: a reply that was cut short is a ModelError instead."""

    text: str
    fields: dict[str, Any] | None = None
    """The parsed JSON object, when a schema was asked for."""
    tokens_sent: int = 0
    tokens_received: int = 0


class ChatModel(Protocol):
    """A language model. Both methods raise ModelError and nothing else.

    `deadline` is the total time in seconds, drips and retries included; `cancelled` is asked
    often and ends the request when it says True.
    """

    @property
    def name(self) -> str: ...

    def complete(
        self,
        turns: Sequence[Turn],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply: ...

    def stream(
        self,
        turns: Sequence[Turn],
        *,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[str]: ...
