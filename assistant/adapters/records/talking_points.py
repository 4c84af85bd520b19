"""What each person would like to talk about next time."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.adapters.records.door import Door, Place, found_in, next_position
from assistant.adapters.records.rows import fill, storable, stored_id, value_of
from assistant.adapters.records.tables import TalkingPointRow
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.meetings import TalkingPoint
from assistant.errors import AccessError


class TalkingPoints(Door):
    def talking_points(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[TalkingPoint]:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            place.enter(Resource.TALKING_POINT)
            return visible_points(work, place)

    def save_talking_point(
        self, principal: Principal, purpose: Purpose, pair_id: str, point: TalkingPoint
    ) -> TalkingPoint:
        point = point.model_copy(update={"id": stored_id(point.id)})
        storable(point)
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            row = work.get(TalkingPointRow, point.id)
            found_in(row, pair_id)
            for speaker in {point.by, row.by if row else point.by}:
                place.authorise(Action.WRITE, Resource.TALKING_POINT, speaker)
            place.require_open()
            if row is None:
                row = TalkingPointRow(id=point.id, pair_id=pair_id)
                row.position = next_position(work, TalkingPointRow.position, TalkingPointRow.pair_id, pair_id)
            fill(row, point)
            work.add(row)
            return point

    def delete_talking_point(
        self, principal: Principal, purpose: Purpose, pair_id: str, point_id: str
    ) -> None:
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            row = work.get(TalkingPointRow, point_id)
            found_in(row, pair_id)
            if row is None:
                raise AccessError
            place.authorise(Action.DELETE, Resource.TALKING_POINT, row.by)
            work.delete(row)


def visible_points(work: Session, place: Place) -> list[TalkingPoint]:
    query = select(TalkingPointRow).where(TalkingPointRow.pair_id == place.pair.id)
    return [
        value_of(TalkingPoint, row)
        for row in work.scalars(query.order_by(TalkingPointRow.position))
        if place.may(Action.READ, Resource.TALKING_POINT, row.by)
    ]
