"""Drafts and their versions. A version is only ever added."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from assistant.access import as_seen_by, may, sheet_relation, with_sheet_of, without_sheet
from assistant.adapters.records.door import Place, found_in
from assistant.adapters.records.draft_rows import IS_NEWEST, require_next, store, version_of
from assistant.adapters.records.own_drafts import OwnDrafts
from assistant.adapters.records.rows import storable, stored_id
from assistant.adapters.records.tables import DraftRow, ReaderRow, VersionRow
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.drafts import Draft
from assistant.errors import AccessError, InputError


class Drafts(OwnDrafts):
    def drafts(
        self, principal: Principal, purpose: Purpose, pair_id: str, limit: int | None = None
    ) -> list[Draft]:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            place.enter(Resource.DRAFT)
            query = (
                select(VersionRow)
                .join(DraftRow, IS_NEWEST)
                .where(DraftRow.id.in_(readable(place)))
                .order_by(DraftRow.created_at.desc(), DraftRow.id)
                .limit(limit)
            )
            return [shown for row in work.scalars(query) if (shown := _shown(place, row))]

    def draft(
        self, principal: Principal, purpose: Purpose, draft_id: str, version: int | None = None
    ) -> Draft:
        found = self._versions(principal, purpose, draft_id, version)
        if not found:
            raise AccessError
        return found[-1]

    def versions(self, principal: Principal, purpose: Purpose, draft_id: str) -> list[Draft]:
        return self._versions(principal, purpose, draft_id)

    def save_draft(self, principal: Principal, purpose: Purpose, draft: Draft) -> Draft:
        draft = draft.model_copy(update={"id": stored_id(draft.id)})
        storable(draft)
        with self._write() as work:
            if draft.pair_id is None:
                return self._save_own(work, principal, purpose, draft)
            place = self._place(work, principal, purpose, draft.pair_id, lock=True)
            row = work.get(DraftRow, draft.id)
            found_in(row, draft.pair_id)
            first = version_of(work, draft.id, 1) if row else None
            draft = _continued(draft, first) if first else _begun(draft, place)
            _authorise_writing(place, draft)
            newest = row.newest if row else 0
            require_next(draft, newest)
            draft = _guarding_sheet(draft, place, version_of(work, draft.id, newest) if newest else None)
            store(work, row or DraftRow(id=draft.id), draft)
            return as_seen_by(principal, purpose, draft)

    def _versions(
        self, principal: Principal, purpose: Purpose, draft_id: str, version: int | None = None
    ) -> list[Draft]:
        """All versions, or the named one; empty when there is no such version."""
        with self._read() as work:
            row = work.get(DraftRow, draft_id)
            query = select(VersionRow).where(VersionRow.draft_id == draft_id).order_by(VersionRow.version)
            if version is not None:
                query = query.where(VersionRow.version == version)
            if row is not None and row.pair_id is None:
                self._open_own(work, principal, purpose, row)
                return [Draft.model_validate(stored.content) for stored in work.scalars(query)]
            # An unknown principal is refused in the same words as an unknown draft.
            place = self._place(work, principal, purpose, row.pair_id if row and row.pair_id else "")
            found = [_shown(place, stored) for stored in work.scalars(query)]
            if None in found:
                raise AccessError
            return [draft for draft in found if draft]


def readable(place: Place) -> Select[str]:
    """Ids of the pair's drafts that name this person as author or reader: the first sieve, in SQL."""
    me = place.principal.person_id
    named = select(ReaderRow.draft_id).where(ReaderRow.person_id == me)
    return select(DraftRow.id).where(
        DraftRow.pair_id == place.pair.id, or_(DraftRow.author_id == me, DraftRow.id.in_(named))
    )


def _shown(place: Place, row: VersionRow) -> Draft | None:
    draft = Draft.model_validate(row.content)
    shared = place.principal.person_id in draft.visibility
    if not place.may(Action.READ, Resource.DRAFT, draft.author_id, shared=shared):
        return None
    return as_seen_by(place.principal, place.purpose, draft)


def _begun(draft: Draft, place: Place) -> Draft:
    """Version 1: its author is who saves it, and its readers are people of the pair."""
    if not set(draft.visibility) <= place.member_ids:
        raise InputError("A draft can be shown to people of its pair only. Take the others out.")
    return _owned(draft, place.pair.programme_id, place.principal)


def _owned(draft: Draft, programme_id: str, author: Principal) -> Draft:
    return draft.model_copy(
        update={"programme_id": programme_id, "author_id": author.person_id, "author_role": author.role}
    )


def _continued(draft: Draft, first: Draft) -> Draft:
    """A later version belongs to the same people, whoever edits it."""
    kept: Sequence[str] = ("kind", "programme_id", "author_id", "author_role", "visibility")
    return draft.model_copy(update={name: getattr(first, name) for name in kept})


def _authorise_writing(place: Place, draft: Draft) -> None:
    shared = place.principal.person_id in draft.visibility
    place.authorise(Action.WRITE, Resource.DRAFT, draft.author_id, shared=shared)
    place.require_open()
    others = set(draft.visibility) - {draft.author_id}
    if place.purpose is Purpose.PREPARE_SELF and others:
        raise InputError(
            "What was prepared for yourself alone cannot be shown to others: it may hold private goals. "
            "Prepare it for the pair instead."
        )


def _guarding_sheet(draft: Draft, place: Place, earlier: Draft | None) -> Draft:
    """Who may not read the mentor sheet may not write it either, nor lose it for the mentor."""
    relation = sheet_relation(place.principal, draft)
    if may(place.principal, place.purpose, Action.WRITE, Resource.MENTOR_SHEET, relation=relation):
        return draft
    return with_sheet_of(draft, earlier) if earlier else without_sheet(draft)
