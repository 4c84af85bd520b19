"""Programmes, people and pairs, on every database."""

import pytest

from assistant.adapters.records.store import SqlRecords
from assistant.domain.goals import Goal
from assistant.domain.meetings import Commitment
from assistant.domain.people import Form, Member, Pair, Person, Programme, Role
from assistant.errors import AccessError, InputError
from tests.world import MANAGE, PREPARE, SET_UP, World, ben, new_id


def test_a_programme_starts_with_its_coordinator(records: SqlRecords) -> None:
    person = records.found(
        Programme(id="", name="Harbour", rules=("Be on time.",), planned_sessions=10),
        Person(id="", programme_id="", name="Cora", roles=(Role.COORDINATOR,)),
    )
    assert records.actors() == [person]
    cora = World(records, {"Cora": person}).acting("Cora")
    programme = records.programme(cora, SET_UP)
    assert (programme.name, programme.rules, programme.planned_sessions) == ("Harbour", ("Be on time.",), 10)


def test_founding_twice_is_refused_kindly(records: SqlRecords) -> None:
    programme = Programme(id=new_id(), name="Harbour")
    person = Person(id="", programme_id="", name="Cora", roles=(Role.COORDINATOR,))
    records.found(programme, person)
    with pytest.raises(InputError, match="already there"):
        records.found(programme, person)
    assert len(records.actors()) == 1


def test_the_first_person_must_be_able_to_add_the_others(records: SqlRecords) -> None:
    with pytest.raises(InputError, match="coordinator"):
        records.found(
            Programme(id="", name="Harbour"), Person(id="", programme_id="", name="Max", roles=(Role.MENTOR,))
        )


def test_the_last_coordinator_stays(world: World) -> None:
    cora = world.people["Cora"]
    for change in ({"active": False}, {"roles": (Role.MENTOR,)}):
        with pytest.raises(InputError, match="needs a coordinator"):
            world.records.save_person(world.coordinator, SET_UP, cora.model_copy(update=change))
    assert world.records.people(world.coordinator, SET_UP) == [cora]


def test_who_has_left_acts_no_more(world: World, pair: Pair) -> None:
    ana = world.acting("Ana")
    gone = world.people["Ana"].model_copy(update={"active": False})
    world.records.save_person(world.coordinator, SET_UP, gone)
    assert gone.id not in {person.id for person in world.records.actors()}
    with pytest.raises(AccessError):
        world.records.pair(ana, MANAGE, pair.id)


def test_a_role_one_does_not_have_opens_nothing(world: World, pair: Pair) -> None:
    with pytest.raises(AccessError):
        world.records.people(world.acting("Ana", Role.COORDINATOR), SET_UP)


def test_an_unknown_purpose_raises(world: World, pair: Pair) -> None:
    with pytest.raises(InputError, match="purpose"):
        world.records.goals(world.acting("Ana"), "curiosity", pair.id)  # type: ignore[arg-type]


def test_partners_are_seen_in_the_role_they_have_here(world: World, pair: Pair) -> None:
    both = world.people["Ben"].model_copy(update={"roles": (Role.MENTEE, Role.MENTOR)})
    world.records.save_person(world.coordinator, SET_UP, both)
    world.add("Stranger", Role.MENTEE)
    seen = world.records.people(world.acting("Ana"), MANAGE)
    assert {person.name: person.roles for person in seen} == {"Ana": (Role.MENTOR,), "Ben": (Role.MENTEE,)}


MENTOR, MENTEE, PEER = Role.MENTOR, Role.MENTEE, Role.PEER


@pytest.mark.parametrize(
    ("form", "roles", "fits"),
    [
        (Form.ONE_TO_ONE, [MENTOR, MENTEE], True),
        (Form.ONE_TO_ONE, [MENTOR], False),
        (Form.ONE_TO_ONE, [MENTOR, MENTEE, MENTEE], False),
        (Form.ONE_TO_ONE, [PEER, PEER], False),
        (Form.GROUP, [MENTOR, MENTEE, MENTEE], True),
        (Form.GROUP, [MENTOR] * 3 + [MENTEE] * 30, True),
        (Form.GROUP, [MENTOR, MENTEE], False),
        (Form.GROUP, [MENTOR] * 4 + [MENTEE] * 2, False),
        (Form.GROUP, [MENTOR] + [MENTEE] * 31, False),
        (Form.GROUP, [MENTOR, MENTEE, MENTEE, PEER], False),
        (Form.PEER, [PEER, PEER], True),
        (Form.PEER, [PEER, PEER, PEER], False),
        (Form.PEER, [PEER, MENTEE], False),
        (Form.PEER, [PEER, Role.TRAINER], False),
    ],
)
def test_a_form_needs_its_members(world: World, form: Form, roles: list[Role], fits: bool) -> None:
    people = {f"P{n}": world.add(f"P{n}", role) for n, role in enumerate(roles)}
    if fits:
        made = world.join(form, **{name: person.roles[0] for name, person in people.items()})
        assert world.records.pair(world.acting("P0"), MANAGE, made.id) == made
    else:
        with pytest.raises(InputError, match="needs"):
            world.join(form, **{name: person.roles[0] for name, person in people.items()})
        assert world.records.pairs(world.coordinator, SET_UP) == []


def test_nobody_meets_themselves_or_a_stranger(world: World, records: SqlRecords) -> None:
    world.add("Ana", Role.PEER)
    me = Member(person_id=world.people["Ana"].id, name="Ana", role=Role.PEER)
    pair = Pair(id="", programme_id=world.coordinator.programme_id, form=Form.PEER, members=(me, me))
    with pytest.raises(InputError, match="only once"):
        records.save_pair(world.coordinator, SET_UP, pair)
    elsewhere = World(records).found("Elsewhere").add("Zoe", Role.PEER)
    other = Member(person_id=elsewhere.id, name="Zoe", role=Role.PEER)
    with pytest.raises(InputError, match="not an active person"):
        records.save_pair(world.coordinator, SET_UP, pair.model_copy(update={"members": (me, other)}))


def test_a_member_needs_the_role(world: World) -> None:
    world.add("Ana", Role.MENTEE)
    world.add("Ben", Role.MENTEE)
    with pytest.raises(InputError, match="Ana is not set up as a mentor"):
        world.join(Form.ONE_TO_ONE, Ana=Role.MENTOR, Ben=Role.MENTEE)


def test_a_pair_keeps_its_form_and_takes_new_members(world: World) -> None:
    for name, role in {"Ana": MENTOR, "Ben": MENTEE, "Cy": MENTEE, "Dee": MENTEE}.items():
        world.add(name, role)
    group = world.join(Form.GROUP, Ana=MENTOR, Ben=MENTEE, Cy=MENTEE)
    joined = Member(person_id=world.people["Dee"].id, name="whatever", role=MENTEE)
    larger = group.model_copy(update={"members": (*group.members, joined)})
    saved = world.records.save_pair(world.coordinator, SET_UP, larger)
    assert [member.name for member in saved.members] == ["Ana", "Ben", "Cy", "Dee"]
    with pytest.raises(InputError, match="form"):
        world.records.save_pair(world.coordinator, SET_UP, group.model_copy(update={"form": Form.ONE_TO_ONE}))


def test_a_closed_pair_is_out_of_the_way_and_takes_nothing_in(world: World, pair: Pair) -> None:
    ben_acting = world.acting("Ben")
    mine = world.records.save_goal(ben_acting, MANAGE, pair.id, Goal(id="", owner_id=ben(world), text="Read"))
    world.records.save_commitment(
        world.acting("Ana"), MANAGE, pair.id, Commitment(id="", owner_id=world.people["Ana"].id, text="Write")
    )
    assert world.records.close_pair(world.coordinator, SET_UP, pair.id).active is False
    assert world.records.pairs(ben_acting, MANAGE) == []
    assert [found.id for found in world.records.pairs(ben_acting, MANAGE, closed=True)] == [pair.id]
    assert world.records.goals(ben_acting, MANAGE, pair.id) == [mine]
    assert world.records.goals(world.acting("Ana"), MANAGE, pair.id) == []
    assert world.records.commitments(ben_acting, MANAGE, pair.id) == []
    with pytest.raises(InputError, match="closed"):
        world.records.save_goal(ben_acting, MANAGE, pair.id, mine)
    with pytest.raises(AccessError):
        world.records.facts(ben_acting, PREPARE, pair.id)
