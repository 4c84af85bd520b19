"""One suite for every place vectors can be kept in: a list, a Chroma folder, a Chroma server."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters import vectors
from assistant.adapters.collection import CollectionIndex
from assistant.adapters.vectors import ChromaFolder
from assistant.adapters.vectors_server import ChromaServer
from assistant.errors import IndexUnavailable
from assistant.indexing import VectorStore
from assistant.ports import Vectors
from tests.fakes import ListVectors

IDS = [f"A{number:02}#how" for number in range(60)] + ["A00#how~2"]


def rows(seed: int = 1, dimensions: int = 24) -> Vectors:
    drawn = np.random.default_rng(seed).standard_normal((len(IDS), dimensions)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


ROWS = rows()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of our own on a free loopback port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = "from chromadb.cli.cli import app; app()"
    data = str(tmp_path_factory.mktemp("chroma"))
    running = subprocess.Popen(
        [sys.executable, "-c", command, "run", "--path", data, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"ANONYMIZED_TELEMETRY": "False", "PATH": str(Path(sys.executable).parent), "HOME": data},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1).close()
                break
            except OSError:
                assert running.poll() is None, "the Chroma server ended at once"
                time.sleep(0.2)
        yield url
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture(params=["list", "folder", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VectorStore:
    if request.param == "list":
        return ListVectors()
    if request.param == "folder":
        # The checking child costs seconds and has its tests in test_indexing.
        monkeypatch.setattr(vectors, "probe", lambda *asked: True)
        return ChromaFolder(tmp_path / "vectors")
    return ChromaServer(request.getfixturevalue("server"))


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A name that no other test of the shared server uses."""
    return f"notes_{abs(hash(request.node.name)):x}"


def test_every_vector_finds_itself_with_its_cosine(store: VectorStore, name: str) -> None:
    store.write(name, IDS, ROWS)
    index = store.open(name)
    for row in (0, 7, 60):
        best = index.search(ROWS[row], 5)
        assert best[0].passage_id == IDS[row]
        assert best[0].score == pytest.approx(1, abs=1e-4)
        cosines = np.sort(ROWS @ ROWS[row])[::-1][:5]
        assert [hit.score for hit in best] == pytest.approx(cosines.tolist(), abs=1e-4)


def test_limit(store: VectorStore, name: str) -> None:
    store.write(name, IDS, ROWS)
    index = store.open(name)
    assert len(index.search(ROWS[0], 1)) == 1
    assert len(index.search(ROWS[0], 1_000)) == len(IDS)


def test_intact_only_with_its_own_seal(store: VectorStore, name: str) -> None:
    seal = store.write(name, IDS, ROWS)
    known = {IDS[3]: ROWS[3]}
    assert store.intact(name, seal, known)
    assert not store.intact(name, "another seal", known)
    assert not store.intact(name + "x", seal, known)
    assert store.intact(name, seal, known), "looking does not change it"


def test_reading_does_not_change_it(store: VectorStore, name: str) -> None:
    seal = store.write(name, IDS, ROWS)
    store.open(name).search(ROWS[0], 3)
    assert store.intact(name, seal, {IDS[0]: ROWS[0]})


def test_a_generation_takes_the_place_of_the_one_before(store: VectorStore, name: str) -> None:
    store.write(name, IDS, ROWS)
    old = store.open(name)
    old.search(ROWS[0], 1)
    seal = store.write(name + "2", IDS, rows(seed=2))
    store.keep(name + "2", instead_of=name)
    assert store.intact(name + "2", seal, {IDS[0]: rows(seed=2)[0]})
    assert store.open(name + "2").search(rows(seed=2)[9], 1)[0].passage_id == IDS[9]
    assert old.search(ROWS[0], 1)[0].passage_id == IDS[0], "a search under way goes on with what it has"
    with pytest.raises(IndexUnavailable):
        store.open(name).search(ROWS[0], 1)


def test_a_vector_of_another_size_is_refused(store: VectorStore, name: str) -> None:
    store.write(name, IDS, ROWS)
    with pytest.raises(IndexUnavailable):
        store.open(name).search(rows(dimensions=25)[0], 1)


def test_what_was_never_written_is_unavailable(store: VectorStore, name: str) -> None:
    with pytest.raises(IndexUnavailable):
        store.open(name).search(ROWS[0], 1)


def test_holding_twice_is_one_hold(store: VectorStore, name: str) -> None:
    with store.hold(), store.hold():
        store.write(name, IDS, ROWS)


def test_a_large_collection_is_searched_by_chroma_itself(server: str, name: str) -> None:
    store = ChromaServer(server)
    store.write(name, IDS, ROWS)
    index = store.open(name)
    assert isinstance(index, CollectionIndex)
    index._exact_below = 0
    assert index.search(ROWS[5], 2)[0].passage_id == IDS[5]
    assert index.search(ROWS[5], 2)[0].score == pytest.approx(1, abs=1e-4)
    with pytest.raises(IndexUnavailable):
        index.search(rows(dimensions=25)[0], 1)


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = ChromaServer(f"http://127.0.0.1:{free.getsockname()[1]}")
        with pytest.raises(IndexUnavailable):
            nobody.intact("notes_x", "notes_x", {})
        with pytest.raises(IndexUnavailable):
            nobody.write("notes_x", IDS, ROWS)
