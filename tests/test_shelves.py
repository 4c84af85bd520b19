"""A programme's own material in search: nobody else's, nothing withdrawn, and never in the way of the notes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.records.store import SqlRecords
from assistant.domain.access import Purpose
from assistant.domain.material import MaterialStatus
from assistant.domain.notes import Hit, Origin, Passage
from assistant.domain.people import Role
from assistant.errors import AccessError, Cancelled, RecordsError
from assistant.guide import NOTES_ONLY
from assistant.indexing import BATCH
from assistant.library import Library
from assistant.retrieval import HYBRID, KEYWORDS, Found
from assistant.shelf import Shelf
from assistant.shelves import BEING_MADE, merged
from tests.notes import small_library
from tests.searching import real_embedder, real_retriever
from tests.shelf import CURATE, add
from tests.shelving import ASK, SHED, Place, parts, staffed, statements, words_left
from tests.world import World


@pytest.fixture
def notes(tmp_path: Path) -> Library:
    return small_library(tmp_path / "notes")


@pytest.fixture
def world(records: SqlRecords) -> World:
    return staffed(World(records).found("Riverside"))


@pytest.fixture
def other(records: SqlRecords) -> World:
    return staffed(World(records).found("Hillside"))


@pytest.fixture
def place(tmp_path: Path, notes: Library, records: SqlRecords) -> Place:
    return Place(tmp_path / "index", notes, records)


class TestSearch:
    def test_hits_of_the_programme_stand_among_those_of_the_library(self, place: Place, world: World) -> None:
        place.publish(world.acting("Tess"), "Secrets about the brass key stay private.", title="Our keys")
        found = place.guide.search(world.acting("Mo"), "secrets stay private unless harm is near")
        assert found.covered and found.by == HYBRID and not found.notice
        assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
        own = [hit for hit in found.hits if hit.origin is Origin.PROGRAMME]
        assert found.hits[0].passage.note_id == "G02" and len(own) == 1
        assert (own[0].note_title, own[0].author, own[0].licence) == ("Our keys", "Tess", "CC-BY-4.0")
        assert own[0].passage.text == "Secrets about the brass key stay private."

    def test_what_only_the_programme_knows_is_covered(self, place: Place, world: World) -> None:
        assert not place.guide.search(world.acting("Mo"), ASK).covered
        place.publish(world.acting("Tess"))
        assert place.guide.search(world.acting("Mo"), ASK).covered
        assert not place.guide.search(world.acting("Mo"), "how do I bake sourdough bread").covered

    def test_at_most_two_of_a_document(self, place: Place, world: World) -> None:
        place.publish(world.acting("Tess"), **parts(*(f"{SHED} And {n}." for n in range(5))))
        assert len(place.own(world.acting("Mo"))) == 2

    def test_another_programme_finds_nothing(self, place: Place, world: World, other: World) -> None:
        place.publish(world.acting("Tess"))
        place.publish(other.acting("Tess"), "The kettle is in the kitchen.")
        before = place.guide.search(None, ASK)
        for name in ("Tess", "Mo", "Me", "Cora"):
            assert place.own(world.acting(name)), name
            assert place.guide.search(other.acting(name), ASK) == before
        forged = world.acting("Mo").model_copy(update={"person_id": other.people["Mo"].id})
        with pytest.raises(AccessError):
            place.guide.search(forged, ASK)

    def test_an_index_that_names_what_is_another_programmes_changes_nothing(
        self, place: Place, world: World, other: World
    ) -> None:
        theirs = place.publish(world.acting("Tess"))
        place.publish(other.acting("Tess"), "The kettle is in the kitchen.")
        place.own(other.acting("Mo"))
        opened = place.shelves._open[other.coordinator.programme_id]
        stolen = place.records.indexable(world.coordinator.programme_id)
        opened.shelf, opened.ready = Shelf(stolen), place.shelves._open[world.coordinator.programme_id].ready
        opened.retrievers.clear()
        assert opened.retriever({Role.MENTOR}).search(ASK).hits[0].passage.note_id == theirs.key  # type: ignore[union-attr]
        assert place.own(other.acting("Mo")) == [], "the records say no"

    def test_audience(self, place: Place, world: World) -> None:
        place.publish(world.acting("Tess"), audience=(Role.MENTOR,))
        found = {name: bool(place.own(world.acting(name))) for name in ("Tess", "Cora", "Mo", "Pia", "Me")}
        assert found == {"Tess": True, "Cora": True, "Mo": True, "Pia": True, "Me": False}
        assert place.guide.search(world.acting("Me"), ASK) == place.guide.search(None, ASK)

    def test_what_a_mentee_may_not_read_takes_no_place(self, place: Place, world: World) -> None:
        """A hundred passages for others stand nearer than the one that is theirs."""
        trainer = world.acting("Tess")
        place.publish(trainer, **parts(*(f"{ASK} Rule {n}." for n in range(120))), audience=(Role.MENTOR,))
        place.publish(trainer, "The key of the shed hangs by the door.", title="For all")
        assert [hit.note_title for hit in place.own(world.acting("Me"))] == ["For all"]

    def test_everybody_who_will_read_counts(self, place: Place, world: World) -> None:
        place.publish(world.acting("Tess"), audience=(Role.MENTOR,))
        ask = (world.acting("Mo"), CURATE, ASK, 5)
        with pytest.raises(AccessError):
            place.shelves.search(*ask)
        search: Callable[..., Found | None] = place.shelves.search
        alone = search(world.acting("Mo"), Purpose.PREPARE_PAIR, ASK, 5)
        both = search(world.acting("Mo"), Purpose.PREPARE_PAIR, ASK, 5, (Role.MENTOR, Role.MENTEE))
        assert alone is not None and alone.hits and both is None

    def test_without_anybody_or_any_material_it_is_the_notes_alone(
        self, place: Place, world: World, records: SqlRecords
    ) -> None:
        with statements(records) as said:
            alone = place.guide.search(None, "secrets stay private")
        assert said == []
        first = place.guide.search(world.acting("Mo"), "secrets stay private")
        with statements(records) as said:
            again = place.guide.search(world.acting("Mo"), "secrets stay private")
        assert first == again == alone and len(said) == 1
        assert not (place.folder / "programmes").exists()

    def test_with_material_a_search_costs_three_statements(
        self, place: Place, world: World, records: SqlRecords
    ) -> None:
        place.publish(world.acting("Tess"))
        place.own(world.acting("Mo"))
        with statements(records) as said:
            assert place.own(world.acting("Mo"), f"{ASK} Please.")
        assert len(said) <= 3, said

    def test_records_that_fail_leave_the_notes(self, place: Place, world: World) -> None:
        def broken(programme_id: str) -> int:
            raise RecordsError("The database is away.")

        place.records.edition, working = broken, place.records.edition
        found = place.guide.search(world.acting("Mo"), "secrets stay private unless harm is near")
        place.records.edition = working
        assert found.hits and found.notice == NOTES_ONLY


class TestMerged:
    def found(self, by: str, *scores: float, origin: Origin = Origin.LIBRARY) -> Found:
        passage = Passage(id="A08#how", note_id="A08", heading="How", text="x")
        hits = tuple(Hit(passage=passage, note_title="t", score=score, origin=origin) for score in scores)
        return Found(hits=hits, covered=bool(hits), by=by, notice="" if by == HYBRID else "words")

    def own(self, by: str, *scores: float) -> Found:
        return self.found(by, *scores, origin=Origin.PROGRAMME)

    def shown(self, found: Found) -> list[float]:
        return [hit.score for hit in found.hits]

    def test_one_scale(self) -> None:
        found = merged(self.found(HYBRID, 0.9, 0.5), self.own(HYBRID, 0.7, 0.3), 3)
        assert self.shown(found) == [0.9, 0.7, 0.5]

    def test_nothing_to_add(self) -> None:
        notes = self.found(HYBRID, 0.9)
        assert merged(notes, None, 5) is notes and merged(notes, self.own(HYBRID), 5) is notes

    def test_only_the_programme_covers_it(self) -> None:
        found = merged(self.found(HYBRID), self.own(HYBRID, 0.4), 5)
        assert found.covered and self.shown(found) == [0.4]

    def test_what_only_words_found_has_two_places_at_the_end(self) -> None:
        found = merged(self.found(HYBRID, 0.9, 0.8, 0.7, 0.6), self.own(KEYWORDS, 0.1, 0.09, 0.08), 5)
        assert self.shown(found) == [0.9, 0.8, 0.7, 0.1, 0.09]
        assert found.notice == BEING_MADE and found.by == HYBRID
        found = merged(self.found(KEYWORDS, 0.1, 0.1), self.own(HYBRID, 0.9), 2)
        assert self.shown(found) == [0.9, 0.1]
        assert found.by == KEYWORDS


class TestPublishing:
    def test_a_draft_is_not_found(self, place: Place, world: World) -> None:
        add(place.records, world.acting("Tess"), SHED)
        assert place.own(world.acting("Tess")) == []

    def test_only_staff_may(self, place: Place, world: World) -> None:
        draft = add(place.records, world.acting("Tess"), SHED)
        for name in ("Mo", "Me", "Pia"):
            for ask in (
                lambda who: place.guide.publish(who, draft.id, 1),
                lambda who: place.guide.withdraw(who, draft.id),
                lambda who: place.guide.delete(who, draft.id),
            ):
                with pytest.raises(AccessError):
                    ask(world.acting(name))
        assert not (place.folder / "programmes").exists(), "nothing was built for them"

    def test_progress(self, place: Place, world: World) -> None:
        draft = add(place.records, world.acting("Tess"), **parts(*(f"{SHED} And {n}." for n in range(40))))
        seen: list[tuple[int, int]] = []
        done = place.guide.publish(world.acting("Tess"), draft.id, 1, lambda *told: seen.append(told))
        assert done.status is MaterialStatus.PUBLISHED
        assert seen[0] == (0, 40) and (40, 40) in seen and seen == sorted(seen)

    def test_a_new_version_takes_the_place_of_the_one_before(self, place: Place, world: World) -> None:
        trainer = world.acting("Tess")
        one = place.publish(trainer)
        draft = add(place.records, trainer, "The brass key of the bicycle shed hangs here now.", id=one.id)
        assert place.own(world.acting("Mo"))[0].passage.text == SHED
        place.guide.publish(trainer, one.id, draft.version)
        (hit,) = place.own(world.acting("Mo"))
        assert "hangs here now" in hit.passage.text and hit.passage.note_id == f"{one.id}.2"
        assert words_left(place.folder, b"opens at seven") == []

    def test_a_withdrawal_counts_at_once(self, place: Place, world: World, records: SqlRecords) -> None:
        kept = place.publish(world.acting("Tess"))
        assert place.own(world.acting("Mo"))
        records.withdraw_material(world.acting("Tess"), CURATE, kept.id)
        assert place.own(world.acting("Mo")) == [], "though the index still holds it"

    def test_and_between_two_statements(self, place: Place, world: World, records: SqlRecords) -> None:
        """Withdrawn after the index was asked and before the answer is given."""
        kept = place.publish(world.acting("Tess"))
        place.own(world.acting("Mo"))
        allowed = records.material_passages

        def late(*args: Any, **options: Any) -> Any:
            records.withdraw_material(world.acting("Tess"), CURATE, kept.id)
            return allowed(*args, **options)

        records.material_passages = late  # type: ignore[method-assign]
        assert place.own(world.acting("Mo"), f"{ASK} Now?") == []

    @pytest.mark.parametrize("way", ["withdraw", "delete"])
    def test_nothing_is_left_in_the_index(self, place: Place, world: World, way: str) -> None:
        trainer = world.acting("Tess")
        gone = place.publish(trainer)
        kept = place.publish(trainer, "The kettle is in the kitchen.")
        assert words_left(place.folder, b"bicycle") == ["keywords.sqlite3"]
        getattr(place.guide, way)(trainer, gone.id)
        assert words_left(place.folder, b"bicycle") == []
        (store,) = place.lists.values()
        (index,) = store.generations.values()
        assert {one.partition("#")[0] for one in index.ids} == {kept.key}
        assert place.own(world.acting("Mo")) == [] and place.own(world.acting("Mo"), "where is the kettle")
        getattr(place.guide, way)(trainer, kept.id)
        assert words_left(place.folder, b"kettle") == [] and store.generations == {}

    def test_a_stopped_publishing_changes_nothing_and_goes_on(self, place: Place, world: World) -> None:
        trainer = world.acting("Tess")
        place.publish(trainer)
        before = place.guide.search(world.acting("Mo"), ASK)
        draft = add(place.records, trainer, **parts(*(f"Kettle rule number {n}." for n in range(50))))
        asked = iter([False, True])
        at = place.embedder.embedded
        with pytest.raises(Cancelled):
            place.guide.publish(trainer, draft.id, 1, cancelled=lambda: next(asked))
        assert place.embedder.embedded == at + BATCH
        assert place.records.material(trainer, CURATE, draft.id).status is MaterialStatus.DRAFT
        assert place.guide.search(world.acting("Mo"), ASK) == before
        assert place.own(world.acting("Mo"), "kettle rule number") == []
        asked_before = place.embedder.embedded
        seen: list[tuple[int, int]] = []
        place.guide.publish(trainer, draft.id, 1, lambda *told: seen.append(told))
        assert place.embedder.embedded == asked_before + 50 - BATCH and seen[0] == (1 + BATCH, 51)
        assert place.own(world.acting("Mo"), "kettle rule number")

    def test_what_a_stopped_publishing_embedded_goes_with_its_draft(self, place: Place, world: World) -> None:
        trainer = world.acting("Tess")
        draft = add(place.records, trainer, **parts(*(f"Kettle rule number {n}." for n in range(50))))
        asked = iter([False, True])
        with pytest.raises(Cancelled):
            place.guide.publish(trainer, draft.id, 1, cancelled=lambda: next(asked))
        place.guide.delete(trainer, draft.id)
        again = add(place.records, trainer, **parts(*(f"Kettle rule number {n}." for n in range(50))))
        at = place.embedder.embedded
        place.guide.publish(trainer, again.id, 1)
        assert place.embedder.embedded == at + 50, "nothing of it was kept"

    def test_without_the_search_model_words_find_it(
        self, tmp_path: Path, notes: Library, records: SqlRecords, world: World
    ) -> None:
        from tests.test_indexing import Missing

        place = Place(tmp_path / "index", notes, records, Missing())
        place.publish(world.acting("Tess"))
        found = place.guide.search(world.acting("Mo"), "brass key bicycle shed")
        assert found.by == KEYWORDS and found.hits[0].origin is Origin.PROGRAMME


def test_with_the_real_search_by_meaning(tmp_path: Path, records: SqlRecords, world: World) -> None:
    """Other words than the document's, beside all practice notes; what nobody covers stays uncovered."""
    place = Place(tmp_path / "index", small_library(tmp_path / "notes"), records, real_embedder())
    place.guide._notes = real_retriever
    place.publish(world.acting("Tess"))
    place.publish(world.acting("Tess"), "Bus and train fares to a meeting are paid back within two weeks.")
    found = place.guide.search(world.acting("Me"), "how do I get my bus fare reimbursed")
    assert found.covered and "paid back" in found.hits[0].passage.text
    assert not place.guide.search(world.acting("Me"), "recipe for sourdough bread").covered
    method = place.guide.search(world.acting("Me"), "how do I agree on expectations in a first meeting")
    assert method.hits[0].origin is Origin.LIBRARY
