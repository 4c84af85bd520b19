"""Leave to read: what it shows, and every way in which it ends, on every database."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from assistant.adapters.records.door import Door
from assistant.adapters.records.engine import writing
from assistant.domain.access import Purpose
from assistant.domain.journal import Entry, Grant
from assistant.domain.meetings import TalkingPoint
from assistant.domain.people import Form, Pair, Role
from assistant.errors import AccessError, InputError
from tests.journal_stage import NOON, REFLECT, leave, page
from tests.world import MANAGE, PREPARE, SET_UP, World, new_id


@pytest.fixture
def entry(world: World, pair: Pair) -> Entry:
    me = world.acting("Ben")
    return world.records.save_entry(me, REFLECT, page(me, "I was glad. Nobody knows.", title="Monday"))


def texts(world: World, pair: Pair, reader: str = "Ana", purpose: Purpose = MANAGE) -> list[str]:
    return [shown.text for shown in world.records.shown(world.acting(reader), purpose, pair.id)]


def test_only_the_passage_is_shown(world: World, pair: Pair, entry: Entry) -> None:
    r, me = world.records, world.acting("Ben")
    grant = r.grant(me, REFLECT, leave(entry, pair, "I was glad."))
    (shown,) = r.shown(world.acting("Ana"), PREPARE, pair.id)
    assert (shown.grant_id, shown.owner_id, shown.on) == (grant.id, me.person_id, entry.on)
    assert (shown.title, shown.text, shown.use_in_drafts) == ("", "I was glad.", False)
    whole = r.grant(me, REFLECT, leave(entry, pair, "", use_in_drafts=True))
    assert [shown.title for shown in r.shown(world.acting("Ana"), MANAGE, pair.id)] == ["Monday", ""]
    assert texts(world, pair) == [entry.text, "I was glad."]
    assert r.grants(me, REFLECT) == [whole, grant]
    assert r.grants(me, REFLECT, entry.id) == [whole, grant]
    assert r.grants(me, REFLECT, new_id()) == []


def test_what_is_written_later_is_not_shown(world: World, pair: Pair, entry: Entry) -> None:
    r, me = world.records, world.acting("Ben")
    r.grant(me, REFLECT, leave(entry, pair, ""))
    later = r.save_entry(me, REFLECT, entry.model_copy(update={"text": "A secret", "title": "S"}), seen=entry)
    assert texts(world, pair) == [entry.text]
    r.grant(me, REFLECT, leave(later, pair, ""))
    assert texts(world, pair) == ["A secret", entry.text]


def test_a_passage_must_stand_there(world: World, pair: Pair, entry: Entry) -> None:
    r, me = world.records, world.acting("Ben")
    blank = r.save_entry(me, REFLECT, page(me, "  "))
    for wrong in (
        leave(entry, pair, "I was sad."),
        leave(entry, pair, "  "),
        leave(blank, pair, ""),
        leave(entry, pair, expires_at=NOON - timedelta(400)),
        leave(entry, pair, expires_at=NOON.replace(tzinfo=None)),
    ):
        with pytest.raises(InputError):
            r.grant(me, REFLECT, wrong)
    with pytest.raises(AccessError):
        r.grant(me, REFLECT, leave(entry.model_copy(update={"version": 2}), pair))
    assert r.grants(me, REFLECT) == []


def test_only_its_owner_gives_and_takes(world: World, pair: Pair, entry: Entry) -> None:
    r, me, other = world.records, world.acting("Ben"), world.acting("Ana")
    given = r.grant(me, REFLECT, leave(entry, pair))
    for owner in (me.person_id, other.person_id):
        with pytest.raises(AccessError):
            r.grant(other, REFLECT, leave(entry, pair).model_copy(update={"owner_id": owner}))
    for grant_id in (given.id, new_id()):
        with pytest.raises(AccessError):
            r.revoke(other, REFLECT, grant_id)
    with pytest.raises(AccessError):
        r.grant(me, REFLECT, leave(entry, world.one_to_one("Cleo", "Dan")))
    with pytest.raises(AccessError):
        r.grant(me, REFLECT, given)  # leave once given is never rewritten
    assert r.grants(me, REFLECT) == [given]


def test_one_passage_is_shown_once(world: World, pair: Pair, entry: Entry) -> None:
    r, me = world.records, world.acting("Ben")
    r.grant(me, REFLECT, leave(entry, pair))
    newer = r.grant(me, REFLECT, leave(entry, pair, use_in_drafts=True))
    (shown,) = r.shown(world.acting("Ana"), MANAGE, pair.id)
    assert shown.grant_id == newer.id
    r.revoke(me, REFLECT, newer.id)
    assert texts(world, pair) == []


def test_taking_back_is_at_once_and_twice_is_no_error(world: World, pair: Pair, entry: Entry) -> None:
    r, me = world.records, world.acting("Ben")
    given = r.grant(me, REFLECT, leave(entry, pair))
    taken = r.revoke(me, REFLECT, given.id)
    assert taken.revoked_at is not None
    assert r.revoke(me, REFLECT, given.id) == taken
    assert texts(world, pair) == []


def test_it_runs_out(world: World, pair: Pair, entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    r, me = world.records, world.acting("Ben")
    monkeypatch.setattr(Door, "now", lambda self: NOON)
    longest = r.grant(me, REFLECT, leave(entry, pair, ""))
    clamped = r.grant(me, REFLECT, leave(entry, pair, "Nobody knows.", expires_at=NOON + timedelta(999)))
    short = r.grant(me, REFLECT, leave(entry, pair, expires_at=NOON + timedelta(2)))
    ends = NOON + timedelta(180)
    assert (longest.expires_at, clamped.expires_at, short.expires_at) == (ends, ends, NOON + timedelta(2))
    for days, number in ((1, 3), (2, 2), (179, 2), (180, 0)):
        monkeypatch.setattr(Door, "now", lambda self, at=NOON + timedelta(days): at)
        assert len(texts(world, pair)) == number, days


def close(world: World, pair: Pair) -> None:
    world.records.close_pair(world.coordinator, SET_UP, pair.id)


def close_by_saving(world: World, pair: Pair) -> None:
    world.records.save_pair(world.coordinator, SET_UP, pair.model_copy(update={"active": False}))


def with_members(world: World, pair: Pair, **roles: Role) -> None:
    members = [
        {"person_id": world.people[name].id, "name": name, "role": role} for name, role in roles.items()
    ]
    changed = Pair.model_validate({**pair.model_dump(), "members": members})
    world.records.save_pair(world.coordinator, SET_UP, changed)


def another_mentor(world: World, pair: Pair) -> None:
    world.add("Cleo", Role.MENTOR)
    with_members(world, pair, Cleo=Role.MENTOR, Ben=Role.MENTEE)


def another_mentee(world: World, pair: Pair) -> None:
    world.add("Dan", Role.MENTEE)
    with_members(world, pair, Ana=Role.MENTOR, Dan=Role.MENTEE)


def switch_off(name: str) -> Callable[[World, Pair], None]:
    def change(world: World, pair: Pair) -> None:
        person = world.people[name]
        world.records.save_person(world.coordinator, SET_UP, person.model_copy(update={"active": False}))

    return change


def other_roles(world: World, pair: Pair) -> None:
    person = world.people["Ben"].model_copy(update={"roles": (Role.TRAINER,)})
    world.records.save_person(world.coordinator, SET_UP, person)


def restore(world: World, pair: Pair) -> None:
    for name in ("Ana", "Ben"):
        world.records.save_person(world.coordinator, SET_UP, world.people[name])
    world.records.save_pair(world.coordinator, SET_UP, pair)


ENDS = {
    "the pair closes": close,
    "the pair is saved as closed": close_by_saving,
    "another mentor comes": another_mentor,
    "the owner leaves": another_mentee,
    "the owner is switched off": switch_off("Ben"),
    "the mentor is switched off": switch_off("Ana"),
    "the owner is something else now": other_roles,
}


@pytest.mark.parametrize("how", ENDS)
def test_what_ends_stays_ended(world: World, pair: Pair, entry: Entry, how: str) -> None:
    """And who reads in between is refused or shown nothing."""
    r, me = world.records, world.acting("Ben")
    r.grant(me, REFLECT, leave(entry, pair))
    assert texts(world, pair) == ["I was glad."]
    ENDS[how](world, pair)
    for name in {"Ana", "Cleo"} & set(world.people):
        try:
            assert texts(world, pair, name) == []
        except AccessError:
            continue
    restore(world, pair)
    assert texts(world, pair) == []
    assert all(grant.revoked_at for grant in r.grants(me, REFLECT))
    r.grant(me, REFLECT, leave(entry, pair))  # the owner may begin again
    assert texts(world, pair) == ["I was glad."]


def test_a_change_that_concerns_nobody_ends_nothing(world: World, pair: Pair, entry: Entry) -> None:
    r, me = world.records, world.acting("Ben")
    r.grant(me, REFLECT, leave(entry, pair))
    r.save_pair(world.coordinator, SET_UP, pair.model_copy(update={"name": "The two"}))
    for name in ("Ana", "Ben"):
        renamed = world.people[name].model_copy(update={"name": f"{name}a"})
        r.save_person(world.coordinator, SET_UP, renamed)
    assert texts(world, pair) == ["I was glad."]


BEHIND_OUR_BACK = {
    "not taken back": "UPDATE grants SET revoked_at = granted_at",
    "not run out": "UPDATE grants SET expires_at = granted_at",
    "the words are those it was given for": "UPDATE entry_versions SET digest = 'x'",
    "the words have not changed underneath": "UPDATE entry_versions SET text = 'I was glad. And more.'",
    "the pair is open": "UPDATE pairs SET active = :off",
    "the owner is active": "UPDATE people SET active = :off WHERE name = 'Ben'",
    "the owner belongs to the pair": "DELETE FROM members WHERE role = 'mentee'",
    "in the role of the entry": "UPDATE members SET role = 'mentor' WHERE role = 'mentee'",
}


@pytest.mark.parametrize("rule", BEHIND_OUR_BACK)
def test_every_condition_is_looked_at_on_every_read(
    world: World, pair: Pair, entry: Entry, rule: str
) -> None:
    """Also when the tables came to say so in another way than through the methods."""
    world.records.grant(world.acting("Ben"), REFLECT, leave(entry, pair))
    assert texts(world, pair)
    statement = BEHIND_OUR_BACK[rule]
    with writing(world.records._engine).begin() as connection:  # type: ignore[attr-defined]
        connection.execute(text(statement), {"off": False} if ":off" in statement else {})
    try:
        assert texts(world, pair) == []
    except AccessError:
        assert rule == "the pair is open"


def test_in_a_group_only_the_mentors_read(world: World) -> None:
    r = world.records
    for name, role in {
        "Ana": Role.MENTOR,
        "Ivy": Role.MENTOR,
        "Ben": Role.MENTEE,
        "Dan": Role.MENTEE,
    }.items():
        world.add(name, role)
    roles = {"Ana": Role.MENTOR, "Ivy": Role.MENTOR, "Ben": Role.MENTEE, "Dan": Role.MENTEE}
    group = world.join(Form.GROUP, **roles)
    me, dan, ana = world.acting("Ben"), world.acting("Dan"), world.acting("Ana")
    given = r.grant(me, REFLECT, leave(r.save_entry(me, REFLECT, page(me)), group, use_in_drafts=True))
    for mentor in ("Ana", "Ivy"):
        assert [shown.grant_id for shown in r.shown(world.acting(mentor), MANAGE, group.id)] == [given.id]
    for mentee in (dan, me):
        with pytest.raises(AccessError):
            r.shown(mentee, MANAGE, group.id)
    # The agenda of a group is read by all of it.
    assert r.facts(ana, PREPARE, group.id).talking_points == ()
    # A mentor's own page is read by the other mentor, and by nobody in a pair without one.
    log = r.save_entry(ana, REFLECT, page(ana, "My log."))
    r.grant(ana, REFLECT, leave(log, group, ""))
    assert [s.text for s in r.shown(world.acting("Ivy"), MANAGE, group.id)] == ["My log.", "I was glad."]
    assert [s.text for s in r.shown(ana, MANAGE, group.id)] == ["I was glad."]
    world.add("Cy", Role.MENTEE)
    with_members(world, group, **roles, Cy=Role.MENTEE)
    assert len(r.shown(ana, MANAGE, group.id)) == 1  # who comes to listen changes nothing
    with_members(world, group, Ana=Role.MENTOR, Ivy=Role.MENTOR, Dan=Role.MENTEE, Cy=Role.MENTEE)
    assert r.shown(ana, MANAGE, group.id) == []
    assert len(r.shown(world.acting("Ivy"), MANAGE, group.id)) == 1


def test_a_mentor_shows_a_mentee_nothing_by_this(world: World, pair: Pair) -> None:
    r, ana = world.records, world.acting("Ana")
    entry = r.save_entry(ana, REFLECT, page(ana))
    with pytest.raises(InputError, match="only a mentor reads"):
        r.grant(ana, REFLECT, leave(entry, pair))


def test_peers_read_each_other(world: World) -> None:
    r = world.records
    for name in ("Eli", "Fay"):
        world.add(name, Role.PEER)
    pair = world.join(Form.PEER, Eli=Role.PEER, Fay=Role.PEER)
    eli, fay = world.acting("Eli"), world.acting("Fay")
    r.grant(eli, REFLECT, leave(r.save_entry(eli, REFLECT, page(eli)), pair, use_in_drafts=True))
    assert [shown.text for shown in r.shown(fay, MANAGE, pair.id)] == ["I was glad."]
    assert r.shown(eli, MANAGE, pair.id) == []
    assert r.facts(fay, PREPARE, pair.id).talking_points == (
        TalkingPoint(by=eli.person_id, text="I was glad."),
    )
    assert r.facts(eli, PREPARE, pair.id).talking_points == ()


def test_an_agenda_stands_on_what_may_be_used(world: World, pair: Pair, entry: Entry) -> None:
    r, me, ana = world.records, world.acting("Ben"), world.acting("Ana")
    point = r.save_talking_point(me, MANAGE, pair.id, TalkingPoint(by=me.person_id, text="the plan"))
    r.grant(me, REFLECT, leave(entry, pair, "Nobody knows."))
    used = r.grant(me, REFLECT, leave(entry, pair, use_in_drafts=True))
    passage = TalkingPoint(by=me.person_id, text="I was glad.")
    assert r.facts(ana, PREPARE, pair.id).talking_points == (point, passage)
    # For the pair's own agenda only, and only for who is shown it.
    assert r.facts(ana, Purpose.PREPARE_SELF, pair.id).talking_points == (point,)
    assert r.facts(me, PREPARE, pair.id).talking_points == (point,)
    r.revoke(me, REFLECT, used.id)
    assert r.facts(ana, PREPARE, pair.id).talking_points == (point,)


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("Short.", "Short."),
        ("One.\n\nTwo!", "One. Two!"),
        ("I said 3.5 of it. " * 20, ("I said 3.5 of it. " * 16).strip()),
        ("word " * 100, ("word " * 59).strip() + " …"),
        ("x" * 400, "x" * 298 + " …"),
    ],
)
def test_a_long_passage_is_cut_where_a_sentence_ends(
    world: World, pair: Pair, written: str, used: str
) -> None:
    r, me = world.records, world.acting("Ben")
    entry = r.save_entry(me, REFLECT, page(me, written))
    r.grant(me, REFLECT, leave(entry, pair, "", use_in_drafts=True))
    (point,) = r.facts(world.acting("Ana"), PREPARE, pair.id).talking_points
    assert point.text == used
    assert len(used) <= 300
    assert texts(world, pair) == [written]


def test_a_grant_keeps_every_field(world: World, pair: Pair, entry: Entry) -> None:
    r, me = world.records, world.acting("Ben")
    given = r.grant(me, REFLECT, leave(entry, pair, id=new_id(), use_in_drafts=True))
    told = Grant.model_validate(given.model_dump())
    assert (told.excerpt, told.use_in_drafts, told.revoked_at) == ("I was glad.", True, None)
    assert r.grants(me, REFLECT) == [told]
