"""What a model costs: tokens by day, a limit the programme sets, and money where a price is known."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.domain.drafts import Tokens
from assistant.ports import ChatModel, Reply, Turn


class Meter:
    """Counts for one data folder. A limit of 0 is none."""

    def __init__(
        self,
        state: Callable[[str], str | None],
        set_state: Callable[[str, str], None],
        limit: int,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._state, self._set_state = state, set_state
        self._limit, self._today = limit, today

    @property
    def spent(self) -> int:
        """Tokens sent and received today."""
        day, _, count = (self._state("tokens") or "").partition(" ")
        return int(count) if day == self._today().isoformat() and count.isdecimal() else 0

    @property
    def used_up(self) -> bool:
        return 0 < self._limit <= self.spent

    @property
    def sentence(self) -> str:
        return (
            f"Today's limit of {self._limit:,} tokens is used up, so drafts are composed until tomorrow. "
            "It is set by ASSISTANT_TOKEN_STOP."
        )

    def add(self, tokens: int) -> None:
        self._set_state("tokens", f"{self._today().isoformat()} {self.spent + tokens}")


class MeteredModel:
    """A chat model whose tokens are counted, also those of an answer that broke off."""

    def __init__(self, model: ChatModel, meter: Meter, count: Callable[[str], int]) -> None:
        self._model, self._meter, self._count = model, meter, count

    @property
    def name(self) -> str:
        return self._model.name

    def complete(
        self,
        turns: Sequence[Turn],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        spent = self._read(turns)
        try:
            reply = self._model.complete(
                turns, schema=schema, max_tokens=max_tokens, deadline=deadline, cancelled=cancelled
            )
            spent = (reply.tokens_sent + reply.tokens_received) or spent + self._count(reply.text)
            return reply
        finally:
            self._meter.add(spent)

    def stream(
        self,
        turns: Sequence[Turn],
        *,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[str]:
        spent = self._read(turns)
        try:
            for piece in self._model.stream(
                turns, max_tokens=max_tokens, deadline=deadline, cancelled=cancelled
            ):
                spent += self._count(piece)
                yield piece
        finally:
            self._meter.add(spent)

    def _read(self, turns: Sequence[Turn]) -> int:
        return sum(self._count(turn.text) for turn in turns)


def cost(tokens: Tokens, price: float) -> str:
    """What a draft cost, for the reader: "412 tokens, about 0.0008"; nothing when no model was asked."""
    total = tokens.sent + tokens.received
    if not total:
        return ""
    return f"{total:,} tokens" + (f", about {total * price / 1000:.4f}" if price else "")
