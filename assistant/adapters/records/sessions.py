"""Sessions of a pair, with their short records."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from assistant.adapters.records.door import Door, Place, found_in, require_unchanged
from assistant.adapters.records.rows import fill, storable, stored_id, value_of
from assistant.adapters.records.tables import SessionRow, UsefulnessRow
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.meetings import Session
from assistant.errors import AccessError, InputError

WORDS = {"happened": "", "agreed": "", "learned": "", "usefulness": {}, "use_next": True}
"""What a coordinator does not see: only that a session was held, and when."""


class Sessions(Door):
    def sessions(
        self, principal: Principal, purpose: Purpose, pair_id: str, limit: int | None = None
    ) -> list[Session]:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            if place.may(Action.READ, Resource.SESSION_DATES):
                return [session.model_copy(update=WORDS) for session in newest_sessions(work, place, limit)]
            place.authorise(Action.READ, Resource.SESSION)
            return newest_sessions(work, place, limit)

    def save_session(
        self,
        principal: Principal,
        purpose: Purpose,
        pair_id: str,
        session: Session,
        *,
        seen: Session | None = None,
    ) -> Session:
        session = session.model_copy(update={"id": stored_id(session.id)})
        storable(session)
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            place.authorise(Action.WRITE, Resource.SESSION)
            row = work.get(SessionRow, session.id)
            found_in(row, pair_id)
            stored = _with_usefulness(work, [row])[0] if row else None
            require_unchanged(stored, seen)
            _check_number(work, pair_id, session)
            _check_usefulness(place, session, stored)
            row = row or SessionRow(id=session.id, pair_id=pair_id)
            fill(row, session)
            work.add(row)
            work.flush()
            for person_id, score in session.usefulness.items():
                work.merge(UsefulnessRow(session_id=session.id, person_id=person_id, score=score))
            work.flush()
            return _with_usefulness(work, [row])[0]

    def delete_session(self, principal: Principal, purpose: Purpose, pair_id: str, session_id: str) -> None:
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            place.authorise(Action.DELETE, Resource.SESSION)
            row = work.get(SessionRow, session_id)
            found_in(row, pair_id)
            if row is None:
                raise AccessError
            work.delete(row)


def newest_sessions(work: Work, place: Place, limit: int | None) -> list[Session]:
    query = select(SessionRow).where(SessionRow.pair_id == place.pair.id)
    newest = query.order_by(SessionRow.on.desc(), SessionRow.number.desc()).limit(limit)
    return _with_usefulness(work, list(work.scalars(newest))[::-1])


def usable(sessions: Iterable[Session]) -> list[Session]:
    """That they took place is a fact; their words only help where those who wrote them let them."""
    unsaid = {"happened": "", "agreed": "", "learned": ""}
    return [met if met.use_next else met.model_copy(update=unsaid) for met in sessions]


def _with_usefulness(work: Work, rows: Sequence[SessionRow]) -> list[Session]:
    scores: dict[str, dict[str, int]] = {row.id: {} for row in rows}
    if scores:
        query = select(UsefulnessRow).where(UsefulnessRow.session_id.in_(scores))
        for rated in work.scalars(query.order_by(UsefulnessRow.person_id)):
            scores[rated.session_id][rated.person_id] = rated.score
    return [value_of(Session, row, usefulness=scores[row.id]) for row in rows]


def _check_number(work: Work, pair_id: str, session: Session) -> None:
    query = select(SessionRow.id).where(SessionRow.pair_id == pair_id, SessionRow.number == session.number)
    if work.scalar(query.where(SessionRow.id != session.id)) is not None:
        raise InputError(
            f"Session {session.number} of this pair is already recorded. Open it, or use the next number."
        )


def _check_usefulness(place: Place, session: Session, stored: Session | None) -> None:
    known = place.member_ids | set(stored.usefulness if stored else ())
    if not set(session.usefulness) <= known:
        raise InputError("Only the people of this pair rate its sessions. Choose one of them.")
    if any(not 0 <= score <= 10 for score in session.usefulness.values()):
        raise InputError("Usefulness is a number from 0 to 10.")
