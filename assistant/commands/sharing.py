"""`assistant journal share`, `revoke` and `shared`: a page or a passage of it, for a mentor to read."""

from typing import Annotated, Any

import typer

from assistant.commands import acting, output
from assistant.commands.output import Json
from assistant.commands.own_desk import OWN, Desk, PageId, in_force
from assistant.domain.access import Purpose
from assistant.domain.journal import Entry, Grant
from assistant.domain.people import Role
from assistant.errors import InputError

NOT_BACK = "What was read or printed by then cannot be taken back."


def share(
    page: PageId,
    who: acting.As,
    role: acting.AsRole = None,
    passage: Annotated[
        str, typer.Option(help="The words to share, just as they stand there; else the whole page.")
    ] = "",
    pair: Annotated[str | None, typer.Option(help="With which pair, if you are in several.")] = None,
    use: Annotated[
        bool, typer.Option("--use", help="The assistant may use it when it helps your mentor prepare.")
    ] = False,
    read: Annotated[
        bool, typer.Option("--read", help="Your mentor can read it: without this nothing is shared.")
    ] = False,
    json: Json = False,
) -> None:
    """Show a page, or a passage of it, to your mentor. Without --read, show only what they would see."""
    desk = Desk(who, role)
    found, with_whom = desk.find(page), desk.pair(pair)
    if passage and passage not in found.text:
        raise InputError("These words do not stand on the page just so. Copy them as they stand there.")
    grant = Grant(
        entry_id=found.id,
        version=found.version,
        owner_id=desk.me.person_id,
        pair_id=with_whom.id,
        excerpt=passage,
        use_in_drafts=use,
    )
    if not read:
        _preview(found, grant, json)
        return
    stored = desk.records.grant(desk.me, OWN, grant)
    if json:
        output.print_json(stored)
    else:
        output.say(f"Shared with your mentor in {acting.title(with_whom)}, as {stored.id[:8]}.")
        output.say(f"Take it back with `assistant journal revoke {stored.id[:8]}`. {NOT_BACK}")


def revoke(
    grant: Annotated[str, typer.Argument(metavar="SHARE", help="Its id, or the beginning of it.")],
    who: acting.As,
    role: acting.AsRole = None,
    json: Json = False,
) -> None:
    """Take back what you shared."""
    desk = Desk(who, role)
    known = desk.records.grants(desk.me, OWN)
    found = acting.pick(grant, known, id_of=lambda one: one.id, name_of=lambda one: one.id[:8])
    ended = desk.records.revoke(desk.me, OWN, found.id)
    if json:
        output.print_json(ended)
    else:
        output.say(f"Taken back. Nobody can read it any more. {NOT_BACK}")


def shared(
    who: acting.As,
    role: acting.AsRole = None,
    pair: Annotated[str | None, typer.Option(help="Which pair, if you are in several.")] = None,
    json: Json = False,
) -> None:
    """What is shared: by you, or for a mentor, with you."""
    desk = Desk(who, role)
    given_away = [one for one in desk.records.grants(desk.me, OWN) if in_force(one)]
    received: list[Any] = []
    digests: list[Any] = []
    if desk.me.role in (Role.MENTOR, Role.PEER):
        for one in [desk.pair(pair)] if pair else desk.records.pairs(desk.me, OWN):
            received += desk.records.shown(desk.me, Purpose.MANAGE_PAIR, one.id)
            digests += desk.records.released(desk.me, Purpose.MANAGE_PAIR, one.id)
    if json:
        output.print_json({"by_you": given_away, "with_you": received, "digests": digests})
        return
    for grant in given_away:
        output.say(f"You share ({grant.id[:8]}): {grant.excerpt or 'a whole page'}")
    for digest in digests:
        output.say("Before you meet: " + "; ".join(point.text for point in digest.points))
    for passage in received:
        output.say(f"{passage.on}: {passage.text}")
    if not (given_away or received or digests):
        output.say("Nothing is shared.")


def _preview(page: Entry, grant: Grant, json: bool) -> None:
    words = grant.excerpt or "\n".join(filter(None, (page.title, page.text)))
    if json:
        output.print_json({"would_see": words, "shared": False})
        return
    output.say(f"Your mentor would see this and nothing else:\n\n{words}\n")
    output.say(f"Nothing is shared yet. Add --read to share it. {NOT_BACK}")
