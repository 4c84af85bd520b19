"""`assistant ask`: a question in one's own words, answered from the notes and from what one may see."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import acting, given, opened, output
from assistant.commands.output import Json
from assistant.domain.conversation import Answer, Thread
from assistant.domain.drafts import Engine
from assistant.domain.people import Role
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.answering.talk import Said
    from assistant.bootstrap import Assistant
    from assistant.domain.access import Principal
    from assistant.domain.notes import Note


def ask(
    question: Annotated[
        str | None, typer.Argument(help="What you ask or tell, or - for standard input.")
    ] = None,
    who: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="PERSON", help="Who is asking. Without it only the notes are looked at."
        ),
    ] = None,
    role: acting.AsRole = None,
    thread: Annotated[
        str | None, typer.Option(metavar="ID", help="Go on with this conversation, or its beginning.")
    ] = None,
    keep_nothing: Annotated[bool, typer.Option("--keep-nothing", help="Store nothing of it.")] = False,
    facts: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="A JSON file of facts in place of the records, or - for standard input."
        ),
    ] = None,
    as_note: Annotated[
        bool, typer.Option("--as-note", help="Keep the answer as a page of your journal.")
    ] = False,
    as_point: Annotated[
        str | None,
        typer.Option("--as-point", metavar="PAIR", help="Put the question on the next agenda of this pair."),
    ] = None,
    threads: Annotated[bool, typer.Option("--threads", help="List your conversations.")] = False,
    delete: Annotated[
        str | None, typer.Option(metavar="ID", help="Delete one of your conversations.")
    ] = None,
    engine: Annotated[Engine | None, typer.Option(help="Who writes; else as the settings say.")] = None,
    json: Json = False,
) -> None:
    """Ask in your own words. With --as the conversation is kept for you alone; nobody else can read it."""
    if facts is not None and (who or thread or as_note or as_point):
        raise InputError("Give either --facts or --as: a file of facts touches no database.")
    if (threads or delete) and question is not None:
        raise InputError("--threads and --delete take no question.")
    assistant = opened.assistant(engine=engine)
    if threads or delete:
        _manage(assistant, who, role, delete, json)
        return
    if question is None:
        raise InputError("What would you like to ask? Write it in quotes, or give - for standard input.")
    if question == facts == "-":
        raise InputError("Standard input can be the question or the facts, not both.")
    text = given.text("-") if question == "-" else question
    if who is None:
        if thread or keep_nothing or as_note or as_point:
            raise InputError("Say who is asking with --as.")
        answer = _shown(_plain(assistant, text, facts, role, engine), json)
        _print(assistant, answer, json, "")
        return
    if keep_nothing and (thread or as_note or as_point):
        raise InputError(
            "--keep-nothing stores nothing, so it goes with no --thread, --as-note or --as-point."
        )
    me = acting.principal(assistant.records, who, role)
    _kept(assistant, me, text, thread, not keep_nothing, as_note, as_point, json, engine)


def _kept(
    assistant: "Assistant",
    me: "Principal",
    text: str,
    thread: str | None,
    keep: bool,
    as_note: bool,
    as_point: str | None,
    json: bool,
    engine: Engine | None,
) -> None:
    talk, pair_id = assistant.talk, None
    thread_id = _thread(talk.threads(me), thread).id if thread else None
    if as_point is not None:
        from assistant.domain.access import Purpose

        pairs = assistant.records.pairs(me, Purpose.MANAGE_PAIR)
        pair_id = acting.pick(as_point, pairs, id_of=lambda one: one.id, name_of=acting.title).id
    last: list[Said] = []

    def growing() -> Iterator[Answer]:
        for said in talk.ask(me, text, thread_id, keep=keep, engine=engine or Engine.AUTO):
            last[:] = [said]
            if said.message.answer is not None:
                yield said.message.answer

    answer = _shown(growing(), json)
    said = last[0]
    made: dict[str, str] = {"thread": said.thread_id, "message": said.message.id}
    if as_note and not said.message.blocked:
        made["note"] = talk.as_note(me, said.message).id
    if pair_id is not None and not said.message.blocked:
        made["point"] = talk.as_point(me, pair_id, text).id
    _print(assistant, answer, json, said.thread_id, made)


def _plain(
    assistant: "Assistant", text: str, facts: str | None, role: Role | None, engine: Engine | None
) -> Iterator[Answer]:
    from assistant.answering.reader import Reader, of_facts

    reader = Reader(role=role or Role.MENTOR)
    if facts is not None:
        from assistant.commands import facts as facts_file

        known = facts_file.read(facts)
        reader = Reader(role=role or Role.MENTOR, facts=tuple(of_facts(known)))
    return assistant.talk.of_library(text, reader, engine or Engine.AUTO)


def _shown(growing: Iterator[Answer], json: bool) -> Answer:
    """On a terminal the words as they come; what does not hold is said again, whole."""
    shown, last = "", None
    live = not json and sys.stdout.isatty()
    for last in growing:
        text = output.plain(last.text)
        if live and text.startswith(shown):
            sys.stdout.write(text[len(shown) :])
            sys.stdout.flush()
            shown = text
    if last is None:
        raise InputError("There was no answer.")
    if live and output.plain(last.text) == shown:
        sys.stdout.write("\n")
    elif not json:
        output.say(("\n\n" if shown else "") + last.text)
    return last


def _print(
    assistant: "Assistant", answer: Answer, json: bool, thread_id: str, made: dict[str, str] | None = None
) -> None:
    if json:
        output.print_json({"answer": answer, **(made or {})})
        return
    for one in answer.cited:
        note: Note | None = assistant.library.get(one.source.doc_id)
        title = note.title if note else one.source.title
        output.say(f'  [{one.label}] {title} ({one.source.passage_id}): "{one.source.quote}"')
    for notice in answer.notices:
        output.note(notice)
    if thread_id:
        output.say(f"\nGo on with: assistant ask --thread {thread_id[:8]} ...")


def _manage(
    assistant: "Assistant", who: str | None, role: Role | None, delete: str | None, json: bool
) -> None:
    if who is None:
        raise InputError("Say whose conversations with --as.")
    me = acting.principal(assistant.records, who, role)
    found = assistant.talk.threads(me)
    if delete:
        one = _thread(found, delete)
        assistant.talk.delete(me, one.id)
        if json:
            output.print_json({"deleted": one.id})
        else:
            output.say("Deleted, with every question and answer in it.")
        return
    if json:
        output.print_json(found)
    elif not found:
        output.say("You have no conversations yet.")
    else:
        rows = [(one.id[:8], _when(one), one.title or "A conversation") for one in found]
        output.table(("id", "last", "about"), rows)


def _thread(found: list[Thread], wanted: str) -> Thread:
    return acting.pick(wanted, found, id_of=lambda one: one.id, name_of=lambda one: one.title)


def _when(thread: Thread) -> str:
    return thread.changed_at.strftime("%Y-%m-%d %H:%M") if thread.changed_at else ""
