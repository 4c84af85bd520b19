"""The migrations make the tables that the code describes, on every database."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from assistant.adapters.records.engine import build_engine, writing
from assistant.adapters.records.migrations.upgrade import HEAD, alembic_config, current, upgrade
from assistant.adapters.records.store import open_records
from assistant.domain.access import Principal
from assistant.domain.people import Role
from tests.postgres import Server
from tests.shelf import publish


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite3'}"
    server: Server = request.getfixturevalue("postgres")
    return server.new_database()


def test_from_empty_to_the_newest_and_no_difference_left(empty: str) -> None:
    upgrade(empty)
    engine = build_engine(empty)
    with engine.connect() as connection:
        assert current(connection) == HEAD
        command.check(alembic_config(connection))  # raises when a table and its class differ
    engine.dispose()


def test_two_that_start_together_upgrade_once(empty: str) -> None:
    with ThreadPoolExecutor(2) as starts:
        for start in [starts.submit(upgrade, empty) for _ in range(2)]:
            start.result()
    engine = build_engine(empty)
    with engine.connect() as connection:
        assert current(connection) == HEAD
    engine.dispose()


def test_from_the_first_tables_with_people_in_them(empty: str) -> None:
    """An older database keeps what it holds, and takes material in."""
    engine = build_engine(empty)
    with writing(engine).begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        connection.execute(
            text("INSERT INTO programmes VALUES ('p', 'Riverside', '[]', '', NULL)"),
        )
        connection.execute(
            text("INSERT INTO people VALUES ('t', 'p', 'Tess', '[\"trainer\"]', :on)"), {"on": True}
        )
    engine.dispose()
    with open_records(empty) as records:
        (tess,) = records.actors()
        me = Principal(person_id=tess.id, programme_id=tess.programme_id, role=Role.TRAINER)
        assert publish(records, me).programme_id == "p"
        assert records.edition("p") == 1
