"""The summary score of goals on success levels: the T-score of Kiresuk and Sherman (1968).

Kiresuk, T. J., & Sherman, R. E. (1968). Goal attainment scaling: A general method for evaluating
comprehensive community mental health programs. Community Mental Health Journal, 4, 443-453.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.domain.goals import Goal
from assistant.domain.value import Value
from assistant.errors import InputError

CORRELATION = 0.30
"""How much the levels of one person's goals are assumed to go together, as its authors propose."""

LEAST = 2
"""A summary of one goal would only repeat it."""

NOTE = (
    "You set these scales yourselves, so the number is no test and no mark. "
    "It says how your own goals stand against your own hopes: 50 is as hoped. "
    "It cannot be compared with anybody else's."
)


class Standing(Value):
    """The summary score on a day, and how many goals it sums up."""

    on: date
    score: float
    goals: int


def t_score(levels: Sequence[int], weights: Sequence[float] | None = None) -> float:
    """T of levels from -2 to 2; all at 0 make 50. Every goal weighs 1 unless something else was agreed."""
    weights = [1.0] * len(levels) if weights is None else weights
    if len(levels) < LEAST or len(levels) != len(weights):
        raise InputError(f"A summary needs at least {LEAST} rated goals, each with one weight.")
    if not all(-2 <= level <= 2 for level in levels):
        raise InputError("Levels run from -2 to 2.")
    if not all(math.isfinite(weight) and weight > 0 for weight in weights):
        raise InputError("A weight is a number above 0.")
    largest = max(weights)
    shares = [weight / largest for weight in weights]  # only their proportions count, whatever their size
    gained = sum(share * level for share, level in zip(shares, levels, strict=True))
    squares, whole = sum(share * share for share in shares), sum(shares)
    return 50 + 10 * gained / math.sqrt((1 - CORRELATION) * squares + CORRELATION * whole * whole)


def standing(goals: Sequence[Goal], on: date, weights: Mapping[str, float] | None = None) -> Standing | None:
    """Where one person's goals stood on a day, each by its latest rating up to then.

    None with fewer than two goals that are measured and were rated by that day. A goal that was
    reached or set aside counts with its last rating: leaving it out would change the past.
    """
    latest = {
        goal.id: max(before, key=lambda rating: rating.on).level
        for goal in goals
        if goal.measured and (before := [rating for rating in goal.ratings if rating.on <= on])
    }
    if len(latest) < LEAST:
        return None
    weighing = [(weights or {}).get(goal_id, 1.0) for goal_id in latest]
    return Standing(on=on, score=t_score(list(latest.values()), weighing), goals=len(latest))


def over_time(goals: Sequence[Goal], weights: Mapping[str, float] | None = None) -> tuple[Standing, ...]:
    """The score on every day on which a measured goal was rated, as soon as there are two to sum up."""
    days = sorted({rating.on for goal in goals if goal.measured for rating in goal.ratings})
    return tuple(found for day in days if (found := standing(goals, day, weights)))
