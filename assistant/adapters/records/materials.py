"""A programme's own material: documents in versions, with the passages that are searched and cited."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import NamedTuple

from sqlalchemy import Engine, delete, func, or_, select
from sqlalchemy.orm import Session

from assistant.access import in_audience
from assistant.adapters.records.desk import Desk
from assistant.adapters.records.door import Door
from assistant.adapters.records.material_rows import (
    audience_of,
    current,
    edition_of,
    is_row,
    key_of,
    next_edition,
    open_statuses,
    size_of,
    store,
    versions_of,
    with_passages,
)
from assistant.adapters.records.programmes import lock_programme
from assistant.adapters.records.rows import storable, value_of
from assistant.adapters.records.tables import MaterialRow, MaterialVersionRow, PassageRow
from assistant.domain.access import Action, Principal, Purpose
from assistant.domain.material import Material, MaterialStatus
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.errors import AccessError, InputError
from assistant.materials import PASSAGE_ID, numbered

DRAFT, PUBLISHED = MaterialStatus.DRAFT, MaterialStatus.PUBLISHED
REPLACED, WITHDRAWN = MaterialStatus.REPLACED, MaterialStatus.WITHDRAWN

MEGABYTE = 1_000_000


class Quota(NamedTuple):
    """What one programme may keep: versions of documents, and megabytes of their text."""

    files: int = 200
    megabytes: int = 50


class Materials(Door):
    def __init__(self, engine: Engine, quota: Quota | None = None) -> None:
        super().__init__(engine)
        self._quota = quota or Quota()

    def edition(self, programme_id: str) -> int:
        with self._read() as work:
            return edition_of(work, programme_id)

    def indexable(self, programme_id: str, also: tuple[str, int] | None = None) -> list[Material]:
        row = MaterialVersionRow
        wanted = row.status == PUBLISHED.value
        if also is not None:
            wanted = or_(wanted, (row.id == also[0]) & (row.version == also[1]))
        wanted = wanted & (row.programme_id == programme_id)
        with self._read() as work:
            rows = work.scalars(select(row).where(wanted).order_by(row.id, row.version)).all()
            return list(with_passages(work, rows, wanted))

    def materials(self, principal: Principal, purpose: Purpose) -> list[Material]:
        with self._read() as work:
            desk = self._desk(work, principal, purpose)
            row = MaterialVersionRow
            query = select(row).where(row.programme_id == principal.programme_id)
            newest_first = (row.added_at.desc(), row.id, row.version.desc())
            rows = work.scalars(query.order_by(*newest_first)).all()
            return [value_of(Material, row) for row in current(rows) if desk.reads(row)]

    def material(
        self, principal: Principal, purpose: Purpose, material_id: str, version: int | None = None
    ) -> Material:
        with self._read() as work:
            desk = self._desk(work, principal, purpose)
            for row in reversed(versions_of(work, principal, material_id)):
                if version in (None, row.version) and desk.reads(row, earlier=version is not None):
                    (found,) = with_passages(work, [row], is_row(row))
                    return found
        raise AccessError

    def add_material(self, principal: Principal, purpose: Purpose, material: Material) -> Material:
        storable(material)
        if not material.passages:
            raise InputError("There are no words in this document, so nothing in it could be found.")
        with self._managing(principal, purpose, Action.WRITE, material.programme_id) as work:
            whole = work.get(MaterialRow, material.id)
            theirs = whole is not None and whole.programme_id != principal.programme_id
            if theirs or (whole is None and material.version > 1):
                raise AccessError
            _refuse_twice(work, material)
            self._require_room(work, material)
            if whole is None:
                whole = MaterialRow(id=material.id, programme_id=material.programme_id, newest=0)
                work.add(whole)
            whole.newest += 1
            work.flush()
            added = numbered(
                material.model_copy(
                    update={"version": whole.newest, "status": DRAFT, "added_by": principal.person_id}
                )
            )
            store(work, added)
            return added

    def publish_material(
        self, principal: Principal, purpose: Purpose, material_id: str, version: int
    ) -> Material:
        with self._managing(principal, purpose, Action.WRITE) as work:
            rows = versions_of(work, principal, material_id)
            row = _picked(rows, version)
            if row.status == WITHDRAWN.value:
                _refuse_twice(work, value_of(Material, row))
            if row.status != PUBLISHED.value:
                _turn(rows, PUBLISHED, REPLACED)
                work.flush()  # one of them is published at any time
                row.status = PUBLISHED.value
                next_edition(work, principal.programme_id)
            return value_of(Material, row)

    def withdraw_material(self, principal: Principal, purpose: Purpose, material_id: str) -> Material:
        with self._managing(principal, purpose, Action.WRITE) as work:
            rows = versions_of(work, principal, material_id)
            open_to_readers = [row for row in rows if row.status == PUBLISHED.value]
            withdrawn = [row for row in rows if row.status == WITHDRAWN.value]
            if not rows:
                raise AccessError
            if open_to_readers:
                _turn(rows, PUBLISHED, WITHDRAWN)
                _turn(rows, REPLACED, WITHDRAWN)
                next_edition(work, principal.programme_id)
            elif not withdrawn:
                raise InputError(
                    f"{rows[-1].title!r} is not published, so nobody reads it. "
                    "Delete it if you do not want it any more."
                )
            return value_of(Material, (open_to_readers or withdrawn)[-1])

    def delete_material(
        self, principal: Principal, purpose: Purpose, material_id: str, version: int | None = None
    ) -> None:
        with self._managing(principal, purpose, Action.DELETE) as work:
            rows = versions_of(work, principal, material_id)
            gone = rows if version is None else [_picked(rows, version)]
            if not gone:
                raise AccessError
            if any(row.status == PUBLISHED.value for row in gone):
                _turn(rows, REPLACED, WITHDRAWN)
            for row in gone:
                work.delete(row)
            work.flush()
            if len(gone) == len(rows):
                work.execute(delete(MaterialRow).where(MaterialRow.id == material_id))
            next_edition(work, principal.programme_id)
        self._empty_log()

    def material_passages(
        self,
        principal: Principal,
        purpose: Purpose,
        passage_ids: Collection[str],
        *,
        readers: Collection[Role] = (),
        earlier: bool = False,
    ) -> dict[str, tuple[Passage, Material]]:
        with self._read() as work:
            self._desk(work, principal, purpose)
            row, everyone = MaterialVersionRow, {principal.role, *readers}
            query = (
                select(PassageRow, row)
                .join(row, (row.id == PassageRow.material_id) & (row.version == PassageRow.version))
                .where(
                    PassageRow.id.in_([one for one in passage_ids if PASSAGE_ID.fullmatch(one)]),
                    row.programme_id == principal.programme_id,
                    row.status.in_(open_statuses(earlier)),
                )
            )
            found: dict[str, tuple[Passage, Material]] = {}
            known: dict[str, Material] = {}
            for passage, stored in work.execute(query):
                if all(in_audience(role, audience_of(stored)) for role in everyone):
                    key = key_of(stored)
                    material = known.get(key) or value_of(Material, stored)
                    known[key] = material
                    found[passage.id] = value_of(Passage, passage, note_id=key), material
            return {one: found[one] for one in passage_ids if one in found}

    def _desk(self, work: Session, principal: Principal, purpose: Purpose) -> Desk:
        """Refuses whoever could see none of it."""
        desk = Desk(principal, self._identify(work, principal, purpose))
        desk.authorise(Action.READ, principal.programme_id, shared=True)
        return desk

    @contextmanager
    def _managing(
        self, principal: Principal, purpose: Purpose, action: Action, programme_id: str | None = None
    ) -> Iterator[Session]:
        """A change of the programme's shelf: one at a time, so that counts and versions are right."""
        with self._write() as work:
            desk = Desk(principal, self._identify(work, principal, purpose))
            desk.authorise(action, programme_id or principal.programme_id, shared=False)
            lock_programme(work, principal.programme_id)
            yield work

    def _require_room(self, work: Session, material: Material) -> None:
        row, (files, megabytes) = MaterialVersionRow, self._quota
        query = select(func.count(), func.coalesce(func.sum(row.size), 0))
        kept, used = work.execute(query.where(row.programme_id == material.programme_id)).one()
        if kept >= files:
            raise InputError(
                f"There is room for {files} files, earlier versions included, and all of it is taken. "
                "Delete what is no longer needed, then add this again."
            )
        if used + size_of(material) > megabytes * MEGABYTE:
            raise InputError(
                f"There is room for {megabytes} MB of text, of which {used / MEGABYTE:.1f} MB are taken; "
                f"this would be {size_of(material) / MEGABYTE:.1f} MB more. "
                "Delete what is no longer needed, or add a shorter document."
            )

    def _empty_log(self) -> None:
        """SQLite's log would keep deleted words until it is written over."""
        if self._engine.dialect.name != "sqlite":
            return
        with suppress(sqlite3.Error), closing(self._engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _picked(rows: Iterable[MaterialVersionRow], version: int) -> MaterialVersionRow:
    for row in rows:
        if row.version == version:
            return row
    raise AccessError


def _turn(rows: Iterable[MaterialVersionRow], before: MaterialStatus, after: MaterialStatus) -> None:
    for row in rows:
        if row.status == before.value:
            row.status = after.value


def _refuse_twice(work: Session, material: Material) -> None:
    row = MaterialVersionRow
    query = select(row).where(
        row.programme_id == material.programme_id,
        row.digest == material.digest,
        row.status != WITHDRAWN.value,
    )
    same = work.scalar(query)
    if same is not None:
        raise InputError(
            f"This file is already here: {same.title!r} (version {same.version}, {same.status}). "
            "Nothing was added or changed."
        )
