"""What the records promise of every database they run on."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from assistant.adapters.records.store import SqlRecords, open_records
from assistant.domain.goals import Goal, Rating
from assistant.domain.meetings import Session
from assistant.domain.people import Pair
from assistant.domain.strengths import Evidence, Strength
from assistant.errors import ConflictError, InputError
from tests.world import DAY, MANAGE, PREPARE, World, agenda, ben


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


@pytest.mark.parametrize("text", ["a\x00b", "\x00"])
def test_a_zero_character_is_refused_the_same_everywhere(world: World, pair: Pair, text: str) -> None:
    with pytest.raises(InputError, match="zero character"):
        world.records.save_session(
            world.acting("Ana"), MANAGE, pair.id, Session(id="", number=1, on=DAY, happened=text)
        )


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
