"""The command line: everything the page can do, with --json, and errors of one line."""

import sys
import warnings
from types import TracebackType

import typer
from typer.exceptions import Abort, TyperException
from typer.main import get_command

from assistant.commands import (
    agenda,
    ask,
    doctor,
    evaluate,
    feedback,
    goal,
    journal,
    library,
    material,
    model,
    page,
    pair,
    record,
    reflect,
    stock,
    support,
)
from assistant.errors import AccessError, AssistantError, Cancelled, ContentError, InputError

BAD_INPUT = 2
FAILED = 1
INTERRUPTED = 130

app = typer.Typer(
    name="assistant",
    help="Prepares mentoring meetings from a pair's own goals and from practice notes with sources.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _name, _command in (
    ("run", page.run),
    ("demo", pair.demo),
    ("index", library.index),
    ("search", library.search),
    ("library", stock.library),
    ("agenda", agenda.agenda),
    ("ask", ask.ask),
    ("check", agenda.check),
    ("doctor", doctor.doctor),
    ("record", record.session),
    ("reflect", reflect.reflect),
):
    app.command(_name)(_command)
app.add_typer(feedback.app, name="feedback")
app.add_typer(journal.app, name="journal")
app.add_typer(pair.app, name="pair")
app.add_typer(goal.app, name="goal")
app.add_typer(material.app, name="material")
app.add_typer(model.app, name="model")
app.add_typer(support.app, name="support")
app.add_typer(evaluate.app, name="eval")


def main(arguments: list[str]) -> int:
    """Run one command. The exit status is 0, 1 for a failure, 2 for bad input."""
    sys.excepthook = _one_line
    if not sys.warnoptions and not sys.flags.dev_mode:
        warnings.simplefilter("ignore")  # a vendor's warnings, of which some quote what a server said
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # real streams can
    try:
        command = get_command(app)  # called directly, because the app would put a hook of its own in place
        status = command.main(arguments or ["--help"], prog_name="assistant", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except TyperException as error:
        message = error.format_message().replace(
            "Value error, ", ""
        )  # empty when the help has just been shown instead
        return _refuse(message, error.exit_code) if message else error.exit_code
    except (InputError, AccessError, ContentError) as error:
        return _refuse(str(error), BAD_INPUT)
    except Cancelled as error:
        return _refuse(str(error), INTERRUPTED)
    except AssistantError as error:
        return _refuse(str(error), FAILED)
    except OSError as error:
        return _refuse(f"{error.filename or 'The system'}: {error.strerror or error}.", FAILED)
    except (Abort, KeyboardInterrupt):
        return _refuse("Stopped.", INTERRUPTED)


def _refuse(message: str, status: int) -> int:
    sys.stderr.write(f"Error: {' '.join(message.split())}\n")
    return status


def _one_line(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A mistake of ours: where it happened, without the words of anybody that its message may hold."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}, line {trace.tb_lineno}" if trace else "an unknown place"
    _refuse(
        f"This should not happen ({kind.__name__} in {where}). Please report it; "
        "run with `python -X dev -m assistant` to see more.",
        FAILED,
    )
    if sys.flags.dev_mode:
        sys.__excepthook__(kind, error, trace)
