"""What somebody writes for themselves, and what of it they have decided to show."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from assistant.domain.people import Role
from assistant.domain.value import Value


class Entry(Value):
    """One page of a journal, or of a mentor's log. Its owner alone reads it.

    Writing on keeps the version; writing on after that version was shared begins the next one, so
    that what was shown stays what was shown.
    """

    id: str = ""
    owner_id: str
    role: Role
    """The role it was written in: the journal of a mentee is not the log the same person keeps as a mentor."""
    pair_id: str | None = None
    """The pair it is about, if it is about one."""
    title: str = Field(default="", max_length=120)
    text: str = Field(default="", max_length=50_000)
    version: int = Field(default=1, ge=1)
    on: date
    """The day it is about."""
    changed_at: datetime | None = None
    """Set by the records."""


class Grant(Value):
    """Leave to read one version of one entry, or a passage of it; only its owner gives and takes it."""

    id: str = ""
    entry_id: str
    version: int = Field(ge=1)
    owner_id: str
    pair_id: str
    excerpt: str = Field(default="", max_length=50_000)
    """The passage, word for word as it stands in that version; empty: the whole version."""
    use_in_drafts: bool = False
    """May it help when the pair's next meeting is prepared?"""
    granted_at: datetime | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None


class Shown(Value):
    """What a reader of the pair sees by a grant: these words and nothing of what stands around them."""

    grant_id: str
    owner_id: str
    on: date
    title: str = ""
    """Of the entry, when the whole of it is shown."""
    text: str
    use_in_drafts: bool


class Point(Value):
    """One line of a digest."""

    text: str = Field(min_length=2, max_length=500)
    entry_id: str | None = None
    """Where it was picked from; the owner alone sees that."""


class Digest(Value):
    """What a mentee wants the mentor to know before a meeting. Nobody else sees it before it is released."""

    id: str = ""
    owner_id: str
    pair_id: str
    points: tuple[Point, ...] = Field(default=(), max_length=12)
    use_in_drafts: bool = True
    """May the released points help to prepare the meeting?"""
    changed_at: datetime | None = None
    released_at: datetime | None = None
    withdrawn_at: datetime | None = None


class Answered(StrEnum):
    """What the writer did with a prompt; it shapes the next ones."""

    SHOWN = "shown"
    USED = "used"
    NOT_NOW = "not_now"
    TOO_PERSONAL = "too_personal"
    ANOTHER_ANGLE = "another_angle"


class ShownPrompt(Value):
    """A prompt somebody was given, so that it does not come again too soon."""

    id: str = ""
    owner_id: str
    role: Role
    text: str = Field(max_length=400)
    technique: str
    stage: str
    depth: str
    at: datetime
    answered: Answered = Answered.SHOWN
    entry_id: str | None = None
    """The entry it was asked about, whose words it may hold: it is deleted with that entry."""
