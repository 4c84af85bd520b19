"""`assistant feedback`: words for one event, from the record or a file; and a look over one's own draft."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands import acting, given, opened, output
from assistant.commands import facts as facts_file
from assistant.commands.output import Json
from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft, Ending, Engine
from assistant.domain.facts import Facts
from assistant.domain.feedback import Aim, Channel, FeedbackRequest
from assistant.domain.people import Member, Role
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant

app = typer.Typer(help="Find words for feedback on one event, or look over your own.", no_args_is_help=False)

PARAGRAPHS = ("situation", "behaviour", "impact")
"""What an event told in plain text says, in this order."""

Words = str | None


@app.callback(invoke_without_command=True)
def feedback(
    context: typer.Context,
    pair: Annotated[Words, typer.Option(help="The pair: its id, the beginning of it, or its name.")] = None,
    who: Annotated[Words, typer.Option("--as", metavar="PERSON", help="Who gives it: name or id.")] = None,
    role: acting.AsRole = None,
    facts: Annotated[
        Words, typer.Option("--facts", metavar="FILE", help="A JSON file of facts, or - for standard input.")
    ] = None,
    event: Annotated[
        Words,
        typer.Option(
            "--event",
            metavar="FILE",
            help="The event as JSON, or as text in up to three paragraphs: when and where, what was seen, "
            "what it did. - for standard input.",
        ),
    ] = None,
    situation: Annotated[Words, typer.Option(help="When and where.")] = None,
    behaviour: Annotated[Words, typer.Option(help="What you saw or heard, as a camera would.")] = None,
    impact: Annotated[Words, typer.Option(help="What it did, and to whom.")] = None,
    aim: Annotated[Aim | None, typer.Option(help="What it is for.")] = None,
    channel: Annotated[Channel | None, typer.Option(help="How it reaches them.")] = None,
    to: Annotated[Words, typer.Option(metavar="PERSON", help="For whom; else the only other one.")] = None,
    wished: Annotated[Words, typer.Option(help="What you wished had happened.")] = None,
    unknown: Annotated[Words, typer.Option(help="What you do not know about it.")] = None,
    own: Annotated[Words, typer.Option(help="Your own words for it so far.")] = None,
    goal: Annotated[Words, typer.Option(help="The goal it is about: its id or its words.")] = None,
    strength: Annotated[Words, typer.Option(help="The strength it showed: its id or its name.")] = None,
    engine: Annotated[Engine | None, typer.Option(help="Who writes; else as the settings say.")] = None,
    json: Json = False,
) -> None:
    """Find words for feedback on one event, or look over your own draft with `check`."""
    if context.invoked_subcommand:
        return
    if event == facts == "-":
        raise InputError("Standard input can be the event or the facts, not both.")
    typed = {
        "situation": situation,
        "behaviour": behaviour,
        "impact": impact,
        "aim": aim,
        "channel": channel,
        "wished": wished,
        "unknown": unknown,
        "own_draft": own,
    }
    request = _request(event, typed)
    wanted = {"to": to, "goal_id": goal, "strength_id": strength}
    if facts is not None:
        if pair or role:
            raise InputError("Give either --facts, or --pair with --as: a file of facts touches no database.")
        draft, assistant = _from_facts(facts, request, wanted, who, engine)
    elif pair and who:
        draft, assistant = _from_record(pair, who, role, request, wanted, engine)
    else:
        raise InputError("Say for whom: --pair ID --as PERSON, or --facts FILE.")
    _print(draft, assistant, engine, json)


def check(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Your own draft as text, or - for standard input.")
    ],
    json: Json = False,
) -> None:
    """Look over your own draft for labels, absolutes, guesses and the like. Nothing is stored."""
    from assistant.commands import feedback_view
    from assistant.prompts import load_replies
    from assistant.proofreading import proofread
    from assistant.safeguarding import gate
    from assistant.settings import load_settings

    text = given.text(file)
    if gate.concern([text]):
        card = load_replies(load_settings().prompts_dir).card_for(Role.MENTOR)
        if json:
            notices = [card.title, *card.text]
            output.print_json({"ending": Ending.SUPPORT.value, "notices": notices, "remarks": []})
        else:
            output.console().print(feedback_view.card(card.title, card.text))
        return
    remarks = proofread(text)
    if json:
        output.print_json({"ending": Ending.ANSWERED.value, "notices": [], "remarks": remarks})
    else:
        output.console().print(feedback_view.remarked(remarks))


app.command("check")(check)


def _request(event: str | None, typed: dict[str, Any]) -> FeedbackRequest:
    """The event of a file, with what is given as options over it."""
    told = _event(event) if event is not None else FeedbackRequest()
    named = {name: value for name, value in typed.items() if value is not None}
    return given.build(FeedbackRequest, **{**told.model_dump(), **named})


def _event(file: str) -> FeedbackRequest:
    text = given.text(file)
    if text.lstrip().startswith("{"):
        return given.parse(FeedbackRequest, text, given.named(file))
    told = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if len(told) > len(PARAGRAPHS):
        raise InputError(
            f"{given.named(file)}: has {len(told)} paragraphs; give up to three: when and where, "
            "what you saw or heard, and what it did."
        )
    return given.build(FeedbackRequest, **dict(zip(PARAGRAPHS, told, strict=False)))


def _from_facts(
    file: str, request: FeedbackRequest, wanted: dict[str, str | None], who: str | None, engine: Engine | None
) -> "tuple[Draft, Assistant]":
    facts = facts_file.read(file)
    found = _found(facts, wanted)
    if who:
        found["by"] = _member(who, facts.people).person_id
    request = request.model_copy(update={**found, "language": facts.language})
    assistant = opened.assistant(engine=engine)
    return assistant.guide.from_facts(facts, request, assistant.settings.engine), assistant


def _from_record(
    pair: str,
    who: str,
    role: Role | None,
    request: FeedbackRequest,
    wanted: dict[str, str | None],
    engine: Engine | None,
) -> "tuple[Draft, Assistant]":
    assistant = opened.assistant(engine=engine)
    records = assistant.records
    principal, found = acting.with_pair(records, who, pair, Purpose.PREPARE_PAIR, role)
    if any(wanted.values()):
        facts = records.facts(principal, Purpose.PREPARE_PAIR, found.id)
        request = request.model_copy(update=_found(facts, wanted))
    request = request.model_copy(update={"language": assistant.settings.language})
    draft = assistant.guide.prepare(principal, found.id, request)
    if draft.ending is Ending.ANSWERED and assistant.engine_state(draft.kind).engine is Engine.MODEL:
        draft = _last(draft, assistant.guide.personalise(principal, draft.id))
    return draft, assistant


def _found(facts: Facts, wanted: dict[str, str | None]) -> dict[str, str]:
    """The ids of who and what was named in words."""
    found = {}
    if to := wanted["to"]:
        found["to"] = _member(to, facts.people).person_id
    if goal := wanted["goal_id"]:
        found["goal_id"] = acting.pick(
            goal, facts.goals, id_of=lambda one: one.id, name_of=lambda one: one.text
        ).id
    if strength := wanted["strength_id"]:
        found["strength_id"] = acting.pick(
            strength, facts.strengths, id_of=lambda one: one.id, name_of=lambda one: one.name
        ).id
    return found


def _member(wanted: str, people: tuple[Member, ...]) -> Member:
    return acting.pick(wanted, people, id_of=lambda one: one.person_id, name_of=lambda one: one.name)


def _last(draft: Draft, newer: Iterator[Draft]) -> Draft:
    for draft in newer:  # noqa: B007  # the last one is the finished one
        pass
    return draft


def _print(draft: Draft, assistant: "Assistant", engine: Engine | None, json: bool) -> None:
    if engine is Engine.MODEL and assistant.engine_state(draft.kind).engine is not Engine.MODEL:
        output.note(assistant.engine_state(draft.kind).sentence)
    if json:
        output.print_json(draft)
        return
    from assistant.commands import feedback_view

    price = assistant.settings.model_price
    output.console().print(feedback_view.rendered(draft, assistant.library, price))
