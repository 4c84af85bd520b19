"""What the records promise of every database they run on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from assistant.adapters.records.store import SqlRecords, open_records
from assistant.domain.goals import Goal, Rating
from assistant.domain.meetings import Commitment, Session, TalkingPoint
from assistant.domain.people import Pair, Person, Role
from assistant.domain.strengths import Evidence, Strength
from assistant.errors import ConflictError, InputError
from tests.world import DAY, MANAGE, PREPARE, SET_UP, World, agenda, ben


def test_what_is_saved_is_there_after_closing(
    url: str, records: SqlRecords, world: World, pair: Pair
) -> None:
    goal = world.records.save_goal(
        world.acting("Ben"), MANAGE, pair.id, Goal(id="", owner_id=ben(world), text="Speak up")
    )
    records.close()
    with open_records(url) as again:
        assert again.goals(world.acting("Ben"), MANAGE, pair.id) == [goal]


def test_state_is_kept_by_key(records: SqlRecords) -> None:
    assert records.state("index") is None
    records.set_state("index", "1")
    records.set_state("index", "2")
    assert (records.state("index"), records.state("other")) == ("2", None)


def test_a_zero_character_is_refused_the_same_everywhere(world: World, pair: Pair) -> None:
    """SQLite would keep it and PostgreSQL would not, so neither does."""
    r, me, owner, bad = world.records, world.acting("Ben"), ben(world), "a\x00b"
    programme, person = r.programme(world.coordinator, SET_UP), world.people["Ben"]
    new_programme = programme.model_copy(update={"id": "", "name": bad})
    saves: list[Callable[[], object]] = [
        lambda: r.found(new_programme, world.people["Cora"]),
        lambda: r.found(programme.model_copy(update={"id": ""}), Person(**{**COORDINATOR, "name": bad})),
        lambda: r.save_programme(world.coordinator, SET_UP, programme.model_copy(update={"rules": (bad,)})),
        lambda: r.save_person(world.coordinator, SET_UP, person.model_copy(update={"name": bad})),
        lambda: r.save_pair(world.coordinator, SET_UP, pair.model_copy(update={"name": bad})),
        lambda: r.save_goal(me, MANAGE, pair.id, Goal(id="", owner_id=owner, text="Read", levels={0: bad})),
        lambda: r.save_strength(me, MANAGE, pair.id, Strength(id="", person_id=owner, name=bad)),
        lambda: r.save_commitment(me, MANAGE, pair.id, Commitment(id="", owner_id=owner, text=bad)),
        lambda: r.save_session(me, MANAGE, pair.id, Session(id="", number=1, on=DAY, happened=bad)),
        lambda: r.save_talking_point(me, MANAGE, pair.id, TalkingPoint(by=owner, text=bad)),
        lambda: r.save_draft(me, PREPARE, agenda(pair, body={"items": [{"label": bad}]})),
    ]
    for save in saves:
        with pytest.raises(InputError, match="zero character"):
            save()


COORDINATOR = {"id": "", "programme_id": "", "roles": (Role.COORDINATOR,)}


def test_an_id_is_a_uuid(world: World, pair: Pair) -> None:
    with pytest.raises(InputError, match="not an id"):
        world.records.save_goal(
            world.acting("Ben"), MANAGE, pair.id, Goal(id="goal-1", owner_id=ben(world), text="Read")
        )


def test_nothing_is_half_written(world: World, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure after the goal's row was written takes the row back too."""

    def fail(*_: object) -> None:
        raise InputError("stop here")

    monkeypatch.setattr("assistant.adapters.records.goals._with_ratings", fail)
    with pytest.raises(InputError, match="stop here"):
        world.records.save_goal(
            world.acting("Ben"), MANAGE, pair.id, Goal(id="", owner_id=ben(world), text="Read")
        )
    monkeypatch.undo()
    assert world.records.goals(world.acting("Ben"), MANAGE, pair.id) == []


def test_four_writers_lose_nothing(url: str, world: World, pair: Pair, tmp_path: Path) -> None:
    """Read-modify-write at once: ratings, evidence and draft versions all arrive, none twice."""
    records, acting = world.records, world.acting("Ben")
    goal = records.save_goal(acting, MANAGE, pair.id, Goal(id="", owner_id=ben(world), text="Read"))
    first = records.save_draft(acting, PREPARE, agenda(pair))
    writers, each, start = 4, 15, Barrier(4)
    failures: list[Exception] = []

    def write(writer: int) -> None:
        try:
            with open_records(url) as own:
                start.wait()
                for step in range(each):
                    on = DAY + timedelta(writer * each + step)
                    own.rate_goal(acting, MANAGE, pair.id, goal.id, Rating(on=on, level=1))
                    moment = Evidence(text=f"moment {writer} {step}")
                    strength = Strength(id="", person_id=ben(world), name="calm", evidence=(moment,))
                    own.save_strength(acting, MANAGE, pair.id, strength)
                    _add_version(own, first.id)
        except Exception as error:  # noqa: BLE001 - a thread's failure is the test's to report
            failures.append(error)

    def _add_version(own: SqlRecords, draft_id: str) -> None:
        while True:
            newest = own.draft(acting, PREPARE, draft_id)
            try:
                own.save_draft(acting, PREPARE, newest.model_copy(update={"version": newest.version + 1}))
                return
            except ConflictError:
                continue

    threads = [Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    total = writers * each
    assert len(records.goals(acting, MANAGE, pair.id)[0].ratings) == total
    (strength,) = records.strengths(acting, MANAGE, pair.id)
    assert len(strength.evidence) == total
    assert [draft.version for draft in records.versions(acting, PREPARE, first.id)] == list(
        range(1, total + 2)
    )


def test_one_object_serves_all_threads(world: World, pair: Pair) -> None:
    """The page runs every visitor in a thread of its own on the same records."""
    records, me = world.records, world.acting("Ana")

    def visit(number: int) -> int:
        session = Session(id="", number=number, on=DAY)
        records.save_session(me, MANAGE, pair.id, session)
        return len(records.facts(me, PREPARE, pair.id, sessions=40).sessions)

    with ThreadPoolExecutor(8) as visitors:
        seen = list(visitors.map(visit, range(1, 25)))
    assert max(seen) == 24
    assert [session.number for session in records.sessions(me, MANAGE, pair.id)] == list(range(1, 25))
