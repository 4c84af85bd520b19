"""A SQLite file that can be thrown away: damage deletes it, so that the next write starts anew."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

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


@contextmanager
def disposable(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """One transaction. `mode` is "ro" to read what is there, "rwc" to write. Raises IndexUnavailable."""
    try:
        if mode != "ro":
            path.parent.mkdir(parents=True, exist_ok=True)
        place = f"{path.absolute().as_uri()}?mode={mode}"
        with closing(sqlite3.connect(place, uri=True, timeout=5)) as database, database:
            yield database
    except OSError as error:
        raise IndexUnavailable(f"The search index folder cannot be written: {error}.") from error
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NOT_ITS_FAULT:
            path.unlink(missing_ok=True)
        raise IndexUnavailable(f"A file of the search index cannot be used: {error}.") from error
