"""What a pair works on, added from the command line: goals, strengths, commitments, sessions."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any, TypeVar

import typer

from assistant.commands import acting, given, opened, output
from assistant.commands.output import Json
from assistant.domain.access import Purpose
from assistant.domain.goals import Goal, Rating
from assistant.domain.meetings import Commitment, Mode, Session, TalkingPoint
from assistant.domain.people import Pair
from assistant.domain.strengths import Evidence, Strength
from assistant.domain.value import Value
from assistant.errors import InputError

Saved = TypeVar("Saved", bound=Value)

Day = Annotated[str | None, typer.Option(metavar="DATE", help="A day, like 2026-05-31.")]
Whose = Annotated[str | None, typer.Option("--owner", metavar="PERSON", help="Whose it is; else your own.")]

MANAGE = Purpose.MANAGE_PAIR


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


def goal(
    pair: acting.PairId,
    text: Annotated[str, typer.Argument(help="What they want to reach, in their own words.")],
    who: acting.As,
    owner: Whose = None,
    why: Annotated[str, typer.Option(help="Why it matters.")] = "",
    level: Annotated[
        list[str] | None,
        typer.Option(metavar="N=WORDS", help="A success level from -2 to 2, like 0='I speak once'."),
    ] = None,
    due: Day = None,
    first_step: Annotated[str, typer.Option(help="The first small step.")] = "",
    obstacle: Annotated[str, typer.Option(help="What may get in the way.")] = "",
    private: Annotated[bool, typer.Option("--private", help="For its owner alone.")] = False,
    json: Json = False,
) -> None:
    """Add a goal with its success levels."""
    desk = Desk(pair, who)
    made = given.build(
        Goal,
        id="",
        owner_id=desk.owner(owner),
        text=text,
        why_it_matters=why,
        levels=dict(_level(one) for one in level or []),
        due=_day(due),
        first_step=first_step,
        obstacle=obstacle,
        shared=not private,
    )
    desk.keep(desk.records.save_goal, made, json)


def rate(
    pair: acting.PairId,
    wanted: Annotated[str, typer.Argument(metavar="GOAL", help="Its id, or its words.")],
    who: acting.As,
    level: Annotated[int, typer.Option(min=-2, max=2, help="0 is as hoped, -2 much less, 2 much more.")],
    on: Day = None,
    json: Json = False,
) -> None:
    """Say where a goal of your own stands."""
    desk = Desk(pair, who)
    known = desk.records.goals(*desk.key)
    found = acting.pick(wanted, known, id_of=lambda one: one.id, name_of=lambda one: one.text)
    rating = given.build(Rating, on=_day(on) or date.today(), level=level)
    saved = desk.records.rate_goal(*desk.key, found.id, rating)
    if json:
        output.print_json(saved)
    else:
        output.say(f"Noted: {saved.text} stands at {rating.level:+d}.")


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
    seen = given.build(Evidence, text=evidence, on=_day(on), noticed_by=noticed_by) if evidence else None
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
    made = given.build(Commitment, id="", owner_id=desk.owner(owner), text=text, due=_day(due))
    desk.keep(desk.records.save_commitment, made, json)


def session(
    pair: acting.PairId,
    who: acting.As,
    on: Day = None,
    minutes: Annotated[int | None, typer.Option(min=1, max=600, help="How long it was.")] = None,
    mode: Annotated[Mode, typer.Option(help="How you met.")] = Mode.IN_PERSON,
    happened: Annotated[str, typer.Option(help="What happened, in a line or two.")] = "",
    agreed: Annotated[str, typer.Option(help="What was agreed.")] = "",
    missed: Annotated[bool, typer.Option("--missed", help="It did not take place.")] = False,
    next_on: Annotated[
        str | None, typer.Option("--next", metavar="DATE", help="When the next one is.")
    ] = None,
    json: Json = False,
) -> None:
    """Record a session that was held, or missed."""
    desk = Desk(pair, who)
    made = given.build(
        Session,
        id="",
        number=1,
        on=_day(on) or date.today(),
        minutes=minutes,
        mode=mode,
        happened=happened,
        agreed=agreed,
        missed=missed,
        next_on=_day(next_on),
    )
    if made.next_on and made.next_on <= made.on:
        raise InputError(f"The next session cannot be on {made.next_on}: this one was on {made.on}.")
    _numbered(desk, made, json)


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


def _numbered(desk: Desk, made: Session, json: bool) -> None:
    """Under the next number, whatever its day: one that was forgotten may be recorded late."""
    taken = {one.number for one in desk.records.sessions(*desk.key)}
    number = max(taken, default=0) + 1
    try:
        desk.keep(desk.records.save_session, made.model_copy(update={"number": number}), json)
    except InputError:
        if number not in {one.number for one in desk.records.sessions(*desk.key)}:
            raise
        _numbered(desk, made, json)  # somebody else was quicker and has that number


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


def _level(given_level: str) -> tuple[int, str]:
    found = re.fullmatch(r"\s*([+-]?[0-9])\s*[=:]\s*(.+)", given_level, re.DOTALL)
    if not found:
        raise InputError(f"{given_level!r} is no level; write it like 0='I speak once in every meeting'.")
    return int(found[1]), found[2]


def _day(text: str | None) -> date | None:
    return given.day(text) if text else None
