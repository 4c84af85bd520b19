"""Goals, their ratings and who may see them, on every database."""

from datetime import date, timedelta

import pytest

from assistant.domain.access import Purpose
from assistant.domain.goals import Goal, GoalStatus, Rating
from assistant.domain.people import Pair
from assistant.domain.strengths import Evidence, Strength
from assistant.errors import AccessError, ConflictError, InputError
from tests.world import DAY, MANAGE, PREPARE, World, ben, new_id


def test_a_goal_keeps_every_field(world: World, pair: Pair) -> None:
    acting = world.acting("Ben")
    strength = world.records.save_strength(
        acting, MANAGE, pair.id, Strength(id="", person_id=ben(world), name="patience")
    )
    goal = Goal(
        id=new_id(),
        owner_id=ben(world),
        text="speak up in the weekly meeting — “even” when it's hard 🌱",
        why_it_matters="I have ideas",
        strength_id=strength.id,
        levels={-1: "I say nothing", 0: "I say one thing", 1: "I say two"},
        ratings=(Rating(on=DAY, level=-1), Rating(on=DAY + timedelta(7), level=0)),
        evidence_of_success="the minutes",
        due=date(2026, 6, 1),
        first_step="write one point down",
        obstacle="my heart races",
        if_then="if it races, I breathe out first",
        shared=False,
        status=GoalStatus.REACHED,
    )
    assert world.records.save_goal(acting, MANAGE, pair.id, goal) == goal
    assert world.records.goals(acting, MANAGE, pair.id) == [goal]


def test_rating_adds_and_corrects_the_same_day(world: World, pair: Pair) -> None:
    acting = world.acting("Ben")
    goal = world.records.save_goal(
        acting, MANAGE, pair.id, Goal(id="", owner_id=ben(world), text="Read more")
    )
    for on, level in ((DAY, -1), (DAY + timedelta(7), 0), (DAY, -2)):
        goal = world.records.rate_goal(acting, MANAGE, pair.id, goal.id, Rating(on=on, level=level))
    assert goal.ratings == (Rating(on=DAY, level=-2), Rating(on=DAY + timedelta(7), level=0))
    assert goal.level == 0


def test_a_mentors_words_for_a_mentees_goal_wait_for_the_mentee(world: World, pair: Pair) -> None:
    goal = Goal(id="", owner_id=ben(world), text="Lead a meeting", confirmed=True)
    proposed = world.records.save_goal(world.acting("Ana"), MANAGE, pair.id, goal)
    assert proposed.confirmed is False
    agreed = world.records.save_goal(
        world.acting("Ben"), MANAGE, pair.id, proposed.model_copy(update={"confirmed": True})
    )
    assert agreed.confirmed is True
    later = agreed.model_copy(update={"due": DAY})
    assert world.records.save_goal(world.acting("Ana"), MANAGE, pair.id, later).confirmed is True
    reworded = later.model_copy(update={"text": "Lead every meeting"})
    assert world.records.save_goal(world.acting("Ana"), MANAGE, pair.id, reworded).confirmed is False


def test_a_goal_stays_with_its_owner(world: World, pair: Pair) -> None:
    goal = world.records.save_goal(
        world.acting("Ben"), MANAGE, pair.id, Goal(id="", owner_id=ben(world), text="Read more")
    )
    taken = goal.model_copy(update={"owner_id": world.people["Ana"].id})
    with pytest.raises(InputError, match="stays with the person"):
        world.records.save_goal(world.acting("Ana"), MANAGE, pair.id, taken)


def test_a_private_goal_exists_for_its_owner_only(world: World, pair: Pair) -> None:
    """Also when it is the only goal, in every method, and never for a shared purpose."""
    records, owner, partner = world.records, world.acting("Ben"), world.acting("Ana")
    private = records.save_goal(
        owner, MANAGE, pair.id, Goal(id="", owner_id=ben(world), text="Leave this job", shared=False)
    )
    assert records.goals(owner, MANAGE, pair.id) == [private]
    assert records.goals(partner, MANAGE, pair.id) == []
    for reader in (owner, partner):
        assert records.goals(reader, PREPARE, pair.id) == []
        assert records.facts(reader, PREPARE, pair.id).goals == ()
    assert records.facts(owner, Purpose.PREPARE_SELF, pair.id).goals == (private,)
    assert records.facts(partner, Purpose.PREPARE_SELF, pair.id).goals == ()
    for touch in (
        lambda: records.save_goal(partner, MANAGE, pair.id, private.model_copy(update={"shared": True})),
        lambda: records.rate_goal(partner, MANAGE, pair.id, private.id, Rating(on=DAY, level=0)),
        lambda: records.delete_goal(partner, MANAGE, pair.id, private.id),
        lambda: records.rate_goal(partner, MANAGE, pair.id, new_id(), Rating(on=DAY, level=0)),
    ):
        with pytest.raises(AccessError) as refused:
            touch()
        assert str(refused.value) == str(AccessError())
    assert records.goals(owner, MANAGE, pair.id) == [private]


def test_changing_what_somebody_else_changed_is_a_conflict(world: World, pair: Pair) -> None:
    records, acting = world.records, world.acting("Ben")
    goal = records.save_goal(acting, MANAGE, pair.id, Goal(id="", owner_id=ben(world), text="Read more"))
    theirs = records.save_goal(
        acting, MANAGE, pair.id, goal.model_copy(update={"text": "Read daily"}), seen=goal
    )
    with pytest.raises(ConflictError, match="beside yours"):
        records.save_goal(acting, MANAGE, pair.id, goal.model_copy(update={"text": "Write"}), seen=goal)
    assert records.goals(acting, MANAGE, pair.id) == [theirs]


def test_a_goal_stands_on_a_strength_of_the_same_pair(world: World, pair: Pair) -> None:
    other = world.one_to_one("Cleo", "Dan")
    foreign = world.records.save_strength(
        world.acting("Dan"),
        MANAGE,
        other.id,
        Strength(id="", person_id=world.people["Dan"].id, name="humour"),
    )
    goal = Goal(id="", owner_id=ben(world), text="Read more", strength_id=foreign.id)
    with pytest.raises(InputError, match="strength"):
        world.records.save_goal(world.acting("Ben"), MANAGE, pair.id, goal)


def test_deleting_a_strength_leaves_the_goal(world: World, pair: Pair) -> None:
    records, acting = world.records, world.acting("Ben")
    strength = records.save_strength(
        acting,
        MANAGE,
        pair.id,
        Strength(id="", person_id=ben(world), name="patience", evidence=(Evidence(text="waited"),)),
    )
    goal = Goal(id="", owner_id=ben(world), text="Read more", strength_id=strength.id)
    goal = records.save_goal(acting, MANAGE, pair.id, goal)
    records.delete_strength(acting, MANAGE, pair.id, strength.id)
    assert records.strengths(acting, MANAGE, pair.id) == []
    assert records.goals(acting, MANAGE, pair.id) == [goal.model_copy(update={"strength_id": None})]
    records.delete_goal(acting, MANAGE, pair.id, goal.id)
    assert records.goals(acting, MANAGE, pair.id) == []


def test_a_private_strength_exists_for_its_owner_only(world: World, pair: Pair) -> None:
    """And one that the pair sees, of the same name, is another one."""
    r, owner, partner = world.records, world.acting("Ben"), world.acting("Ana")
    calm = Strength(id="", person_id=ben(world), name="Calm", evidence=(Evidence(text="at home"),))
    private = r.save_strength(owner, MANAGE, pair.id, calm.model_copy(update={"shared": False}))
    shared = r.save_strength(partner, MANAGE, pair.id, calm.model_copy(update={"name": "calm"}))
    assert private.id != shared.id
    again = calm.model_copy(update={"shared": False, "evidence": (Evidence(text="at work"),)})
    private = r.save_strength(owner, MANAGE, pair.id, again)
    assert [seen.text for seen in private.evidence] == ["at home", "at work"]
    assert r.strengths(owner, MANAGE, pair.id) == r.strengths(owner, Purpose.REFLECT_SELF, pair.id)
    assert r.strengths(owner, MANAGE, pair.id) == [private, shared]
    assert r.strengths(partner, MANAGE, pair.id) == [shared]
    assert r.facts(owner, Purpose.PREPARE_SELF, pair.id).strengths == (private, shared)
    for reader in (owner, partner):
        assert r.strengths(reader, PREPARE, pair.id) == [shared]
        assert r.facts(reader, PREPARE, pair.id).strengths == (shared,)
    for touch in (
        lambda: r.save_strength(partner, MANAGE, pair.id, private),
        lambda: r.save_strength(partner, MANAGE, pair.id, private.model_copy(update={"shared": True})),
        lambda: r.save_strength(partner, MANAGE, pair.id, shared.model_copy(update={"shared": False})),
        lambda: r.delete_strength(partner, MANAGE, pair.id, private.id),
        lambda: r.delete_strength(partner, MANAGE, pair.id, new_id()),
    ):
        with pytest.raises(AccessError) as refused:
            touch()
        assert str(refused.value) == str(AccessError())
    with pytest.raises(InputError, match="here already"):
        r.save_strength(owner, MANAGE, pair.id, private.model_copy(update={"shared": True}))
    r.delete_strength(owner, MANAGE, pair.id, private.id)
    assert r.strengths(owner, MANAGE, pair.id) == [shared]


def test_no_goal_of_the_pair_points_at_a_private_strength(world: World, pair: Pair) -> None:
    r, owner = world.records, world.acting("Ben")
    calm = r.save_strength(owner, MANAGE, pair.id, Strength(id="", person_id=ben(world), name="Calm"))
    goal = Goal(id="", owner_id=ben(world), text="Read more", strength_id=calm.id)
    seen, own = (
        r.save_goal(owner, MANAGE, pair.id, goal.model_copy(update={"shared": shared}))
        for shared in (True, False)
    )
    hidden = r.save_strength(owner, MANAGE, pair.id, calm.model_copy(update={"shared": False}))
    assert hidden.id == calm.id
    assert r.goals(owner, MANAGE, pair.id) == [seen.model_copy(update={"strength_id": None}), own]
    with pytest.raises(InputError, match="only by you"):
        r.save_goal(owner, MANAGE, pair.id, seen)
    # Somebody else is told what they would be told of a strength that is not there.
    for strength_id in (calm.id, new_id()):
        theirs = goal.model_copy(update={"owner_id": world.people["Ana"].id, "strength_id": strength_id})
        with pytest.raises(InputError, match="not one of this pair's"):
            r.save_goal(world.acting("Ana"), MANAGE, pair.id, theirs)
