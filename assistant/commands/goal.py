"""`assistant goal`: goals on success levels, where they stand, how clear they are, and their summary."""

import re
from datetime import date
from typing import Annotated

import typer

from assistant import goal_checks, scaling
from assistant.commands import acting, given, output, record
from assistant.commands.output import Json
from assistant.domain.goals import Goal, Rating
from assistant.errors import InputError

app = typer.Typer(no_args_is_help=True, help="Goals on success levels: add, rate, check, and sum up.")


@app.command()
def add(
    pair: acting.PairId,
    text: Annotated[str, typer.Argument(help="What they want to reach, in their own words.")],
    who: acting.As,
    owner: record.Whose = None,
    why: Annotated[str, typer.Option(help="Why it matters.")] = "",
    level: Annotated[
        list[str] | None,
        typer.Option(metavar="N=WORDS", help="A success level from -2 to 2, like 0='I speak once'."),
    ] = None,
    due: record.Day = None,
    first_step: Annotated[str, typer.Option(help="The first small step.")] = "",
    obstacle: Annotated[str, typer.Option(help="What may get in the way.")] = "",
    if_then: Annotated[str, typer.Option(help="What the owner does if that happens.")] = "",
    strength: Annotated[
        str | None, typer.Option(help="The strength it builds on: its name or its id; else to be discovered.")
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="For its owner alone.")] = False,
    json: Json = False,
) -> None:
    """Add a goal with its success levels."""
    desk = record.Desk(pair, who)
    made = given.build(
        Goal,
        id="",
        owner_id=desk.owner(owner),
        text=text,
        why_it_matters=why,
        levels=dict(_level(one) for one in level or []),
        due=record.day_of(due),
        first_step=first_step,
        obstacle=obstacle,
        if_then=if_then,
        strength_id=_strength(desk, strength) if strength else None,
        shared=not private,
    )
    desk.keep(desk.records.save_goal, made, json)


@app.command()
def rate(
    pair: acting.PairId,
    wanted: Annotated[str, typer.Argument(metavar="GOAL", help="Its id, or its words.")],
    who: acting.As,
    level: Annotated[int, typer.Option(min=-2, max=2, help="0 is as hoped, -2 much less, 2 much more.")],
    on: record.Day = None,
    json: Json = False,
) -> None:
    """Say where a goal of your own stands."""
    desk = record.Desk(pair, who)
    found = _pick(desk, wanted)
    rating = given.build(Rating, on=record.day_of(on) or date.today(), level=level)
    saved = desk.records.rate_goal(*desk.key, found.id, rating)
    if json:
        output.print_json(saved)
    else:
        output.say(f"Noted: {saved.text} stands at {rating.level:+d}.")


@app.command("list")
def list_(pair: acting.PairId, who: acting.As, json: Json = False) -> None:
    """The goals this person may see, with where they stand."""
    desk = record.Desk(pair, who)
    goals = desk.records.goals(*desk.key)
    if json:
        output.print_json(goals)
        return
    if not goals:
        output.say("There is no goal yet. Add one with `assistant goal add`.")
        return
    names = {one.person_id: one.name for one in desk.pair.members}
    rows = [
        (
            one.id[:8],
            names.get(one.owner_id, "somebody who left"),
            one.text,
            "not rated" if one.level is None else f"{one.level:+d}",
            "pair" if one.shared else "owner only",
        )
        for one in goals
    ]
    output.table(("id", "owner", "goal", "stands at", "seen by"), rows)


@app.command()
def check(
    pair: acting.PairId,
    who: acting.As,
    wanted: Annotated[
        str | None, typer.Argument(metavar="GOAL", help="Its id, or its words; else all of them.")
    ] = None,
    json: Json = False,
) -> None:
    """What would make a goal clearer. These are hints: a goal is fine as its owner wants it."""
    desk = record.Desk(pair, who)
    goals = [_pick(desk, wanted)] if wanted else desk.records.goals(*desk.key)
    strengths = desk.records.strengths(*desk.key)
    told = [(goal, goal_checks.check(goal, strengths)) for goal in goals]
    if json:
        output.print_json(
            [{"goal_id": goal.id, "text": goal.text, "checks": checks} for goal, checks in told]
        )
        return
    for goal, checks in told:
        output.say(goal.text)
        hints = [one for one in checks if not one.passed]
        for one in hints:
            output.say(f"  {one.code}: {one.detail}")
        if not hints:
            output.say("  Clear as it is.")


@app.command()
def score(
    pair: acting.PairId,
    who: acting.As,
    owner: record.Whose = None,
    weight: Annotated[
        list[str] | None, typer.Option(metavar="GOAL=N", help="What a goal weighs; else 1. Repeat it.")
    ] = None,
    json: Json = False,
) -> None:
    """One person's measured goals summed up over time (T-score, Kiresuk and Sherman 1968)."""
    desk = record.Desk(pair, who)
    person = desk.owner(owner)
    goals = [one for one in desk.records.goals(*desk.key) if one.owner_id == person]
    weights = dict(_weight(desk, one) for one in weight or [])
    course = scaling.over_time(goals, weights)
    if json:
        output.print_json({"owner_id": person, "note": scaling.NOTE, "scores": course})
        return
    if not course:
        output.say(f"A summary needs {scaling.LEAST} goals with success levels that have been rated.")
        return
    for each in course:
        output.say(f"{each.on}: {each.score:.1f} ({each.goals} goals)")
    output.say(scaling.NOTE)


def _pick(desk: record.Desk, wanted: str) -> Goal:
    known = desk.records.goals(*desk.key)
    return acting.pick(wanted, known, id_of=lambda one: one.id, name_of=lambda one: one.text)


def _strength(desk: record.Desk, wanted: str) -> str:
    known = desk.records.strengths(*desk.key)
    return acting.pick(wanted, known, id_of=lambda one: one.id, name_of=lambda one: one.name).id


def _weight(desk: record.Desk, typed: str) -> tuple[str, float]:
    goal, _, number = typed.rpartition("=")
    try:
        return _pick(desk, goal).id, float(number)
    except ValueError as error:
        raise InputError(f"{typed!r} is no weight; write it like GOAL=2.") from error


def _level(given_level: str) -> tuple[int, str]:
    found = re.fullmatch(r"\s*([+-]?[0-9])\s*[=:]\s*(.+)", given_level, re.DOTALL)
    if not found:
        raise InputError(f"{given_level!r} is no level; write it like 0='I speak once in every meeting'.")
    return int(found[1]), found[2]
