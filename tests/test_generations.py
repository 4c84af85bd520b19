"""Old and new generations of an index: what can be seen, stopped, gone on with and taken away."""

import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.adapters import vectors
from assistant.adapters.vectors import ChromaFolder
from assistant.errors import Cancelled, IndexBusy
from assistant.indexing import BATCH, Indexes, build, clear, ensure_index, look
from assistant.library import Library
from assistant.settings import ROOT
from tests.fakes import ListVectors, WordEmbedder
from tests.notes import note_body, small_library
from tests.searching import make_indexes


@pytest.fixture
def notes(tmp_path: Path) -> Library:
    return small_library(tmp_path / "notes")


@pytest.fixture
def newer(tmp_path: Path) -> Library:
    return small_library(tmp_path / "newer", B16=note_body("An umbrella stands behind the door."))


@pytest.fixture(params=["list", "folder"])
def indexes(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Indexes:
    # The checking child costs seconds and has its tests in test_indexing.
    monkeypatch.setattr(vectors, "probe", lambda *asked: True)
    store = ListVectors() if request.param == "list" else ChromaFolder(tmp_path / "index" / "vectors")
    return make_indexes(tmp_path / "index", store)


def near(indexes: Indexes, ready_vectors: object, words: str) -> str:
    (best,) = ready_vectors.search(indexes.embedder.embed_query(words), 1)  # type: ignore[attr-defined]
    return str(best.passage_id)


class TestLook:
    def test_nothing_there(self, notes: Library, indexes: Indexes, tmp_path: Path) -> None:
        ready = look(notes, indexes)
        assert (ready.vectors, ready.keywords, ready.current) == (None, None, False) and ready.notice
        assert not (tmp_path / "index" / "keywords.sqlite3").exists()

    def test_what_was_built_is_current(self, notes: Library, indexes: Indexes) -> None:
        build(notes, indexes)
        ready = look(notes, indexes)
        assert ready.current and ready.vectors and ready.keywords and not ready.notice

    def test_an_older_generation_goes_on_answering(
        self, notes: Library, newer: Library, indexes: Indexes
    ) -> None:
        build(notes, indexes)
        embedded = indexes.embedder.embedded  # type: ignore[attr-defined]
        ready = look(newer, indexes)
        assert not ready.current and ready.keywords is None, "words of other texts would mislead"
        assert ready.vectors is not None
        assert indexes.embedder.embedded == embedded  # type: ignore[attr-defined]
        assert near(indexes, ready.vectors, "secrets stay private unless harm is near").startswith("G02")

    def test_vectors_of_another_embedder_are_none(self, notes: Library, indexes: Indexes) -> None:
        build(notes, indexes)
        import dataclasses

        other = dataclasses.replace(indexes, embedder=WordEmbedder("another"))
        assert look(notes, other).vectors is None


class Stop:
    """Says stop after so many questions."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


class TestCancel:
    def test_the_old_generation_stays_and_the_next_run_goes_on(
        self, notes: Library, newer: Library, indexes: Indexes, tmp_path: Path
    ) -> None:
        build(Library(list(notes.values())[:1]), indexes)
        first = Library(list(notes.values())[:1])
        before = indexes.embedder.embedded  # type: ignore[attr-defined]
        with pytest.raises(Cancelled):
            build(newer, indexes, cancelled=Stop(1))
        assert indexes.embedder.embedded == before + BATCH  # type: ignore[attr-defined]
        assert look(first, indexes).current, "words and vectors are those of before"
        seen: list[tuple[int, int]] = []
        report = build(newer, indexes, lambda done, total: seen.append((done, total)))
        assert report.embedded == report.pieces - BATCH - len(first.pieces())
        assert seen[0][0] == BATCH + len(first.pieces()), "progress starts where it was"
        assert look(newer, indexes).current

    def test_stopped_before_anything(self, notes: Library, indexes: Indexes) -> None:
        with pytest.raises(Cancelled):
            build(notes, indexes, cancelled=lambda: True)
        assert look(notes, indexes).vectors is None


class TestTakenAway:
    WORD = b"umbrella"

    def left(self, folder: Path) -> Sequence[str]:
        return [
            path.name
            for path in folder.rglob("*")
            if path.is_file() and self.WORD in path.read_bytes().lower()
        ]

    def test_no_word_of_a_deleted_text_is_left_on_the_disk(
        self, notes: Library, newer: Library, indexes: Indexes, tmp_path: Path
    ) -> None:
        build(newer, indexes)
        assert self.left(tmp_path / "index") == ["keywords.sqlite3"], "the keyword index holds words"
        ensure_index(notes, indexes)
        assert self.left(tmp_path / "index") == []

    def test_nor_a_vector(self, notes: Library, newer: Library, indexes: Indexes, tmp_path: Path) -> None:
        build(newer, indexes)
        gone = {piece.digest: piece for piece in newer.pieces()}.keys() - {
            piece.digest for piece in notes.pieces()
        }
        rows = indexes.cache.get(indexes.embedder.fingerprint, gone, indexes.embedder.dimensions)
        assert len(rows) == len(gone) > 2
        ensure_index(notes, indexes)
        assert not indexes.cache.get(indexes.embedder.fingerprint, gone, indexes.embedder.dimensions)
        kept = [path.read_bytes() for path in (tmp_path / "index").rglob("*") if path.is_file()]
        for row in rows.values():
            at = int(row.nonzero()[0][0])
            assert not any(row[at : at + 200].tobytes() in content for content in kept)

    def test_cleared(self, newer: Library, indexes: Indexes, tmp_path: Path) -> None:
        build(newer, indexes)
        clear(indexes)
        assert self.left(tmp_path / "index") == []
        digests = [piece.digest for piece in newer.pieces()]
        assert not indexes.cache.get(indexes.embedder.fingerprint, digests, indexes.embedder.dimensions)
        ready = look(newer, indexes)
        assert ready.vectors is None and ready.keywords is None
        assert not [path for path in (tmp_path / "index").rglob("*") if path.name.startswith("notes_")]
        assert build(newer, indexes).pieces, "and it can be made again"


def test_others_read_the_old_generation_while_one_builds(tmp_path: Path, notes: Library) -> None:
    """From another process, which starts in the middle of it."""
    folder = tmp_path / "index"
    indexes = make_indexes(folder, ChromaFolder(folder / "vectors"))
    build(notes, indexes)
    script = f"""
        from pathlib import Path
        from assistant.adapters.vectors import ChromaFolder
        from assistant.errors import IndexBusy
        from assistant.indexing import build, look
        from assistant.library import load_library
        from tests.searching import make_indexes
        folder = Path({str(folder)!r})
        indexes = make_indexes(folder, ChromaFolder(folder / "vectors"))
        notes = load_library(Path({str(tmp_path / "notes")!r}))
        ready = look(notes, indexes)
        found = ready.vectors.search(indexes.embedder.embed_query("secrets stay private"), 1)
        assert found[0].passage_id.startswith("G02"), found
        try:
            build(notes, indexes)
        except IndexBusy:
            print("busy")
    """
    with indexes.vectors.hold():
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, capture_output=True, check=False
        )
    assert done.stdout.strip() == b"busy", done.stderr.decode()


def test_a_second_writer_is_told_that_the_index_is_busy(tmp_path: Path) -> None:
    one, other = (ChromaFolder(tmp_path / "vectors") for _ in range(2))
    with one.hold(), pytest.raises(IndexBusy), other.hold():
        pass
