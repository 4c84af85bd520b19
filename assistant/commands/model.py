"""`assistant model`: which language models there are, fetching one, and what it may do."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import opened, output
from assistant.commands.output import Json
from assistant.domain.drafts import Engine
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.earning import Record

app = typer.Typer(no_args_is_help=True, help="Language models: see, fetch, test and stop them.")

Name = Annotated[str, typer.Argument(help="A model of the list; without a name the one we offer first.")]


@app.command("list")
def list_(json: Json = False) -> None:
    """Which models can run here, which are fetched, and who writes now."""
    assistant = opened.assistant()
    listed, state = assistant.models.listed(), assistant.engine_state()
    if json:
        output.print_json({"engine": state, "models": listed})
        return
    output.table(
        ("name", "size", "memory", "licence", "here", "fits now", ""),
        [
            (
                one.name,
                f"{one.bytes / 1e9:.1f} GB",
                f"{one.memory / 1e9:.1f} GB",
                one.licence,
                "yes" if one.here else "no",
                "yes" if one.fits else "no",
                "running" if one.running else "for tests only" if one.purpose == "tests" else "",
            )
            for one in listed
        ],
    )
    output.say(state.sentence)


@app.command()
def pull(name: Name = "", json: Json = False) -> None:
    """Fetch a model to this machine. Broken off, it goes on where it stopped."""
    models = opened.assistant().models
    entry = models.entry(name)
    with output.progress(f"Fetching {entry.title}", quiet=json) as progress:
        fetched = models.pull(entry.name, progress)
    if json:
        output.print_json(fetched)
    else:
        writes = opened.assistant(engine=Engine.MODEL).choice.name == fetched.name
        named = "" if writes else f"ASSISTANT_MODEL_NAME={fetched.name} "
        output.say(f"{fetched.title} is here and verified. Next: `{named}assistant model test`.")


@app.command()
def test(
    kind: Annotated[str, typer.Option(help="The kind of draft to test; else all of them, one by one.")] = "",
    json: Json = False,
) -> None:
    """Let the model phrase fixed lines: it may phrase drafts when enough of them pass. Takes minutes."""
    assistant = opened.assistant(engine=Engine.MODEL)
    if kind and kind not in assistant.kinds:
        raise InputError(f"--kind: there is no kind {kind!r}; choose from {', '.join(assistant.kinds)}.")
    records = []
    for each in [kind] if kind else assistant.kinds:
        with output.progress(f"Testing {assistant.choice.name} on {each}", quiet=json) as progress:
            records.append(assistant.trial(progress, kind=each))
        if not json:
            _say(records[-1])
    if json:
        earned = all(record.earned for record in records)
        said = " ".join(_sentence(record) for record in records)
        output.print_json({"earned": earned, "says": said, "records": records})


def _sentence(record: "Record") -> str:
    from assistant import earning

    return earning.sentence(record.kind, record.model, record)


def _say(record: "Record") -> None:
    output.say(_sentence(record))
    tokens = record.tokens
    output.say(f"{record.seconds:.0f} seconds, {tokens.sent} tokens sent and {tokens.received} received.")
    for reason, times in record.reasons.items():
        output.say(f"  {times} x {reason}")


@app.command()
def stop(json: Json = False) -> None:
    """Stop the local model and free its memory. It starts again when it is needed."""
    models = opened.assistant().models
    running = models.running()
    models.stop()
    if json:
        output.print_json({"stopped": running or None})
    else:
        output.say(f"{running} has stopped." if running else "No local model was running.")
