"""Feedback as a person reads it in a terminal, and remarks on somebody's own draft."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType

from assistant.commands import draft_view
from assistant.commands.draft_view import LOUD, QUIET, heading, line, listed, paragraphs
from assistant.domain.drafts import Draft, Ending
from assistant.domain.feedback import FeedbackBody
from assistant.library import Library

if TYPE_CHECKING:
    from assistant.proofreading import Remark

NOTHING = (
    "Nothing stood out. Only a few kinds of words are looked for; whether it is true and fair, you know best."
)


def rendered(draft: Draft, library: Library, price: float = 0.0) -> RenderableType:
    if draft.ending is not Ending.ANSWERED:
        return draft_view.without_body(draft)
    body = FeedbackBody.model_validate(draft.body)
    return Group(*_parts(draft, body, library, price))


def card(title: str, sentences: Iterable[str]) -> RenderableType:
    return Group(line(title, LOUD), *paragraphs(sentences))


def remarked(remarks: Sequence["Remark"]) -> RenderableType:
    if not remarks:
        return line(NOTHING)
    return Group(*_remarks(remarks))


def _parts(draft: Draft, body: FeedbackBody, library: Library, price: float) -> Iterator[RenderableType]:
    yield line(body.title, LOUD)
    aim, channel = (each.value.replace("_", " ") for each in (body.given.aim, body.given.channel))
    yield line(f"{body.speaker} to {body.listener}, {aim}, {channel}", QUIET)
    yield from listed("First", (body.alternatives.for_group_setting or "",))
    yield from listed("Before you say it", body.check_before_saying)
    yield from listed("To say", (body.spoken,))
    yield from listed("Gentler", (body.alternatives.gentler,))
    yield from listed("More direct", (body.alternatives.more_direct,))
    yield heading("To write")
    yield from paragraphs(body.written.splitlines())
    if body.strength:
        strength = f"{body.strength.name}: {body.strength.evidence_from_behaviour}"
        yield from listed("The strength in it", (strength,))
    if body.stretch:
        step = f"{body.stretch.first_step} ({body.stretch.when})"
        yield from listed("One stretch", (body.stretch.change, body.stretch.why_it_matters, step))
    yield from listed(
        "Leave this, say that",
        (f"Leave: {each.instead_of}  Say: {each.say}  ({each.why})" for each in body.avoid_saying),
    )
    yield from draft_view.foot(draft, library, price)


def _remarks(remarks: Sequence["Remark"]) -> Iterator[RenderableType]:
    for number, remark in enumerate(remarks, start=1):
        yield heading(f"{number}. {remark.quote}  ({remark.kind.replace('_', ' ')})")
        yield from paragraphs((remark.why, f"Say instead: {remark.say}" if remark.say else ""))
