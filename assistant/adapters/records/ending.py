"""When what was shown stops being shown without its owner's doing: for good, in the same transaction."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.access import GUIDING
from assistant.adapters.records.journal_tables import DigestRow, GrantRow
from assistant.adapters.records.tables import MemberRow, PairRow
from assistant.domain.people import Pair, Person


def end_shares(work: Session, now: datetime, pair_id: str, owners: Collection[str] | None = None) -> None:
    """What these people (None: all) show in a pair. Nothing that comes later brings it back."""
    grants, digests = GrantRow.pair_id == pair_id, DigestRow.pair_id == pair_id
    if owners is not None:
        grants, digests = grants & GrantRow.owner_id.in_(owners), digests & DigestRow.owner_id.in_(owners)
    digests = digests & DigestRow.released_at.is_not(None)
    work.execute(update(GrantRow).where(grants, GrantRow.revoked_at.is_(None)).values(revoked_at=now))
    work.execute(update(DigestRow).where(digests, DigestRow.withdrawn_at.is_(None)).values(withdrawn_at=now))


def end_after_change(work: Session, now: datetime, before: Pair, after: Pair) -> None:
    """A pair that closes or opens again shows nothing; a new reader starts from zero; leavers take it along."""
    if not (before.active and after.active) or _readers(before) != _readers(after):
        end_shares(work, now, before.id)
        return
    stayed = {(member.person_id, member.role) for member in after.members}
    gone = {m.person_id for m in before.members if (m.person_id, m.role) not in stayed}
    if gone:
        end_shares(work, now, before.id, gone)


def end_with_person(work: Session, now: datetime, person: Person) -> None:
    """Whoever is no longer active, or no longer what they are in a pair, neither shows there nor is shown."""
    for seat in work.scalars(select(MemberRow).where(MemberRow.person_id == person.id)):
        if person.active and seat.role in person.roles:
            continue
        lock_pair(work, seat.pair_id)
        end_shares(work, now, seat.pair_id, None if seat.role in GUIDING else {person.id})


def lock_pair(work: Session, pair_id: str) -> None:
    """Whoever gives leave in this pair just now does so before this, or waits and is looked at again."""
    work.execute(select(PairRow.id).where(PairRow.id == pair_id).with_for_update(key_share=True))


def _readers(pair: Pair) -> set[str]:
    return {member.person_id for member in pair.members if member.role in GUIDING}
