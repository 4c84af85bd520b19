"""Strengths, commitments, sessions and talking points, on every database."""

from datetime import timedelta

import pytest

from assistant.domain.goals import Goal
from assistant.domain.meetings import Commitment, CommitmentStatus, Mode, Session, TalkingPoint
from assistant.domain.people import Form, Pair, Role
from assistant.domain.strengths import Evidence, Strength
from assistant.errors import AccessError, InputError
from tests.world import DAY, MANAGE, SET_UP, World, ben


def test_evidence_is_added_never_lost(world: World, pair: Pair) -> None:
    first = Evidence(text="She stayed calm when the printer broke.", on=DAY, noticed_by="Ana")
    second = Evidence(text="She asked the quiet one.", on=DAY + timedelta(7), noticed_by="Ben")
    calm = Strength(id="", person_id=ben(world), name="Calm", evidence=(first,))
    stored = world.records.save_strength(world.acting("Ana"), MANAGE, pair.id, calm)
    again = calm.model_copy(update={"name": "calm", "evidence": (second, first)})
    added = world.records.save_strength(world.acting("Ben"), MANAGE, pair.id, again)
    assert added.id == stored.id
    assert added.evidence == (first, second)
    assert world.records.strengths(world.acting("Ben"), MANAGE, pair.id) == [added]


def test_open_commitments_come_first_by_day(world: World, pair: Pair) -> None:
    acting, due = world.acting("Ben"), {"late": DAY + timedelta(9), "soon": DAY, "some day": None}
    for text, day in due.items():
        commitment = Commitment(id="", owner_id=ben(world), text=text, due=day)
        world.records.save_commitment(acting, MANAGE, pair.id, commitment)
    done = Commitment(id="", owner_id=ben(world), text="done", status=CommitmentStatus.DONE)
    world.records.save_commitment(world.acting("Ana"), MANAGE, pair.id, done)
    found = world.records.commitments(acting, MANAGE, pair.id)
    assert [commitment.text for commitment in found] == ["soon", "late", "some day", "done"]
    world.records.delete_commitment(acting, MANAGE, pair.id, found[0].id)
    assert world.records.commitments(acting, MANAGE, pair.id) == found[1:]


def test_the_newest_sessions_in_order(world: World, pair: Pair) -> None:
    acting = world.acting("Ana")
    for number in (2, 1, 3, 4):
        session = Session(id="", number=number, on=DAY + timedelta(7 * number), mode=Mode.VIDEO, minutes=45)
        world.records.save_session(acting, MANAGE, pair.id, session)
    assert [s.number for s in world.records.sessions(acting, MANAGE, pair.id)] == [1, 2, 3, 4]
    assert [s.number for s in world.records.sessions(acting, MANAGE, pair.id, limit=2)] == [3, 4]


def test_a_session_number_is_used_once(world: World, pair: Pair) -> None:
    acting = world.acting("Ana")
    first = world.records.save_session(acting, MANAGE, pair.id, Session(id="", number=1, on=DAY))
    with pytest.raises(InputError, match="Session 1 of this pair is already recorded"):
        world.records.save_session(acting, MANAGE, pair.id, Session(id="", number=1, on=DAY))
    assert world.records.sessions(acting, MANAGE, pair.id) == [first]


def test_each_side_rates_for_itself(world: World, pair: Pair) -> None:
    ana = world.people["Ana"].id
    session = Session(id="", number=1, on=DAY, happened="We talked.", agreed="To write.", usefulness={ana: 8})
    session = world.records.save_session(world.acting("Ana"), MANAGE, pair.id, session)
    theirs = session.model_copy(update={"usefulness": {ben(world): 6}})
    assert world.records.save_session(world.acting("Ben"), MANAGE, pair.id, theirs).usefulness == {
        ana: 8,
        ben(world): 6,
    }
    outsider = session.model_copy(update={"usefulness": {world.people["Cora"].id: 1}})
    with pytest.raises(InputError, match="people of this pair"):
        world.records.save_session(world.acting("Ben"), MANAGE, pair.id, outsider)
    with pytest.raises(InputError, match="0 to 10"):
        world.records.save_session(
            world.acting("Ben"), MANAGE, pair.id, session.model_copy(update={"usefulness": {ana: 11}})
        )


def test_a_coordinator_sees_that_a_session_was_held_and_not_a_word(world: World, pair: Pair) -> None:
    session = Session(
        id="",
        number=1,
        on=DAY,
        happened="SECRET one",
        agreed="SECRET two",
        learned="SECRET three",
        usefulness={ben(world): 3},
        missed=True,
    )
    world.records.save_session(world.acting("Ben"), MANAGE, pair.id, session)
    (seen,) = world.records.sessions(world.coordinator, SET_UP, pair.id)
    assert (seen.number, seen.on, seen.missed) == (1, DAY, True)
    assert "SECRET" not in seen.model_dump_json()
    assert seen.usefulness == {}


def test_everyone_speaks_for_themselves(world: World, pair: Pair) -> None:
    mine = world.records.save_talking_point(
        world.acting("Ben"), MANAGE, pair.id, TalkingPoint(by=ben(world), text="the interview")
    )
    assert world.records.talking_points(world.acting("Ana"), MANAGE, pair.id) == [mine]
    with pytest.raises(AccessError):
        world.records.save_talking_point(
            world.acting("Ana"), MANAGE, pair.id, TalkingPoint(by=ben(world), text="your attitude")
        )
    with pytest.raises(AccessError):
        world.records.delete_talking_point(world.acting("Ana"), MANAGE, pair.id, mine.id)
    world.records.delete_talking_point(world.acting("Ben"), MANAGE, pair.id, mine.id)
    assert world.records.talking_points(world.acting("Ana"), MANAGE, pair.id) == []


def test_nothing_moves_into_another_pair(world: World, pair: Pair) -> None:
    """An id of another pair is as unknown as one that does not exist, also for one's own other pair."""
    cleo = world.one_to_one("Cleo", "Dan")
    second = world.join(Form.ONE_TO_ONE, Cleo=Role.MENTOR, Ben=Role.MENTEE)
    mentor, owner = world.acting("Cleo"), world.people["Dan"].id
    goal = world.records.save_goal(mentor, MANAGE, cleo.id, Goal(id="", owner_id=owner, text="Read"))
    task = world.records.save_commitment(
        mentor, MANAGE, cleo.id, Commitment(id="", owner_id=owner, text="Go")
    )
    for move in (
        lambda: world.records.save_goal(
            mentor, MANAGE, second.id, goal.model_copy(update={"owner_id": ben(world)})
        ),
        lambda: world.records.delete_goal(mentor, MANAGE, second.id, goal.id),
        lambda: world.records.save_commitment(
            mentor, MANAGE, second.id, task.model_copy(update={"owner_id": ben(world)})
        ),
        lambda: world.records.delete_commitment(mentor, MANAGE, second.id, task.id),
    ):
        with pytest.raises(AccessError):
            move()
    assert world.records.goals(mentor, MANAGE, cleo.id) == [goal]
