"""What an agenda may stand on, gathered in few statements however long the history is."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.adapters.records.commitments import visible_commitments
from assistant.adapters.records.door import Door, Place
from assistant.adapters.records.draft_rows import IS_NEWEST
from assistant.adapters.records.drafts import readable
from assistant.adapters.records.goals import visible_goals
from assistant.adapters.records.programmes import load_programme
from assistant.adapters.records.sessions import newest_sessions, usable
from assistant.adapters.records.shown_points import shown_points
from assistant.adapters.records.strengths import visible_strengths
from assistant.adapters.records.tables import DraftRow, VersionRow
from assistant.adapters.records.talking_points import visible_points
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.drafts import DraftStatus
from assistant.domain.facts import Facts, PreviousAgenda
from assistant.domain.goals import GoalStatus
from assistant.domain.meetings import Mode
from assistant.domain.meetings import Session as Meeting

AGENDA = "agenda"
CLOSED_COMMITMENTS = 5
"""How many finished ones are worth looking back at."""


class GatherFacts(Door):
    def facts(
        self,
        principal: Principal,
        purpose: Purpose,
        pair_id: str,
        *,
        sessions: int = 12,
        remaking: str | None = None,
    ) -> Facts:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            # Only somebody who may write a draft here for this purpose has a use for them.
            place.authorise(Action.WRITE, Resource.DRAFT)
            programme = load_programme(work, place.pair.programme_id)
            meetings = newest_sessions(work, place, sessions)
            goals = [goal for goal in visible_goals(work, place) if goal.status is GoalStatus.ACTIVE]
            points = [*visible_points(work, place), *shown_points(work, place, meetings, self.now())]
            commitments = visible_commitments(work, place, CLOSED_COMMITMENTS)
            return Facts(
                form=place.pair.form,
                people=place.pair.members,
                goals=_of_members(place, goals, "owner_id"),
                strengths=_of_members(place, visible_strengths(work, place), "person_id"),
                commitments=_of_members(place, commitments, "owner_id"),
                sessions=tuple(usable(meetings)),
                talking_points=_of_members(place, points, "by"),
                planned_sessions=place.pair.planned_sessions or programme.planned_sessions,
                mode=_usual_mode(meetings),
                rules=programme.rules,
                access_needs=place.pair.access_needs,
                support_contact=programme.support_contact,
                previous=_previous(work, place, remaking),
            )


Thing = TypeVar("Thing")


def _of_members(place: Place, things: Iterable[Thing], owner: str) -> tuple[Thing, ...]:
    """Leave out what belongs to somebody who has left: an agenda speaks to those who will be there."""
    return tuple(thing for thing in things if getattr(thing, owner) in place.member_ids)


def _usual_mode(meetings: list[Meeting]) -> Mode:
    """The pair meets as it met last."""
    held = [meeting.mode for meeting in meetings if not meeting.missed]
    return held[-1] if held else Mode.IN_PERSON


def _previous(work: Session, place: Place, remaking: str | None) -> PreviousAgenda:
    """Labels and questions of the newest accepted agenda, or of the newest one if none was accepted."""
    accepted = DraftRow.status == DraftStatus.ACCEPTED.value
    query = (
        select(VersionRow.content)
        .join(DraftRow, IS_NEWEST)
        .where(DraftRow.id.in_(readable(place)), DraftRow.kind == AGENDA, DraftRow.id != (remaking or ""))
        .order_by(accepted.desc(), DraftRow.created_at.desc())
        .limit(1)
    )
    content: dict[str, Any] | None = work.scalar(query)
    items = content["body"].get("items", ()) if content else ()
    return PreviousAgenda(
        labels=tuple(item["label"] for item in items),
        questions=tuple(question for item in items for question in item["questions"]),
    )
