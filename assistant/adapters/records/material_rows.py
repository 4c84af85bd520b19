"""The rows of a programme's material: reading them whole, storing them, counting their changes."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from assistant.adapters.records.rows import fill, value_of
from assistant.adapters.records.tables import MaterialVersionRow, PassageRow, StateRow
from assistant.domain.access import Principal
from assistant.domain.material import Material, MaterialStatus
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.materials import ID

EDITION = "edition:"
"""Begins the key of the system fact that counts a programme's changes."""


def versions_of(work: Session, principal: Principal, material_id: str) -> Sequence[MaterialVersionRow]:
    """All versions of a document of this programme, oldest first. Another programme's is as unknown as none."""
    if not ID.fullmatch(material_id):
        return []
    row = MaterialVersionRow
    query = select(row).where(row.id == material_id, row.programme_id == principal.programme_id)
    return work.scalars(query.order_by(row.version)).all()


def current(rows: Sequence[MaterialVersionRow]) -> list[MaterialVersionRow]:
    """What is published, what waits to be, and the newest of whatever was."""
    newest: dict[str, int] = {}
    for row in rows:
        if row.status != MaterialStatus.DRAFT.value:
            newest[row.id] = max(row.version, newest.get(row.id, 0))
    waiting = (MaterialStatus.DRAFT.value, MaterialStatus.PUBLISHED.value)
    return [row for row in rows if row.status in waiting or row.version == newest[row.id]]


def store(work: Session, material: Material) -> None:
    row = MaterialVersionRow(id=material.id, size=size_of(material))
    fill(row, material)
    work.add(row)
    work.flush()
    of = {"material_id": material.id, "version": material.version}
    work.execute(
        insert(PassageRow),
        [
            {"id": one.id, **of, "position": position, "heading": one.heading, "text": one.text}
            for position, one in enumerate(material.passages, start=1)
        ],
    )


def with_passages(
    work: Session, rows: Sequence[MaterialVersionRow], wanted: ColumnElement[bool]
) -> Iterator[Material]:
    """The rows' materials, whole; `wanted` is what they were found by."""
    version = MaterialVersionRow
    same = (version.id == PassageRow.material_id) & (version.version == PassageRow.version)
    query = (
        select(PassageRow)
        .join(version, same)
        .where(wanted)
        .order_by(PassageRow.material_id, PassageRow.version, PassageRow.position)
    )
    passages: dict[str, list[Passage]] = {key_of(row): [] for row in rows}
    for passage in work.scalars(query) if rows else ():
        key = f"{passage.material_id}.{passage.version}"
        passages[key].append(value_of(Passage, passage, note_id=key))
    for row in rows:
        yield value_of(Material, row, passages=tuple(passages[key_of(row)]))


def is_row(row: MaterialVersionRow) -> ColumnElement[bool]:
    return (MaterialVersionRow.id == row.id) & (MaterialVersionRow.version == row.version)


def key_of(row: MaterialVersionRow) -> str:
    return f"{row.id}.{row.version}"


def audience_of(row: MaterialVersionRow) -> list[Role]:
    return [Role(role) for role in row.audience]


def open_statuses(earlier: bool) -> tuple[str, ...]:
    """What readers may see; drafts cite what was replaced since, so `earlier` versions stay open to them."""
    published, replaced = MaterialStatus.PUBLISHED.value, MaterialStatus.REPLACED.value
    return (published, replaced) if earlier else (published,)


def size_of(material: Material) -> int:
    return sum(len(one.heading.encode()) + len(one.text.encode()) for one in material.passages)


def edition_of(work: Session, programme_id: str) -> int:
    row = work.get(StateRow, EDITION + programme_id)
    return int(row.value) if row else 0


def next_edition(work: Session, programme_id: str) -> None:
    work.merge(StateRow(key=EDITION + programme_id, value=str(edition_of(work, programme_id) + 1)))
