"""Goals and where they stood when."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.adapters.records.door import Door, Place, found_in, next_position, require_unchanged
from assistant.adapters.records.rows import fill, storable, stored_id, value_of
from assistant.adapters.records.tables import GoalRow, RatingRow, StrengthRow
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.goals import Goal, Rating
from assistant.errors import AccessError, InputError


class Goals(Door):
    def goals(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Goal]:
        with self._read() as work:
            place = self._place(work, principal, purpose, pair_id)
            place.enter(Resource.GOAL)
            return visible_goals(work, place)

    def save_goal(
        self, principal: Principal, purpose: Purpose, pair_id: str, goal: Goal, *, seen: Goal | None = None
    ) -> Goal:
        goal = goal.model_copy(update={"id": stored_id(goal.id)})
        storable(goal)
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            row, stored = _stored(work, place, goal.id, Action.WRITE)
            _check_owner(place, goal, stored)
            require_unchanged(stored, seen)
            _check_strength(work, place, goal)
            goal = _unconfirmed_unless_agreed(goal, stored, principal)
            if row is None:
                row = GoalRow(id=goal.id, pair_id=pair_id)
                row.position = next_position(work, GoalRow.position, GoalRow.pair_id, pair_id)
            fill(row, goal)
            work.add(row)
            work.flush()
            for rating in goal.ratings:
                work.merge(RatingRow(goal_id=goal.id, on=rating.on, level=rating.level))
            return _with_ratings(work, [row])[0]

    def rate_goal(
        self, principal: Principal, purpose: Purpose, pair_id: str, goal_id: str, rating: Rating
    ) -> Goal:
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            row, _ = _stored(work, place, goal_id, Action.WRITE)
            if row is None:
                raise AccessError
            place.require_open()
            work.merge(RatingRow(goal_id=goal_id, on=rating.on, level=rating.level))
            return _with_ratings(work, [row])[0]

    def delete_goal(self, principal: Principal, purpose: Purpose, pair_id: str, goal_id: str) -> None:
        with self._write() as work:
            place = self._place(work, principal, purpose, pair_id, lock=True)
            row, _ = _stored(work, place, goal_id, Action.DELETE)
            if row is None:
                raise AccessError
            work.delete(row)


def visible_goals(work: Session, place: Place) -> list[Goal]:
    query = select(GoalRow).where(GoalRow.pair_id == place.pair.id).order_by(GoalRow.position)
    rows = [
        row
        for row in work.scalars(query)
        if place.may(Action.READ, Resource.GOAL, row.owner_id, shared=row.shared)
    ]
    return _with_ratings(work, rows)


def _with_ratings(work: Session, rows: Sequence[GoalRow]) -> list[Goal]:
    ratings: dict[str, list[Rating]] = {row.id: [] for row in rows}
    if ratings:
        work.flush()
        query = select(RatingRow).where(RatingRow.goal_id.in_(ratings)).order_by(RatingRow.on)
        for rating in work.scalars(query):
            ratings[rating.goal_id].append(value_of(Rating, rating))
    return [value_of(Goal, row, ratings=tuple(ratings[row.id])) for row in rows]


def _stored(work: Session, place: Place, goal_id: str, action: Action) -> tuple[GoalRow | None, Goal | None]:
    """The goal as it stands, once the principal may do this to it."""
    row = work.get(GoalRow, goal_id)
    found_in(row, place.pair.id)
    if row is None:
        return None, None
    place.authorise(action, Resource.GOAL, row.owner_id, shared=row.shared)
    return row, _with_ratings(work, [row])[0]


def _check_owner(place: Place, goal: Goal, stored: Goal | None) -> None:
    place.authorise(Action.WRITE, Resource.GOAL, goal.owner_id, shared=goal.shared)
    place.require_open()
    if stored is None:
        place.require_member(goal.owner_id, "A goal")
    elif stored.owner_id != goal.owner_id:
        raise InputError("A goal stays with the person who set it. Add a new goal for somebody else.")


def _check_strength(work: Session, place: Place, goal: Goal) -> None:
    if goal.strength_id is None:
        return
    row = work.get(StrengthRow, goal.strength_id)
    if row is not None and not (
        row.pair_id == place.pair.id
        and place.may(Action.READ, Resource.STRENGTH, row.person_id, shared=row.shared)
    ):
        row = None
    if row is None:
        raise InputError("The strength this goal builds on is not one of this pair's. Choose one of theirs.")
    if goal.shared and not row.shared:
        raise InputError(
            "This goal is seen by the pair, and its strength only by you. Share the strength, or keep both."
        )


def _unconfirmed_unless_agreed(goal: Goal, stored: Goal | None, principal: Principal) -> Goal:
    """Nobody agrees to words on somebody else's behalf."""
    if goal.owner_id == principal.person_id:
        return goal
    agreed = stored is not None and stored.confirmed and stored.text == goal.text
    return goal.model_copy(update={"confirmed": agreed and goal.confirmed})
