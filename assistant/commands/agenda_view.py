"""An agenda as a person reads it in a terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from assistant.commands import draft_view
from assistant.commands.draft_view import LOUD, QUIET, heading, line, listed, paragraphs
from assistant.domain.agenda import AgendaBody, Item, MentorSheet
from assistant.domain.drafts import Draft, Ending
from assistant.library import Library


def rendered(draft: Draft, library: Library, price: float = 0.0) -> RenderableType:
    if draft.ending is not Ending.ANSWERED:
        return draft_view.without_body(draft)
    body = AgendaBody.model_validate(draft.body)
    return Group(*_parts(draft, body, library, price))


def _parts(draft: Draft, body: AgendaBody, library: Library, price: float) -> Iterator[RenderableType]:
    numbers = draft_view.numbers(draft)
    yield line(body.title, LOUD)
    yield line(body.one_line_purpose)
    yield line(f"{body.duration_min} minutes, {body.mode.replace('_', ' ')}. {body.phase_reason}", QUIET)
    yield line(f"\n{body.outcome}")
    yield from (line(goal) for goal in body.goals)
    for item in sorted(body.items, key=lambda item: item.order):
        yield from _item(item, numbers)
    if body.turns:
        shares = ", ".join(f"{who} {share:g}" for who, share in body.turns.minutes_per_person.items())
        yield heading("Sharing the time")
        yield from paragraphs((body.turns.ground_rule, body.turns.turn_scheme, f"Minutes each: {shares}"))
    yield from listed(
        "What was agreed last time",
        (f"{one.owner}: {one.text} - {one.ask}" for one in body.commitments_review),
    )
    step = body.next_step
    yield heading("Next step")
    yield line(f"{step.who}: {step.what} ({step.by_when})")
    yield from paragraphs((step.first_five_minutes, step.if_then_obstacle, step.support_needed))
    yield heading("Before you part")
    close = body.close
    yield from paragraphs((close.usefulness_question, close.appreciation_prompt, close.next_meeting_slot))
    yield from listed(
        "With only 15 minutes",
        (f"{one.minutes} min  {one.label}: {one.question}" for one in body.short_version),
    )
    yield from listed("If somebody is upset", (body.if_upset.drop_first, body.if_upset.contact))
    yield from listed("To have at hand", (*body.materials, *body.adaptations))
    if body.mentor_sheet:
        yield Text()
        yield _sheet(body.mentor_sheet)
    yield from draft_view.foot(draft, library, price)


def _item(item: Item, numbers: dict[str, int]) -> Iterator[RenderableType]:
    number = numbers.get(item.source_ref or "")
    mark = f"  [{number}]" if number else ""
    optional = ", if there is time" if item.optional else ""
    yield heading(f"{item.minutes} min  {item.label}  ({item.lead}{optional}){mark}")
    yield line(item.why, QUIET)
    yield from paragraphs(f"- {step}" for step in item.steps)
    yield from paragraphs(f"? {question}" for question in item.questions)


def _sheet(sheet: MentorSheet) -> RenderableType:
    words = [f"{one.person}: {one.strength} - {one.evidence}" for one in sheet.strengths_to_notice]
    words += [f"Listen for: {one}" for one in sheet.listen_for]
    words += [one for one in (sheet.story_to_offer, sheet.watch_out, sheet.own_reflection) if one]
    return Panel(Group(*paragraphs(words)), title="Only you can see this", title_align="left")
