"""The small refusals that every method has to remember, on every database."""

from collections.abc import Callable

import pytest

from assistant.domain.goals import Goal, Rating
from assistant.domain.meetings import Commitment, Session, TalkingPoint
from assistant.domain.people import Form, Pair, Role
from assistant.domain.strengths import Strength
from assistant.errors import AccessError, ConflictError, InputError
from tests.world import DAY, MANAGE, PREPARE, SET_UP, World, agenda, ben


def test_only_members_have_things_in_a_pair(world: World, pair: Pair) -> None:
    r, me, outsider = world.records, world.acting("Ana"), world.people["Cora"].id
    for save in (
        lambda: r.save_goal(me, MANAGE, pair.id, Goal(id="", owner_id=outsider, text="Read")),
        lambda: r.save_strength(me, MANAGE, pair.id, Strength(id="", person_id=outsider, name="calm")),
        lambda: r.save_commitment(me, MANAGE, pair.id, Commitment(id="", owner_id=outsider, text="Go")),
    ):
        with pytest.raises(InputError, match="person of this pair"):
            save()


def test_a_commitment_is_handed_over_to_members_only(world: World, pair: Pair) -> None:
    r, me = world.records, world.acting("Ana")
    task = r.save_commitment(me, MANAGE, pair.id, Commitment(id="", owner_id=ben(world), text="Go"))
    mine = task.model_copy(update={"owner_id": me.person_id})
    assert r.save_commitment(me, MANAGE, pair.id, mine) == mine
    outsider = task.model_copy(update={"owner_id": world.people["Cora"].id})
    with pytest.raises(InputError, match="person of this pair"):
        r.save_commitment(me, MANAGE, pair.id, outsider)


def test_a_closed_pair_takes_nothing_in_and_lets_ones_own_be_deleted(world: World, pair: Pair) -> None:
    r, me, owner = world.records, world.acting("Ben"), ben(world)
    goal = r.save_goal(me, MANAGE, pair.id, Goal(id="", owner_id=owner, text="Read"))
    strength = r.save_strength(me, MANAGE, pair.id, Strength(id="", person_id=owner, name="calm"))
    task = r.save_commitment(me, MANAGE, pair.id, Commitment(id="", owner_id=owner, text="Go"))
    point = r.save_talking_point(me, MANAGE, pair.id, TalkingPoint(by=owner, text="the plan"))
    draft = r.save_draft(me, PREPARE, agenda(pair))
    r.close_pair(world.coordinator, SET_UP, pair.id)
    for save in (
        lambda: r.save_goal(me, MANAGE, pair.id, goal),
        lambda: r.rate_goal(me, MANAGE, pair.id, goal.id, Rating(on=DAY, level=0)),
        lambda: r.save_strength(me, MANAGE, pair.id, strength),
        lambda: r.save_commitment(me, MANAGE, pair.id, task),
        lambda: r.save_talking_point(me, MANAGE, pair.id, point),
        lambda: r.save_draft(me, PREPARE, draft.model_copy(update={"version": 2})),
    ):
        with pytest.raises(InputError, match="closed"):
            save()
    with pytest.raises(AccessError):
        r.save_session(me, MANAGE, pair.id, Session(id="", number=1, on=DAY))
    assert r.draft(me, PREPARE, draft.id) == draft
    r.delete_goal(me, MANAGE, pair.id, goal.id)
    r.delete_strength(me, MANAGE, pair.id, strength.id)
    r.delete_commitment(me, MANAGE, pair.id, task.id)
    r.delete_talking_point(me, MANAGE, pair.id, point.id)
    assert r.goals(me, MANAGE, pair.id) == []


def test_what_was_seen_must_still_be_so(world: World, pair: Pair) -> None:
    """For each value that is saved whole, by somebody whose copy is older than the last save."""
    r, me = world.records, world.acting("Ana")
    task = r.save_commitment(me, MANAGE, pair.id, Commitment(id="", owner_id=ben(world), text="Go"))
    met = r.save_session(me, MANAGE, pair.id, Session(id="", number=1, on=DAY))
    older_task, older_met = task.model_copy(update={"text": "Stay"}), met.model_copy(update={"agreed": "No"})
    older_pair = pair.model_copy(update={"name": "Before"})
    for save in (
        lambda: r.save_commitment(me, MANAGE, pair.id, task, seen=older_task),
        lambda: r.save_session(me, MANAGE, pair.id, met, seen=older_met),
        lambda: r.save_pair(world.coordinator, SET_UP, pair, seen=older_pair),
    ):
        with pytest.raises(ConflictError, match="Somebody else changed"):
            save()
    r.delete_commitment(me, MANAGE, pair.id, task.id)
    with pytest.raises(ConflictError):
        r.save_commitment(me, MANAGE, pair.id, task, seen=task)
    assert r.commitments(me, MANAGE, pair.id) == []


def test_an_id_of_ones_other_pair_is_unknown_here(world: World, pair: Pair) -> None:
    """Ana mentors both Ben and Dan; nothing of Dan's can be reached through Ben's pair."""
    r, me = world.records, world.acting("Ana")
    world.add("Dan", Role.MENTEE)
    other = world.join(Form.ONE_TO_ONE, Ana=Role.MENTOR, Dan=Role.MENTEE)
    mine = me.person_id
    goal = r.save_goal(me, MANAGE, other.id, Goal(id="", owner_id=mine, text="Read"))
    strength = r.save_strength(me, MANAGE, other.id, Strength(id="", person_id=mine, name="calm"))
    task = r.save_commitment(me, MANAGE, other.id, Commitment(id="", owner_id=mine, text="Go"))
    met = r.save_session(me, MANAGE, other.id, Session(id="", number=1, on=DAY))
    point = r.save_talking_point(me, MANAGE, other.id, TalkingPoint(by=mine, text="the plan"))
    draft = r.save_draft(me, PREPARE, agenda(other))
    moved = draft.model_copy(update={"pair_id": pair.id, "version": 2})
    reaches: list[Callable[[], object]] = [
        lambda: r.save_goal(me, MANAGE, pair.id, goal),
        lambda: r.rate_goal(me, MANAGE, pair.id, goal.id, Rating(on=DAY, level=0)),
        lambda: r.delete_goal(me, MANAGE, pair.id, goal.id),
        lambda: r.save_strength(me, MANAGE, pair.id, strength),
        lambda: r.delete_strength(me, MANAGE, pair.id, strength.id),
        lambda: r.save_commitment(me, MANAGE, pair.id, task),
        lambda: r.delete_commitment(me, MANAGE, pair.id, task.id),
        lambda: r.save_session(me, MANAGE, pair.id, met),
        lambda: r.delete_session(me, MANAGE, pair.id, met.id),
        lambda: r.save_talking_point(me, MANAGE, pair.id, point),
        lambda: r.delete_talking_point(me, MANAGE, pair.id, point.id),
        lambda: r.save_draft(me, PREPARE, moved),
    ]
    for reach in reaches:
        with pytest.raises(AccessError):
            reach()
    assert r.sessions(me, MANAGE, other.id) == [met]
    assert r.facts(me, PREPARE, pair.id).strengths == ()
