"""`assistant agenda` and `assistant check`: prepare the next session, and check any draft again."""

import json as jsonlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import acting, given, opened, output
from assistant.commands import facts as facts_file
from assistant.commands.output import Json
from assistant.domain.access import Purpose
from assistant.domain.agenda import AgendaRequest
from assistant.domain.drafts import Check, Draft, Engine
from assistant.domain.facts import Facts, Phase
from assistant.domain.meetings import Mode
from assistant.domain.people import Role
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant

FactsFile = Annotated[
    str | None, typer.Option("--facts", metavar="FILE", help="A JSON file of facts, or - for standard input.")
]


def agenda(
    pair: Annotated[
        str | None, typer.Option(help="The pair: its id, the beginning of it, or its name.")
    ] = None,
    who: Annotated[
        str | None, typer.Option("--as", metavar="PERSON", help="Who is asking: name or id.")
    ] = None,
    role: acting.AsRole = None,
    facts: FactsFile = None,
    minutes: Annotated[int, typer.Option(min=20, max=120, help="How long the session is.")] = 45,
    phase: Annotated[
        Phase | None, typer.Option(help="Where the pair stands; else read from the record.")
    ] = None,
    mode: Annotated[Mode | None, typer.Option(help="How you meet; else as the facts say.")] = None,
    goal: Annotated[
        str | None, typer.Option(help="The goal to put in the middle: its id or its words.")
    ] = None,
    engine: Annotated[Engine | None, typer.Option(help="Who writes; else as the settings say.")] = None,
    facts_schema: Annotated[
        bool, typer.Option("--facts-schema", help="Print the JSON schema of a facts file.")
    ] = False,
    json: Json = False,
) -> None:
    """Prepare an agenda for the next session, from a pair's record or from a file of facts."""
    if facts_schema:
        typer.echo(jsonlib.dumps(Facts.model_json_schema(), indent=2))
        return
    request = AgendaRequest(minutes=minutes, phase=phase, mode=mode)
    if facts is not None:
        if pair or who or role:
            raise InputError("Give either --facts, or --pair with --as: a file of facts touches no database.")
        draft, assistant = _from_facts(facts, request, goal, engine)
    elif pair and who:
        draft, assistant = _from_record(pair, who, role, request, goal, engine)
    else:
        raise InputError("Say for whom: --pair ID --as PERSON, or --facts FILE.")
    if engine is Engine.MODEL and assistant.engine_state().engine is not Engine.MODEL:
        output.note(assistant.engine_state().sentence)
    if json:
        output.print_json(draft)
    else:
        from assistant.commands import agenda_view

        price = assistant.settings.model_price
        output.console().print(agenda_view.rendered(draft, assistant.library, price))


def _from_facts(
    file: str, request: AgendaRequest, goal: str | None, engine: Engine | None
) -> "tuple[Draft, Assistant]":
    facts = facts_file.read(file)
    if goal:
        found = acting.pick(goal, facts.goals, id_of=lambda one: one.id, name_of=lambda one: one.text)
        request = request.model_copy(update={"goal_id": found.id})
    request = request.model_copy(update={"language": facts.language})
    assistant = opened.assistant(engine=engine)
    return assistant.guide.from_facts(facts, request, assistant.settings.engine), assistant


def _from_record(
    pair: str, who: str, role: Role | None, request: AgendaRequest, goal: str | None, engine: Engine | None
) -> "tuple[Draft, Assistant]":
    assistant = opened.assistant(engine=engine)
    records = assistant.records
    principal, found = acting.with_pair(records, who, pair, Purpose.PREPARE_PAIR, role)
    if goal:
        goals = records.goals(principal, Purpose.PREPARE_PAIR, found.id)
        chosen = acting.pick(goal, goals, id_of=lambda one: one.id, name_of=lambda one: one.text)
        request = request.model_copy(update={"goal_id": chosen.id})
    request = request.model_copy(update={"language": assistant.settings.language})
    draft = assistant.guide.prepare(principal, found.id, request)
    if assistant.engine_state().engine is Engine.MODEL:
        draft = _last(draft, assistant.guide.personalise(principal, draft.id))
    return draft, assistant


def _last(draft: Draft, newer: Iterator[Draft]) -> Draft:
    for draft in newer:  # noqa: B007  # the last one is the finished one
        pass
    return draft


def check(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="A draft as JSON, or - for standard input.")],
    facts: FactsFile = None,
    json: Json = False,
) -> None:
    """Check a draft again. Exit status 1 when something that must hold does not."""
    if draft == facts == "-":
        raise InputError("Standard input can be the draft or the facts, not both.")
    made = given.read(Draft, draft)
    known = facts_file.read(facts) if facts else None
    checks = opened.assistant().guide.check(made, known)
    failed = [one for one in checks if one.gate == "must" and not one.passed]
    if json:
        output.print_json({"passed": not failed, "checks": list(checks)})
    else:
        output.table(
            ("check", "gate", "result", ""),
            [(one.code, one.gate, _verdict(one), one.detail) for one in checks],
        )
        must = sum(one.gate == "must" for one in checks)
        output.say(f"{must - len(failed)} of {must} checks that must pass do.")
    if failed:
        raise typer.Exit(1)


def _verdict(check: Check) -> str:
    return "passes" if check.passed else "fails"
