"""What saving one record costs over a bare insert with the same promises (G16).

Ours also reads, in the same transaction, whether this person may write here; the bare insert asks nobody.
"""

import sqlite3
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine as SqlEngine

from assistant.adapters.records.engine import url_of
from assistant.adapters.records.store import open_records
from assistant.demo import load_demo
from assistant.domain.access import Principal, Purpose
from assistant.domain.meetings import TalkingPoint
from assistant.domain.people import Role
from assistant.settings import Settings
from tests.bench.row import Row

ROUNDS = 60
WORDS = "What I would like to talk about next time is how to begin. " * 6


def rows() -> list[Row]:
    commits: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        raw = sqlite3.connect(Path(folder) / "raw.sqlite3", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("CREATE TABLE point (id TEXT PRIMARY KEY, pair TEXT, by TEXT, text TEXT, at TEXT)")
        raw.execute("CREATE INDEX point_pair ON point (pair)")
        raw.execute("CREATE INDEX point_by ON point (by)")
        records = open_records(url_of(Settings(data_dir=Path(folder) / "data")))
        programme = load_demo(records, date(2026, 11, 24))
        person = next(p for p in records.actors() if Role.MENTEE in p.roles)
        me = Principal(person_id=person.id, programme_id=programme.id, role=Role.MENTEE)
        pair_id = records.pairs(me, Purpose.MANAGE_PAIR)[0].id
        event.listen(SqlEngine, "commit", lambda _: commits.append(1))
        bare, ours = [], []
        for number in range(ROUNDS):
            begun = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(
                "INSERT INTO point VALUES (?,?,?,?,?)", (str(number), pair_id, me.person_id, WORDS, "now")
            )
            raw.execute("COMMIT")
            bare.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            point = TalkingPoint(by=me.person_id, text=f"{WORDS[:400]} {number}")
            records.save_talking_point(me, Purpose.MANAGE_PAIR, pair_id, point)
            ours.append(time.perf_counter() - begun)
        raw.close()
        records.close()
    ratio = statistics.median(ours) / statistics.median(bare)
    each = len(commits) / ROUNDS
    return [
        Row("G16 saving a talking point, against a bare insert", round(ratio, 1), "x", "<= 3", ratio <= 3),
        Row("G16 commits for each save", each, "", "= 1", each == 1),
    ]
