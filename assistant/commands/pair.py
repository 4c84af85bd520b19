"""`assistant demo`, and `assistant pair` with what a pair works on: list, show, add."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import acting, given, goal, opened, output, record
from assistant.commands.output import Json
from assistant.domain.access import Principal, Purpose
from assistant.domain.people import Form, Member, Pair, Person, Programme, Role
from assistant.errors import InputError
from assistant.pairing import check_members

if TYPE_CHECKING:
    from assistant.ports import Records

app = typer.Typer(no_args_is_help=True, help="Pairs, groups and peers, and what they work on.")
for _name, _command in (
    ("goal", goal.add),
    ("rate", goal.rate),
    ("strength", record.strength),
    ("commitment", record.commitment),
    ("session", record.session),
    ("point", record.point),
):
    app.command(_name)(_command)

Who = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="PERSON", help="Who is asking, by name or id; else each programme's coordinator."
    ),
]
Names = list[str] | None


def demo(json: Json = False) -> None:
    """Load the demonstration programme: invented people to try everything with."""
    from assistant.demo import load_demo

    records = opened.assistant().records
    programme = load_demo(records, date.today())
    if json:
        output.print_json(programme)
        return
    output.say(f"{programme.name} is loaded. These are its pairs:")
    shown = [pair for pair in _listed(records, None, None, closed=False) if pair.programme_id == programme.id]
    _table(shown)
    first = shown[0]
    asking = next(one.name for one in first.members if one.role is not Role.MENTEE)
    output.say(f"Next: assistant agenda --pair {first.id[:8]} --as '{asking}'")


@app.command("list")
def list_(
    who: Who = None,
    role: acting.AsRole = None,
    closed: Annotated[bool, typer.Option("--closed", help="Closed ones too.")] = False,
    json: Json = False,
) -> None:
    """Who meets whom."""
    shown = _listed(opened.assistant().records, who, role, closed=closed)
    if json:
        output.print_json(shown)
    elif shown:
        _table(shown)
    else:
        output.say("There are no pairs yet. Add one with `assistant pair add`, or try `assistant demo`.")


@app.command()
def show(pair: acting.PairId, who: acting.As, role: acting.AsRole = None, json: Json = False) -> None:
    """What a pair has on record, as far as this person may see it."""
    records = opened.assistant().records
    principal, found = acting.with_pair(records, who, pair, Purpose.MANAGE_PAIR, role)
    asked = (principal, Purpose.MANAGE_PAIR, found.id)
    kept = {
        "goals": records.goals(*asked),
        "strengths": records.strengths(*asked),
        "commitments": records.commitments(*asked),
        "sessions": records.sessions(*asked),
        "talking_points": records.talking_points(*asked),
    }
    if json:
        output.print_json({"pair": found, **kept})
        return
    output.say(f"{acting.title(found)} ({found.form.value.replace('_', ' ')}, {found.id})")
    for line in record.lines(found, kept):
        output.say(line)


@app.command()
def add(
    programme: Annotated[str | None, typer.Option(help="Start a new programme of this name.")] = None,
    who: Who = None,
    mentor: Annotated[Names, typer.Option(help="A mentor's name; a group may have three.")] = None,
    mentee: Annotated[Names, typer.Option(help="A mentee's name; repeat it for a group.")] = None,
    peer: Annotated[Names, typer.Option(help="A peer's name; give two.")] = None,
    name: Annotated[str, typer.Option(help="What the pair is called.")] = "",
    planned: Annotated[
        int | None, typer.Option(min=1, max=200, help="How many sessions are planned.")
    ] = None,
    json: Json = False,
) -> None:
    """Add a pair, a group or two peers. New people are added by name."""
    places = [
        (one, role)
        for names, role in ((mentor, Role.MENTOR), (mentee, Role.MENTEE), (peer, Role.PEER))
        for one in names or []
    ]
    if not places:
        raise InputError("Say who meets: --mentor NAME --mentee NAME, or --peer NAME --peer NAME.")
    form = Form.PEER if peer else Form.ONE_TO_ONE if len(places) <= 2 else Form.GROUP
    records = opened.assistant().records
    principal = None if programme else _coordinator(records, who)
    people = records.people(principal, Purpose.MANAGE_PROGRAMME) if principal else []
    members = tuple(_member(people, one, role) for one, role in places)
    pair = given.build(
        Pair, id="", programme_id="", form=form, name=name, members=members, planned_sessions=planned
    )
    check_members(pair)  # before anybody is added who would have no pair then
    if principal is None:
        principal = _founded(records, who, str(programme))
    saved = _save(records, principal, pair, people)
    if json:
        output.print_json(saved)
    else:
        output.say(f"{acting.title(saved)} can begin. The id is {saved.id}.")


def _listed(records: "Records", who: str | None, role: Role | None, *, closed: bool) -> list[Pair]:
    """A coordinator's whole programme, or a member's own pairs."""
    if who is None:
        asking = acting.coordinators(records)
    else:
        person = acting.person(records, who)
        asking = [acting.as_role(person, one) for one in ([role] if role else person.roles)]
    return [
        pair
        for one in asking
        if one.role is not Role.TRAINER
        for pair in records.pairs(one, _purpose(one.role), closed=closed)
    ]


def _purpose(role: Role) -> Purpose:
    return Purpose.MANAGE_PROGRAMME if role is Role.COORDINATOR else Purpose.PREPARE_PAIR


def _table(pairs: Iterable[Pair]) -> None:
    rows = [
        (
            pair.id[:8],
            pair.form.value.replace("_", " "),
            pair.name,
            ", ".join(f"{one.name} ({one.role.value})" for one in pair.members),
        )
        for pair in pairs
    ]
    output.table(("id", "form", "name", "people"), rows)


def _coordinator(records: "Records", who: str | None) -> Principal:
    """The person named, or the only coordinator there is."""
    if who:
        return acting.principal(records, who, Role.COORDINATOR)
    known = acting.coordinators(records)
    if not known:
        raise InputError("There is no programme yet. Add --programme NAME --as YOUR-NAME to start one.")
    if len(known) > 1:
        raise InputError("There are several programmes. Say with --as which coordinator is asking.")
    return known[0]


def _founded(records: "Records", who: str | None, programme: str) -> Principal:
    if not who:
        raise InputError("Say with --as who coordinates the new programme.")
    first = given.build(Person, id="", programme_id="", name=who, roles=(Role.COORDINATOR,))
    founder = records.found(given.build(Programme, id="", name=programme), first)
    return acting.as_role(founder, Role.COORDINATOR)


def _member(people: list[Person], name: str, role: Role) -> Member:
    """Somebody who is there already, or somebody new, who is known by name until saved."""
    known = [one.id for one in people if name in (one.id, one.name)]
    if len(known) > 1:
        raise InputError(f"Several people are called {name}. Use the id of the one you mean.")
    return given.build(Member, person_id=known[0] if known else name, name=name, role=role)


def _save(records: "Records", principal: Principal, pair: Pair, people: list[Person]) -> Pair:
    """The people who are new or take a new role, and then the pair."""
    known = {one.id: one for one in people}
    members = []
    for member in pair.members:
        person = known.get(member.person_id) or Person(
            id="", programme_id=principal.programme_id, name=member.name
        )
        if member.role not in person.roles:
            person = person.model_copy(update={"roles": (*person.roles, member.role)})
            person = records.save_person(principal, Purpose.MANAGE_PROGRAMME, person)
        members.append(member.model_copy(update={"person_id": person.id, "name": person.name}))
    placed = pair.model_copy(update={"programme_id": principal.programme_id, "members": tuple(members)})
    return records.save_pair(principal, Purpose.MANAGE_PROGRAMME, placed)
