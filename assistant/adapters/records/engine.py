"""The connection to the database, with the settings that make "saved" mean saved."""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from assistant.errors import ContentError
from assistant.settings import Settings

DATABASE = "records.sqlite3"

PRAGMAS: dict[str, Any] = {
    "busy_timeout": 5000,
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    # Deleted words are overwritten on the disk, not only forgotten by the index.
    "secure_delete": "ON",
    "wal_autocheckpoint": 1000,
}

NETWORK_FILESYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone"}
)


def url_of(settings: Settings) -> str:
    """The configured PostgreSQL URL, or the SQLite file in the data folder."""
    return settings.database_url or f"sqlite:///{settings.data_dir / DATABASE}"


def build_engine(url: str) -> Engine:
    """An engine whose writing option (`writing`) takes the write lock before it reads."""
    address = parsed(url)
    if address.get_backend_name() == "postgresql":
        return create_engine(address, hide_parameters=True, pool_pre_ping=True)
    prepare_file(Path(address.database or ""))
    engine = create_engine(address, hide_parameters=True)
    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same connections, for transactions that write."""
    return engine.execution_options(write=True)


def parsed(url: str) -> URL:
    """The URL with the driver we ship. The message never repeats it: it may hold a password."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise ContentError("ASSISTANT_DATABASE_URL is not a database URL.") from error
    match address.get_backend_name():
        case "postgresql" | "postgres":
            return address.set(drivername="postgresql+psycopg")
        case "sqlite" if address.database not in (None, "", ":memory:"):
            return address
    raise ContentError(
        "ASSISTANT_DATABASE_URL must start with postgresql:// or name an SQLite file (sqlite:///...); "
        "leave it empty to use the data folder."
    )


def prepare_file(path: Path) -> None:
    """Make the file before SQLite does, so that only this user can read it and its log."""
    refuse_network(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except PermissionError:
        return  # SQLite may still be able to read it; writing will say so in our words.
    except OSError as error:
        raise ContentError(f"The database cannot be made at {path}: {error.strerror}.") from error


def refuse_network(path: Path, mounts: Path = Path("/proc/self/mounts")) -> None:
    """WAL needs shared memory and honest locks, which network filesystems do not give."""
    if not mounts.is_file():
        return
    place = path.resolve()
    best, kind = Path("/"), ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, found, *_ = line.split(" ")
        mount = Path(point.replace("\\040", " "))
        if place.is_relative_to(mount) and len(mount.parts) >= len(best.parts):
            best, kind = mount, found
    if kind in NETWORK_FILESYSTEMS:
        raise ContentError(
            f"{best} is a network folder ({kind}), where an SQLite database can be damaged. "
            "Set ASSISTANT_DATA_DIR to a folder on this machine, or ASSISTANT_DATABASE_URL to PostgreSQL."
        )


def configure(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling begins too late: read-modify-write would lose updates.
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        _insist(cursor, f"PRAGMA {name}={value}")
    cursor.close()


def _insist(cursor: sqlite3.Cursor, statement: str) -> None:
    """Two that open a new file together both turn its log on, and SQLite does not let the second one wait."""
    deadline = time.monotonic() + PRAGMAS["busy_timeout"] / 1000
    while True:
        try:
            cursor.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
