"""Lets a model put the slots of a composed draft into other words, a few at a time, and judges every one."""

import time
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from typing import Any

from assistant import phrasing
from assistant.domain.drafts import Engine, Tokens, Wording
from assistant.domain.value import Value
from assistant.drift.judge import judge
from assistant.errors import ModelError, ModelFault
from assistant.grounding import Known
from assistant.kind import Slot
from assistant.phrasing import Failed, Request
from assistant.ports import ChatModel, CountTokens, Embedder
from assistant.prompts import Prompt, Replies

Accept = Callable[[Slot, str], tuple[str, ...]]
"""Further reasons against a text, from the kind's own checks; none means it may stand."""

SAME = "The model gave the composed words back."
NOT_ASKED = "Too long to send to the model."
NOT_REACHED = "The model had ended before this line."


class Personalised(Value):
    """What became of all slots, in their order; what it cost; and what to tell the reader, if anything."""

    wordings: tuple[Wording, ...]
    tokens: Tokens = Tokens()
    notice: str = ""
    prompts: tuple[str, ...] = ()
    fault: ModelFault | None = None


Steps = Generator[Wording, None, Personalised]
"""Each wording as soon as it is settled; the whole is what the generator returns (`yield from` gives it)."""


def personalise(
    slots: Sequence[Slot],
    model: ChatModel,
    prompt: Prompt,
    known: Known,
    embedder: Embedder | None,
    count: CountTokens,
    *,
    replies: Replies,
    passages: Sequence[str] = (),
    accept: Accept = lambda slot, text: (),
    deadline: float = 30.0,
    cancelled: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> Steps:
    """Ask for all slots, a request for up to four; a failing one is asked once more, then stays composed.

    `deadline` is the time for everything together. No fault of the model is raised: it ends the work,
    what is settled stays, the rest is composed, and `notice` says so.
    """
    work = _Work(model, prompt, count, passages, deadline, cancelled, clock)
    settled: dict[str, Wording] = {}
    fault: ModelFault | None = None
    try:
        for wording in _settle(work, slots, lambda slot, text: _reasons(slot, text, known, embedder, accept)):
            settled[wording.slot] = wording
            yield wording
    except ModelError as error:
        fault = error.fault
    for slot in slots:
        if slot.path not in settled:
            settled[slot.path] = Wording(slot=slot.path, composed=slot.composed, reason=NOT_REACHED)
            yield settled[slot.path]
    return Personalised(
        wordings=tuple(settled[slot.path] for slot in slots),
        tokens=work.tokens,
        notice=replies.faults[fault].sentence if fault else _notice(settled.values()),
        prompts=(prompt.stamp,) if work.tokens.requests else (),
        fault=fault,
    )


def _notice(wordings: Collection[Wording]) -> str:
    taken = sum(wording.personalised is not None for wording in wordings)
    if taken == len(wordings):
        return ""
    return f"The model phrased {taken} of {len(wordings)} lines; the others keep the composed words."


def finish(steps: Steps) -> Personalised:
    """Run to the end, for those who do not show the steps."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            whole: Personalised = stop.value
            return whole


class _Work:
    """One run: its model, its clock and what it has cost so far."""

    def __init__(
        self,
        model: ChatModel,
        prompt: Prompt,
        count: CountTokens,
        passages: Sequence[str],
        deadline: float,
        cancelled: Callable[[], bool],
        clock: Callable[[], float],
    ) -> None:
        self.model, self.prompt, self.count, self.passages = model, prompt, count, passages
        self.cancelled, self.clock = cancelled, clock
        self.ends = clock() + deadline
        self.tokens = Tokens()

    def batches(self, slots: Sequence[Slot]) -> list[Request]:
        return phrasing.batches(slots, self.prompt, self.count, self.passages)

    def ask(self, request: Request) -> Mapping[str, Any]:
        """The fields of the reply. Raises ModelError, also when the time is over or the reader stopped it."""
        left = self.ends - self.clock()
        if self.cancelled():
            raise ModelError(ModelFault.CANCELLED, "stopped by the reader")
        if left <= 0:
            raise ModelError(ModelFault.TIMEOUT, "the time for this draft is over")
        self._add(budgeted=request.tokens, requests=1)
        reply = self.model.complete(
            request.turns,
            schema=request.form,
            max_tokens=request.max_tokens,
            deadline=left,
            cancelled=self.cancelled,
        )
        self._add(sent=reply.tokens_sent, received=reply.tokens_received)
        if reply.fields is None:
            raise ModelError(ModelFault.BROKEN, "the reply holds no fields")
        return reply.fields

    def _add(self, **spent: int) -> None:
        self.tokens = Tokens(
            **{name: value + spent.get(name, 0) for name, value in self.tokens.model_dump().items()}
        )


def _settle(work: _Work, slots: Sequence[Slot], reasons: Accept) -> Generator[Wording, None, None]:
    """First and second try of each request, in turn.

    There is no second try when the model gave most lines back as they were: it has shown what it
    can do with this kind of line, and a second request would only double the cost.
    """
    asked = work.batches(slots)
    sent = {slot.path for request in asked for slot in request.slots.values()}
    for slot in slots:
        if slot.path not in sent:
            yield Wording(slot=slot.path, composed=slot.composed, reason=NOT_ASKED)
    for request in asked:
        told = list(_told(work.ask(request), request, reasons))
        same = sum(wrong == (SAME,) for _, _, wrong in told)
        failed: dict[str, tuple[str, tuple[str, ...]]] = {}
        for slot, text, wrong in told:
            if wrong and wrong != (SAME,) and 2 * same <= len(told):
                failed[slot.path] = (text, wrong)
            else:
                yield _wording(slot, text, wrong)
        if failed:
            yield from _second_try(work, request.again(failed, work.count), failed, reasons)


def _second_try(
    work: _Work, request: Request, failed: Failed, reasons: Accept
) -> Generator[Wording, None, None]:
    try:
        fields = work.ask(request)
    except ModelError:
        for slot in request.slots.values():
            yield _wording(slot, *failed[slot.path])
        raise
    for told in _told(fields, request, reasons):
        yield _wording(*told)


def _told(
    fields: Mapping[str, Any], request: Request, reasons: Accept
) -> Generator[tuple[Slot, str, tuple[str, ...]], None, None]:
    """Each slot with what the model made of it and what speaks against that."""
    for key, slot in request.slots.items():
        found = fields.get(key)
        text = tidy(found) if isinstance(found, str) else ""
        yield slot, text, reasons(slot, text) if text else ("It gave no words for this line.",)


def _reasons(
    slot: Slot, text: str, known: Known, embedder: Embedder | None, accept: Accept
) -> tuple[str, ...]:
    if _bare(text) == _bare(slot.composed):
        return (SAME,)
    verdict = judge(slot, text, known, embedder)
    return verdict.reasons or accept(slot, text)


def _wording(slot: Slot, text: str, wrong: tuple[str, ...]) -> Wording:
    if wrong:
        return Wording(slot=slot.path, composed=slot.composed, reason=" ".join(wrong))
    return Wording(slot=slot.path, composed=slot.composed, personalised=text, shown=Engine.MODEL)


def tidy(text: str) -> str:
    """One line without marks around it; nothing inside is mended."""
    text = " ".join(text.split())
    if (
        len(text) > 1
        and text[0] in '"\u201c'
        and text[-1] in '"\u201d'
        and not set(text[1:-1]) & set('"\u201c\u201d')
    ):
        text = text[1:-1].strip()
    return text


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
