"""What saving one record costs over a bare insert with the same promises (G16).

Ours also reads, in the same transaction, whether this person may write here; the bare insert asks nobody.
"""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine as SqlEngine

from assistant.adapters.records.engine import url_of
from assistant.adapters.records.store import SqlRecords, open_records
from assistant.demo import load_demo
from assistant.domain.access import Principal, Purpose
from assistant.domain.journal import Entry
from assistant.domain.meetings import TalkingPoint
from assistant.domain.people import Role
from assistant.settings import Settings
from tests.bench.row import Row

ROUNDS = 60
WORDS = "What I would like to talk about next time is how to begin. " * 6
DAY = date(2026, 11, 24)

Save = Callable[[int], object]


def rows() -> list[Row]:
    commits: list[int] = []
    event.listen(SqlEngine, "commit", lambda _: commits.append(1))
    found: list[Row] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(_raw(Path(folder))) as raw,
        open_records(url_of(Settings(data_dir=Path(folder) / "data"))) as records,
    ):
        programme = load_demo(records, DAY)
        person = next(p for p in records.actors() if Role.MENTEE in p.roles)
        me = Principal(person_id=person.id, programme_id=programme.id, role=Role.MENTEE)
        for name, save in _saves(records, me).items():
            save(-1)
            commits.clear()
            ratio = _ratio(raw, name, save)
            each = len(commits) / ROUNDS
            told = f"G16 {name}, against a bare insert"
            found.append(Row(told, round(ratio, 1), "x", "<= 3", ratio <= 3))
            found.append(Row(f"G16 commits for {name}", each, "", "= 1", each == 1))
    return found


def _saves(records: SqlRecords, me: Principal) -> dict[str, Save]:
    pair_id = records.pairs(me, Purpose.MANAGE_PAIR)[0].id
    page = Entry(owner_id=me.person_id, role=me.role, on=DAY, text=WORDS)
    written = [records.save_entry(me, Purpose.REFLECT_SELF, page)]

    def point(number: int) -> object:
        said = TalkingPoint(by=me.person_id, text=f"{WORDS[:400]} {number}")
        return records.save_talking_point(me, Purpose.MANAGE_PAIR, pair_id, said)

    def new_page(number: int) -> object:
        return records.save_entry(
            me, Purpose.REFLECT_SELF, page.model_copy(update={"text": f"{WORDS}{number}"})
        )

    def writing_on(number: int) -> object:
        later = written[-1].model_copy(update={"text": f"{written[-1].text} {number}"})
        written.append(records.save_entry(me, Purpose.REFLECT_SELF, later, seen=written[-1]))
        return written[-1]

    return {
        "saving a talking point": point,
        "saving a new page of a journal": new_page,
        "writing on a page of a journal": writing_on,
    }


def _raw(folder: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(folder / "raw.sqlite3", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("CREATE TABLE point (id TEXT PRIMARY KEY, pair TEXT, by TEXT, text TEXT, at TEXT)")
    raw.execute("CREATE INDEX point_pair ON point (pair)")
    raw.execute("CREATE INDEX point_by ON point (by)")
    return raw


def _ratio(raw: sqlite3.Connection, name: str, save: Save) -> float:
    bare, ours = [], []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO point VALUES (?,?,?,?,?)", (f"{name} {number}", "pair", "me", WORDS, "now"))
        raw.execute("COMMIT")
        bare.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        save(number)
        ours.append(time.perf_counter() - begun)
    return statistics.median(ours) / statistics.median(bare)
