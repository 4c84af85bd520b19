"""Leave to read: given, taken back, and looked at again whenever somebody reads by it."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from assistant.access import GUIDING
from assistant.adapters.records.door import Place
from assistant.adapters.records.entries import digest_of, own_version
from assistant.adapters.records.journal_tables import DigestRow, EntryVersionRow, GrantRow
from assistant.adapters.records.own import OwnDoor, mine, require_zone
from assistant.adapters.records.rows import storable, stored_id, value_of
from assistant.adapters.records.tables import MemberRow, PairRow, PersonRow
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.journal import Grant, Shown
from assistant.errors import AccessError, InputError

LONGEST = timedelta(days=180)


class Grants(OwnDoor):
    def grants(self, principal: Principal, purpose: Purpose, entry_id: str | None = None) -> list[Grant]:
        with self._read() as work:
            self._owner(work, principal, purpose, Action.READ, Resource.GRANT)
            query = select(GrantRow).where(mine(GrantRow, principal))
            if entry_id is not None:
                query = query.where(GrantRow.entry_id == entry_id)
            rows = work.scalars(query.order_by(GrantRow.granted_at.desc(), GrantRow.id))
            return [value_of(Grant, row) for row in rows]

    def grant(self, principal: Principal, purpose: Purpose, grant: Grant) -> Grant:
        grant = grant.model_copy(update={"id": stored_id(grant.id)})
        storable(grant)
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.GRANT)
            entry, words = own_version(work, me, grant.entry_id, grant.version)
            if grant.owner_id != entry.owner_id or work.get(GrantRow, grant.id) is not None:
                raise AccessError
            place = self._place(work, principal, purpose, grant.pair_id, lock=True)
            require_reader(work, place)
            _require_passage(grant, words)
            now = self.now()
            _replace(work, grant, now)
            row = GrantRow(id=grant.id, entry_id=entry.id, version=words.version, owner_id=entry.owner_id)
            row.role, row.pair_id, row.excerpt = entry.role, grant.pair_id, grant.excerpt
            row.digest, row.use_in_drafts = words.digest, grant.use_in_drafts
            row.granted_at, row.expires_at, row.revoked_at = now, _end(grant.expires_at, now), None
            work.add(row)
            return value_of(Grant, row)

    def revoke(self, principal: Principal, purpose: Purpose, grant_id: str) -> Grant:
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.GRANT)
            row = me.opened(Action.WRITE, Resource.GRANT, work.get(GrantRow, grant_id))
            row.revoked_at = row.revoked_at or self.now()
            return value_of(Grant, row)

    def shown(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Shown]:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            place.authorise(Action.READ, Resource.SHOWN)
            return shown_to(work, place, self.now())


def still_open(kind: type[GrantRow] | type[DigestRow], place: Place) -> dict[str, ColumnElement[bool]]:
    """What must be true of a thing that is shown, whenever this reader looks: every line on its own."""
    owner_belongs = exists().where(
        MemberRow.pair_id == kind.pair_id, MemberRow.person_id == kind.owner_id, MemberRow.role == kind.role
    )
    return {
        "shown in this pair": kind.pair_id == place.pair.id,
        "the pair is open": exists().where(PairRow.id == kind.pair_id, PairRow.active),
        "the owner is active": exists().where(PersonRow.id == kind.owner_id, PersonRow.active),
        "the owner belongs to the pair": owner_belongs,
        "not the reader's own": kind.owner_id != place.principal.person_id,
    }


def effective(place: Place, now: datetime) -> dict[str, ColumnElement[bool]]:
    """A grant counts while all of this holds (and is joined with the version it was given for)."""
    return {
        **still_open(GrantRow, place),
        "not taken back": GrantRow.revoked_at.is_(None),
        "not run out": GrantRow.expires_at > now,
        "the words are those it was given for": EntryVersionRow.digest == GrantRow.digest,
    }


def shown_to(work: Session, place: Place, now: datetime) -> list[Shown]:
    """What this reader may read now; the caller has made sure that they are one."""
    version = (EntryVersionRow.entry_id == GrantRow.entry_id) & (EntryVersionRow.version == GrantRow.version)
    query = select(GrantRow, EntryVersionRow).join(EntryVersionRow, version)
    query = query.where(*effective(place, now).values()).order_by(GrantRow.granted_at.desc(), GrantRow.id)
    return [
        _shown(grant, words)
        for grant, words in work.execute(query)
        if digest_of(words.title, words.text) == grant.digest
    ]


def require_reader(work: Session, place: Place) -> None:
    """Leave is given in an open pair of one's own (which is locked), to somebody who could use it."""
    me = place.principal.person_id
    # Asked once more: who was deactivated while this waited for the lock must not show anything later.
    if not work.scalar(select(PersonRow.active).where(PersonRow.id == me)):
        raise AccessError
    place.authorise(Action.READ, Resource.PAIR, me)
    place.require_open()
    others = (member for member in place.pair.members if member.person_id != me)
    if not any(member.role in GUIDING for member in others):
        raise InputError("Nobody in this pair could read it: only a mentor reads what is shown.")


def _require_passage(grant: Grant, words: EntryVersionRow) -> None:
    if not (grant.excerpt.strip() or words.text.strip()):
        raise InputError("There is nothing on this page to show yet. Write it first.")
    if grant.excerpt and not grant.excerpt.strip():
        raise InputError("This passage is empty. Choose some words of the page.")
    if grant.excerpt not in words.text:
        raise InputError("This passage is not in that version of the page. Choose it again from the page.")


def _end(wished: datetime | None, now: datetime) -> datetime:
    require_zone(wished)
    if wished is not None and wished <= now:
        raise InputError("This day has passed already. Choose a later one.")
    return min(wished or now + LONGEST, now + LONGEST)


def _replace(work: Session, grant: Grant, now: datetime) -> None:
    """One passage is shown once, so that taking it back takes it back."""
    query = select(GrantRow).where(
        GrantRow.entry_id == grant.entry_id,
        GrantRow.version == grant.version,
        GrantRow.pair_id == grant.pair_id,
        GrantRow.excerpt == grant.excerpt,
        GrantRow.revoked_at.is_(None),
    )
    for row in work.scalars(query):
        row.revoked_at = now


def _shown(grant: GrantRow, words: EntryVersionRow) -> Shown:
    return Shown(
        grant_id=grant.id,
        owner_id=grant.owner_id,
        on=words.on,
        title="" if grant.excerpt else words.title,
        text=grant.excerpt or words.text,
        use_in_drafts=grant.use_in_drafts,
    )
