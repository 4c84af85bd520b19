"""A chat model behind any OpenAI-compatible endpoint, through LangChain's ChatOpenAI."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from threading import Event, Thread
from typing import Any

import openai
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from assistant import telemetry
from assistant.adapters.address import place, with_version
from assistant.adapters.breaker import Breaker
from assistant.adapters.endpoint import http_client, pause
from assistant.adapters.faults import EXPECTED, as_model_error
from assistant.adapters.json_reply import closed, read_object
from assistant.errors import ModelError, ModelFault
from assistant.ports import Reply, Turn

telemetry.silence()

ROLES: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}

LOOK_UP = 0.05
"""Seconds between two looks at the clock and at `cancelled`, and between two pieces of a stream."""

HAND_OVER = 0.001
"""Seconds in which the asking thread can take the first words, before this one goes on reading."""

RETRIES = 2

RUNAWAY = 12
"""More characters a token than any language needs: a reply longer than that is out of control."""


class _Heard:
    """What has arrived of one reply. The loop's thread writes, the asking thread reads."""

    def __init__(self, most: int) -> None:
        self.parts: deque[str] = deque()
        self.news, self.ended = Event(), Event()
        self.finish: str | None = None
        self.began = self.speaking = self.said = self.refused = False
        self.room = most
        self.sent = self.received = 0

    def take(self) -> str:
        """What has come since the last time; half characters are mended."""
        parts = [self.parts.popleft() for _ in range(len(self.parts))]
        text = "".join(parts).encode("utf-8", "replace").decode("utf-8")
        self.said = self.said or bool(text.strip())
        return text

    def end(self, _: object) -> None:
        self.ended.set()
        self.news.set()


class _ChatOpenAI(ChatOpenAI):
    """LangChain drops the words of a streamed refusal; this keeps the fact that there was one."""

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        found = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        choices = chunk.get("choices") or [{}]
        if found is not None and (choices[0].get("delta") or {}).get("refusal"):
            found.message.additional_kwargs["refusal"] = True
        return found


class LangChainChat:
    """Build it once: the connections, the breaker and the event loop live as long as it does.

    Requests run on an event loop of its own thread. The asking thread only waits, so its deadline
    and its cancellation hold whatever the server does, a byte a second for ever included.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str = "",
        key: SecretStr | str = "",
        temperature: float = 0.3,
        breaker: Breaker | None = None,
    ) -> None:
        url = with_version(base_url)
        self._name = model
        self._where = f"The model's server ({place(url)})"
        self._breaker = breaker or Breaker()
        given = key.get_secret_value() if isinstance(key, SecretStr) else key
        # Address, key, proxy and interface are all said here, so that no variable of the environment
        # that is meant for other programs can send a prompt somewhere else.
        self._llm = _ChatOpenAI(
            model=model,
            base_url=url,
            api_key=SecretStr(given or "none"),
            temperature=temperature,
            max_retries=0,
            stream_usage=True,
            stream_chunk_timeout=None,
            use_responses_api=False,
            openai_proxy="",
            http_async_client=http_client(url),
        )
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, name="model-requests", daemon=True).start()

    @property
    def name(self) -> str:
        return self._name

    def close(self) -> None:
        """End the thread. Requests that are still running fail at their deadline."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    def complete(
        self,
        turns: Sequence[Turn],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        heard = _Heard(max_tokens * RUNAWAY + 1_000)
        text = "".join(self._pieces(turns, schema, max_tokens, deadline, cancelled, heard))
        fields = None if schema is None else self._fields(text, schema)
        return Reply(text=text, fields=fields, tokens_sent=heard.sent, tokens_received=heard.received)

    def stream(
        self,
        turns: Sequence[Turn],
        *,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[str]:
        """Pieces as they come: the first at once, then at most twenty a second.

        A reply that turns out not to be whole raises after its last piece.
        """
        heard = _Heard(max_tokens * RUNAWAY + 1_000)
        return self._pieces(turns, None, max_tokens, deadline, cancelled, heard)

    def _pieces(
        self,
        turns: Sequence[Turn],
        schema: Mapping[str, Any] | None,
        max_tokens: int,
        deadline: float,
        cancelled: Callable[[], bool],
        heard: _Heard,
    ) -> Iterator[str]:
        ends = time.monotonic() + deadline
        self._breaker.enter()
        fault: ModelFault | None = ModelFault.CANCELLED  # what somebody who just walks away leaves behind
        asking = self._ask(turns, _extras(schema, max_tokens), ends, heard)
        request = asyncio.run_coroutine_threadsafe(asking, self._loop)
        request.add_done_callback(heard.end)
        try:
            while not request.done():
                self._still_wanted(deadline, ends, cancelled)
                heard.news.wait(LOOK_UP)
                heard.news.clear()
                if piece := heard.take():
                    yield piece
                    heard.ended.wait(LOOK_UP)
            request.result()
            if piece := heard.take():
                yield piece
            self._must_be_whole(heard, max_tokens)
            fault = None
        except ModelError as error:
            fault = error.fault
            raise
        finally:
            request.cancel()
            self._breaker.leave(fault)

    async def _ask(
        self, turns: Sequence[Turn], extras: Mapping[str, Any], ends: float, heard: _Heard
    ) -> None:
        messages = [ROLES[turn.speaker](content=turn.text) for turn in turns]
        for attempt in range(RETRIES + 1):
            try:
                return await self._hear(messages, extras, heard)
            except EXPECTED as error:
                rest = pause(error, attempt, ends) if isinstance(error, openai.RateLimitError) else None
                failure = as_model_error(error, self._where, heard.began)
            if rest is None or attempt == RETRIES:
                break
            await asyncio.sleep(rest)
        raise failure

    async def _hear(self, messages: list[BaseMessage], extras: Mapping[str, Any], heard: _Heard) -> None:
        async with aclosing(self._llm.astream(messages, **extras)) as chunks:  # type: ignore[type-var]  # typed as a bare iterator; it is a generator
            async for chunk in chunks:
                heard.began = True
                # Only text is taken: tool calls that nobody asked for, and roles, mean nothing here.
                if text := chunk.text:
                    heard.parts.append(text)
                    heard.room -= len(text)
                    heard.news.set()
                    if not heard.speaking:
                        heard.speaking = True
                        await asyncio.sleep(HAND_OVER)
                heard.finish = chunk.response_metadata.get("finish_reason") or heard.finish
                heard.refused = heard.refused or "refusal" in chunk.additional_kwargs
                if usage := getattr(chunk, "usage_metadata", None):
                    heard.sent, heard.received = usage["input_tokens"], usage["output_tokens"]
                if heard.room < 0:
                    raise ModelError(ModelFault.BROKEN, f"{self._where} sent far more than was asked for.")

    def _still_wanted(self, deadline: float, ends: float, cancelled: Callable[[], bool]) -> None:
        if cancelled():
            raise ModelError(ModelFault.CANCELLED, "The request to the model was stopped, as asked.")
        if time.monotonic() >= ends:
            raise ModelError(ModelFault.TIMEOUT, f"{self._where} did not finish within {deadline:g} seconds.")

    def _must_be_whole(self, heard: _Heard, max_tokens: int) -> None:
        if heard.refused or heard.finish == "content_filter":
            raise ModelError(ModelFault.REFUSED, "The model declined to answer this.")
        if heard.finish == "length":
            raise ModelError(ModelFault.CUT, f"The reply was longer than its {max_tokens} tokens.")
        if heard.finish is None:
            raise ModelError(ModelFault.CUT, f"{self._where} broke off in the middle of its reply.")
        if not heard.said:
            raise ModelError(ModelFault.EMPTY, "The model answered with nothing.")
        if heard.finish != "stop":
            raise ModelError(ModelFault.CUT, "The model stopped before it had finished its reply.")

    def _fields(self, text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return read_object(text, schema)
        except ValueError as error:
            broken = str(error)
        raise ModelError(ModelFault.BROKEN, f"The model's reply does not have the form asked for: {broken}.")


def _extras(schema: Mapping[str, Any] | None, max_tokens: int) -> dict[str, Any]:
    extras: dict[str, Any] = {"max_completion_tokens": max_tokens}
    if schema is not None:
        form = {"name": "reply", "strict": True, "schema": closed(schema)}
        # In the body rather than as a parameter: the vendor's own parsing of partial objects costs
        # more than the rest of the request, and it raises errors of its own.
        extras["extra_body"] = {"response_format": {"type": "json_schema", "json_schema": form}}
    return extras
