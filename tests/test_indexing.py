import dataclasses
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.adapters import vectors
from assistant.adapters.vectors import ChromaFolder
from assistant.errors import IndexUnavailable
from assistant.indexing import STATE, Indexes, build, ensure_index
from assistant.library import Library
from assistant.ports import Vectors
from assistant.retrieval import HYBRID, Retriever
from assistant.settings import ROOT
from tests.fakes import ListVectors, WordEmbedder
from tests.notes import note_body, small_library
from tests.searching import make_indexes, retriever_of


@pytest.fixture
def notes(tmp_path: Path) -> Library:
    return small_library(tmp_path / "notes")


@pytest.fixture
def indexes(tmp_path: Path) -> Indexes:
    return make_indexes(tmp_path / "index")


def embedded(indexes: Indexes) -> int:
    assert isinstance(indexes.embedder, WordEmbedder)
    return indexes.embedder.embedded


def generation(indexes: Indexes) -> str:
    return str(json.loads(indexes.get_state(STATE) or "{}")["name"])


class TestIncremental:
    def test_the_first_build_embeds_everything_once(self, notes: Library, indexes: Indexes) -> None:
        seen: list[tuple[int, int]] = []
        report = build(notes, indexes, lambda done, total: seen.append((done, total)))
        assert report.pieces == report.embedded == len(notes.pieces()) == embedded(indexes)
        assert seen[0] == (0, report.pieces) and seen[-1] == (report.pieces, report.pieces)
        assert seen == sorted(seen)

    def test_unchanged_notes_embed_nothing(self, notes: Library, indexes: Indexes) -> None:
        build(notes, indexes)
        before = embedded(indexes)
        assert ensure_index(notes, indexes).built is None
        assert build(notes, indexes).embedded == 0
        assert embedded(indexes) == before

    def test_one_changed_passage_embeds_one(self, tmp_path: Path, notes: Library, indexes: Indexes) -> None:
        build(notes, indexes)
        changed = small_library(
            tmp_path / "changed",
            B16=note_body("Somebody cancelled twice or goes silent for weeks.", how="Call."),
        )
        ready = ensure_index(changed, indexes)
        assert ready.built is not None and ready.built.embedded == 1
        found = Retriever(changed, indexes.embedder, ready.vectors, ready.keywords).search("call")
        assert found.hits[0].passage.id == "B16#how"

    def test_a_note_that_went_is_no_longer_found(
        self, tmp_path: Path, notes: Library, indexes: Indexes
    ) -> None:
        build(notes, indexes)
        fewer = Library(note for note in notes.values() if note.id != "B16")
        ready = ensure_index(fewer, indexes)
        assert ready.built is not None and ready.built.embedded == 0
        assert ready.keywords is not None and ready.keywords.search("cancelled", 5) == []

    def test_another_embedder_never_mixes(self, notes: Library, indexes: Indexes) -> None:
        build(notes, indexes)
        first = generation(indexes)
        other = dataclasses.replace(indexes, embedder=WordEmbedder("another"))
        ready = ensure_index(notes, other)
        assert ready.built is not None and ready.built.embedded == len(notes.pieces())
        assert generation(indexes) != first
        assert generation(indexes).split("_")[1] == other.embedder.fingerprint[:8]

    def test_old_generations_and_vectors_are_forgotten(self, notes: Library, indexes: Indexes) -> None:
        build(notes, indexes)
        build(Library(list(notes.values())[:2]), indexes)
        assert isinstance(indexes.vectors, ListVectors)
        assert list(indexes.vectors.generations) == [generation(indexes)]
        assert build(notes, indexes).embedded > 0


class TestWhenSomethingIsWrong:
    @pytest.mark.parametrize("state", ["", "not json", "[]", '{"name": 3}', '{"colour": "blue"}'])
    def test_a_state_that_cannot_be_read_means_build(
        self, notes: Library, indexes: Indexes, state: str
    ) -> None:
        build(notes, indexes)
        indexes.set_state(STATE, state)
        ready = ensure_index(notes, indexes)
        assert ready.built is not None and ready.built.embedded == 0

    def test_a_lost_generation_is_built_again_from_known_vectors(
        self, notes: Library, indexes: Indexes
    ) -> None:
        build(notes, indexes)
        lost = dataclasses.replace(indexes, vectors=ListVectors())
        ready = ensure_index(notes, lost)
        assert ready.built is not None and ready.built.embedded == 0

    def test_an_interrupted_build_goes_on_where_it_was(
        self, notes: Library, indexes: Indexes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build(notes, indexes)
        before = generation(indexes)
        other = dataclasses.replace(indexes, embedder=Interrupted(after=20))
        with pytest.raises(KeyboardInterrupt):
            build(notes, other)
        assert generation(indexes) == before
        again = dataclasses.replace(indexes, embedder=WordEmbedder("interrupted"))
        assert build(notes, again).embedded == len(notes.pieces()) - 16

    def test_without_the_model_words_remain(self, notes: Library, indexes: Indexes) -> None:
        broken = dataclasses.replace(indexes, embedder=Missing())
        ready = ensure_index(notes, broken)
        assert ready.vectors is None and "not installed" in ready.notice
        assert ready.keywords is not None
        assert ready.keywords.search("cancelled", 3)[0].passage_id.startswith("B16")

    def test_an_index_that_fails_its_check_is_not_used(self, notes: Library, indexes: Indexes) -> None:
        build(notes, indexes)
        before = generation(indexes)
        changed = Library(list(notes.values())[:3])
        ready = ensure_index(changed, dataclasses.replace(indexes, vectors=Unsound()))
        assert ready.vectors is None and "did not pass" in ready.notice
        assert generation(indexes) == before

    @pytest.mark.parametrize("file", ["keywords.sqlite3", "embedded.sqlite3"])
    @pytest.mark.parametrize("harm", ["cut", "zeros", "noise", "empty", "directory", "gone"])
    def test_a_damaged_file_is_made_again(
        self, tmp_path: Path, notes: Library, indexes: Indexes, file: str, harm: str
    ) -> None:
        build(notes, indexes)
        path = tmp_path / "index" / file
        spoil(path, harm)
        fresh = make_indexes(tmp_path / "index", indexes.vectors)
        ready = ensure_index(notes, fresh)
        if harm == "directory" and file.startswith("keywords"):
            assert ready.keywords is None
        else:
            assert ready.keywords is not None and ready.keywords.search("cancelled", 3)
        assert (
            Retriever(notes, fresh.embedder, ready.vectors, ready.keywords).search("cancelled twice").covered
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the small notes in a Chroma folder, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    build(small_library(folder / "notes"), make_indexes(folder / "index", chroma(folder / "index")))
    return folder / "index"


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "index"))


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """No checking child, which costs seconds and has tests of its own."""
    monkeypatch.setattr(vectors, "probe", lambda *asked: True)


class TestChroma:
    def test_no_words_of_a_note_reach_chroma(self, made: Path) -> None:
        for path in (made / "vectors").rglob("*"):
            if path.is_file():
                content = path.read_bytes().lower()
                assert b"cancelled" not in content and b"confidential" not in content, path.name

    def test_start_is_cheap_when_all_is_well(self, kept: Path, notes: Library) -> None:
        """No child process, no Chroma, no embedding: only files are read."""
        script = f"""
            import subprocess, sys
            from pathlib import Path
            subprocess.run = subprocess.Popen = None
            from assistant.adapters.vectors import ChromaFolder
            from assistant.indexing import ensure_index
            from assistant.library import load_library
            from tests.searching import make_indexes
            indexes = make_indexes(Path({str(kept)!r}), ChromaFolder(Path({str(kept / "vectors")!r})))
            ready = ensure_index(load_library(Path({str(kept.parent / "notes")!r})), indexes)
            assert ready.built is None and ready.vectors is not None, ready
            assert indexes.embedder.embedded == 0
            loaded = {{"chromadb", "onnxruntime", "tokenizers"}} & set(sys.modules)
            assert not loaded, loaded
        """
        assert run(script).returncode == 0

    @pytest.mark.parametrize("harm", ["cut", "zeros", "flip", "empty", "gone"])
    def test_a_damaged_index_is_made_again(
        self, kept: Path, notes: Library, trusting: None, harm: str
    ) -> None:
        expected = top(kept, notes)
        for path in sorted((kept / "vectors").glob("notes_*/**/*")):
            if path.is_file() and path.stat().st_size:
                spoil(path, harm)
        indexes = make_indexes(kept, chroma(kept))
        ready = ensure_index(notes, indexes)
        assert ready.built is not None and ready.built.embedded == 0
        assert top(kept, notes) == expected

    def test_each_file_alone_is_noticed(self, kept: Path) -> None:
        store = chroma(kept)
        state = json.loads(json.loads((kept / "state.json").read_text())[STATE])
        assert store.intact(state["name"], state["seal"], {})
        files = [path for path in (kept / "vectors").glob("notes_*/**/*") if path.is_file()]
        assert len(files) >= 4
        for path in files:
            before = path.read_bytes()
            path.write_bytes(before + b"x")
            assert not store.intact(state["name"], state["seal"], {}), path.name
            path.write_bytes(before)

    def test_a_whole_folder_gone_is_made_again(self, kept: Path, notes: Library, trusting: None) -> None:
        shutil.rmtree(kept / "vectors")
        assert top(kept, notes)

    def test_a_second_process_goes_on_with_words(self, kept: Path, tmp_path: Path) -> None:
        script = f"""
            import sys, time
            from pathlib import Path
            from assistant.adapters.vectors import ChromaFolder
            with ChromaFolder(Path({str(kept / "vectors")!r})).hold():
                print("held", flush=True)
                sys.stdin.read()
        """
        holder = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        try:
            assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
            changed = small_library(tmp_path / "changed", B16=note_body("Cancelled and gone."))
            indexes = make_indexes(kept, chroma(kept))
            ready = ensure_index(changed, indexes)
            assert ready.vectors is None and "another process" in ready.notice
            found = Retriever(changed, indexes.embedder, None, ready.keywords, ready.notice).search(
                "cancelled"
            )
            assert found.covered and "another process" in found.notice
        finally:
            holder.kill()
            holder.wait()
        assert ensure_index(changed, indexes).vectors is not None, "a dead process holds nothing"

    def test_a_crash_of_the_checking_child_is_no_crash_of_ours(
        self, tmp_path: Path, notes: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crash = tmp_path / "crash"
        crash.write_text("#!/bin/sh\nkill -SEGV $$\n")
        crash.chmod(0o755)
        monkeypatch.setattr(vectors.sys, "executable", str(crash))
        ready = ensure_index(notes, make_indexes(tmp_path / "index", chroma(tmp_path / "index")))
        assert ready.vectors is None and "did not pass its check" in ready.notice

    def test_the_check_notices_vectors_that_are_not_what_they_were(self, kept: Path, notes: Library) -> None:
        folder = next((kept / "vectors").glob("notes_*"))
        true = {piece.id: WordEmbedder().embed([piece.meaning])[0] for piece in notes.pieces()[:5]}
        first, second = list(true)[:2]
        swapped = {**true, first: true[second], second: true[first]}
        assert vectors.probe(folder, folder.name, true)
        assert not vectors.probe(folder, folder.name, swapped)
        assert not vectors.probe(folder, "notes_other", true)
        assert not vectors.probe(folder, folder.name, {}), "nothing asked, nothing shown"

    def test_copies_are_cleared_away(self, kept: Path, notes: Library) -> None:
        indexes = make_indexes(kept, chroma(kept))
        (kept / "vectors" / "open-999999999-abc").mkdir()
        retriever = retriever_of(notes, indexes)
        retriever.search("cancelled")
        assert not list((kept / "vectors").glob("open-*"))


class TestKilled:
    """kill -9 at each step of a rebuild; the index before it, or the one after it, always answers."""

    @pytest.mark.parametrize("step", ["put", "write", "written", "set_state", "switched", "keep"])
    def test_at(self, kept: Path, tmp_path: Path, trusting: None, step: str) -> None:
        folder = kept
        new = small_library(tmp_path / "new", B16=note_body("Cancelled, with words nobody saw before."))
        script = f"""
            import os, signal, dataclasses
            from pathlib import Path
            from assistant.adapters import vectors
            from assistant.adapters.vectors import ChromaFolder
            from assistant.indexing import build
            from assistant.library import load_library
            from tests.searching import make_indexes
            vectors.probe = lambda *asked: True
            folder = Path({str(folder)!r})
            indexes = make_indexes(folder, ChromaFolder(folder / "vectors"))

            def die(*given):
                os.kill(os.getpid(), signal.SIGKILL)

            def after(do):
                return lambda *given: (do(*given), die())

            step = {step!r}
            if step == "put":
                indexes.cache.put = after(indexes.cache.put)
            elif step == "write":
                vectors._seal = die
            elif step == "written":
                indexes.vectors.write = after(indexes.vectors.write)
            elif step == "set_state":
                indexes = dataclasses.replace(indexes, set_state=die)
            elif step == "switched":
                indexes = dataclasses.replace(indexes, set_state=after(indexes.set_state))
            elif step == "keep":
                indexes.vectors.keep = after(indexes.vectors.keep)
            build(load_library(Path({str(tmp_path / "new")!r})), indexes)
        """
        assert run(script).returncode == -signal.SIGKILL
        indexes = make_indexes(folder, chroma(folder))
        ready = ensure_index(new, indexes)
        assert ready.vectors is not None and embedded(indexes) == 0, "what was embedded is not lost"
        found = Retriever(new, indexes.embedder, ready.vectors, ready.keywords).search("words nobody saw")
        assert found.by == HYBRID and found.hits[0].passage.note_id == "B16"
        build(new, indexes)
        assert len(list((folder / "vectors").glob("notes_*"))) == 1, "the rest of the killed build is gone"


class Interrupted(WordEmbedder):
    """Ctrl-C after some texts."""

    def __init__(self, after: int) -> None:
        super().__init__("interrupted")
        self.after = after

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.embedded + len(texts) > self.after:
            raise KeyboardInterrupt
        return super().embed(texts)


class Missing(WordEmbedder):
    @property
    def fingerprint(self) -> str:  # type: ignore[override]
        raise IndexUnavailable("The search model is not installed.")

    @fingerprint.setter
    def fingerprint(self, value: str) -> None:
        pass


class Unsound(ListVectors):
    def write(self, name: str, ids: Sequence[str], rows: Vectors) -> str:
        raise IndexUnavailable(vectors.UNSOUND)


def chroma(folder: Path) -> ChromaFolder:
    return ChromaFolder(folder / "vectors")


def top(folder: Path, notes: Library) -> list[str]:
    retriever = retriever_of(notes, make_indexes(folder, chroma(folder)))
    found = retriever.search("somebody cancelled twice", 10, floor=False)
    assert found.by == HYBRID, found.notice
    return [hit.passage.id for hit in found.hits]


def run(script: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ},
        check=False,
    )
    sys.stderr.buffer.write(done.stderr)
    return done


def spoil(path: Path, harm: str) -> None:
    content = path.read_bytes()
    middle = len(content) // 2
    ways: dict[str, Callable[[], object]] = {
        "cut": lambda: path.write_bytes(content[:middle]),
        "zeros": lambda: path.write_bytes(bytes(len(content))),
        "noise": lambda: path.write_bytes(os.urandom(len(content))),
        "flip": lambda: path.write_bytes(
            content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]
        ),
        "empty": lambda: path.write_bytes(b""),
        "gone": path.unlink,
        "directory": lambda: (path.unlink(), path.mkdir()),
    }
    ways[harm]()


def test_spoiling_really_spoils(tmp_path: Path) -> None:
    for harm in ("cut", "zeros", "noise"):
        path = tmp_path / harm
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE a (b)")
            database.executemany("INSERT INTO a VALUES (?)", [("x" * 500,)] * 50)
        database.close()
        spoil(path, harm)
        with pytest.raises(sqlite3.DatabaseError):
            sqlite3.connect(path).execute("SELECT count(*), max(b) FROM a").fetchall()


def test_an_index_that_goes_while_it_is_looked_at_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process published something newer and cleared this one away, between two files."""
    folder = tmp_path / "vectors" / "notes_1"
    folder.mkdir(parents=True)
    (folder / "header.bin").write_bytes(b"1")

    def gone(path: Path) -> bytes:
        raise FileNotFoundError(path)

    monkeypatch.setattr(Path, "read_bytes", gone)
    assert not ChromaFolder(tmp_path / "vectors").intact("notes_1", "a seal", {})
