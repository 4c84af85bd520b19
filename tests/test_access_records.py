"""The matrix against the records themselves: the second person asks, through every method."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.adapters.records.store import SqlRecords, open_records
from assistant.domain.access import Action, Principal, Purpose, Relation
from assistant.domain.goals import Rating
from assistant.domain.people import Form, Role
from assistant.errors import AccessError
from assistant.ports import Records
from tests.journal_stage import LISTS_OF_ONES_OWN, OWN_CALLS, everything_own
from tests.matrix import Cell, cells
from tests.safety_stage import SAFETY_CALLS, SAFETY_LISTS
from tests.shelf import BROWSE, CURATE
from tests.stage import ATTEMPTS, SECRET, Shelf, Stage, Things, past_the_door
from tests.world import DAY, MANAGE, PREPARE, SET_UP

BEFORE_ANYBODY_ASKS = {"actors", "found", "state", "set_state", "edition", "indexable"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with open_records(f"sqlite:///{tmp_path_factory.mktemp('stage') / 'records.sqlite3'}") as records:
        yield Stage(records)


REACHABLE = [
    cell
    for cell in cells()
    if any(thing == cell.thing for thing, _ in ATTEMPTS)
    # Staff are in no pair, and the sheet of a pair's one mentor is never another mentor's.
    and not (
        cell.role in (Role.TRAINER, Role.COORDINATOR) and cell.relation in (Relation.OWN, Relation.MEMBER)
    )
    # Being entrusted with safety changes how somebody stands to alerts, and to nothing else.
    and not (cell.relation is Relation.ENTRUSTED and cell.thing != "alert")
    and not (cell.thing == "mentor_sheet" and cell.role is not Role.PEER and cell.relation is Relation.MEMBER)
]


@pytest.mark.parametrize("cell", REACHABLE, ids=str)
def test_every_cell_through_the_records(cell: Cell, stage: Stage) -> None:
    seat = stage.seat(cell.role, cell.relation)
    assert seat is not None
    me, it = seat
    for action in Action:
        attempt = ATTEMPTS.get((cell.thing, action))
        if attempt is None:
            assert not cell.allowed[action]
            continue
        allowed = {purpose for purpose in Purpose if past_the_door(attempt, stage, me, purpose, it)}
        assert allowed == cell.allowed[action], action


CALLS: dict[str, Callable[[SqlRecords, Principal, Purpose, Things], object]] = {
    "pair": lambda r, me, p, it: r.pair(me, p, it.pair.id),
    "save_pair": lambda r, me, p, it: r.save_pair(me, p, it.pair),
    "close_pair": lambda r, me, p, it: r.close_pair(me, p, it.pair.id),
    "goals": lambda r, me, p, it: r.goals(me, p, it.pair.id),
    "save_goal": lambda r, me, p, it: r.save_goal(me, p, it.pair.id, it.goal),
    "rate_goal": lambda r, me, p, it: r.rate_goal(me, p, it.pair.id, it.goal.id, Rating(on=DAY, level=2)),
    "delete_goal": lambda r, me, p, it: r.delete_goal(me, p, it.pair.id, it.goal.id),
    "strengths": lambda r, me, p, it: r.strengths(me, p, it.pair.id),
    "save_strength": lambda r, me, p, it: r.save_strength(me, p, it.pair.id, it.strength),
    "delete_strength": lambda r, me, p, it: r.delete_strength(me, p, it.pair.id, it.strength.id),
    "commitments": lambda r, me, p, it: r.commitments(me, p, it.pair.id),
    "save_commitment": lambda r, me, p, it: r.save_commitment(me, p, it.pair.id, it.commitment),
    "delete_commitment": lambda r, me, p, it: r.delete_commitment(me, p, it.pair.id, it.commitment.id),
    "sessions": lambda r, me, p, it: r.sessions(me, p, it.pair.id),
    "save_session": lambda r, me, p, it: r.save_session(me, p, it.pair.id, it.session),
    "delete_session": lambda r, me, p, it: r.delete_session(me, p, it.pair.id, it.session.id),
    "talking_points": lambda r, me, p, it: r.talking_points(me, p, it.pair.id),
    "save_talking_point": lambda r, me, p, it: r.save_talking_point(me, p, it.pair.id, it.point),
    "delete_talking_point": lambda r, me, p, it: r.delete_talking_point(me, p, it.pair.id, it.point.id),
    "drafts": lambda r, me, p, it: r.drafts(me, p, it.pair.id),
    "draft": lambda r, me, p, it: r.draft(me, p, it.draft_id),
    "versions": lambda r, me, p, it: r.versions(me, p, it.draft_id),
    "save_draft": lambda r, me, p, it: r.save_draft(
        me, p, r.draft(it.owner, PREPARE, it.draft_id).model_copy(update={"version": 99})
    ),
    "facts": lambda r, me, p, it: r.facts(me, p, it.pair.id),
    "save_programme": lambda r, me, p, it: r.save_programme(me, p, r.programme(it.owner, MANAGE)),
    "save_person": lambda r, me, p, it: r.save_person(me, p, r.people(it.owner, MANAGE)[0]),
    **OWN_CALLS,
    **SAFETY_CALLS,
}
SHELF_CALLS: dict[str, Callable[[SqlRecords, Principal, Purpose, Shelf], object]] = {
    "material": lambda r, me, p, shelf: r.material(me, p, shelf.published.id),
    "add_material": lambda r, me, p, shelf: r.add_material(me, p, shelf.waiting),
    "publish_material": lambda r, me, p, shelf: r.publish_material(me, p, shelf.waiting.id, 1),
    "withdraw_material": lambda r, me, p, shelf: r.withdraw_material(me, p, shelf.published.id),
    "delete_material": lambda r, me, p, shelf: r.delete_material(me, p, shelf.published.id),
}
"""What is the programme's, not a pair's."""

LISTS = {"programme", "people", "pairs", "materials", "material_passages"} | LISTS_OF_ONES_OWN | SAFETY_LISTS
"""They name nothing; what they leave out is in the matrix."""


def test_every_method_of_the_port_is_asked_as_the_second_person() -> None:
    methods = {
        name
        for name, method in inspect.getmembers(Records, inspect.isfunction)
        if "principal" in inspect.signature(method).parameters
    }
    others = {name for name, _ in inspect.getmembers(Records, inspect.isfunction) if name[0] != "_"} - methods
    assert others == BEFORE_ANYBODY_ASKS
    assert methods == set(CALLS) | set(SHELF_CALLS) | LISTS
    for name in methods:
        given = list(inspect.signature(getattr(SqlRecords, name)).parameters)
        assert given[:3] == ["self", "principal", "purpose"], name


SECOND_PERSONS = {
    "a mentor of another pair": ("here", "Cleo", None),
    "a mentee of another pair": ("here", "Dan", None),
    "a peer": ("here", "Gus", None),
    "the trainer": ("here", "Tess", None),
    "a mentor of another programme": ("there", "Max", None),
    "a mentee of another programme": ("there", "Nia", None),
    "the coordinator of another programme": ("there", "Cora", None),
    "the coordinator, acting as a mentor": ("here", "Cora", Role.MENTOR),
    "somebody who claims a role": ("here", "Dan", Role.COORDINATOR),
}


@pytest.mark.parametrize("method", sorted(CALLS))
@pytest.mark.parametrize("who", sorted(SECOND_PERSONS))
def test_the_second_person_gets_nothing(stage: Stage, method: str, who: str) -> None:
    """For no purpose, and in the same words as for something that does not exist."""
    world, name, role = SECOND_PERSONS[who]
    me = getattr(stage, world).acting(name, role)
    it = stage.things["Ben"]
    before = _everything(stage.records, it)
    for purpose in Purpose:
        with pytest.raises(AccessError) as refused:
            CALLS[method](stage.records, me, purpose, it)
        assert str(refused.value) == str(AccessError())
    assert _everything(stage.records, it) == before


@pytest.mark.parametrize("who", sorted(SECOND_PERSONS))
def test_the_second_person_adds_nothing_either(stage: Stage, who: str) -> None:
    """A new thing has no row to be refused by; the pair and the owner it names must do it."""
    world, name, role = SECOND_PERSONS[who]
    me = getattr(stage, world).acting(name, role)
    it, records, new = stage.things["Ben"], stage.records, {"id": ""}
    before = _everything(records, it)
    for purpose in Purpose:
        for save, value in (
            (records.save_goal, it.goal),
            (records.save_goal, it.private_goal),
            (records.save_strength, it.strength),
            (records.save_commitment, it.commitment),
            (records.save_session, it.session.model_copy(update={"number": 99})),
            (records.save_talking_point, it.point),
            (records.save_strength, it.private_strength),
        ):
            with pytest.raises(AccessError):
                save(me, purpose, it.pair.id, value.model_copy(update=new))
        draft = records.draft(it.owner, PREPARE, it.draft_id).model_copy(update={**new, "version": 1})
        own = it.pages
        for save, value in (
            (records.save_draft, draft),
            (records.save_entry, own.entry.model_copy(update=new)),
            (records.save_thread, own.thread.model_copy(update=new)),
            (records.save_digest, own.digest.model_copy(update=new)),
            (records.add_shown_prompts, [own.prompt.model_copy(update=new)]),
        ):
            with pytest.raises(AccessError):
                save(me, purpose, value)
    assert _everything(records, it) == before


OUTSIDE = sorted(who for who in SECOND_PERSONS if "another programme" in who or "claims" in who)


@pytest.mark.parametrize("method", sorted(SHELF_CALLS))
@pytest.mark.parametrize("who", OUTSIDE)
def test_another_programme_reaches_no_material(stage: Stage, method: str, who: str) -> None:
    world, name, role = SECOND_PERSONS[who]
    me, shelf = getattr(stage, world).acting(name, role), stage.shelf
    before = _shelf(stage)
    for purpose in Purpose:
        with pytest.raises(AccessError) as refused:
            SHELF_CALLS[method](stage.records, me, purpose, shelf)
        assert str(refused.value) == str(AccessError())
    assert _shelf(stage) == before


@pytest.mark.parametrize("method", sorted(set(SHELF_CALLS) - {"material"}))
@pytest.mark.parametrize("name", ["Ana", "Ben", "Eli"])
def test_a_reader_changes_no_material(stage: Stage, method: str, name: str) -> None:
    before = _shelf(stage)
    for purpose in Purpose:
        with pytest.raises(AccessError):
            SHELF_CALLS[method](stage.records, stage.here.acting(name), purpose, stage.shelf)
    assert _shelf(stage) == before


def test_lists_of_another_programme_hold_none_of_ours(stage: Stage) -> None:
    records, passage = stage.records, f"{stage.shelf.published.key}#1-feedback"
    assert records.material_passages(stage.here.acting("Ben"), BROWSE, [passage])
    for principal, purpose in (
        (stage.there.acting("Max"), BROWSE),
        (stage.there.acting("Tess"), CURATE),
        (stage.there.coordinator, CURATE),
    ):
        assert records.materials(principal, purpose) == []
        assert records.material_passages(principal, purpose, [passage], earlier=True) == {}


def _shelf(stage: Stage) -> list[object]:
    records, tess = stage.records, stage.here.acting("Tess")
    listed = records.materials(tess, CURATE)
    return [records.material(tess, CURATE, one.id, one.version) for one in listed]


def test_goals_are_set_for_oneself_or_proposed_to_a_mentee(stage: Stage) -> None:
    records, theirs, mine = stage.records, stage.things["Ana"], stage.things["Ben"]
    for_the_mentor = theirs.goal.model_copy(update={"id": ""})
    hidden = mine.goal.model_copy(update={"id": "", "shared": False})
    turned = mine.goal.model_copy(update={"shared": False})
    with pytest.raises(AccessError):
        records.save_goal(mine.owner, MANAGE, mine.pair.id, for_the_mentor)
    for private in (hidden, turned):
        with pytest.raises(AccessError):
            records.save_goal(theirs.owner, MANAGE, mine.pair.id, private)
    assert mine.goal in records.goals(theirs.owner, MANAGE, mine.pair.id)


def test_a_forged_programme_opens_nothing(stage: Stage) -> None:
    """The programme in a principal is checked, not believed."""
    it = stage.things["Ben"]
    forged = stage.there.coordinator.model_copy(update={"programme_id": it.pair.programme_id})
    for purpose in Purpose:
        with pytest.raises(AccessError):
            stage.records.people(forged, purpose)
        with pytest.raises(AccessError):
            stage.records.pairs(forged, purpose)


def test_lists_never_cross_a_programme(stage: Stage) -> None:
    records, here = stage.records, stage.here.coordinator.programme_id
    for principal in (stage.there.coordinator, stage.there.acting("Tess"), stage.there.acting("Max")):
        for purpose in Purpose:
            assert here not in {person.programme_id for person in records.people(principal, purpose)}
            assert here not in {pair.programme_id for pair in records.pairs(principal, purpose, closed=True)}


def test_a_coordinator_meets_no_word_of_a_pair(stage: Stage) -> None:
    it, cora = stage.things["Ben"], stage.here.coordinator
    refused = {"save_programme", "save_person", "save_pair", "close_pair", "pair", "sessions"}
    for method in set(CALLS) - refused:
        with pytest.raises(AccessError):
            CALLS[method](stage.records, cora, SET_UP, it)
    told = stage.records.sessions(cora, SET_UP, it.pair.id)
    assert SECRET not in "".join(session.model_dump_json() for session in told)


def test_somebody_with_two_roles_has_one_at_a_time(tmp_path: Path) -> None:
    with open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}") as records:
        stage = Stage(records)
        cora, ben = stage.here.people["Cora"], stage.here.acting("Ben")
        pair = stage.here.join(Form.ONE_TO_ONE, Cora=Role.MENTOR, Dan=Role.MENTEE)
        mentor = stage.here.acting("Cora", Role.MENTOR)
        assert [found.id for found in records.pairs(mentor, MANAGE)] == [pair.id]
        assert records.goals(mentor, MANAGE, pair.id) == []
        with pytest.raises(AccessError):
            records.goals(stage.here.coordinator, MANAGE, pair.id)
        with pytest.raises(AccessError):
            records.save_person(mentor, SET_UP, cora)
        with pytest.raises(AccessError):
            records.goals(ben, MANAGE, pair.id)


def _everything(records: SqlRecords, it: Things) -> list[object]:
    """All that its owner sees of a pair."""
    me, pair = it.owner, it.pair.id
    lists = (records.goals, records.strengths, records.commitments, records.sessions, records.talking_points)
    found: list[object] = [read(me, MANAGE, pair) for read in lists]
    found += [records.drafts(me, PREPARE, pair), records.pair(me, MANAGE, pair)]
    return [*found, *everything_own(records, me, it.pair)]
