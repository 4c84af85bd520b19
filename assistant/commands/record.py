"""What a pair works on, added from the command line: strengths, commitments, sessions, talking points."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any, TypeVar

import typer

from assistant.commands import acting, given, opened, output
from assistant.commands.output import Json
from assistant.domain.access import Purpose
from assistant.domain.meetings import Commitment, Mode, Session, TalkingPoint
from assistant.domain.people import Pair
from assistant.domain.strengths import Evidence, Strength
from assistant.domain.value import Value
from assistant.errors import InputError

Saved = TypeVar("Saved", bound=Value)

Day = Annotated[str | None, typer.Option(metavar="DATE", help="A day, like 2026-05-31.")]
Whose = Annotated[str | None, typer.Option("--owner", metavar="PERSON", help="Whose it is; else your own.")]

MANAGE = Purpose.MANAGE_PAIR

_PROMISE = re.compile(
    r"(?P<who>[^:]+?)\s*:\s*(?P<what>.+?)(?:\s+by\s+(?P<due>\d{4}-\d\d-\d\d))?", re.IGNORECASE | re.DOTALL
)


class Desk:
    """The records of one pair, as the asking person may use them."""

    def __init__(self, pair: str, who: str) -> None:
        self.records = opened.assistant().records
        self.principal, self.pair = acting.with_pair(self.records, who, pair, MANAGE)
        self.key = (self.principal, MANAGE, self.pair.id)

    def owner(self, wanted: str | None) -> str:
        return acting.member(self.pair, wanted).person_id if wanted else self.principal.person_id

    def keep(self, save: Callable[..., Saved], value: Value, json: bool) -> None:
        saved = save(*self.key, value)
        if json:
            output.print_json(saved)
        else:
            output.say(f"Saved for {acting.title(self.pair)}.")


def strength(
    pair: acting.PairId,
    name: Annotated[str, typer.Argument(help="The strength, in a word or two.")],
    who: acting.As,
    owner: Whose = None,
    evidence: Annotated[str, typer.Option(help="A moment in which it was seen.")] = "",
    on: Day = None,
    json: Json = False,
) -> None:
    """Add a strength, or one more moment in which it was seen."""
    desk = Desk(pair, who)
    noticed_by = next(one.name for one in desk.pair.members if one.person_id == desk.principal.person_id)
    seen = given.build(Evidence, text=evidence, on=day_of(on), noticed_by=noticed_by) if evidence else None
    made = given.build(
        Strength, id="", person_id=desk.owner(owner), name=name, evidence=(seen,) if seen else ()
    )
    desk.keep(desk.records.save_strength, made, json)


def commitment(
    pair: acting.PairId,
    text: Annotated[str, typer.Argument(help="What somebody will do, verb first.")],
    who: acting.As,
    owner: Whose = None,
    due: Day = None,
    json: Json = False,
) -> None:
    """Add what somebody will do, and by when."""
    desk = Desk(pair, who)
    made = given.build(Commitment, id="", owner_id=desk.owner(owner), text=text, due=day_of(due))
    desk.keep(desk.records.save_commitment, made, json)


def session(
    pair: acting.PairId,
    who: acting.As,
    on: Day = None,
    minutes: Annotated[int | None, typer.Option(min=1, max=600, help="How long it was.")] = None,
    mode: Annotated[Mode, typer.Option(help="How you met.")] = Mode.IN_PERSON,
    happened: Annotated[str, typer.Option(help="What happened, in a line or two.")] = "",
    agreed: Annotated[str, typer.Option(help="What was agreed.")] = "",
    learned: Annotated[str, typer.Option(help="What you learned; everyone in the pair sees it.")] = "",
    promises: Annotated[
        list[str] | None,
        typer.Option(
            "--commitment",
            metavar="WHO: WHAT by DATE",
            help="Who does what; the day may be left out. Repeat it.",
        ),
    ] = None,
    useful: Annotated[
        int | None, typer.Option(min=0, max=10, help="How useful it was for you, 0 to 10.")
    ] = None,
    missed: Annotated[bool, typer.Option("--missed", help="It did not take place.")] = False,
    next_on: Annotated[
        str | None, typer.Option("--next", metavar="DATE", help="When the next one is.")
    ] = None,
    keep_out: Annotated[
        bool, typer.Option("--keep-out", help="No agenda may be made from the words of this record.")
    ] = False,
    json: Json = False,
) -> None:
    """Record a session in three minutes: what happened, what was agreed, and what is next."""
    desk = Desk(pair, who)
    made = given.build(
        Session,
        id="",
        number=1,
        on=day_of(on) or date.today(),
        minutes=minutes,
        mode=mode,
        happened=happened,
        agreed=agreed,
        learned=learned,
        missed=missed,
        next_on=day_of(next_on),
        usefulness={} if useful is None else {desk.principal.person_id: useful},
        use_next=not keep_out,
    )
    if made.next_on and made.next_on <= made.on:
        raise InputError(f"The next session cannot be on {made.next_on}: this one was on {made.on}.")
    taken_on = [_promise(desk.pair, one) for one in promises or []]  # all is read before any of it is stored
    saved = _numbered(desk, made)
    kept = [desk.records.save_commitment(*desk.key, one) for one in taken_on]
    if json:
        output.print_json({**output.as_data(saved), "commitments": kept} if kept else saved)
        return
    output.say(f"Saved for {acting.title(desk.pair)}.")
    _say_found(saved)


def point(
    pair: acting.PairId,
    text: Annotated[str, typer.Argument(help="What you would like to talk about next time.")],
    who: acting.As,
    json: Json = False,
) -> None:
    """Add a talking point of your own."""
    desk = Desk(pair, who)
    made = given.build(TalkingPoint, by=desk.principal.person_id, text=text)
    desk.keep(desk.records.save_talking_point, made, json)


def _numbered(desk: Desk, made: Session) -> Session:
    """Under the next number, whatever its day: one that was forgotten may be recorded late."""
    taken = {one.number for one in desk.records.sessions(*desk.key)}
    number = max(taken, default=0) + 1
    try:
        return desk.records.save_session(*desk.key, made.model_copy(update={"number": number}))
    except InputError:
        if number not in {one.number for one in desk.records.sessions(*desk.key)}:
            raise
        return _numbered(desk, made)  # somebody else was quicker and has that number


def _promise(pair: Pair, typed: str) -> Commitment:
    """ "Ana: write two pages by 2026-05-31"."""
    found = _PROMISE.fullmatch(typed.strip())
    if not found:
        raise InputError(f"{typed!r} is no commitment; write it like 'Ana: write two pages by 2026-05-31'.")
    owner = acting.member(pair, found["who"])
    return given.build(
        Commitment, id="", owner_id=owner.person_id, text=found["what"].strip(), due=day_of(found["due"])
    )


def _say_found(held: Session) -> None:
    """Strengths in the record, and how to add them: nothing is added by itself."""
    from assistant.spotting import WRITER, spot  # its lexicon is read only here

    found = spot("\n".join((held.happened, held.agreed, held.learned)))
    for each in found:
        whose = "" if each.about == WRITER else f" of {each.about}"
        output.say(f'Perhaps a strength{whose}: {each.name}. "{each.quote}"')
    if found:
        output.say("Add what is right with `assistant pair strength`.")


def lines(pair: Pair, kept: dict[str, Any]) -> Iterator[str]:
    """What a pair works on, line by line, for a person."""
    names = {one.person_id: one.name for one in pair.members}

    def name(person_id: str) -> str:
        return names.get(person_id, "somebody who left")

    for goal in kept["goals"]:
        stands = "not rated yet" if goal.level is None else f"stands at {goal.level:+d}"
        yield f"  Goal of {name(goal.owner_id)}: {goal.text} ({stands}, {goal.id[:8]})"
    for strength in kept["strengths"]:
        yield f"  Strength of {name(strength.person_id)}: {strength.name}"
        yield from (f"    {one.on or 'no date'}: {one.text}" for one in strength.evidence)
    for commitment in kept["commitments"]:
        due = f", by {commitment.due}" if commitment.due else ""
        yield f"  Commitment of {name(commitment.owner_id)}: {commitment.text} ({commitment.status}{due})"
    for session in kept["sessions"]:
        what = "missed" if session.missed else session.happened or "held"
        yield f"  Session {session.number} on {session.on}: {what}"
    for point in kept["talking_points"]:
        yield f"  Talking point of {name(point.by)}: {point.text}"


def day_of(text: str | None) -> date | None:
    return given.day(text) if text else None
