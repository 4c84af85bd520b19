"""`assistant material`: what a programme adds beside the practice notes, from a file to what people find."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.access import STAFF
from assistant.commands import acting, material_view, opened, output
from assistant.commands.output import Json
from assistant.commands.stopping import stoppable
from assistant.domain.access import Principal, Purpose
from assistant.domain.material import Material, Understood
from assistant.domain.people import Role
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant
    from assistant.materials import Described
    from assistant.ports import Records

app = typer.Typer(no_args_is_help=True, help="A programme's own material: add, publish, replace, withdraw.")

CURATE, BROWSE = Purpose.MANAGE_LIBRARY, Purpose.BROWSE_LIBRARY

MOST_BYTES = 32_000_000
"""More than may be added, so that a larger file is refused for its size and not for its torn end."""

File = Annotated[Path, typer.Argument(metavar="FILE", help="Markdown, plain text, PDF or Word (.docx).")]
Id = Annotated[str, typer.Argument(metavar="ID", help="Its id, the beginning of it, or its title.")]
Version = Annotated[int | None, typer.Option(min=1, help="Which version; else the newest.")]
Title = Annotated[str, typer.Option(help="What it is called; else as it calls itself.")]
Author = Annotated[str, typer.Option(help="Who wrote it.")]
Licence = Annotated[str, typer.Option(help="On what terms it may be used, for instance CC-BY-4.0.")]
Audience = Annotated[str, typer.Option(help="Who may read it: mentor,mentee (peers read both).")]
SameAuthor = Annotated[str, typer.Option(help="Who wrote it; else as before.")]
SameLicence = Annotated[str, typer.Option(help="On what terms it may be used; else as before.")]
SameAudience = Annotated[str, typer.Option(help="Who may read it; else as before.")]


@app.command()
def add(
    file: File,
    who: acting.As,
    author: Author,
    licence: Licence,
    audience: Audience,
    title: Title = "",
    role: acting.AsRole = None,
    json: Json = False,
) -> None:
    """Read a file, keep it as a draft and show what was understood. Nobody finds it before it is published."""
    from assistant.materials import Described

    assistant, me = _curating(who, role)
    described = Described(author, licence, _roles(audience), title, file.name)
    _keep(assistant, me, _read(assistant, file, json), described, None, who, json)


@app.command()
def paste(
    who: acting.As,
    title: Annotated[str, typer.Option(help="What it is called.")],
    author: Author,
    licence: Licence,
    audience: Audience,
    role: acting.AsRole = None,
    json: Json = False,
) -> None:
    """The same for text on standard input; lines that begin with # become headings."""
    from assistant.materials import Described

    assistant, me = _curating(who, role)
    described = Described(author, licence, _roles(audience), title)
    text = _pasted()
    with stoppable() as stopped:
        understood = assistant.read_text(text, title, stopped)
    _keep(assistant, me, understood, described, None, who, json)


@app.command("list")
def list_(who: acting.As, role: acting.AsRole = None, json: Json = False) -> None:
    """What there is: everything for trainers and coordinators, what is published for the others."""
    records = opened.assistant().records
    me, purpose = _asking(records, who, role)
    listed = records.materials(me, purpose)
    if json:
        output.print_json(listed)
    else:
        material_view.listed(listed, curating=purpose is CURATE)


@app.command()
def show(
    id_: Id, who: acting.As, version: Version = None, role: acting.AsRole = None, json: Json = False
) -> None:
    """What it says, passage by passage, and what was noticed when it was read."""
    records = opened.assistant().records
    me, purpose = _asking(records, who, role)
    found = records.material(me, purpose, _newest(records, me, purpose, id_).id, version)
    if json:
        output.print_json(found)
    else:
        material_view.whole(found, curating=purpose is CURATE)


@app.command()
def publish(
    id_: Id, who: acting.As, version: Version = None, role: acting.AsRole = None, json: Json = False
) -> None:
    """Let people find it. Stopped with Ctrl-C, everything is as it was, and the next time goes on from there."""
    assistant, me = _curating(who, role)
    newest = _newest(assistant.records, me, CURATE, id_)
    wanted = newest.version if version is None else version
    with stoppable() as stopped, output.progress(f"Publishing {newest.title}", quiet=json) as progress:
        published = assistant.guide.publish(me, newest.id, wanted, progress, stopped)
    if json:
        output.print_json(published)
    else:
        output.say(f"{_named(published)} is published for {material_view.readers(published.audience)}.")


@app.command()
def replace(
    id_: Id,
    file: File,
    who: acting.As,
    title: Title = "",
    author: SameAuthor = "",
    licence: SameLicence = "",
    audience: SameAudience = "",
    role: acting.AsRole = None,
    json: Json = False,
) -> None:
    """Read a file as the next version. What is published stays so until the new one is."""
    from assistant.materials import Described

    assistant, me = _curating(who, role)
    before = _newest(assistant.records, me, CURATE, id_)
    described = Described(
        author or before.author,
        licence or before.licence,
        _roles(audience) if audience else before.audience,
        title or before.title,
        file.name,
    )
    _keep(assistant, me, _read(assistant, file, json), described, before, who, json)


@app.command()
def withdraw(id_: Id, who: acting.As, role: acting.AsRole = None, json: Json = False) -> None:
    """Nobody finds it from now on. Drafts that quote it keep their quote and say so."""
    assistant, me = _curating(who, role)
    found = _newest(assistant.records, me, CURATE, id_)
    withdrawn = assistant.guide.withdraw(me, found.id)
    if json:
        output.print_json(withdrawn)
    else:
        output.say(f"{_named(withdrawn)} is withdrawn. You can publish it again.")


@app.command()
def delete(
    id_: Id,
    who: acting.As,
    version: Annotated[int | None, typer.Option(min=1, help="Only this version; else all of it.")] = None,
    role: acting.AsRole = None,
    json: Json = False,
) -> None:
    """Delete it and all its words for good. Drafts that quote it keep their quote."""
    assistant, me = _curating(who, role)
    found = _newest(assistant.records, me, CURATE, id_)
    assistant.guide.delete(me, found.id, version)
    if json:
        output.print_json({"deleted": found.id, "version": version})
    else:
        which = "" if version is None else f"Version {version} of "
        output.say(f"{which}{found.title} ({found.id}) is deleted for good.")


def _asking(records: "Records", who: str, role: Role | None) -> tuple[Principal, Purpose]:
    """The person in the role that sees most of it, unless one is named."""
    found = acting.person(records, who)
    staff = [one for one in found.roles if one in STAFF]
    me = acting.as_role(found, staff[0]) if staff and not role else acting.principal(records, found.id, role)
    return me, CURATE if me.role in STAFF else BROWSE


def _curating(who: str, role: Role | None) -> tuple["Assistant", Principal]:
    assistant = opened.assistant()
    me, purpose = _asking(assistant.records, who, role)
    if purpose is not CURATE:
        raise InputError("Trainers and coordinators look after the material. Name one of them with --as.")
    return assistant, me


def _newest(records: "Records", me: Principal, purpose: Purpose, wanted: str) -> Material:
    """The newest version, without passages, of what is meant."""
    newest: dict[str, Material] = {}
    for one in records.materials(me, purpose):
        newest[one.id] = max(one, newest.get(one.id, one), key=lambda version: version.version)
    return acting.pick(wanted, newest.values(), id_of=lambda one: one.id, name_of=lambda one: one.title)


def _read(assistant: "Assistant", file: Path, json: bool) -> Understood:
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES)
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}.") from error
    with stoppable() as stopped, output.progress(f"Reading {file.name}", quiet=json) as progress:
        return assistant.read_document(data, file.name, stopped, progress)


def _pasted() -> str:
    try:
        return sys.stdin.buffer.read(MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"standard input: is not UTF-8 text (byte {error.start + 1}).") from error


def _roles(audience: str) -> tuple[Role, ...]:
    words = [word.strip().casefold() for word in audience.split(",") if word.strip()]
    unknown = [word for word in words if word not in set(Role)]
    if unknown or not words:
        said = f"{unknown[0]!r} is not a role. " if unknown else ""
        raise InputError(f"audience: {said}Name one or more of: {', '.join(Role)}.")
    return tuple(Role(word) for word in words)


def _keep(
    assistant: "Assistant",
    me: Principal,
    understood: Understood,
    described: "Described",
    replaces: Material | None,
    who: str,
    json: bool,
) -> None:
    from assistant.materials import made

    material = made(understood, described, me, datetime.now().astimezone(), replaces)
    kept = assistant.records.add_material(me, CURATE, material)
    if json:
        output.print_json(kept)
        return
    material_view.understood(kept)
    output.say(f"\nNobody finds it yet. Next: assistant material publish {kept.id} --as '{who}'")


def _named(material: Material) -> str:
    return f"{material.title} ({material.id}, version {material.version})"
