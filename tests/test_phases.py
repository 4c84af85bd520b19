"""The phase of a meeting: every trigger, which goes before which, and a reason that can be shown to both."""

from datetime import date, timedelta
from typing import Any

import pytest

from assistant.domain.facts import Facts, Phase
from assistant.domain.goals import Goal, GoalStatus, Rating
from assistant.domain.meetings import Session
from assistant.kinds.agenda.bank import bank
from assistant.kinds.agenda.phases import MUST, Moment, moment
from tests.agendas import pair

START = date(2026, 9, 1)


def held(count: int, missed: int = 0, **last: Any) -> tuple[Session, ...]:
    """Weekly meetings that took place, then some that did not."""
    days = [START + timedelta(days=7 * i) for i in range(count + missed)]
    found = [Session(id=f"x{i}", number=i + 1, on=day, missed=i >= count) for i, day in enumerate(days)]
    if last and count:
        found[count - 1] = found[count - 1].model_copy(update=last)
    return tuple(found)


def facts(sessions: tuple[Session, ...], planned: int | None = None, **changes: Any) -> Facts:
    base = pair("one_to_one", goals=[])
    return base.model_copy(update={"sessions": sessions, "planned_sessions": planned, **changes})


def goal(levels: list[tuple[int, int]], **changes: Any) -> Goal:
    """A goal with ratings, each as the day after START and its level."""
    ratings = tuple(Rating(on=START + timedelta(days=day), level=level) for day, level in levels)
    return Goal(id="g1", owner_id="amina", text="be on time", ratings=ratings, **changes)


def of(*given: Any, **changes: Any) -> Moment:
    return moment(facts(*given, **changes))


@pytest.mark.parametrize(
    ("count", "missed", "planned", "phase"),
    [
        (0, 0, None, Phase.FIRST),
        (0, 1, None, Phase.FIRST),
        (0, 0, 1, Phase.FIRST),
        (1, 0, None, Phase.BUILDING),
        (2, 0, None, Phase.BUILDING),
        (3, 0, None, Phase.WORKING),
        (9, 0, None, Phase.WORKING),
        (4, 1, None, Phase.STUCK),
        (1, 1, None, Phase.STUCK),
        (4, 0, 10, Phase.MIDPOINT),
        (4, 0, 9, Phase.MIDPOINT),
        (2, 0, 6, Phase.BUILDING),
        (5, 0, 12, Phase.MIDPOINT),
        (6, 0, 12, Phase.WORKING),
        (9, 0, 12, Phase.TRANSITION),
        (10, 0, 12, Phase.TRANSITION),
        (11, 0, 12, Phase.CLOSING),
        (12, 0, 12, Phase.CLOSING),
        (20, 0, 12, Phase.CLOSING),
        (1, 0, 2, Phase.CLOSING),
        (1, 0, 3, Phase.TRANSITION),
    ],
)
def test_each_trigger(count: int, missed: int, planned: int | None, phase: Phase) -> None:
    assert of(held(count, missed), planned).phase is phase


def test_what_goes_before_what() -> None:
    """Forced, then first, then the end, then stuck, then midpoint, then building, then working."""
    low = {"usefulness": {"lee": 9, "amina": 2}}
    assert moment(facts(held(11, 1), 12), Phase.WORKING).phase is Phase.WORKING
    assert of(held(0, 3), 1).phase is Phase.FIRST
    assert of(held(11, 1, **low), 12).phase is Phase.CLOSING
    assert of(held(9, 1, **low), 12).phase is Phase.TRANSITION
    assert of(held(4, 0, **low), 10).phase is Phase.STUCK
    assert of(held(1, 0, **low)).phase is Phase.STUCK
    assert of(held(3), 8).phase is Phase.MIDPOINT


def test_a_phase_set_on_the_pair_counts_and_the_request_goes_first() -> None:
    given = facts(held(4), phase=Phase.CLOSING)
    assert moment(given).phase is Phase.CLOSING
    assert moment(given, Phase.WORKING).phase is Phase.WORKING


def test_missed_meetings_do_not_count() -> None:
    found = of(held(3, 2), 12)
    assert (found.number, found.left) == (4, 8)
    assert "two meetings were missed" in found.reason
    assert of(held(3)).left is None


@pytest.mark.parametrize(
    ("ratings", "stuck"),
    [
        ([], False),
        ([(0, -1)], False),
        ([(0, -1), (22, -1)], True),
        ([(0, -1), (22, 0)], False),
        ([(0, -2), (1, -1), (22, -1), (29, -1)], True),
        ([(22, -1), (29, -1)], False),
    ],
)
def test_a_goal_that_has_not_moved_over_two_meetings(ratings: list[tuple[int, int]], stuck: bool) -> None:
    found = of(held(4), goals=(goal(ratings),))
    assert (found.phase is Phase.STUCK) is stuck
    if stuck:
        assert '"be on time"' in found.reason


def test_one_goal_that_moves_is_enough() -> None:
    moving = goal([(0, -1), (22, 1)]).model_copy(update={"id": "g2"})
    still = goal([(0, -1), (22, -1)])
    assert of(held(4), goals=(still, moving)).phase is Phase.WORKING
    set_aside = moving.model_copy(update={"status": GoalStatus.SET_ASIDE})
    assert of(held(4), goals=(still, set_aside)).phase is Phase.STUCK


@pytest.mark.parametrize(("value", "phase"), [(4, Phase.STUCK), (5, Phase.WORKING)])
def test_low_usefulness_counts_and_nobody_is_told_who_said_so(value: int, phase: Phase) -> None:
    found = of(held(4, usefulness={"lee": 9, "amina": value}))
    assert found.phase is phase
    for word in ("Amina", "Lee", "rated", "low", "useful", "2", "4/"):
        assert word not in found.reason


def test_only_the_last_meeting_counts_for_usefulness() -> None:
    early = held(4)
    early = (early[0].model_copy(update={"usefulness": {"amina": 1}}), *early[1:])
    assert of(early).phase is Phase.WORKING


def test_more_meetings_than_planned_are_said_so() -> None:
    assert (
        of(held(13), 12).reason
        == "All the planned sessions have taken place, so this one is for ending well."
    )
    assert "12 of 12" in of(held(11), 12).reason


def test_everything_a_phase_must_contain_is_in_the_bank() -> None:
    tags = {tag for entry in bank().values() for tag in entry.tags}
    assert {tag for needed in MUST.values() for tag in needed} <= tags
    assert set(MUST) == set(Phase)
