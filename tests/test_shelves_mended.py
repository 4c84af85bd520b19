"""Shelves that are damaged, killed, or used by several at once: somebody always gets an answer."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from assistant.adapters import vectors
from assistant.adapters.records.store import SqlRecords
from assistant.domain.notes import Origin
from assistant.library import Library
from assistant.retrieval import HYBRID
from assistant.settings import ROOT
from tests.fakes import WordEmbedder
from tests.notes import small_library
from tests.shelf import CURATE, add
from tests.shelving import ASK, SHED, Place, parts, staffed, words_left
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


class TestSeveral:
    """Threads and processes."""

    def test_a_search_goes_on_while_a_publishing_runs(self, place: Place, world: World) -> None:
        trainer = world.acting("Tess")
        place.publish(trainer)
        draft = add(place.records, trainer, **parts(*(f"Kettle rule number {n}." for n in range(50))))
        reached, go_on = threading.Event(), threading.Event()

        def wait() -> bool:
            reached.set()
            assert go_on.wait(10)
            return False

        working = threading.Thread(target=lambda: place.guide.publish(trainer, draft.id, 1, cancelled=wait))
        working.start()
        assert reached.wait(10)
        found = place.guide.search(world.acting("Mo"), f"{ASK} Now?")
        assert found.by == HYBRID and found.hits[0].origin is Origin.PROGRAMME and not found.notice
        go_on.set()
        working.join(10)
        assert place.own(world.acting("Mo"), "kettle rule number")

    def test_another_process_publishes_and_this_one_notices(
        self, place: Place, world: World, notes: Library
    ) -> None:
        place.publish(world.acting("Tess"))
        assert place.own(world.acting("Mo"))
        elsewhere = Place(place.folder, notes, place.records, WordEmbedder())
        elsewhere.lists = place.lists
        kettle = elsewhere.publish(world.acting("Tess"), "The kettle is in the kitchen.")
        assert place.own(world.acting("Mo"), "where is the kettle")
        elsewhere.guide.withdraw(world.acting("Tess"), kettle.id)
        assert place.own(world.acting("Mo"), "where is the kettle") == []
        assert place.own(world.acting("Mo"))

    @pytest.mark.parametrize("background", [True, False])
    @pytest.mark.parametrize("harm", ["vectors", "keywords", "cache", "all"])
    def test_what_is_damaged_is_made_again(
        self, place: Place, world: World, notes: Library, harm: str, background: bool
    ) -> None:
        place.publish(world.acting("Tess"))
        below = place.folder / "programmes" / world.coordinator.programme_id
        for name in {"keywords": ["keywords"], "cache": ["embedded"], "all": ["keywords", "embedded"]}.get(
            harm, []
        ):
            (below / f"{name}.sqlite3").write_bytes(os.urandom(4096))
        fresh = Place(place.folder, notes, place.records)
        fresh.lists = {} if harm in {"vectors", "all"} else place.lists
        fresh.shelves.background = background
        found = fresh.guide.search(world.acting("Mo"), ASK)
        assert found.hits, "words at least"
        if background and harm != "cache":
            fresh.mended(world)
        elif not background:
            fresh.shelves.ready(world.coordinator.programme_id)
        found = fresh.guide.search(world.acting("Mo"), f"{ASK} Then?")
        assert found.by == HYBRID and found.hits[0].origin is Origin.PROGRAMME and not found.notice
        assert fresh.shelves._at_hand(world.coordinator.programme_id).settled

    def test_a_withdrawal_that_was_cut_short_is_finished_later(
        self, place: Place, world: World, notes: Library, records: SqlRecords
    ) -> None:
        one = place.publish(world.acting("Tess"))
        records.withdraw_material(world.acting("Tess"), CURATE, one.id)
        assert words_left(place.folder, b"bicycle")
        fresh = Place(place.folder, notes, place.records)
        fresh.lists = place.lists
        fresh.shelves.ready(world.coordinator.programme_id)
        assert words_left(place.folder, b"bicycle") == []


@pytest.fixture
def kept(
    tmp_path: Path, notes: Library, records: SqlRecords, world: World, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A published document in a real Chroma folder."""
    monkeypatch.setattr(vectors, "probe", lambda *asked: True)
    place = Place(tmp_path / "index", notes, records, chroma=True)
    place.publish(world.acting("Tess"))
    return tmp_path


class TestKilled:
    """kill -9 while another version is published: people find what was published, and nothing else."""

    @pytest.mark.parametrize("step", ["put", "written", "switched", "published"])
    def test_at(self, kept: Path, notes: Library, records: SqlRecords, world: World, step: str) -> None:
        trainer = world.acting("Tess")
        draft = add(records, trainer, **parts(*(f"Kettle rule number {n}." for n in range(20))))
        script = f"""
            import dataclasses, os, signal
            from pathlib import Path
            from assistant.adapters import vectors
            from assistant.adapters.records.store import open_records
            from assistant.domain.access import Principal, Purpose
            from assistant.library import load_library
            from tests.shelving import Place
            vectors.probe = lambda *asked: True
            records = open_records("sqlite:///" + {str(kept / "records.sqlite3")!r})
            notes = load_library(Path({str(kept / "notes")!r}))
            place = Place(Path({str(kept / "index")!r}), notes, records, chroma=True)
            trainer = Principal.model_validate_json({trainer.model_dump_json()!r})
            indexes = place.shelves._indexes_of(trainer.programme_id)
            def after(do):
                return lambda *given: (do(*given), os.kill(os.getpid(), signal.SIGKILL))
            step = {step!r}
            if step == "put":
                indexes.cache.put = after(indexes.cache.put)
            elif step == "written":
                indexes.vectors.write = after(indexes.vectors.write)
            elif step == "switched":
                indexes.vectors.keep = after(indexes.vectors.keep)
            else:
                records.publish_material = after(records.publish_material)
            place.guide.publish(trainer, {draft.id!r}, 1)
        """
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        place = Place(kept / "index", notes, records, chroma=True)
        assert place.own(world.acting("Mo"))[0].passage.text == SHED
        assert bool(place.own(world.acting("Mo"), "kettle rule number")) == (step == "published")
        place.guide.publish(trainer, draft.id, 1)
        assert place.own(world.acting("Mo"), "kettle rule number")
        assert place.embedder.embedded <= len(set(place.embedder.asked)) + 25, "what was embedded is not lost"


def test_two_processes_at_once(kept: Path, notes: Library, records: SqlRecords, world: World) -> None:
    """One searches all the time while the other publishes: every answer is whole."""
    trainer, mentor = world.acting("Tess"), world.acting("Mo")
    drafts = [add(records, trainer, f"Kettle number {n} whistles.") for n in range(3)]
    script = f"""
        import sys
        from pathlib import Path
        from assistant.adapters.records.store import open_records
        from assistant.domain.access import Principal, Purpose
        from assistant.library import load_library
        from tests.shelving import ASK, Place
        records = open_records("sqlite:///" + {str(kept / "records.sqlite3")!r})
        notes = load_library(Path({str(kept / "notes")!r}))
        place = Place(Path({str(kept / "index")!r}), notes, records, chroma=True)
        mentor = Principal.model_validate_json({mentor.model_dump_json()!r})
        number = 0
        print("ready", flush=True)
        while not Path({str(kept / "stop")!r}).exists():
            number += 1
            place.shelves._open.clear()
            found = place.guide.search(mentor, ASK + " now" * (number % 200))
            assert found.hits and found.by == "hybrid", (number, found)
            print(number, flush=True)
        assert place.own(mentor, "kettle number whistles"), "the newest is found"
    """
    reader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert reader.stdout is not None and reader.stdout.readline() == b"ready\n"
    place = Place(kept / "index", notes, records, chroma=True)
    for draft in drafts:
        place.guide.publish(trainer, draft.id, 1)
        assert reader.stdout.readline(), "it goes on answering"
    (kept / "stop").touch()
    _, complaint = reader.communicate(timeout=60)
    assert reader.returncode == 0, complaint.decode()[-2_000:]
