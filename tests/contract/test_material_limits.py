"""What a programme's material is refused for, and what many people do to it at once, on every database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import perf_counter

import pytest

from assistant.adapters.records.materials import Quota
from assistant.adapters.records.store import SqlRecords, open_records
from assistant.domain.access import Principal, Purpose
from assistant.domain.material import Material, MaterialStatus, Remark, RemarkKind
from assistant.domain.notes import Passage
from assistant.errors import AccessError, InputError
from tests.shelf import BROWSE, CURATE, add, document, passage, publish, seen, status
from tests.world import MANAGE, SET_UP, World

DRAFT, PUBLISHED = MaterialStatus.DRAFT, MaterialStatus.PUBLISHED
REPLACED, WITHDRAWN = MaterialStatus.REPLACED, MaterialStatus.WITHDRAWN


# The same file


def test_the_same_file_is_here_once(records: SqlRecords, trainer: Principal, elsewhere: Principal) -> None:
    made = publish(records, trainer, title="Our handbook", digest="d" * 64)
    for again in ({}, {"id": made.id}):
        with pytest.raises(InputError, match=r"already here: 'Our handbook' \(version 1, published\)"):
            add(records, trainer, digest="d" * 64, **again)
    assert seen(records, trainer, CURATE) == [made.key]
    assert add(records, elsewhere, digest="d" * 64), "another programme knows nothing of it"


def test_a_withdrawn_file_may_come_again(records: SqlRecords, trainer: Principal) -> None:
    first = publish(records, trainer, digest="d" * 64)
    records.withdraw_material(trainer, CURATE, first.id)
    second = add(records, trainer, digest="d" * 64, title="The handbook again")
    with pytest.raises(InputError, match="'The handbook again'"):
        records.publish_material(trainer, CURATE, first.id, 1)
    records.delete_material(trainer, CURATE, second.id)
    assert add(records, trainer, digest="d" * 64).version == 1
    with pytest.raises(InputError, match="already here"):
        records.publish_material(trainer, CURATE, first.id, 1)


def together(url: str, *works: Callable[[SqlRecords], object]) -> list[object]:
    """Each on a connection of its own, at the same moment; an InputError is an answer."""
    start = Barrier(len(works))

    def run(work: Callable[[SqlRecords], object]) -> object:
        with open_records(url) as own:
            start.wait()
            try:
                return work(own)
            except InputError as error:
                return error

    with ThreadPoolExecutor(len(works)) as people:
        return list(people.map(run, works))


def test_the_same_file_at_the_same_moment(url: str, records: SqlRecords, trainer: Principal) -> None:
    answers = together(url, *[lambda own: add(own, trainer, digest="d" * 64)] * 6)
    assert sum(isinstance(one, Material) for one in answers) == 1
    assert all("already here" in str(one) for one in answers if isinstance(one, InputError))
    assert len(records.materials(trainer, CURATE)) == 1


def test_two_who_replace_and_publish_at_the_same_moment(
    url: str, records: SqlRecords, trainer: Principal
) -> None:
    first = publish(records, trainer)
    added = together(url, *[lambda own: add(own, trainer, id=first.id, version=2)] * 4)
    assert sorted(one.version for one in added if isinstance(one, Material)) == [2, 3, 4, 5]

    def publishing(version: int) -> Callable[[SqlRecords], object]:
        return lambda own: own.publish_material(trainer, CURATE, first.id, version)

    together(url, *(publishing(version) for version in (2, 3, 4, 5)))
    statuses = [records.material(trainer, CURATE, first.id, version).status for version in range(1, 6)]
    assert sorted(statuses) == [PUBLISHED, *[REPLACED] * 4]
    assert records.edition(trainer.programme_id) == 5


# Room


def test_there_is_room_for_so_many_files(
    url: str, world: World, trainer: Principal, elsewhere: Principal
) -> None:
    with open_records(url, Quota(files=3)) as small:
        first = publish(small, trainer)
        publish(small, trainer, id=first.id)
        last = add(small, trainer)
        for again in ({}, {"id": first.id}):
            with pytest.raises(InputError, match="room for 3 files"):
                add(small, trainer, **again)
        assert add(small, elsewhere)
        assert len(seen(small, world.acting("Ana"))) == 1
        small.delete_material(trainer, CURATE, last.id)
        assert add(small, trainer)


def test_there_is_room_for_so_much_text(url: str, trainer: Principal, elsewhere: Principal) -> None:
    with open_records(url, Quota(megabytes=1)) as small:
        add(small, trainer, "ü" * 300_000)
        with pytest.raises(InputError, match=r"1 MB of text, of which 0\.6 MB .* 0\.5 MB more"):
            add(small, trainer, "x" * 500_000)
        assert add(small, trainer, "x" * 399_000)
        assert add(small, elsewhere, "x" * 900_000)


def test_the_last_place_is_given_once(url: str, records: SqlRecords, trainer: Principal) -> None:
    def adding(_: SqlRecords) -> object:
        with open_records(url, Quota(files=2)) as small:
            return add(small, trainer)

    answers = together(url, *[adding] * 5)
    assert sum(isinstance(one, Material) for one in answers) == 2
    assert len(records.materials(trainer, CURATE)) == 2


def test_twenty_megabytes_come_in_and_out(records: SqlRecords, trainer: Principal) -> None:
    line = "Ask before you advise, and listen for what is not said. " * 180
    parts = tuple(Passage(id="", note_id="", heading=f"Page {n}", text=line) for n in range(2_000))
    started = perf_counter()
    added = add(records, trainer, words=2_000 * 1_800, passages=parts)
    records.publish_material(trainer, CURATE, added.id, 1)
    (indexed,) = records.indexable(trainer.programme_id)
    taken = perf_counter() - started
    assert sum(len(one.text) for one in indexed.passages) > 20_000_000
    assert indexed.passages == added.passages
    assert taken < 20, "seconds, on a busy machine"


# Refusals


@pytest.mark.parametrize(
    "strange", ["", "x", "A08#how", "M0'; --", "M00000000.1#1-\x00", "M\x00", "M1\ud800"]
)
def test_ids_of_nothing_find_nothing(records: SqlRecords, trainer: Principal, strange: str) -> None:
    made = publish(records, trainer)
    assert list(records.material_passages(trainer, BROWSE, [strange, passage(made)])) == [passage(made)]
    for refuse in (
        lambda: records.material(trainer, CURATE, strange),
        lambda: records.publish_material(trainer, CURATE, strange, 1),
        lambda: records.withdraw_material(trainer, CURATE, strange),
        lambda: records.delete_material(trainer, CURATE, strange),
        lambda: records.material(trainer, CURATE, made.id, 2**70),
        lambda: records.material(trainer, CURATE, made.id, 0),
        lambda: records.delete_material(trainer, CURATE, made.id, -1),
    ):
        with pytest.raises(AccessError):
            refuse()


def test_an_id_of_another_programme_is_as_unknown_as_none(
    records: SqlRecords, world: World, trainer: Principal, elsewhere: Principal
) -> None:
    made = publish(records, trainer)
    for refuse in (
        lambda: add(records, elsewhere, id=made.id),
        lambda: add(records, elsewhere, programme_id=trainer.programme_id),
        lambda: records.material(elsewhere, CURATE, made.id),
        lambda: records.publish_material(elsewhere, CURATE, made.id, 1),
        lambda: records.withdraw_material(elsewhere, CURATE, made.id),
        lambda: records.delete_material(elsewhere, CURATE, made.id),
    ):
        with pytest.raises(AccessError) as refused:
            refuse()
        assert str(refused.value) == str(AccessError())
    assert seen(records, world.acting("Ana")) == [made.key]
    assert records.material_passages(elsewhere, CURATE, [passage(made)], earlier=True) == {}


@pytest.mark.parametrize("purpose", [MANAGE, SET_UP])
def test_for_another_purpose_there_is_nothing(
    records: SqlRecords, world: World, trainer: Principal, purpose: Purpose
) -> None:
    made = publish(records, trainer)
    for principal in (trainer, world.coordinator, world.acting("Ana")):
        for refuse in (
            lambda: records.materials(principal, purpose),  # noqa: B023 - called at once
            lambda: records.material(principal, purpose, made.id),  # noqa: B023
            lambda: records.material_passages(principal, purpose, [passage(made)]),  # noqa: B023
        ):
            with pytest.raises(AccessError):
                refuse()


@pytest.mark.parametrize("bad", ["zero \x00 character", "half \ud83d of a character"])
def test_what_cannot_be_kept_is_refused(records: SqlRecords, trainer: Principal, bad: str) -> None:
    heading = Passage(id="", note_id="", heading=bad, text="words")
    words = heading.model_copy(update={"heading": "Feedback", "text": bad})
    remark = Remark(kind=RemarkKind.CLEANED, sentence="Look.", quote=bad)
    for fields in (
        {"title": bad},
        {"file_name": bad},
        {"passages": (heading,)},
        {"passages": (words,)},
        {"remarks": (remark,)},
    ):
        with pytest.raises(InputError, match=r"zero character|half of a character"):
            records.add_material(trainer, CURATE, document(trainer).model_copy(update=fields))
    with pytest.raises(InputError, match="no words"):
        add(records, trainer, passages=())
    assert records.materials(trainer, CURATE) == []


def test_nothing_is_half_written(
    records: SqlRecords, trainer: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(records, trainer)
    second = add(records, trainer, id=first.id)

    def fail(*_: object) -> None:
        raise InputError("stop here")

    monkeypatch.setattr("assistant.adapters.records.materials.next_edition", fail)
    monkeypatch.setattr("assistant.adapters.records.materials.store", fail)
    for change in (
        lambda: add(records, trainer),
        lambda: records.publish_material(trainer, CURATE, first.id, 2),
        lambda: records.withdraw_material(trainer, CURATE, first.id),
        lambda: records.delete_material(trainer, CURATE, first.id),
    ):
        with pytest.raises(InputError, match="stop here"):
            change()
    monkeypatch.undo()
    assert (status(records, trainer, first), status(records, trainer, second)) == (PUBLISHED, DRAFT)
    assert seen(records, trainer, CURATE) == [first.key, second.key][::-1]
