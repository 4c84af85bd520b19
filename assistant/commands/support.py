"""`assistant support check`: what the safeguarding rules find in a text, so that a programme can test its own."""

import json as as_json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from assistant.commands import given, output
from assistant.commands.output import Json
from assistant.domain.people import Role
from assistant.domain.safety import Severity
from assistant.domain.value import Value
from assistant.errors import InputError

app = typer.Typer(
    help="What the rules for safety find, and how the support card works.", no_args_is_help=True
)

_SAID = {
    Severity.NONE: "nothing found",
    Severity.DISTRESS: "ordinary distress, no card",
    Severity.CONCERN: "support card",
    Severity.IMMINENT: "support card, emergency line first",
}


class Line(Value):
    """One text of a file to be checked."""

    id: str = ""
    text: str
    author_role: Role = Role.MENTEE


@app.callback()
def support() -> None:
    """What the rules for safety find, and how the support card works."""


@app.command("check")
def check(
    file: Annotated[str, typer.Argument(help="A file with one text, or - for standard input.")] = "-",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='A text a line: {"id": ..., "text": ..., "author_role": ...}.')
    ] = False,
    role: Annotated[Role, typer.Option("--as", help="In which role the text was written.")] = Role.MENTEE,
    json: Json = False,
) -> None:
    """Look at texts as the program does when they are saved. Nothing is stored, and no model is asked.

    With --jsonl and --json, one JSON object a line comes out for each that went in.
    """
    if jsonl:
        found = [_looked_at(line) for line in _lines(file)]
        if json:
            for one in found:
                typer.echo(as_json.dumps(one, ensure_ascii=False))
        else:
            output.table(("id", "severity", "found", "rules"), [_row(one) for one in found])
        return
    one = _looked_at(Line(text=given.text(file), author_role=role))
    del one["id"]
    if json:
        output.print_json(one)
    else:
        severity, said, rules = _row({"id": "", **one})[1:]
        output.say(f"Severity {severity}: {said}." + (f" Rules: {rules}." if rules else ""))


def _lines(file: str) -> Iterator[Line]:
    name = given.named(file)
    for number, line in enumerate(given.text(file).splitlines(), 1):
        if line.strip():
            try:
                yield given.parse(Line, line, name)
            except InputError as error:
                what = str(error).removeprefix(f"{name}: ").removeprefix("line 1, ")
                raise InputError(f"{name}: line {number}: {what}") from error


def _looked_at(line: Line) -> dict[str, Any]:
    from assistant.safeguarding.choice import card_for
    from assistant.safeguarding.detector import detect

    finding = detect(line.text)
    card = card_for(finding, line.author_role)
    return {
        "id": line.id,
        "category": [each.value for each in finding.categories],
        "severity": int(finding.severity),
        "escalate": finding.escalate,
        "rules": list(finding.rule_ids),
        "card": str(card) if card else None,
    }


def _row(one: dict[str, Any]) -> tuple[str, str, str, str]:
    said = _SAID[Severity(one["severity"])]
    kinds = ", ".join(kind.replace("_", " ") for kind in one["category"])
    return one["id"], str(one["severity"]), f"{said}: {kinds}" if kinds else said, " ".join(one["rules"])
