"""`assistant journal`: one's own pages, and what of them is shown to whom."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.commands import acting, given, output, sharing
from assistant.commands.output import Json
from assistant.commands.own_desk import OWN, Desk, PageId, in_force
from assistant.domain.journal import Entry
from assistant.errors import InputError

app = typer.Typer(no_args_is_help=True, help="Your own journal or log, and what you share of it.")

for _name, _command in (("share", sharing.share), ("revoke", sharing.revoke), ("shared", sharing.shared)):
    app.command(_name)(_command)

FIRST = 60

Words = Annotated[
    str | None,
    typer.Argument(metavar="FILE", help="A text file, or - for standard input.", show_default=False),
]
Title = Annotated[str | None, typer.Option(help="What the page is called.")]
Day = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="The day it is about, like 2026-05-31.")
]


@app.command()
def add(
    file: Words,
    who: acting.As,
    role: acting.AsRole = None,
    title: Title = None,
    on: Day = None,
    json: Json = False,
) -> None:
    """Write a page. Only you can open it."""
    desk = Desk(who, role)
    page = given.build(
        Entry,
        owner_id=desk.me.person_id,
        role=desk.me.role,
        title=title or "",
        text=_words(file),
        on=given.day(on) if on else date.today(),
    )
    _kept(desk, desk.records.save_entry(desk.me, OWN, page), json)


@app.command()
def edit(
    page: PageId,
    who: acting.As,
    file: Words = None,
    role: acting.AsRole = None,
    title: Title = None,
    on: Day = None,
    json: Json = False,
) -> None:
    """Change a page. What was shared of it stays as it was shared."""
    desk = Desk(who, role)
    found = desk.find(page)
    changes: dict[str, Any] = {"title": title, "on": given.day(on) if on else None}
    changes["text"] = _words(file) if file else None
    kept = {key: value for key, value in changes.items() if value is not None}
    if not kept:
        raise InputError("Nothing to change: give a FILE, --title or --on.")
    changed = given.build(Entry, **{**found.model_dump(), **kept})
    _kept(desk, desk.records.save_entry(desk.me, OWN, changed, seen=found), json)


@app.command("list")
def list_(
    who: acting.As,
    role: acting.AsRole = None,
    search: Annotated[str, typer.Option(help="Only pages that hold all of these words.")] = "",
    json: Json = False,
) -> None:
    """Your own pages, the newest day first."""
    desk = Desk(who, role)
    sought = search.casefold().split()
    pages = desk.records.entries(desk.me, OWN)
    pages = [page for page in pages if all(word in f"{page.title} {page.text}".casefold() for word in sought)]
    if json:
        output.print_json(pages)
    elif pages:
        rows = [
            (page.id[:8], str(page.on), page.title, " ".join(page.text.split())[:FIRST]) for page in pages
        ]
        output.table(("page", "day", "title", "first words"), rows)
    else:
        output.say("There are no pages here. Write one with `assistant journal add FILE --as NAME`.")


@app.command()
def show(page: PageId, who: acting.As, role: acting.AsRole = None, json: Json = False) -> None:
    """One page, and who can see it."""
    desk = Desk(who, role)
    found = desk.find(page)
    grants = [grant for grant in desk.records.grants(desk.me, OWN, found.id) if in_force(grant)]
    if json:
        output.print_json({"entry": found, "grants": grants})
        return
    output.say(f"{found.on}  {found.title}".rstrip())
    output.say(found.text)
    if not grants:
        output.say("Who can see this: only you.")
    for grant in grants:
        what = "a passage of it" if grant.excerpt else f"version {grant.version}"
        output.say(f"Who can see this: your mentor sees {what} ({grant.id[:8]}).")


@app.command()
def export(
    who: acting.As,
    role: acting.AsRole = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to; else standard output. It must be new.")
    ] = None,
    json: Json = False,
) -> None:
    """All your own pages as Markdown, or as JSON."""
    desk = Desk(who, role)
    from assistant.guide.own_pages import as_json, as_markdown

    pages = desk.records.entries(desk.me, OWN)
    text = as_json(pages) if json else as_markdown(pages)
    if to is None:
        typer.echo(text)
        return
    try:
        to.touch(mode=0o600, exist_ok=False)
        to.write_text(text, encoding="utf-8")
    except FileExistsError as error:
        raise InputError(f"{to} is there already, and it is not overwritten.") from error
    output.note(f"{len(pages)} pages are in {to}, readable by you alone.")


@app.command()
def delete(
    page: PageId,
    who: acting.As,
    role: acting.AsRole = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Delete a page with its versions, its prompts and everything shared of it."""
    desk = Desk(who, role)
    found = desk.find(page)
    if not yes:
        typer.confirm(
            f"Delete the page of {found.on} for good, with all that is shared of it?", abort=True, err=True
        )
    desk.records.delete_entry(desk.me, OWN, found.id)
    if json:
        output.print_json({"deleted": found.id})
    else:
        output.say("It is deleted.")


def _kept(desk: Desk, page: Entry, json: bool) -> None:
    """Saved first; only then looked at."""
    from assistant.prompts import load_replies
    from assistant.safeguarding import gate

    card = None
    if gate.concern([page.title, page.text]):
        card = load_replies(desk.assistant.settings.prompts_dir).page_card_for(desk.me.role)
    if json:
        output.print_json({"entry": page, "support": card})
        return
    output.say(f"Saved as {page.id[:8]}. Only you can open it.")
    if card:
        output.say(f"\n{card.title}")
        for sentence in card.text:
            output.say(f"  {sentence}")


def _words(file: str | None) -> str:
    text = given.text(file or "-")
    if not text.strip():
        raise InputError(f"{given.named(file or '-')}: there are no words in it.")
    return text
