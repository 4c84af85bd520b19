"""Drafts without a pair: their author's alone, in the role they were made in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.adapters.records.draft_rows import IS_NEWEST, require_next, store, version_of
from assistant.adapters.records.journal_tables import EntryRow
from assistant.adapters.records.own import OwnDoor, Owner, mine
from assistant.adapters.records.tables import DraftRow, VersionRow
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.drafts import Draft

ENTRY_REF = "entry_ref"
"""Where the body of a draft names the page it was made from: `<entry id>@<version>`."""


class OwnDrafts(OwnDoor):
    def own_drafts(
        self, principal: Principal, purpose: Purpose, kind: str, limit: int | None = None
    ) -> list[Draft]:
        with self._read() as work:
            self._owner(work, principal, purpose, Action.READ, Resource.OWN_DRAFT)
            query = (
                select(VersionRow)
                .join(DraftRow, IS_NEWEST)
                .where(mine(DraftRow, principal), DraftRow.pair_id.is_(None), DraftRow.kind == kind)
                .order_by(DraftRow.created_at.desc(), DraftRow.id)
                .limit(limit)
            )
            return [Draft.model_validate(row.content) for row in work.scalars(query)]

    def delete_draft(self, principal: Principal, purpose: Purpose, draft_id: str) -> None:
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.DELETE, Resource.OWN_DRAFT)
            work.delete(me.opened(Action.DELETE, Resource.OWN_DRAFT, _alone(work.get(DraftRow, draft_id))))

    def _open_own(self, work: Session, principal: Principal, purpose: Purpose, row: DraftRow) -> None:
        me = self._owner(work, principal, purpose, Action.READ, Resource.OWN_DRAFT)
        me.opened(Action.READ, Resource.OWN_DRAFT, row)

    def _save_own(self, work: Session, principal: Principal, purpose: Purpose, draft: Draft) -> Draft:
        me = self._owner(work, principal, purpose, Action.WRITE, Resource.OWN_DRAFT)
        row = work.get(DraftRow, draft.id, with_for_update=True)
        draft = draft.model_copy(
            update={
                "programme_id": principal.programme_id,
                "author_id": principal.person_id,
                "author_role": principal.role,
                "visibility": (),
            }
        )
        if row is None:
            require_next(draft, 0)
            row = DraftRow(id=draft.id)
        else:
            me.opened(Action.WRITE, Resource.OWN_DRAFT, _alone(row))
            require_next(draft, row.newest)
            draft = draft.model_copy(update={"kind": version_of(work, draft.id, 1).kind})
        row.entry_id = _source(work, me, draft)
        store(work, row, draft)
        return draft


def _alone(row: DraftRow | None) -> DraftRow | None:
    """A pair's draft is not found on this way."""
    return row if row is not None and row.pair_id is None else None


def _source(work: Session, me: Owner, draft: Draft) -> str | None:
    """The page it was made from, with which it will be deleted."""
    named = draft.body.get(ENTRY_REF)
    if not isinstance(named, str) or not named:
        return None
    return me.opened(Action.READ, Resource.ENTRY, work.get(EntryRow, named.partition("@")[0])).id
