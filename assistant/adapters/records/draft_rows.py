"""How drafts are stored: one row for the draft, one for each version."""

from sqlalchemy.orm import Session

from assistant.adapters.records.tables import DraftRow, ReaderRow, VersionRow
from assistant.domain.drafts import Draft
from assistant.errors import ConflictError

IS_NEWEST = (VersionRow.draft_id == DraftRow.id) & (VersionRow.version == DraftRow.newest)


def version_of(work: Session, draft_id: str, version: int) -> Draft:
    return Draft.model_validate(work.get_one(VersionRow, (draft_id, version)).content)


def require_next(draft: Draft, newest: int) -> None:
    if draft.version != newest + 1:
        raise ConflictError(
            f"Somebody else saved version {newest} of this draft meanwhile. "
            "Open the newest version, put your changes into it and save again."
        )


def store(work: Session, row: DraftRow, draft: Draft) -> None:
    is_new = row.newest is None
    row.pair_id, row.kind = draft.pair_id, draft.kind
    row.author_id, row.author_role = draft.author_id or "", (draft.author_role or "")
    row.newest, row.status, row.created_at = draft.version, draft.status.value, draft.created_at
    work.add(row)
    work.flush()
    if is_new:
        work.add_all(ReaderRow(draft_id=draft.id, person_id=reader) for reader in set(draft.visibility))
    content = draft.model_dump(mode="json", by_alias=True)
    work.add(VersionRow(draft_id=draft.id, version=draft.version, content=content))
    work.flush()
