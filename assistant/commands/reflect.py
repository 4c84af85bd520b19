"""`assistant reflect`: questions to think further with, about a text, a page, a topic, or a file of facts."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import acting, given, opened, output
from assistant.commands.output import Json
from assistant.commands.own_desk import OWN, Desk
from assistant.domain.drafts import Draft, Ending, Engine
from assistant.domain.journal import Entry
from assistant.domain.people import Role
from assistant.domain.reflection import Cycle, DepthWish, ReflectionBody, ReflectionRequest, WriterFacts
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant


def reflect(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="What you wrote, as a text file, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    who: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="PERSON", help="Who writes: with FILE, the text becomes a page of theirs."
        ),
    ] = None,
    role: acting.AsRole = None,
    page: Annotated[
        str | None, typer.Option(help="A page that is there already: its id or its title.")
    ] = None,
    facts: Annotated[
        str | None, typer.Option("--facts", metavar="FILE", help="A JSON file of facts; touches no database.")
    ] = None,
    topic: Annotated[str, typer.Option(help="What it is about, when there is no text.")] = "",
    cycle: Annotated[Cycle, typer.Option(help="The steps to go through.")] = Cycle.DRISCOLL,
    depth: Annotated[DepthWish, typer.Option(help="How deep.")] = DepthWish.NORMAL,
    minutes: Annotated[int, typer.Option(min=3, max=60, help="How much time there is.")] = 10,
    questions_only: Annotated[bool, typer.Option("--questions-only", help="Nothing but questions.")] = False,
    comments: Annotated[bool, typer.Option("--comments", help="Comments beside the text instead.")] = False,
    engine: Annotated[Engine | None, typer.Option(help="Who writes; else as the settings say.")] = None,
    json: Json = False,
) -> None:
    """Ask for questions about what you wrote, or about a topic."""
    request = given.build(
        ReflectionRequest,
        topic=topic,
        cycle=cycle,
        depth=depth,
        minutes=minutes,
        questions_only=questions_only,
        comments=comments,
    )
    if facts is not None:
        if who or role or page or file:
            raise InputError("Give either --facts, or --as with a FILE: a file of facts touches no database.")
        known = given.read(WriterFacts, facts)
        assistant = opened.assistant(engine=engine)
        request = request.model_copy(update={"language": known.language})
        draft = assistant.guide.from_facts(known, request, assistant.settings.engine)
    elif who:
        assistant = opened.assistant(engine=engine)
        draft = _own(assistant, who, role, file, page, request)
    elif file:
        assistant = opened.assistant(engine=engine)
        known = WriterFacts(role=role or Role.MENTEE, entry=_loose(file, role or Role.MENTEE))
        draft = assistant.guide.from_facts(known, request, assistant.settings.engine)
    else:
        raise InputError("Say whose: --as PERSON with a FILE, --page or --topic; or --facts FILE.")
    _print(draft, assistant, json)


def _own(
    assistant: "Assistant",
    who: str,
    role: Role | None,
    file: str | None,
    page: str | None,
    request: ReflectionRequest,
) -> Draft:
    """For a page on record; a text becomes one first, so that nothing is lost whatever comes after."""
    desk = Desk(who, role, assistant)
    entry_id = None
    if page:
        entry_id = desk.find(page).id
    elif file:
        entry = _loose(file, desk.me.role).model_copy(update={"id": "", "owner_id": desk.me.person_id})
        entry_id = desk.records.save_entry(desk.me, OWN, entry).id
    request = request.model_copy(update={"language": assistant.settings.language})
    draft = assistant.guide.reflect(desk.me, request, entry_id)
    if draft.ending is Ending.ANSWERED and assistant.guide.engine(draft.kind).engine is Engine.MODEL:
        draft = [draft, *assistant.guide.personalise(desk.me, draft.id)][-1]
    return draft


def _loose(file: str, role: Role) -> Entry:
    """A text that is on no record."""
    text = given.text(file)
    if not text.strip():
        raise InputError(f"{given.named(file)}: there are no words in it.")
    return given.build(Entry, id="text", owner_id="you", role=role, text=text, on=date.today())


def _print(draft: Draft, assistant: "Assistant", json: bool) -> None:
    if json:
        output.print_json(draft)
        return
    if draft.ending is not Ending.ANSWERED:
        for notice in (*draft.notices, *draft.gaps):
            output.say(notice)
        return
    body = ReflectionBody.model_validate(draft.body)
    output.say(body.title)
    if body.listening_line:
        output.say(f"\n{body.listening_line}")
    for number, prompt in enumerate(body.prompts, 1):
        output.say(f"\n{number}. {prompt.text}")
        output.say(f"   {prompt.why_this} (about {prompt.minutes} min)")
    for comment in body.comments:
        output.say(f'\n"{comment.quote}"\n   {comment.text}')
    for line in (body.one_small_step, body.person_to_talk_to, body.share_hint):
        if line:
            output.say(f"\n{line}")
