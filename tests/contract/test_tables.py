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
from assistant.domain.people import Form, Pair, Role
from tests.journal_stage import REFLECT, leave, page
from tests.postgres import Server
from tests.shelf import publish
from tests.world import MANAGE, PREPARE, agenda


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


OLD_ROWS = (
    "INSERT INTO programmes VALUES ('p', 'Riverside', '[]', '', NULL)",
    "INSERT INTO people VALUES ('a', 'p', 'Ana', '[\"mentor\"]', :on)",
    "INSERT INTO people VALUES ('b', 'p', 'Ben', '[\"mentee\"]', :on)",
    "INSERT INTO pairs VALUES ('q', 'p', 1, 'one_to_one', '', NULL, '[]', :on)",
    "INSERT INTO members VALUES ('q', 'a', 'mentor', 0), ('q', 'b', 'mentee', 1)",
    "INSERT INTO strengths VALUES ('s', 'q', 1, 'b', 'calm')",
    "INSERT INTO evidence VALUES (1, 's', 'waited', NULL, 'Ana')",
    "INSERT INTO goals VALUES ('g', 'q', 1, 'b', 'Speak up', '', 's', '{}', '', NULL, '', '', '', :on, :on, 'active')",
    "INSERT INTO sessions VALUES ('m', 'q', 1, '2026-03-02', NULL, 'phone', :off, 'We met', '', NULL, '')",
    "INSERT INTO usefulness VALUES ('m', 'b', 7)",
    "INSERT INTO drafts VALUES ('d', 'q', 'agenda', 'a', 'mentor', 1, 'draft', '2026-03-01 09:00:00+00:00')",
    "INSERT INTO readers VALUES ('d', 'a'), ('d', 'b')",
)


def test_from_the_tables_before_journals_with_everything_in_them(empty: str) -> None:
    """SQLite makes three of the tables anew; nothing that hangs on them may go with the old ones."""
    draft = agenda(Pair(id="q", programme_id="p", form=Form.ONE_TO_ONE, members=()), id="d", author_id="a")
    draft = draft.model_copy(update={"visibility": ("a", "b"), "author_role": Role.MENTOR})
    engine = build_engine(empty)
    with writing(engine).begin() as connection:
        command.upgrade(alembic_config(connection), "0002")
        for statement in OLD_ROWS:
            flags = {name: name == "on" for name in ("on", "off") if f":{name}" in statement}
            connection.execute(text(statement), flags)
        content = {"content": draft.model_dump_json(by_alias=True)}
        connection.execute(text("INSERT INTO versions VALUES ('d', 1, :content)"), content)
    engine.dispose()
    with open_records(empty) as records:
        ana = Principal(person_id="a", programme_id="p", role=Role.MENTOR)
        ben = Principal(person_id="b", programme_id="p", role=Role.MENTEE)
        assert records.drafts(ben, PREPARE, "q") == [draft]
        (strength,) = records.strengths(ana, MANAGE, "q")
        assert (strength.shared, [seen.text for seen in strength.evidence]) == (True, ["waited"])
        (session,) = records.sessions(ana, MANAGE, "q")
        assert (session.use_next, session.happened, session.usefulness) == (True, "We met", {"b": 7})
        assert [goal.strength_id for goal in records.goals(ana, MANAGE, "q")] == ["s"]
        entry = records.save_entry(ben, REFLECT, page(ben))
        records.grant(ben, REFLECT, leave(entry, records.pair(ben, MANAGE, "q")))
        assert len(records.shown(ana, MANAGE, "q")) == 1
        with records._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                assert connection.scalar(text("PRAGMA foreign_keys")) == 1
                assert connection.scalar(text("PRAGMA secure_delete")) == 1
