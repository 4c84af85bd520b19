"""What is on record of a pair, as far as somebody may see it: what every draft for a pair stands on."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.domain.goals import Goal
from assistant.domain.meetings import Commitment, Mode, Session, TalkingPoint
from assistant.domain.people import Form, Member
from assistant.domain.strengths import Strength
from assistant.domain.value import Value


class Phase(StrEnum):
    """Where a pair stands, from the first meeting to the last."""

    FIRST = "first"
    BUILDING = "building"
    WORKING = "working"
    STUCK = "stuck"
    MIDPOINT = "midpoint"
    TRANSITION = "transition"
    CLOSING = "closing"


class PreviousAgenda(Value):
    """What the last agenda said, so that the next one says something else."""

    labels: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


class Facts(Value):
    """All that a draft for a pair may stand on besides practice notes: what its reader may see of them.

    This is also the documented JSON of `--facts FILE.json` on the command line.
    """

    form: Form
    people: tuple[Member, ...] = Field(min_length=2, max_length=40)
    goals: tuple[Goal, ...] = ()
    strengths: tuple[Strength, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    sessions: tuple[Session, ...] = ()
    talking_points: tuple[TalkingPoint, ...] = ()
    planned_sessions: int | None = Field(default=None, ge=1, le=200)
    phase: Phase | None = None
    """Set to force a phase, for instance when the last session is announced today."""
    mode: Mode = Mode.IN_PERSON
    language: str = "en"
    rules: tuple[str, ...] = ()
    access_needs: tuple[str, ...] = ()
    support_contact: str = ""
    next_on: date | None = None
    """The day of the session after this one, if it is already known."""
    previous: PreviousAgenda = PreviousAgenda()
