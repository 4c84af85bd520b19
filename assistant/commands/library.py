"""`assistant index` and `assistant search`: the practice notes."""

from typing import Annotated

import typer

from assistant.commands import opened, output
from assistant.commands.output import Json
from assistant.errors import IndexUnavailable


def index(json: Json = False) -> None:
    """Read the practice notes and make them searchable. Only what changed is done again."""
    assistant = opened.assistant()
    with output.progress("Indexing the practice notes", quiet=json) as progress:
        ready = assistant.index(progress)
    notes, pieces = len(assistant.library), len(assistant.library.pieces())
    report = {
        "notes": notes,
        "pieces": pieces,
        "embedded": ready.built.embedded if ready.built else 0,
        "by": "keywords" if ready.vectors is None else "hybrid",
        "notice": ready.notice,
    }
    if json:
        output.print_json(report)
    elif ready.vectors is None:
        output.say(f"{notes} practice notes can be searched by words only. {ready.notice}")
    else:
        output.say(f"{notes} practice notes are ready ({pieces} pieces, {report['embedded']} of them new).")
    if ready.keywords is None and ready.vectors is None:
        raise IndexUnavailable(
            "No index could be written; search reads the notes one by one. See `assistant doctor`."
        )


def search(
    question: Annotated[str, typer.Argument(help="What you would like to know, in your own words.")],
    limit: Annotated[int, typer.Option(min=1, max=20, help="At most so many passages.")] = 5,
    json: Json = False,
) -> None:
    """Find the passages of the practice notes that answer a question."""
    assistant = opened.assistant()
    with output.progress("Indexing the practice notes", quiet=json) as progress:
        assistant.index(progress)
    found = assistant.retriever.search(question, limit)
    if json:
        output.print_json(found)
        return
    if found.notice:
        output.say(f"{found.notice}\n")
    if not found.hits:
        output.say("The practice notes do not cover this.")
    for number, hit in enumerate(found.hits, start=1):
        output.say(f"{number}. {hit.note_title} - {hit.passage.heading}  [{hit.passage.id}]")
        output.say(f"{hit.passage.text}\n")
