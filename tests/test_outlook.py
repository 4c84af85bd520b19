from datetime import date, timedelta

from assistant.domain.goals import Goal, GoalStatus, Rating
from assistant.domain.meetings import Commitment, CommitmentStatus, Session
from assistant.outlook import look_ahead

TODAY = date(2026, 6, 10)
LEVELS = {-1: "less", 0: "as hoped", 1: "more"}


def held(days_ago: int, next_in: int | None = None, missed: bool = False) -> Session:
    on = TODAY - timedelta(days=days_ago)
    next_on = None if next_in is None else TODAY + timedelta(days=next_in)
    return Session(id="s", number=1, on=on, next_on=next_on, missed=missed)


def test_before_the_first_meeting() -> None:
    ahead = look_ahead([], [], [], TODAY)
    assert "first meeting" in ahead.headline
    assert ahead.next_on is None


def test_the_next_meeting_in_days() -> None:
    assert look_ahead([], [], [held(7, 0)], TODAY).headline == "You meet today."
    assert look_ahead([], [], [held(7, 1)], TODAY).headline == "You meet tomorrow."
    assert look_ahead([], [], [held(7, 7)], TODAY).headline == "You meet on Wednesday 17 June, in seven days."


def test_a_meeting_that_has_passed_without_a_record() -> None:
    ahead = look_ahead([], [], [held(14, -2)], TODAY)
    assert ahead.unrecorded_on == TODAY - timedelta(days=2)
    assert "no record yet" in ahead.headline
    assert ahead.next_on is None


def test_no_day_yet_and_a_missed_one() -> None:
    assert "no day yet" in look_ahead([], [], [held(3)], TODAY).headline
    assert "was missed" in look_ahead([], [], [held(3, missed=True)], TODAY).headline


def test_open_commitments_the_most_urgent_first() -> None:
    def promised(name: str, due: date | None, status: CommitmentStatus = CommitmentStatus.OPEN) -> Commitment:
        return Commitment(id=name, owner_id="p", text=f"do {name}", due=due, status=status)

    given = [promised("later", None), promised("b", TODAY), promised("a", TODAY - timedelta(1))]
    done = promised("done", TODAY, CommitmentStatus.DONE)
    assert [each.id for each in look_ahead([], [*given, done], [], TODAY).due] == ["a", "b", "later"]


def test_goals_that_wait_for_a_rating() -> None:
    def goal(name: str, rated_days_ago: int | None, levels: dict[int, str] = LEVELS) -> Goal:
        on = None if rated_days_ago is None else TODAY - timedelta(days=rated_days_ago)
        ratings = () if on is None else (Rating(on=on, level=0),)
        return Goal(id=name, owner_id="p", text=f"goal {name}", levels=levels, ratings=ratings)

    reached = goal("reached", None).model_copy(update={"status": GoalStatus.REACHED})
    goals = [goal("never", None), goal("old", 60), goal("fresh", 3), goal("unscaled", None, {}), reached]
    assert [each.id for each in look_ahead(goals, [], [], TODAY).unrated] == ["never", "old"]
