"""Which moves a set of prompts makes, and at which stage of its model each of them stands."""

from functools import cache
from itertools import product

from assistant.domain.people import Role
from assistant.domain.reflection import Cycle, DepthWish
from assistant.kinds.reflection.bank import bank

FEWEST, MOST = 3, 5
STAGES = 3
"""Stages that even the shortest set touches (RP-6)."""

_MENTEE = {
    DepthWish.LIGHT: ("scene", "strength", "next", "weigh|helped", "support|lesson"),
    DepthWish.NORMAL: ("scene", "strength", "next", "sense|weigh|lesson|feeling", "feeling|support|sense"),
    DepthWish.DEEP: ("scene|feeling", "strength", "next", "other", "sense|lesson|feeling"),
}
_MENTOR = {
    DepthWish.LIGHT: ("helped", "assume|power", "grow", "scene", "next"),
    DepthWish.NORMAL: ("scene|feeling", "assume|power", "grow", "strength", "sense|other|next"),
    DepthWish.DEEP: ("scene|feeling", "power|assume", "grow", "strength", "other|lesson|sense"),
}
"""In order of need: a short set takes the first ones."""

_SHORT = {
    (Role.MENTEE, DepthWish.DEEP): ("helped", "other", "next"),
    (Role.MENTOR, DepthWish.NORMAL): ("helped", "assume|power", "grow"),
    (Role.MENTOR, DepthWish.DEEP): ("helped", "power|assume", "grow"),
}
"""Three prompts that have to do what four would."""

_CIRCLING = {
    Role.MENTEE: ("helped", "distance", "action", "distance", "support"),
    Role.MENTOR: ("helped", "distance", "action", "afar", "grow"),
}
"""The same painful matter again: no more telling, no more feeling; a few steps back, and something to do."""

Place = tuple[str, str]
"""A stage, and a move that is made there."""


def how_many(minutes: int) -> int:
    """Prompts for the time there is: some three minutes of writing for each."""
    if minutes < 8:
        return FEWEST
    return 4 if minutes < 15 else MOST


def lighter(depth: DepthWish) -> DepthWish:
    return DepthWish.LIGHT if depth is not DepthWish.DEEP else DepthWish.NORMAL


def places(
    cycle: Cycle, role: Role, depth: DepthWish, count: int, *, circling: bool = False, turn: int = 0
) -> tuple[Place, ...]:
    """Stage and move of each prompt, in the order of the model. `turn` picks among moves that do as well."""
    wanted: tuple[str, ...] = (_MENTEE if role is Role.MENTEE else _MENTOR)[depth]
    if count == FEWEST:
        wanted = _SHORT.get((role, depth), wanted)
    if circling:
        wanted = _CIRCLING[role]
    moves: list[str] = []
    for options in wanted[:count]:
        ways = [way for way in options.split("|") if way not in moves] or options.split("|")
        moves.append(ways[turn % len(ways)])
    return _placed(cycle, tuple(moves))


@cache
def _placed(cycle: Cycle, moves: tuple[str, ...]) -> tuple[Place, ...]:
    """As many stages as possible, each move as early as it fits."""
    stages = list(bank().cycles[cycle].items())
    fitting = [[at for at, (_, does) in enumerate(stages) if move in does] for move in moves]
    fitting = [found or [len(stages) - 1] for found in fitting]
    best = max(product(*fitting), key=lambda chosen: (len(set(chosen)), -sum(chosen)))
    order = sorted(range(len(moves)), key=lambda index: (best[index], index))
    return tuple((stages[best[index]][0], moves[index]) for index in order)
