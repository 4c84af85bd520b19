"""Tokens are counted by day, a limit stops the model and not the drafts, and a price is a price."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from assistant.domain.drafts import Tokens
from assistant.errors import ModelError, ModelFault
from assistant.meter import Meter, MeteredModel, cost
from assistant.ports import Reply, Turn

DAY = date(2026, 11, 24)
TURNS = [Turn(speaker="user", text="one two three")]


class Said:
    name = "said"

    def __init__(self, reply: Reply | ModelError) -> None:
        self._reply = reply

    def complete(self, turns: Any, **_: Any) -> Reply:
        if isinstance(self._reply, ModelError):
            raise self._reply
        return self._reply

    def stream(self, turns: Any, **_: Any) -> Iterator[str]:
        yield "four five "
        yield "six"


def count(text: str) -> int:
    return len(text.split())


def metered(reply: Reply | ModelError, limit: int = 10, today: date = DAY) -> tuple[MeteredModel, Meter]:
    state: dict[str, str] = {}
    meter = Meter(state.get, state.__setitem__, limit, lambda: today)
    return MeteredModel(Said(reply), meter, count), meter


def test_what_the_server_reports_is_counted() -> None:
    model, meter = metered(Reply(text="x", tokens_sent=4, tokens_received=5))
    model.complete(TURNS)
    assert meter.spent == 9 and not meter.used_up
    model.complete(TURNS)
    assert meter.used_up and "10 tokens" in meter.sentence


def test_without_a_report_our_own_count_is_taken() -> None:
    model, meter = metered(Reply(text="four five"))
    model.complete(TURNS)
    assert meter.spent == 5


def test_a_fault_costs_what_was_sent() -> None:
    model, meter = metered(ModelError(ModelFault.CUT, "broke off"))
    with pytest.raises(ModelError):
        model.complete(TURNS)
    assert meter.spent == 3


def test_a_stream_that_is_left_is_counted_as_far_as_it_came() -> None:
    model, meter = metered(Reply(text=""))
    stream = model.stream(TURNS)
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # a generator
    assert meter.spent == 5


def test_a_new_day_starts_at_nothing() -> None:
    state = {"tokens": "2026-11-23 999"}
    meter = Meter(state.get, state.__setitem__, 10, lambda: DAY)
    assert meter.spent == 0 and not meter.used_up


def test_no_limit_is_never_used_up() -> None:
    model, meter = metered(Reply(text="x", tokens_sent=10**9), limit=0)
    model.complete(TURNS)
    assert not meter.used_up


def test_what_it_cost_is_said() -> None:
    tokens = Tokens(sent=1000, received=500)
    assert cost(tokens, 0.002) == "1,500 tokens, about 0.0030"
    assert cost(tokens, 0.0) == "1,500 tokens"
    assert cost(Tokens(), 0.002) == ""
