"""A SQLite file that can be thrown away: damage deletes it, so that the next write starts anew."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock

from assistant.errors import IndexUnavailable

_NOT_ITS_FAULT = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_INTERRUPT,
    }
)


class DisposableFile:
    """Raises IndexUnavailable when the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._reader: sqlite3.Connection | None = None

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One connection stays open for all reading: opening costs as much as a search."""
        with self._lock, self._translated():
            if self._reader is None:
                self._reader = self._open("ro")
            yield self._reader

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with self._lock, self._translated():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))  # it may hold a programme's words
            with closing(self._open("rwc")) as database, database:
                database.execute("PRAGMA secure_delete=ON")  # what was deleted is not left in the file
                database.execute("BEGIN IMMEDIATE")
                yield database

    def _open(self, mode: str) -> sqlite3.Connection:
        place = f"{self._path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(place, uri=True, timeout=5, check_same_thread=False)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.DatabaseError) as error:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
            damaged = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_IOERR) & 0xFF not in _NOT_ITS_FAULT
            if damaged:
                self._path.unlink(missing_ok=True)
            raise IndexUnavailable(f"A file of the search index cannot be used: {error}.") from error
