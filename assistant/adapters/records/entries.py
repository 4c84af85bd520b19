"""Journals: pages and their versions. A version that was ever shown is never written over."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from assistant.adapters.records.door import require_unchanged
from assistant.adapters.records.journal_tables import EntryRow, EntryVersionRow, GrantRow
from assistant.adapters.records.own import OwnDoor, Owner, mine, require_own_pair, require_zone
from assistant.adapters.records.rows import storable, stored_id
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.journal import Entry
from assistant.errors import AccessError

WORDS = frozenset({"title", "text", "on"})
"""What a version holds. What else an entry says is true of all its versions."""

ELSEWHERE = (
    "This entry was changed in another window since you opened it. "
    "Look at both texts side by side, and save once more."
)

IS_NEWEST = (EntryVersionRow.entry_id == EntryRow.id) & (EntryVersionRow.version == EntryRow.newest)
NEWEST = select(EntryRow, EntryVersionRow).join(EntryVersionRow, IS_NEWEST)

# Built once, because somebody who is typing saves every second or two.
EVER_SHOWN = exists().where(
    GrantRow.entry_id == EntryVersionRow.entry_id, GrantRow.version == EntryVersionRow.version
)
STORED = NEWEST.add_columns(EVER_SHOWN).where(EntryRow.id == bindparam("id"))
LOCK = select(EntryRow.id).where(EntryRow.id == bindparam("id")).with_for_update()


class Entries(OwnDoor):
    def entries(
        self,
        principal: Principal,
        purpose: Purpose,
        *,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> list[Entry]:
        require_zone(since)
        with self._read() as work:
            self._owner(work, principal, purpose, Action.READ, Resource.ENTRY)
            query = NEWEST.where(mine(EntryRow, principal)).limit(limit)
            if since is not None:
                query = query.where(EntryVersionRow.changed_at >= since)
            order = (EntryVersionRow.on.desc(), EntryVersionRow.changed_at.desc(), EntryRow.id)
            return [_entry(row, words) for row, words in work.execute(query.order_by(*order))]

    def entry(
        self, principal: Principal, purpose: Purpose, entry_id: str, version: int | None = None
    ) -> Entry:
        with self._read() as work:
            me = self._owner(work, principal, purpose, Action.READ, Resource.ENTRY)
            row = me.opened(Action.READ, Resource.ENTRY, work.get(EntryRow, entry_id))
            words = work.get(EntryVersionRow, (entry_id, row.newest if version is None else version))
            if words is None:
                raise AccessError
            return _entry(row, words)

    def save_entry(
        self, principal: Principal, purpose: Purpose, entry: Entry, *, seen: Entry | None = None
    ) -> Entry:
        entry = entry.model_copy(update={"id": stored_id(entry.id)})
        storable(entry)
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.ENTRY)
            me.authorise(Action.WRITE, Resource.ENTRY, entry)
            row, words, fixed = _locked(work, entry.id)
            stored = _entry(row, words) if row and words and me.owns(row) else None
            if stored and _same(stored, entry):
                return stored
            # Somebody else's entry is as unknown as a deleted one, in these words too.
            require_unchanged(stored, seen, ELSEWHERE)
            if row is None:
                row = EntryRow(id=entry.id, owner_id=entry.owner_id, role=entry.role.value, newest=0)
            else:
                me.authorise(Action.WRITE, Resource.ENTRY, row)
            if entry.pair_id != row.pair_id:
                require_own_pair(work, principal, entry.pair_id)
                row.pair_id = entry.pair_id
            changed = stored is None or not _same(stored, entry, WORDS)
            if words is None or (changed and fixed):
                row.newest += 1
                words = EntryVersionRow(entry_id=entry.id, version=row.newest)
            if changed:
                words.title, words.text, words.on = entry.title, entry.text, entry.on
                words.digest, words.changed_at = digest_of(entry.title, entry.text), self.now()
            work.add(row)
            work.flush()
            work.add(words)
            return _entry(row, words)

    def delete_entry(self, principal: Principal, purpose: Purpose, entry_id: str) -> None:
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.DELETE, Resource.ENTRY)
            work.delete(me.opened(Action.DELETE, Resource.ENTRY, work.get(EntryRow, entry_id)))


def digest_of(title: str, text: str) -> str:
    """What a grant remembers of the words it was given for."""
    return sha256(f"{title}\0{text}".encode()).hexdigest()


def own_version(work: Session, me: Owner, entry_id: str, version: int) -> tuple[EntryRow, EntryVersionRow]:
    """One's own entry, locked against being written over, in that version."""
    query = select(EntryRow).where(EntryRow.id == entry_id).with_for_update()
    row = me.opened(Action.READ, Resource.ENTRY, work.scalar(query))
    words = work.get(EntryVersionRow, (entry_id, version))
    if words is None:
        raise AccessError
    return row, words


def _locked(work: Session, entry_id: str) -> tuple[EntryRow | None, EntryVersionRow | None, bool]:
    """The entry with its newest words, and whether these were ever shown to somebody."""
    if work.get_bind().dialect.name == "postgresql":
        # First the lock and then the words: whoever waited for it reads what is there now.
        work.execute(LOCK, {"id": entry_id})
    found = work.execute(STORED, {"id": entry_id}).first()
    return (found[0], found[1], found[2]) if found else (None, None, False)


def _entry(row: EntryRow, words: EntryVersionRow) -> Entry:
    return Entry(
        id=row.id,
        owner_id=row.owner_id,
        role=row.role,
        pair_id=row.pair_id,
        title=words.title,
        text=words.text,
        version=words.version,
        on=words.on,
        changed_at=words.changed_at,
    )


def _same(stored: Entry, entry: Entry, fields: frozenset[str] = WORDS | {"pair_id"}) -> bool:
    return all(getattr(stored, name) == getattr(entry, name) for name in fields)
