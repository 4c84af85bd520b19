"""Every implementation that a contract suite runs on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.records.migrations.upgrade import upgrade
from assistant.adapters.records.store import SqlRecords, open_records
from assistant.domain.access import Principal
from assistant.domain.people import Pair, Role
from tests.postgres import Server
from tests.world import World


@pytest.fixture(scope="session")
def template(postgres: Server) -> str:
    """A PostgreSQL database with empty tables, which copies in a moment."""
    upgrade(postgres.new_database())
    return f"test_{postgres.made}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite3'}"
    server: Server = request.getfixturevalue("postgres")
    return server.new_database(request.getfixturevalue("template"))


@pytest.fixture
def records(url: str) -> Iterator[SqlRecords]:
    with open_records(url) as opened:
        yield opened


@pytest.fixture
def world(records: SqlRecords) -> World:
    return World(records).found()


@pytest.fixture
def pair(world: World) -> Pair:
    return world.one_to_one("Ana", "Ben")


@pytest.fixture
def trainer(world: World) -> Principal:
    """Who curates the programme's material; Ana, Ben and Eli read it."""
    for name, role in (
        ("Tess", Role.TRAINER),
        ("Ana", Role.MENTOR),
        ("Ben", Role.MENTEE),
        ("Eli", Role.PEER),
    ):
        world.add(name, role)
    return world.acting("Tess")


@pytest.fixture
def elsewhere(records: SqlRecords) -> Principal:
    return World(records).found("Elsewhere").coordinator
