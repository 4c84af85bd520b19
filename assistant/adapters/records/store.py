"""All of the records in one object, and how it is opened."""

from typing import Self

from sqlalchemy import Engine, text

from assistant.adapters.records.choices import Choices
from assistant.adapters.records.commitments import Commitments
from assistant.adapters.records.digests import Digests
from assistant.adapters.records.drafts import Drafts
from assistant.adapters.records.engine import build_engine
from assistant.adapters.records.entries import Entries
from assistant.adapters.records.facts import GatherFacts
from assistant.adapters.records.failures import DAMAGED, translated
from assistant.adapters.records.goals import Goals
from assistant.adapters.records.grants import Grants
from assistant.adapters.records.materials import Materials, Quota
from assistant.adapters.records.migrations.upgrade import upgrade_engine
from assistant.adapters.records.pairs import Pairs
from assistant.adapters.records.programmes import Programmes
from assistant.adapters.records.prompts_shown import PromptsShown
from assistant.adapters.records.safety import Safety
from assistant.adapters.records.sessions import Sessions
from assistant.adapters.records.strengths import Strengths
from assistant.adapters.records.talking_points import TalkingPoints
from assistant.adapters.records.threads import Threads
from assistant.errors import RecordsError


class SqlRecords(
    Programmes,
    Pairs,
    Goals,
    Strengths,
    Commitments,
    Sessions,
    TalkingPoints,
    Drafts,
    Entries,
    Grants,
    Digests,
    PromptsShown,
    Threads,
    Choices,
    Safety,
    GatherFacts,
    Materials,
):
    """The port `Records` on a database. One object serves all threads."""

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_records(url: str, quota: Quota | None = None) -> SqlRecords:
    """Open the database, looked over and brought up to date. See `engine.url_of` for the URL.

    `quota` is what each programme may keep of its own material.
    """
    engine = build_engine(url)
    with translated():
        check(engine)
        upgrade_engine(engine)
    return SqlRecords(engine, quota)


def check(engine: Engine) -> None:
    """Refuse a damaged SQLite file at the start, before anything is written into it."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        if connection.scalar(text("PRAGMA quick_check(1)")) != "ok":
            raise RecordsError(DAMAGED)
