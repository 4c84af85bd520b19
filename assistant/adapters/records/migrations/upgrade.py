"""Bring a database up to the tables this code knows, or refuse one that is ahead of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from assistant.adapters.records.engine import build_engine, writing
from assistant.adapters.records.failures import DAMAGED, translated
from assistant.errors import ContentError, RecordsError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
"""The newest change; kept here so that a start with nothing to do need not load Alembic."""

LOCK = 7_305_811
"""Any fixed number: two processes that start together take turns."""


def upgrade(url: str) -> None:
    """Run what is missing; running it again changes nothing."""
    engine = build_engine(url)
    try:
        with translated():
            upgrade_engine(engine)
    finally:
        engine.dispose()


def upgrade_engine(engine: Engine) -> None:
    with engine.connect() as connection:
        if current(connection) == HEAD:
            return
    with writing(engine).connect() as connection, unguarded(connection), connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        _run(connection)
        if engine.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
            raise RecordsError(DAMAGED)


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, and dropping the old one would take all that hangs on it.

    So the foreign keys sleep meanwhile, which can be said only outside a transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    pragma = connection.connection.cursor()
    pragma.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        pragma.execute("PRAGMA foreign_keys=ON")
        pragma.close()


def current(connection: Connection) -> str | None:
    """The change the database stands at, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    at: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return at


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = alembic_config(connection)
    at = current(connection)
    try:
        if at is not None:
            ScriptDirectory.from_config(config).get_revision(at)
    except CommandError as error:
        raise ContentError(
            f"This database was written by a newer version of the assistant (its tables are at {at}, "
            f"this version knows {HEAD}). Install the newer version again; nothing was changed."
        ) from error
    command.upgrade(config, "head")


def alembic_config(connection: Connection) -> "Config":
    """Alembic's settings without a file: everything it needs is here."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
