"""The summary score against its published formula, its symmetries, and its course over time."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.goals import Goal, Rating
from assistant.errors import InputError
from assistant.scaling import over_time, standing, t_score

DAY = date(2026, 3, 1)
WORDS = {-1: "in one meeting", 0: "in two meetings", 1: "in three meetings"}

levels = st.lists(st.integers(-2, 2), min_size=2, max_size=8)
weighed = st.lists(st.tuples(st.integers(-2, 2), st.floats(0.1, 9)), min_size=2, max_size=8)


def goal(name: str, ratings: dict[int, int], words: dict[int, str] | None = None) -> Goal:
    made = tuple(Rating(on=DAY + timedelta(days=after), level=level) for after, level in ratings.items())
    return Goal(id=name, owner_id="ana", text=name, levels=WORDS if words is None else words, ratings=made)


@pytest.mark.parametrize(
    ("at", "weights", "score"),
    [
        ([0, 0], None, 50.0),
        ([1, 0], None, 56.20),  # the example of practice note E04
        ([1, 1], None, 62.40),
        ([-1, -1, -1], None, 36.31),
        ([2, 2, 2], None, 77.39),
        ([1, 0, -1], None, 50.0),
        ([2, 0], [2, 1], 66.06),  # 50 + 10*4 / sqrt(0.7*5 + 0.3*9)
        ([2, -1], [1, 3], 47.09),
    ],
)
def test_the_score_is_right_to_a_hundredth(at: list[int], weights: list[float] | None, score: float) -> None:
    ours = t_score(at, weights)
    w = weights or [1] * len(at)
    formula = 50 + 10 * sum(a * b for a, b in zip(w, at, strict=True)) / math.sqrt(
        0.7 * sum(each**2 for each in w) + 0.3 * sum(w) ** 2
    )
    assert ours == pytest.approx(formula, abs=1e-9)
    assert ours == pytest.approx(score, abs=0.01)


@given(levels)
def test_the_other_way_round_mirrors_at_50(at: list[int]) -> None:
    assert t_score(at) + t_score([-level for level in at]) == pytest.approx(100)


@given(weighed, st.randoms())
def test_the_order_of_goals_does_not_matter(pairs: list[tuple[int, float]], chance: object) -> None:
    mixed = list(pairs)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert t_score(*zip(*mixed, strict=True)) == pytest.approx(t_score(*zip(*pairs, strict=True)))


@given(weighed, st.floats(1e-150, 1e150))
def test_only_the_proportions_of_weights_count(pairs: list[tuple[int, float]], factor: float) -> None:
    at, weights = zip(*pairs, strict=True)
    assert t_score(at, [weight * factor for weight in weights]) == pytest.approx(t_score(at, weights))


@given(weighed, st.data())
def test_one_level_more_never_lowers_the_score(pairs: list[tuple[int, float]], data: st.DataObject) -> None:
    at, weights = (list(each) for each in zip(*pairs, strict=True))
    place = data.draw(st.integers(0, len(at) - 1))
    if at[place] < 2:
        assert t_score([*at[:place], at[place] + 1, *at[place + 1 :]], weights) > t_score(at, weights)


@pytest.mark.parametrize(
    ("at", "weights"),
    [([1], None), ([], None), ([1, 3], None), ([1, 1], [1]), ([1, 1], [1, 0]), ([1, 1], [1, math.nan])],
)
def test_what_makes_no_score_is_refused(at: list[int], weights: list[float] | None) -> None:
    with pytest.raises(InputError):
        t_score(at, weights)


def test_over_time_each_goal_counts_with_its_latest_rating() -> None:
    goals = [goal("speak", {0: -1, 20: 0, 40: 1}), goal("write", {10: -1, 30: 0}), goal("rest", {5: 2}, {})]
    course = over_time(goals)
    assert [(each.on - DAY).days for each in course] == [10, 20, 30, 40]
    expected = [t_score(at) for at in ([-1, -1], [0, -1], [0, 0], [1, 0])]
    assert [each.score for each in course] == pytest.approx(expected)
    assert {each.goals for each in course} == {2}


def test_a_day_before_the_second_goal_was_rated_has_no_score() -> None:
    goals = [goal("speak", {0: -1}), goal("write", {10: -1})]
    assert standing(goals, DAY + timedelta(days=9)) is None
    found = standing(goals, DAY + timedelta(days=10))
    assert found and found.score == pytest.approx(37.60, abs=0.01)


def test_a_goal_that_is_not_measured_does_not_count() -> None:
    assert over_time([goal("speak", {0: 1}), goal("write", {0: 1}, {0: "all of it"})]) == ()


def test_weights_are_taken_by_goal() -> None:
    goals = [goal("speak", {0: 2}), goal("write", {0: 0})]
    found = standing(goals, DAY, {"speak": 2})
    assert found and found.score == pytest.approx(66.06, abs=0.01)
    assert found.score == pytest.approx(t_score([2, 0], [2, 1]))
