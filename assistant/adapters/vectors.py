"""Chroma on this machine: each generation of the index in its own folder, ids and vectors only.

A generation is written once, checked by a child process and sealed; its files are never opened
again. A process that searches opens a copy of its own: opening a Chroma folder writes to it, and
two processes in one folder lose data without a word (facts.md 3). So a kill at any moment, a second
process or a crash of native code can spoil a copy, never the sealed files.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import filelock
import numpy as np

from assistant.adapters.collection import CollectionIndex, add, create, translated
from assistant.errors import IndexBusy, IndexUnavailable
from assistant.ports import Vectors

BUSY = (
    "The search index is in use by another process. "
    "Close the other program, or wait until it has finished, and start again."
)
UNSOUND = (
    "The search index did not pass its check after writing; run `python -m assistant index` to try again."
)

SAMPLES = 20
PROBE_SECONDS = 60
PATIENCE = 10.0
"""Seconds to wait while another process copies a generation or clears an old one away."""

_CODE = Path(__file__).resolve().parents[2]


class ChromaFolder:
    """All generations of the index below one folder: one process writes, and any may read meanwhile."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writing = filelock.FileLock(folder / "lock")
        self._moving = filelock.FileLock(folder / "lock-moving")

    @contextmanager
    def hold(self) -> Iterator[None]:
        """No other process may write, or IndexBusy. Reading what is there goes on."""
        with self._locked(self._writing, 0):
            yield

    @contextmanager
    def _locked(self, lock: filelock.BaseFileLock, patience: float) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=patience)
        except filelock.Timeout as error:
            raise IndexBusy(BUSY) from error
        except OSError as error:
            raise IndexUnavailable(f"The search index folder cannot be used: {error}.") from error
        try:
            yield
        finally:
            lock.release()

    def write(self, name: str, ids: Sequence[str], rows: Vectors) -> str:
        """A whole new generation, checked; returns its seal."""
        target = self._folder / name
        with self.hold(), translated():
            shutil.rmtree(target, ignore_errors=True)
            with client(target) as chroma:
                add(create(chroma, name), ids, rows)
            seal = _seal(target)
            with tempfile.TemporaryDirectory(dir=self._folder, prefix="probe-") as scratch:
                copy = shutil.copytree(target, Path(scratch) / name)
                if not probe(copy, name, samples(ids, rows)):
                    shutil.rmtree(target, ignore_errors=True)
                    raise IndexUnavailable(UNSOUND)
        return seal

    def intact(self, name: str, seal: str, known: Mapping[str, Vectors]) -> bool:
        """Byte by byte what was sealed: 2 ms for 500 passages, and no query of a damaged index."""
        try:
            return bool(seal) and _seal(self._folder / name) == seal
        except FileNotFoundError:  # another process has just cleared it away for a newer one
            return False

    def open(self, name: str) -> CollectionIndex:
        """Copies the sealed files at once; imports Chroma and reads the copy at the first search."""
        with self._locked(self._moving, PATIENCE), translated():
            for stale in self._folder.glob("open-*"):
                if not _alive(stale.name.split("-")[1]):
                    shutil.rmtree(stale, ignore_errors=True)
            scratch = Path(tempfile.mkdtemp(dir=self._folder, prefix=f"open-{os.getpid()}-"))
            shutil.copytree(self._folder / name, scratch / name)
        chromas: list[Any] = []

        def connect() -> Any:
            chroma = _connected(scratch / name)
            chromas.append(chroma)
            return chroma.get_collection(name, embedding_function=None)

        def done() -> None:
            while chromas:
                chromas.pop().close()
            shutil.rmtree(scratch, ignore_errors=True)

        index = CollectionIndex(connect, done)
        weakref.finalize(index, done)
        return index

    def keep(self, name: str, instead_of: str) -> None:
        """Only this generation stays; none does without a name."""
        with self.hold(), self._locked(self._moving, PATIENCE):
            for other in self._folder.iterdir():
                if other.is_dir() and other.name != name and not other.name.startswith("open-"):
                    shutil.rmtree(other, ignore_errors=True)


@contextmanager
def client(folder: Path) -> Iterator[Any]:
    chroma = _connected(folder)
    try:
        yield chroma
    finally:
        chroma.close()


def _connected(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=folder, settings=Settings(anonymized_telemetry=False))


def samples(ids: Sequence[str], rows: Vectors) -> dict[str, Vectors]:
    """Some ids with their vectors, spread over all of them."""
    chosen = sorted({round(at) for at in np.linspace(0, len(ids) - 1, SAMPLES)}) if ids else []
    return {ids[row]: rows[row] for row in chosen}


def probe(folder: Path, name: str, known: Mapping[str, Vectors]) -> bool:
    """Whether a child process finds every sample; a damaged index can end the process that asks it."""
    question = json.dumps({piece_id: vector.tolist() for piece_id, vector in known.items()})
    path = os.pathsep.join(filter(None, (str(_CODE), os.environ.get("PYTHONPATH", ""))))
    try:
        child = subprocess.run(
            [sys.executable, "-m", "assistant.adapters.probe", str(folder), name],
            input=question.encode(),
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return child.returncode == 0


def _seal(folder: Path) -> str:
    """A digest of every file's name and content; empty when there is nothing."""
    digest = hashlib.sha256()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder)} {len(content)}\n".encode() + content)
    return digest.hexdigest() if files else ""


def _alive(pid: str) -> bool:
    import psutil

    return pid.isdigit() and psutil.pid_exists(int(pid))
