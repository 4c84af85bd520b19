"""What is told before a meeting: written alone, released once, withdrawn for good, on every database."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from assistant.adapters.records.engine import writing
from assistant.domain.access import Purpose
from assistant.domain.journal import Digest, Point
from assistant.domain.meetings import Session, TalkingPoint
from assistant.domain.people import Form, Pair, Role
from assistant.errors import AccessError, ConflictError, InputError
from tests.contract.test_grants import ENDS, restore
from tests.journal_stage import REFLECT, digest, page
from tests.world import MANAGE, PREPARE, World, new_id


@pytest.fixture
def written(world: World, pair: Pair) -> Digest:
    me = world.acting("Ben")
    return world.records.save_digest(me, REFLECT, digest(me, pair, "The exam", "My sister"))


def told(world: World, pair: Pair, reader: str = "Ana", purpose: Purpose = MANAGE) -> list[str]:
    found = world.records.released(world.acting(reader), purpose, pair.id)
    return [point.text for one in found for point in one.points]


def test_nobody_sees_it_before_its_release(world: World, pair: Pair, written: Digest) -> None:
    r, me = world.records, world.acting("Ben")
    assert (told(world, pair), r.digest(world.acting("Ana"), REFLECT, pair.id)) == ([], None)
    assert r.digest(me, REFLECT, pair.id) == written
    changed = written.model_copy(update={"points": (Point(text="The exam"),), "use_in_drafts": False})
    saved = r.save_digest(me, REFLECT, changed)
    assert saved == changed.model_copy(update={"changed_at": saved.changed_at})
    assert told(world, pair) == []
    released = r.release_digest(me, REFLECT, written.id)
    assert released.released_at is not None
    assert r.release_digest(me, REFLECT, written.id) == released
    assert told(world, pair) == ["The exam"]


def test_where_a_point_is_from_stays_its_owners(world: World, pair: Pair) -> None:
    r, me, ana = world.records, world.acting("Ben"), world.acting("Ana")
    mine, theirs = r.save_entry(me, REFLECT, page(me)), r.save_entry(ana, REFLECT, page(ana))
    points = tuple(
        Point(text=name, entry_id=entry_id)
        for name, entry_id in (("mine", mine.id), ("theirs", theirs.id), ("none", new_id()))
    )
    saved = r.save_digest(me, REFLECT, digest(me, pair).model_copy(update={"points": points}))
    assert [point.entry_id for point in saved.points] == [mine.id, None, None]
    r.release_digest(me, REFLECT, saved.id)
    (seen,) = r.released(ana, PREPARE, pair.id)
    assert [point.entry_id for point in seen.points] == [None, None, None]
    assert mine.id not in seen.model_dump_json()


def test_a_released_one_never_changes(world: World, pair: Pair, written: Digest) -> None:
    r, me = world.records, world.acting("Ben")
    r.release_digest(me, REFLECT, written.id)
    with pytest.raises(InputError, match="stays as it was"):
        r.save_digest(me, REFLECT, written.model_copy(update={"points": ()}))
    next_one = r.save_digest(me, REFLECT, digest(me, pair, "Next"))
    assert (r.digest(me, REFLECT, pair.id), told(world, pair)) == (next_one, ["The exam", "My sister"])
    with pytest.raises(ConflictError, match="begun one"):
        r.save_digest(me, REFLECT, digest(me, pair, "A third"))
    r.delete_digest(me, REFLECT, next_one.id)
    latest = r.digest(me, REFLECT, pair.id)
    assert latest is not None
    assert latest.id == written.id


def test_withdrawing_is_at_once_and_for_good(world: World, pair: Pair, written: Digest) -> None:
    r, me = world.records, world.acting("Ben")
    with pytest.raises(InputError, match="not released"):
        r.withdraw_digest(me, REFLECT, written.id)
    r.release_digest(me, REFLECT, written.id)
    withdrawn = r.withdraw_digest(me, REFLECT, written.id)
    assert r.withdraw_digest(me, REFLECT, written.id) == withdrawn
    assert told(world, pair) == []
    with pytest.raises(InputError, match="stays so"):
        r.release_digest(me, REFLECT, written.id)


def test_deleting_a_released_one_withdraws_it(world: World, pair: Pair, written: Digest) -> None:
    r, me = world.records, world.acting("Ben")
    r.release_digest(me, REFLECT, written.id)
    r.delete_digest(me, REFLECT, written.id)
    assert (told(world, pair), r.digest(me, REFLECT, pair.id)) == ([], None)


def test_only_its_owner_writes_releases_and_withdraws(world: World, pair: Pair, written: Digest) -> None:
    r, me, ana = world.records, world.acting("Ben"), world.acting("Ana")
    asks: list[Callable[[str], object]] = [
        lambda one: r.release_digest(ana, REFLECT, one),
        lambda one: r.withdraw_digest(ana, REFLECT, one),
        lambda one: r.delete_digest(ana, REFLECT, one),
    ]
    for ask in asks:
        for digest_id in (written.id, new_id()):
            with pytest.raises(AccessError):
                ask(digest_id)
    for stolen in (written, written.model_copy(update={"owner_id": ana.person_id})):
        with pytest.raises(AccessError):
            r.save_digest(ana, REFLECT, stolen)
    other = world.one_to_one("Cleo", "Dan")
    for pair_id in (other.id, new_id()):
        with pytest.raises(AccessError):
            r.save_digest(me, REFLECT, written.model_copy(update={"id": "", "pair_id": pair_id}))
        with pytest.raises(AccessError):
            r.digest(me, REFLECT, pair_id)
    assert r.digest(me, REFLECT, pair.id) == written


def test_nothing_is_released_to_nobody(world: World, pair: Pair) -> None:
    r, me, ana = world.records, world.acting("Ben"), world.acting("Ana")
    empty = r.save_digest(me, REFLECT, Digest(owner_id=me.person_id, pair_id=pair.id))
    with pytest.raises(InputError, match="nothing to release"):
        r.release_digest(me, REFLECT, empty.id)
    log = r.save_digest(ana, REFLECT, digest(ana, pair))
    with pytest.raises(InputError, match="only a mentor reads"):
        r.release_digest(ana, REFLECT, log.id)


@pytest.mark.parametrize("how", ENDS)
def test_what_ends_stays_ended(world: World, pair: Pair, written: Digest, how: str) -> None:
    r, me = world.records, world.acting("Ben")
    r.release_digest(me, REFLECT, written.id)
    ENDS[how](world, pair)
    for name in {"Ana", "Cleo"} & set(world.people):
        try:
            assert told(world, pair, name) == []
        except AccessError:
            continue
    restore(world, pair)
    assert told(world, pair) == []


def test_closing_leaves_an_unreleased_one_to_its_owner(world: World, pair: Pair, written: Digest) -> None:
    r, me = world.records, world.acting("Ben")
    ENDS["the pair closes"](world, pair)
    assert r.digest(me, REFLECT, pair.id) == written
    for change in (
        lambda: r.release_digest(me, REFLECT, written.id),
        lambda: r.save_digest(me, REFLECT, written),
    ):
        with pytest.raises(InputError, match="closed"):
            change()
    restore(world, pair)
    assert r.release_digest(me, REFLECT, written.id).released_at is not None
    r.delete_digest(me, REFLECT, written.id)


BEHIND_OUR_BACK = {
    "released": "UPDATE digests SET released_at = NULL",
    "not withdrawn": "UPDATE digests SET withdrawn_at = changed_at",
    "the pair is open": "UPDATE pairs SET active = :off",
    "the owner is active": "UPDATE people SET active = :off WHERE name = 'Ben'",
    "the owner belongs to the pair": "DELETE FROM members WHERE role = 'mentee'",
}


@pytest.mark.parametrize("rule", BEHIND_OUR_BACK)
def test_every_condition_is_looked_at_on_every_read(
    world: World, pair: Pair, written: Digest, rule: str
) -> None:
    world.records.release_digest(world.acting("Ben"), REFLECT, written.id)
    assert told(world, pair)
    statement = BEHIND_OUR_BACK[rule]
    with writing(world.records._engine).begin() as connection:  # type: ignore[attr-defined]
        connection.execute(text(statement), {"off": False} if ":off" in statement else {})
    try:
        assert told(world, pair) == []
    except AccessError:
        assert rule == "the pair is open"


def test_an_agenda_stands_on_points_newer_than_the_last_meeting(
    world: World, pair: Pair, written: Digest
) -> None:
    r, me, ana = world.records, world.acting("Ben"), world.acting("Ana")
    point = r.save_talking_point(me, MANAGE, pair.id, TalkingPoint(by=me.person_id, text="the plan"))
    assert r.facts(ana, PREPARE, pair.id).talking_points == (point,)
    released = r.release_digest(me, REFLECT, written.id).released_at
    assert released is not None
    fed = tuple(TalkingPoint(by=me.person_id, text=text) for text in ("The exam", "My sister"))
    assert r.facts(ana, PREPARE, pair.id).talking_points == (point, *fed)
    assert r.facts(me, PREPARE, pair.id).talking_points == (point,)
    assert r.facts(ana, Purpose.PREPARE_SELF, pair.id).talking_points == (point,)
    today, yesterday = released.date(), released.date() - timedelta(1)
    missed = Session(id="", number=1, on=today, missed=True)
    r.save_session(ana, MANAGE, pair.id, missed)
    r.save_session(ana, MANAGE, pair.id, Session(id="", number=2, on=yesterday))
    assert r.facts(ana, PREPARE, pair.id).talking_points == (point, *fed)
    r.save_session(ana, MANAGE, pair.id, Session(id="", number=3, on=today))
    assert r.facts(ana, PREPARE, pair.id).talking_points == (point,)
    assert told(world, pair) == ["The exam", "My sister"]  # it may still be read


def test_an_agenda_leaves_out_what_may_not_be_used(world: World, pair: Pair, written: Digest) -> None:
    r, me, ana = world.records, world.acting("Ben"), world.acting("Ana")
    r.save_digest(me, REFLECT, written.model_copy(update={"use_in_drafts": False}))
    r.release_digest(me, REFLECT, written.id)
    assert told(world, pair) == ["The exam", "My sister"]
    assert r.facts(ana, PREPARE, pair.id).talking_points == ()


def test_in_a_group_only_the_mentors_read_and_no_agenda_holds_it(world: World) -> None:
    r = world.records
    roles = {"Ana": Role.MENTOR, "Ben": Role.MENTEE, "Dan": Role.MENTEE}
    for name, role in roles.items():
        world.add(name, role)
    group = world.join(Form.GROUP, **roles)
    me = world.acting("Ben")
    r.release_digest(me, REFLECT, r.save_digest(me, REFLECT, digest(me, group, "The exam")).id)
    assert told(world, group) == ["The exam"]
    with pytest.raises(AccessError):
        told(world, group, "Dan")
    for name in roles:
        assert r.facts(world.acting(name), PREPARE, group.id).talking_points == ()
