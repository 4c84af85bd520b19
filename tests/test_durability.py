"""Saved means saved: settings of the database, kills, full disks, damage, and upgrades."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.adapters.records.engine import PRAGMAS, build_engine, refuse_network, url_of, writing
from assistant.adapters.records.failures import FULL
from assistant.adapters.records.migrations.upgrade import HEAD, alembic_config, current, upgrade
from assistant.adapters.records.store import SqlRecords, open_records
from assistant.domain.goals import Goal
from assistant.domain.meetings import Session
from assistant.errors import ContentError, RecordsError
from assistant.settings import load_settings
from tests.shelf import CURATE, publish
from tests.world import DAY, MANAGE, World, ben

KILLS = 6

WRITER = """
import sys
from datetime import date
from assistant.adapters.records.store import open_records
from assistant.domain.access import Principal, Purpose
from assistant.domain.meetings import Session

url, pair, person, programme, number = sys.argv[1:]
me = Principal(person_id=person, programme_id=programme, role="mentor")
with open_records(url) as records:
    for n in range(int(number), 1_000_000):
        session = Session(id="", number=n, on=date(2026, 1, 1), happened="x" * 500, usefulness={person: 7})
        records.save_session(me, Purpose.MANAGE_PAIR, pair, session)
        print(n, flush=True)
"""


def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Kill the writer in the middle, again and again; every number it printed must be there, whole."""
    url = f"sqlite:///{tmp_path / 'records.sqlite3'}"
    with open_records(url) as records:
        world = World(records).found()
        pair, me = world.one_to_one("Ana", "Ben"), world.acting("Ana")
    acknowledged: set[int] = set()
    dice = random.Random(7)
    for _ in range(KILLS):
        start = max(acknowledged, default=0) + 2  # one more may be stored than was printed
        command = [sys.executable, "-c", WRITER, url, pair.id, me.person_id, me.programme_id, str(start)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            acknowledged.add(int(process.stdout.readline()))
            time.sleep(dice.uniform(0.05, 0.2))
            process.send_signal(signal.SIGKILL)
            acknowledged |= {int(line) for line in process.stdout if line.endswith("\n")}
    with open_records(url) as records:
        found = records.sessions(me, MANAGE, pair.id)
    assert acknowledged <= {session.number for session in found}
    assert all(session.usefulness == {me.person_id: 7} for session in found)
    assert len(acknowledged) > 3 * KILLS
    with sqlite3.connect(tmp_path / "records.sqlite3") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_pragmas_are_as_promised(tmp_path: Path) -> None:
    engine = build_engine(f"sqlite:///{tmp_path / 'records.sqlite3'}")
    said = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            for name in PRAGMAS:
                expected = said.get(name, PRAGMAS[name])
                assert connection.scalar(text(f"PRAGMA {name}")) == expected, name
    engine.dispose()


def test_a_write_takes_the_lock_before_it_reads(tmp_path: Path) -> None:
    engine = build_engine(f"sqlite:///{tmp_path / 'records.sqlite3'}")
    other = sqlite3.connect(tmp_path / "records.sqlite3", timeout=0, isolation_level=None)
    with engine.begin():
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with writing(engine).begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()


def test_nobody_else_on_the_machine_can_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "data" / "records.sqlite3"
    with open_records(f"sqlite:///{path}") as records:
        World(records).found()
        assert {oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()} == {"0o600"}
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_deleted_words_leave_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    with open_records(f"sqlite:///{path}") as records:
        world = World(records).found()
        pair, me = world.one_to_one("Ana", "Ben"), world.acting("Ben")
        canary = "canary-7f3a"
        goals = [
            records.save_goal(me, MANAGE, pair.id, Goal(id="", owner_id=ben(world), text=f"{canary} {n}"))
            for n in range(40)
        ]
        for goal in goals:
            records.delete_goal(me, MANAGE, pair.id, goal.id)
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not [file.name for file in tmp_path.iterdir() if canary.encode() in file.read_bytes()]


def test_deleted_material_leaves_the_disk_at_once(tmp_path: Path) -> None:
    """Also the log beside the database, and while the database is open."""
    with open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}") as records:
        me, canary = World(records).found().coordinator, "canary-7f3a"
        made = [publish(records, me, f"{canary} {n} " * 500, title=f"{canary} {n}") for n in range(3)]
        publish(records, me, f"{canary} " * 500, id=made[0].id)

        def on_disk() -> list[str]:
            return [file.name for file in tmp_path.iterdir() if canary.encode() in file.read_bytes()]

        assert on_disk()
        records.delete_material(me, CURATE, made[0].id, 1)
        for one in made:
            records.delete_material(me, CURATE, one.id)
        assert on_disk() == []


def test_a_full_disk_says_so_and_keeps_what_was_there(tmp_path: Path) -> None:
    with open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}") as records:
        world = World(records).found()
        pair, me = world.one_to_one("Ana", "Ben"), world.acting("Ana")
        kept = records.save_session(me, MANAGE, pair.id, Session(id="", number=1, on=DAY))
        _limit_pages(records)
        with pytest.raises(RecordsError) as full:
            for number in range(2, 500):
                session = Session(id="", number=number, on=DAY, happened="y" * 2000)
                records.save_session(me, MANAGE, pair.id, session)
        assert str(full.value) == FULL
        assert records.sessions(me, MANAGE, pair.id)[0] == kept
        _limit_pages(records, 1_000_000)
        records.save_session(me, MANAGE, pair.id, Session(id="", number=600, on=DAY, happened="z" * 2000))


def _limit_pages(records: SqlRecords, pages: int = 0) -> None:
    """The same refusal as a full disk, on the one connection that this test uses."""
    with records._engine.connect() as connection:
        connection.execute(
            text(f"PRAGMA max_page_count={pages or connection.scalar(text('PRAGMA page_count'))}")
        )


def test_a_locked_database_says_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 50)
    path = tmp_path / "records.sqlite3"
    with open_records(f"sqlite:///{path}") as records:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsError, match="busy"):
            records.set_state("key", "value")
        assert records.state("key") is None  # reading goes on
        other.execute("ROLLBACK")
        records.set_state("key", "value")
        other.close()


def test_damage_is_noticed_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    with open_records(f"sqlite:///{path}") as records:
        World(records).found()
    content = bytearray(path.read_bytes())
    content[4096 : 3 * 4096] = os.urandom(2 * 4096)
    path.write_bytes(content)
    with pytest.raises(RecordsError, match="damaged"):
        open_records(f"sqlite:///{path}")
    path.write_bytes(b"this is a letter, not a database" * 200)
    with pytest.raises(RecordsError, match="damaged"):
        open_records(f"sqlite:///{path}")


def test_no_message_holds_what_somebody_wrote(tmp_path: Path) -> None:
    """Also not the traceback's: the vendor's text carries no values."""
    with open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}") as records:
        world = World(records).found()
        pair, me = world.one_to_one("Ana", "Ben"), world.acting("Ana")
        _limit_pages(records)
        with pytest.raises(RecordsError) as failed:
            for number in range(1, 500):
                session = Session(id="", number=number, on=DAY, happened="SECRET " * 280)
                records.save_session(me, MANAGE, pair.id, session)
    assert "SECRET" not in str(failed.value)
    assert "SECRET" not in str(failed.value.__cause__)


# Where the database is


def test_sqlite_in_the_data_folder_is_the_default(data_dir: Path) -> None:
    assert url_of(load_settings()) == f"sqlite:///{data_dir / 'records.sqlite3'}"
    assert url_of(load_settings(database_url="postgresql://me@db/x")) == "postgresql://me@db/x"


@pytest.mark.parametrize("url", ["mysql://root:hunter2@db/x", "sqlite://", "hunter2", "sqlite:///:memory:"])
def test_a_wrong_url_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ContentError, match="ASSISTANT_DATABASE_URL") as refused:
        build_engine(url)
    assert "hunter2" not in str(refused.value)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="cannot be reached") as refused:
        open_records(f"postgresql://me:hunter2@/x?host={tmp_path}")
    assert "hunter2" not in str(refused.value)


def test_a_network_folder_is_refused(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    share = tmp_path / "my share"
    escaped = str(share).replace(" ", "\\040")
    mounts.write_text(f"root / ext4 rw 0 0\nbox:/x {escaped} nfs4 rw 0 0\n", encoding="utf-8")
    refuse_network(tmp_path / "records.sqlite3", mounts)
    with pytest.raises(ContentError, match="network folder"):
        refuse_network(share / "data" / "records.sqlite3", mounts)


# Upgrades


def test_upgrading_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    upgrade(f"sqlite:///{path}")
    with sqlite3.connect(path) as raw:
        first = raw.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    upgrade(f"sqlite:///{path}")
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall() == first
    assert len(first) > 20


def test_a_start_with_nothing_to_do_loads_no_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite3'}"
    upgrade(url)
    code = (
        "import sys; from assistant.adapters.records.store import open_records;"
        f"open_records({url!r}); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite3'}"
    upgrade(url)
    with sqlite3.connect(tmp_path / "records.sqlite3") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ContentError, match=r"newer version.*9999"):
        open_records(url)


def test_an_upgrade_that_fails_leaves_an_empty_database(tmp_path: Path) -> None:
    """All of it in one transaction: a table in the way takes the earlier ones back."""
    url = f"sqlite:///{tmp_path / 'records.sqlite3'}"
    with sqlite3.connect(tmp_path / "records.sqlite3") as raw:
        raw.execute("CREATE TABLE talking_points (x)")
    with pytest.raises(RecordsError):
        upgrade(url)
    with sqlite3.connect(tmp_path / "records.sqlite3") as raw:
        assert raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [
            ("talking_points",)
        ]


def test_the_newest_change_is_the_one_we_know() -> None:
    from alembic.script import ScriptDirectory

    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        assert ScriptDirectory.from_config(alembic_config(connection)).get_current_head() == HEAD
        assert current(connection) is None
