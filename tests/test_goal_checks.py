"""The six gentle checks of a goal: what they find, what they let pass, and what they say to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.drafts import Check
from assistant.domain.goals import Goal
from assistant.domain.strengths import Evidence, Strength
from assistant.goal_checks import avoids, check, compared, observable, overlapping, several
from assistant.reading import grade

WORDS = {-1: "I speak in one meeting", 0: "I speak in two meetings", 1: "I speak in three meetings"}


def goal(text: str = "Speak up in our team meeting", **given: object) -> Goal:
    return Goal(**{"id": "g", "owner_id": "ana", "text": text, "levels": WORDS, **given})  # type: ignore[arg-type]


def strength(name: str, *moments: str, who: str = "ana") -> Strength:
    return Strength(id=name, person_id=who, name=name, evidence=tuple(Evidence(text=one) for one in moments))


def verdict(code: str, made: Goal, *strengths: Strength) -> Check:
    return next(one for one in check(made, strengths) if one.code == code)


def test_a_good_goal_passes_all_six_in_their_order() -> None:
    told = check(goal(strength_id="patience"), [strength("patience", "She waited.")])
    assert [one.code for one in told] == [f"GO-{number}" for number in range(1, 7)]
    assert all(one.passed for one in told)


@pytest.mark.parametrize(
    ("levels", "says"),
    [
        ({}, "Write what success looks like"),
        ({0: "I speak twice"}, "one level below it, and one level above it"),
        ({-1: "I speak once", 1: "I speak three times"}, 'what "as hoped" looks like'),
        ({-2: "I say nothing", 0: "I speak once"}, "one level above it"),
    ],
)
def test_go_1_says_which_level_is_missing(levels: dict[int, str], says: str) -> None:
    told = verdict("GO-1", goal(levels=levels))
    assert not told.passed and says in told.detail


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("Speak up in meetings and finish my portfolio", True),
        ("Get fit and find a job", True),
        ("Talk to Ana and Ben about the rota", False),
        ("Plan the food and drinks for the party", False),
        ("Finish the report in time and in English", False),
        ('Read "War and Peace"', False),
        ("Cycle to school", False),
    ],
)
def test_go_2_two_goals_in_one(text: str, two: bool) -> None:
    assert several(text) is two
    assert verdict("GO-2", goal(text)).passed is not two


@pytest.mark.parametrize(
    "text", ["better than before", "I feel a bit calmer", "more often", "less than usual"]
)
def test_go_2_words_that_compare_with_before(text: str) -> None:
    assert compared(text)
    assert not verdict("GO-2", goal(levels={**WORDS, 1: text})).passed


@pytest.mark.parametrize(
    "text", ["more than three times", "two more pages", "three or more times", "four emails"]
)
def test_a_number_is_not_a_comparison(text: str) -> None:
    assert not compared(text)


@pytest.mark.parametrize(
    ("lower", "upper", "both"),
    [
        ("I speak once or twice", "I speak twice or three times", True),
        ("I speak at least once", "I speak three times", True),
        ("I speak 2-4 times", "I speak 4-6 times", True),
        ("I speak twice", "I speak twice", True),
        ("I speak once", "I speak twice", False),
        ("I make one point in most meetings", "I make one point in every meeting", False),
        ("I say nothing", "I open one topic", False),
    ],
)
def test_go_2_levels_that_could_both_be_true(lower: str, upper: str, both: bool) -> None:
    assert bool(overlapping(goal(levels={0: lower, 1: upper}))) is both


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("I speak once in the meeting", True),
        ("The form is sent", True),
        ("I lead the meeting", True),
        ("Nothing is written", True),
        ("80 % of the sections", True),
        ("I answer when I am asked", True),
        ("I feel good about it", False),
        ("I am confident", False),
        ("It goes well", False),
        ("Some progress", False),
        ("better than before", False),
    ],
)
def test_go_3_what_can_be_seen(text: str, seen: bool) -> None:
    assert observable(text) is seen


@pytest.mark.parametrize(
    ("text", "only_stops"),
    [
        ("Stop interrupting people", True),
        ("I don't want to be late", True),
        ("I want to stop putting things off", True),
        ("Avoid arguments at home", True),
        ("Not to give up", True),
        ("Stop scrolling at night and read instead", False),
        ("Speak up in class", False),
        ("Note one idea each day", False),
    ],
)
def test_go_4_asks_for_what_will_be_done(text: str, only_stops: bool) -> None:
    assert avoids(text) is only_stops
    told = verdict("GO-4", goal(text))
    assert told.passed is not only_stops and told.gate == "warn"
    assert ("in its place?" in told.detail) is only_stops


def test_go_5_names_a_strength_or_says_that_it_is_still_to_be_discovered() -> None:
    assert "patience" in verdict("GO-5", goal(strength_id="patience"), strength("patience", "Waited.")).detail
    assert "to be discovered" in verdict("GO-5", goal()).detail
    assert "humour" in verdict("GO-5", goal(), strength("humour", "A joke.")).detail
    assert "Add one moment" in verdict("GO-5", goal(strength_id="wit"), strength("wit")).detail


def test_go_5_somebody_elses_strength_is_none_of_the_owners() -> None:
    assert not verdict("GO-5", goal(strength_id="humour"), strength("humour", "A joke.", who="ben")).passed
    assert "humour" not in verdict("GO-5", goal(), strength("humour", "A joke.", who="ben")).detail


def test_go_6_a_proposal_waits_for_its_owner() -> None:
    assert not verdict("GO-6", goal(confirmed=False)).passed


@given(
    st.text(min_size=2, max_size=300),
    st.dictionaries(st.integers(-2, 2), st.text(min_size=1, max_size=80)),
)
def test_whatever_is_typed_gets_six_plain_answers(text: str, levels: dict[int, str]) -> None:
    told = check(goal(text, levels=levels))
    assert len(told) == 6 and all(one.detail for one in told)


def test_what_it_says_is_plain() -> None:
    worst = goal("Stop being late", levels={0: "better"}, confirmed=False, strength_id="gone")
    for one in (*check(worst), *check(goal(levels={}))):
        assert grade(one.detail) <= 8, one.detail
