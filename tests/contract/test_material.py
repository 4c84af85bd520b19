"""A programme's own material, on every database: versions, readers, and the moment each becomes visible."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from assistant.adapters.records.store import SqlRecords, open_records
from assistant.domain.access import Principal, Purpose
from assistant.domain.material import MaterialStatus, Remark, RemarkKind
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.errors import AccessError, InputError
from tests.shelf import ADDED, BROWSE, CURATE, EVERYBODY, add, document, passage, publish, seen, status
from tests.world import PREPARE, World

DRAFT, PUBLISHED = MaterialStatus.DRAFT, MaterialStatus.PUBLISHED
REPLACED, WITHDRAWN = MaterialStatus.REPLACED, MaterialStatus.WITHDRAWN


# Adding and reading


def test_what_is_added_comes_back_whole(url: str, records: SqlRecords, trainer: Principal) -> None:
    parts = (
        ("Zuhören (Seite 3)", "Fragen"),
        ("质疑", "שאלות — 𝒮𝓉𝓇𝓮𝓃𝑔𝓉𝒽 👩‍🏫"),
        ("Zuhören (Seite 3)", "nochmals"),
    )  # noqa: RUF001
    given = document(
        trainer,
        title="Heft der Mentor:innen",
        file_name="Heft <b>.pdf",
        pages=3,
        remarks=(Remark(kind=RemarkKind.NO_TEXT, sentence="Page 2 is a picture.", where="page 2"),),
        passages=tuple(Passage(id="x", note_id="y", heading=h, text=t) for h, t in parts),
    )
    added = records.add_material(trainer, CURATE, given)
    ids = [f"{given.id}.1#1-zuh-ren-seite-3", f"{given.id}.1#2", f"{given.id}.1#3-zuh-ren-seite-3"]
    assert [one.id for one in added.passages] == ids
    assert {one.note_id for one in added.passages} == {added.key}
    assert added.model_copy(update={"passages": given.passages}) == given
    records.close()
    with open_records(url) as again:
        assert again.material(trainer, CURATE, added.id) == added
        assert again.materials(trainer, CURATE) == [added.model_copy(update={"passages": ()})]


def test_a_draft_by_whatever_it_says_of_itself(records: SqlRecords, trainer: Principal) -> None:
    added = add(records, trainer, status=PUBLISHED, added_by="somebody else")
    assert (added.status, added.version, added.added_by) == (DRAFT, 1, trainer.person_id)
    assert status(records, trainer, added) is DRAFT


def test_nobody_reads_it_before_it_is_published(
    records: SqlRecords, world: World, trainer: Principal
) -> None:
    added, mentor = add(records, trainer), world.acting("Ana")
    for reader in (mentor, trainer, world.coordinator):
        assert seen(records, reader) == []
        assert records.material_passages(reader, BROWSE, [passage(added)], earlier=True) == {}
        for version in (None, 1):
            with pytest.raises(AccessError):
                records.material(reader, BROWSE, added.id, version)
    shown = records.publish_material(trainer, CURATE, added.id, 1)
    assert shown == added.model_copy(update={"status": PUBLISHED, "passages": ()})
    assert records.materials(mentor, BROWSE) == [shown]
    assert records.material(mentor, BROWSE, added.id) == shown.model_copy(update={"passages": added.passages})
    for purpose in (BROWSE, PREPARE, Purpose.PREPARE_SELF):
        found = records.material_passages(mentor, purpose, [passage(added)])
        assert found == {passage(added): (added.passages[0], shown)}


def test_the_newest_comes_first(records: SqlRecords, world: World, trainer: Principal) -> None:
    made = [
        publish(records, trainer, added_at=ADDED + timedelta(days=days), title=str(days))
        for days in (1, 3, 2)
    ]
    newest_first = [made[1].key, made[2].key, made[0].key]
    assert seen(records, world.acting("Ben")) == newest_first
    assert seen(records, trainer, CURATE) == newest_first


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ((Role.MENTOR,), "Ana Eli"),
        ((Role.MENTEE,), "Ben Eli"),
        ((Role.PEER,), "Eli"),
        ((Role.TRAINER,), ""),
        ((Role.COORDINATOR, Role.MENTEE), "Ben Eli"),
        (EVERYBODY, "Ana Ben Eli"),
    ],
)
def test_it_is_for_whom_it_is_meant(
    records: SqlRecords, world: World, trainer: Principal, audience: tuple[Role, ...], readers: str
) -> None:
    made = publish(records, trainer, audience=audience)
    staff = (trainer, world.coordinator)
    for principal in (*(world.acting(name) for name in ("Ana", "Ben", "Eli")), *staff):
        may = principal in (*staff, *(world.acting(name) for name in readers.split()))
        assert seen(records, principal) == [made.key] * may
        assert list(records.material_passages(principal, BROWSE, [passage(made)])) == [passage(made)] * may
        if not may:
            with pytest.raises(AccessError):
                records.material(principal, BROWSE, made.id)


def test_a_shared_draft_cites_what_all_its_readers_may_read(
    records: SqlRecords, world: World, trainer: Principal
) -> None:
    mentors = publish(records, trainer, audience=(Role.MENTOR,))
    both = publish(records, trainer, audience=(Role.MENTOR, Role.MENTEE))
    ids, mentor = [passage(mentors), passage(both)], world.acting("Ana")
    pair = (Role.MENTOR, Role.MENTEE)
    staff = (Role.TRAINER, Role.COORDINATOR, Role.MENTOR)
    assert list(records.material_passages(mentor, PREPARE, ids)) == ids
    assert list(records.material_passages(mentor, PREPARE, ids, readers=pair)) == [passage(both)]
    assert list(records.material_passages(mentor, PREPARE, ids, readers=[Role.PEER])) == ids
    assert list(records.material_passages(mentor, PREPARE, ids, readers=staff)) == ids
    assert list(records.material_passages(world.acting("Ben"), PREPARE, ids)) == [passage(both)]


# Versions


def test_a_new_version_waits_beside_the_one_that_is_read(
    records: SqlRecords, world: World, trainer: Principal
) -> None:
    first, mentor = publish(records, trainer, "The old words."), world.acting("Ana")
    second = add(records, trainer, "The new words.", id=first.id, added_at=ADDED + timedelta(1))
    assert second.version == 2 and passage(second) == f"{first.id}.2#1-feedback"
    assert seen(records, trainer, CURATE) == [second.key, first.key]
    assert seen(records, mentor) == [first.key]
    assert records.material(trainer, CURATE, first.id) == second
    assert records.material(mentor, BROWSE, first.id) == first
    with pytest.raises(AccessError):
        records.material(mentor, BROWSE, first.id, 2)


def test_what_was_replaced_is_there_for_those_who_cite_it(
    records: SqlRecords, world: World, trainer: Principal
) -> None:
    first, mentor = publish(records, trainer, audience=(Role.MENTOR,)), world.acting("Ana")
    second = publish(records, trainer, id=first.id)
    assert (status(records, trainer, first), status(records, trainer, second)) == (REPLACED, PUBLISHED)
    assert seen(records, mentor) == seen(records, trainer, CURATE) == [second.key]
    assert records.material(mentor, BROWSE, first.id) == second
    assert records.material(mentor, BROWSE, first.id, 1).passages == first.passages
    ids = [passage(first), passage(second)]
    assert list(records.material_passages(mentor, PREPARE, ids)) == [passage(second)]
    assert list(records.material_passages(mentor, PREPARE, ids, earlier=True)) == ids
    mentee = world.acting("Ben")  # whom the first version was not for
    assert list(records.material_passages(mentee, PREPARE, ids, earlier=True)) == [passage(second)]
    with pytest.raises(AccessError):
        records.material(mentee, BROWSE, first.id, 1)


def test_going_back_to_an_earlier_version(records: SqlRecords, world: World, trainer: Principal) -> None:
    first = publish(records, trainer)
    second = publish(records, trainer, id=first.id)
    records.publish_material(trainer, CURATE, first.id, 1)
    assert seen(records, world.acting("Ana")) == [first.key]
    assert (status(records, trainer, first), status(records, trainer, second)) == (PUBLISHED, REPLACED)
    assert seen(records, trainer, CURATE) == [second.key, first.key]


def test_withdrawn_is_gone_at_once_with_what_it_replaced(
    records: SqlRecords, world: World, trainer: Principal
) -> None:
    first, mentor = publish(records, trainer), world.acting("Ana")
    second = publish(records, trainer, id=first.id)
    third = add(records, trainer, id=first.id)
    withdrawn = records.withdraw_material(trainer, CURATE, first.id)
    assert (withdrawn.key, withdrawn.status) == (second.key, WITHDRAWN)
    assert records.withdraw_material(trainer, CURATE, first.id) == withdrawn
    assert seen(records, mentor) == []
    ids = [passage(first), passage(second), passage(third)]
    for principal, purpose in ((mentor, PREPARE), (trainer, CURATE)):
        assert records.material_passages(principal, purpose, ids, earlier=True) == {}
    for version in (None, 1, 2, 3):
        with pytest.raises(AccessError):
            records.material(mentor, BROWSE, first.id, version)
    assert seen(records, trainer, CURATE) == [third.key, second.key]
    assert records.material(trainer, CURATE, first.id, 2).passages == second.passages
    records.publish_material(trainer, CURATE, first.id, 3)
    assert seen(records, mentor) == [third.key]
    assert status(records, trainer, first) is WITHDRAWN


def test_what_was_never_published_cannot_be_withdrawn(records: SqlRecords, trainer: Principal) -> None:
    added = add(records, trainer, title="The plan")
    with pytest.raises(InputError, match="'The plan' is not published"):
        records.withdraw_material(trainer, CURATE, added.id)
    assert status(records, trainer, added) is DRAFT


def test_deleting_all_of_it(records: SqlRecords, world: World, trainer: Principal) -> None:
    first = publish(records, trainer)
    publish(records, trainer, id=first.id)
    kept = publish(records, trainer)
    records.delete_material(trainer, CURATE, first.id)
    assert seen(records, trainer, CURATE) == seen(records, world.acting("Ana")) == [kept.key]
    assert records.material_passages(trainer, CURATE, [passage(first)], earlier=True) == {}
    for change in (
        lambda: records.material(trainer, CURATE, first.id),
        lambda: records.delete_material(trainer, CURATE, first.id),
        lambda: records.withdraw_material(trainer, CURATE, first.id),
        lambda: records.publish_material(trainer, CURATE, first.id, 1),
        lambda: add(records, trainer, id=first.id, version=3),  # somebody was just about to replace it
    ):
        with pytest.raises(AccessError):
            change()


def test_deleting_one_version_frees_no_number(records: SqlRecords, world: World, trainer: Principal) -> None:
    """Else an old draft's citation would open on words that it never cited."""
    first = publish(records, trainer)
    second = publish(records, trainer, id=first.id)
    records.delete_material(trainer, CURATE, first.id, 2)
    assert seen(records, world.acting("Ana")) == []
    assert status(records, trainer, first) is WITHDRAWN, "what it replaced does not come back by itself"
    third = publish(records, trainer, id=first.id)
    assert third.version == 3
    assert records.material_passages(trainer, CURATE, [passage(second)], earlier=True) == {}
    records.delete_material(trainer, CURATE, first.id, 1)
    assert seen(records, world.acting("Ana")) == [third.key]
    with pytest.raises(AccessError):
        records.delete_material(trainer, CURATE, first.id, 1)


# What the index needs


def test_what_is_to_be_indexed(records: SqlRecords, trainer: Principal, elsewhere: Principal) -> None:
    first = publish(records, trainer)
    second, other = add(records, trainer, id=first.id), publish(records, trainer)
    theirs = publish(records, elsewhere)

    def keys(also: tuple[str, int] | None = None) -> set[str]:
        return {one.key for one in records.indexable(trainer.programme_id, also)}

    assert keys() == {first.key, other.key}
    assert keys((second.id, 2)) == {first.key, second.key, other.key}
    assert keys((theirs.id, 1)) == keys(("M00000000", 1)) == {first.key, other.key}
    whole = {one.key: one.passages for one in records.indexable(trainer.programme_id, (second.id, 2))}
    assert whole[second.key] == second.passages
    records.publish_material(trainer, CURATE, first.id, 2)
    records.withdraw_material(trainer, CURATE, other.id)
    assert keys() == {second.key}
    assert records.indexable("nowhere") == []


def test_every_change_of_what_is_read_is_another_edition(
    records: SqlRecords, trainer: Principal, elsewhere: Principal
) -> None:
    def edition() -> int:
        return records.edition(trainer.programme_id)

    assert edition() == records.edition("nowhere") == 0
    added = add(records, trainer)
    assert edition() == 0, "nobody can find a draft"
    met = {0}
    for change in (
        lambda: records.publish_material(trainer, CURATE, added.id, 1),
        lambda: records.withdraw_material(trainer, CURATE, added.id),
        lambda: records.publish_material(trainer, CURATE, added.id, 1),
        lambda: records.delete_material(trainer, CURATE, added.id),
    ):
        change()
        assert edition() not in met
        met.add(edition())
    publish(records, elsewhere)
    assert edition() == max(met)


def test_many_candidates_are_looked_at_in_two_statements(records: SqlRecords, trainer: Principal) -> None:
    parts = tuple(Passage(id="", note_id="", heading=f"Page {n}", text="Listen.") for n in range(3_000))
    made = publish(records, trainer, passages=parts)
    asked = [one.id for one in made.passages]
    statements: list[str] = []
    event.listen(records._engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    found = records.material_passages(trainer, BROWSE, asked)
    assert list(found) == asked
    assert len([one for one in statements if one.startswith("SELECT")]) == 2
    assert {id(material) for _, material in found.values()} == {id(found[asked[0]][1])}
    statements.clear()
    records.edition(trainer.programme_id)
    assert len([one for one in statements if one.startswith("SELECT")]) == 1
