"""Meetings of a pair and what people take on between them."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.domain.value import Value


class Mode(StrEnum):
    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    TEXT = "text"


class CommitmentStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Commitment(Value):
    """Who does what by when."""

    id: str
    owner_id: str
    text: str = Field(min_length=2, max_length=300)
    due: date | None = None
    status: CommitmentStatus = CommitmentStatus.OPEN


class Session(Value):
    """One meeting of a pair with its short record; `missed` when it did not take place."""

    id: str
    number: int = Field(ge=1)
    on: date
    minutes: int | None = Field(default=None, ge=1, le=600)
    mode: Mode = Mode.IN_PERSON
    missed: bool = False
    happened: str = Field(default="", max_length=2000)
    agreed: str = Field(default="", max_length=2000)
    next_on: date | None = None
    usefulness: dict[str, int] = Field(default_factory=dict)
    """Person id to 0..10, each side for itself."""
    learned: str = Field(default="", max_length=2000)
    use_next: bool = True
    """May the assistant use these words when the next meeting is prepared?"""


class TalkingPoint(Value):
    """Something one person would like to talk about next time."""

    id: str = ""
    by: str
    """Person id."""
    text: str = Field(min_length=2, max_length=500)
