"""`assistant index` and `assistant search`: the practice notes, and what a programme added beside them."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import acting, opened, output
from assistant.commands.output import Json
from assistant.domain.notes import Hit, Origin
from assistant.domain.people import Role
from assistant.errors import IndexUnavailable, InputError

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant
    from assistant.domain.access import Principal


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
    who: Annotated[
        str | None,
        typer.Option("--as", metavar="PERSON", help="Who is asking; finds their programme's material too."),
    ] = None,
    role: acting.AsRole = None,
    json: Json = False,
) -> None:
    """Find the passages that answer a question: of the practice notes and, with --as, of your programme."""
    assistant = opened.assistant()
    me = _asking(assistant, who, role)
    with output.progress("Indexing the practice notes", quiet=json) as progress:
        assistant.index(progress)
    if me is not None:
        with output.progress("Indexing your programme's material", quiet=json) as progress:
            assistant.shelves.ready(me.programme_id, progress)
    found = assistant.guide.search(me, question, limit)
    if json:
        output.print_json(found)
        return
    if found.notice:
        output.say(f"{found.notice}\n")
    if not found.hits:
        output.say("The practice notes do not cover this.")
    for number, hit in enumerate(found.hits, start=1):
        output.say(f"{number}. {_named(hit)} - {hit.passage.heading}  [{hit.passage.id}]")
        output.say(f"{hit.passage.text}\n")


def _asking(assistant: "Assistant", who: str | None, role: Role | None) -> "Principal | None":
    if who is not None:
        return acting.principal(assistant.records, who, role)
    if role is not None:
        raise InputError("A role belongs to a person; say who is asking with --as.")
    return None


def _named(hit: Hit) -> str:
    if hit.origin is Origin.LIBRARY:
        return hit.note_title
    from assistant.citations import programme_line

    return programme_line(hit.note_title, hit.author, hit.licence)
