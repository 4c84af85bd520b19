"""`assistant doctor`: is everything there that is needed?"""

import typer

from assistant.commands import opened, output
from assistant.commands.output import Json

FAIL = "fail"


def doctor(json: Json = False) -> None:
    """Look at everything this needs. Exit status 1 when something that must work does not."""
    from assistant.doctor import examine

    findings = list(examine(opened.assistant()))
    if json:
        output.print_json(findings)
    else:
        for one in findings:
            output.say(f"{one.state.value:<4}  {one.name}: {one.says}")
    if any(one.state.value == FAIL for one in findings):
        raise typer.Exit(1)
