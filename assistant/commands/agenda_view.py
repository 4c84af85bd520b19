"""An agenda as a person reads it in a terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from assistant.citations import programme_line
from assistant.commands.output import plain
from assistant.domain.agenda import AgendaBody, Item, MentorSheet
from assistant.domain.drafts import COMPOSED, Draft, Ending, Source
from assistant.domain.notes import Origin
from assistant.library import Library
from assistant.meter import cost

QUIET = "dim"
LOUD = "bold"


def rendered(draft: Draft, library: Library, price: float = 0.0) -> RenderableType:
    if draft.ending is not Ending.ANSWERED:
        title, *card = draft.notices or (draft.ending.value,)
        return Group(_line(title, LOUD), *_paragraphs(card))
    body = AgendaBody.model_validate(draft.body)
    return Group(*_parts(draft, body, library, price))


def _parts(draft: Draft, body: AgendaBody, library: Library, price: float) -> Iterator[RenderableType]:
    numbers = {source.passage_id: number for number, source in enumerate(draft.sources, start=1)}
    yield _line(body.title, LOUD)
    yield _line(body.one_line_purpose)
    yield _line(f"{body.duration_min} minutes, {body.mode.replace('_', ' ')}. {body.phase_reason}", QUIET)
    yield _line(f"\n{body.outcome}")
    yield from (_line(goal) for goal in body.goals)
    for item in sorted(body.items, key=lambda item: item.order):
        yield from _item(item, numbers)
    if body.turns:
        shares = ", ".join(f"{who} {share:g}" for who, share in body.turns.minutes_per_person.items())
        yield _heading("Sharing the time")
        yield from _paragraphs((body.turns.ground_rule, body.turns.turn_scheme, f"Minutes each: {shares}"))
    yield from _lines(
        "What was agreed last time",
        (f"{one.owner}: {one.text} - {one.ask}" for one in body.commitments_review),
    )
    step = body.next_step
    yield _heading("Next step")
    yield _line(f"{step.who}: {step.what} ({step.by_when})")
    yield from _paragraphs((step.first_five_minutes, step.if_then_obstacle, step.support_needed))
    yield _heading("Before you part")
    close = body.close
    yield from _paragraphs((close.usefulness_question, close.appreciation_prompt, close.next_meeting_slot))
    yield from _lines(
        "With only 15 minutes",
        (f"{one.minutes} min  {one.label}: {one.question}" for one in body.short_version),
    )
    yield from _lines("If somebody is upset", (body.if_upset.drop_first, body.if_upset.contact))
    yield from _lines("To have at hand", (*body.materials, *body.adaptations))
    if body.mentor_sheet:
        yield Text()
        yield _sheet(body.mentor_sheet)
    yield from _lines("What I do not know yet", draft.gaps)
    yield from _lines(
        "Sources",
        (f"[{numbers[one.passage_id]}] {_title(one, library)} - {one.quote}" for one in draft.sources),
    )
    yield Text()
    yield from (_line(notice) for notice in draft.notices)
    yield _line(_foot(draft, price), QUIET)


def _item(item: Item, numbers: dict[str, int]) -> Iterator[RenderableType]:
    number = numbers.get(item.source_ref or "")
    mark = f"  [{number}]" if number else ""
    optional = ", if there is time" if item.optional else ""
    yield _heading(f"{item.minutes} min  {item.label}  ({item.lead}{optional}){mark}")
    yield _line(item.why, QUIET)
    yield from _paragraphs(f"- {step}" for step in item.steps)
    yield from _paragraphs(f"? {question}" for question in item.questions)


def _sheet(sheet: MentorSheet) -> RenderableType:
    words = [f"{one.person}: {one.strength} - {one.evidence}" for one in sheet.strengths_to_notice]
    words += [f"Listen for: {one}" for one in sheet.listen_for]
    words += [one for one in (sheet.story_to_offer, sheet.watch_out, sheet.own_reflection) if one]
    return Panel(Group(*_paragraphs(words)), title="Only you can see this", title_align="left")


def _foot(draft: Draft, price: float) -> str:
    must = [check for check in draft.checks if check.gate == "must"]
    by = (
        "composed by rules, without a model"
        if draft.model_id == COMPOSED
        else f"phrased with {draft.model_id}"
    )
    spent = cost(draft.tokens, price)
    by += f" ({spent})" if spent else ""
    passed = sum(check.passed for check in must)
    checked = f"{passed} of {len(must)} checks that must pass do"
    return f"Draft {draft.id[:8]}, version {draft.version}: {by}; {checked}."


def _title(source: Source, library: Library) -> str:
    if source.origin is Origin.PROGRAMME:
        return programme_line(source.title, source.author, source.licence)
    return library[source.doc_id].title if source.doc_id in library else source.doc_id


def _lines(heading: str, texts: Iterator[str] | tuple[str, ...]) -> Iterator[RenderableType]:
    shown = [text for text in texts if text]
    if shown:
        yield _heading(heading)
        yield from _paragraphs(shown)


def _paragraphs(texts: Iterator[str] | tuple[str, ...] | list[str]) -> Iterator[RenderableType]:
    return (Padding(_line(text), (0, 0, 0, 2)) for text in texts if text)


def _heading(text: str) -> Text:
    return _line(f"\n{text}", LOUD)


def _line(text: str, style: str = "") -> Text:
    return Text(plain(text), style=style)
