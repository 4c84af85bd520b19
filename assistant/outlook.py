"""What is next for a pair, read from its record: the one thing to do now, and why."""

from collections.abc import Sequence
from datetime import date, timedelta

from assistant.domain.goals import Goal, GoalStatus
from assistant.domain.meetings import Commitment, CommitmentStatus, Session
from assistant.domain.value import Value
from assistant.wording import number_word, sentence, short_date

RATING_LASTS = timedelta(days=35)
"""A goal that has not been rated for this long would like to be."""


class Outlook(Value):
    """The near future of a pair as one sentence, and what waits in it."""

    headline: str
    last: Session | None
    next_on: date | None
    unrecorded_on: date | None
    """A meeting was agreed for this day, the day has passed, and nobody wrote down how it went."""
    due: tuple[Commitment, ...]
    """Open, with the most urgent first."""
    unrated: tuple[Goal, ...]


def look_ahead(
    goals: Sequence[Goal], commitments: Sequence[Commitment], sessions: Sequence[Session], today: date
) -> Outlook:
    last = sessions[-1] if sessions else None
    agreed = last.next_on if last else None
    passed = agreed if agreed and agreed < today else None
    waiting = [commitment for commitment in commitments if commitment.status is CommitmentStatus.OPEN]
    unrated = tuple(
        goal
        for goal in goals
        if goal.status is GoalStatus.ACTIVE
        and goal.levels
        and (not goal.ratings or today - max(rating.on for rating in goal.ratings) > RATING_LASTS)
    )
    return Outlook(
        headline=_headline(last, agreed, today),
        last=last,
        next_on=agreed if agreed and not passed else None,
        unrecorded_on=passed,
        due=tuple(sorted(waiting, key=lambda commitment: (commitment.due or date.max, commitment.text))),
        unrated=unrated,
    )


def _headline(last: Session | None, agreed: date | None, today: date) -> str:
    if last is None:
        return "Your first meeting is ahead: a good start is to get to know each other."
    if agreed is None:
        met = "was missed" if last.missed else "was"
        return f"Your last meeting {met} on {short_date(last.on, today)}. The next one has no day yet."
    days = (agreed - today).days
    if days < 0:
        return f"The meeting of {short_date(agreed, today)} has no record yet. It takes three minutes."
    if days == 0:
        return "You meet today."
    if days == 1:
        return "You meet tomorrow."
    return sentence(f"you meet on {short_date(agreed, today)}, in {number_word(days)} days")
