"""What may be about somebody's safety: kinds of danger, how near it is, and what was found in a text."""

from datetime import date, datetime
from enum import IntEnum, StrEnum

from pydantic import Field

from assistant.domain.people import Name, Role
from assistant.domain.value import Value


class Category(StrEnum):
    """Kinds of danger. Names for people who look after safety; nobody is called by them."""

    SUICIDAL_ACTIVE = "suicidal_active"
    SUICIDAL_PASSIVE = "suicidal_passive"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    """Physical, sexual, emotional, neglect, trafficking, forced marriage."""
    RELATIONSHIP_VIOLENCE = "relationship_violence"
    EXPLOITATION_GROOMING = "exploitation_grooming"
    """Also a mentor or somebody of the staff who crosses a line, online or not."""
    HARM_TO_OTHERS = "harm_to_others"
    UNSAFE_NOW = "unsafe_now"
    EATING_RISK = "eating_risk"
    SUBSTANCE_RISK = "substance_risk"
    PSYCHOSIS_SIGNAL = "psychosis_signal"
    BULLYING_SEVERE = "bullying_severe"
    THIRD_PARTY_RISK = "third_party_risk"
    """The writer worries about somebody else."""
    DISTRESS = "distress"


class Severity(IntEnum):
    NONE = 0
    DISTRESS = 1
    """Ordinary sadness, grief, anger; recovered history."""
    CONCERN = 2
    """The support card."""
    IMMINENT = 3
    """The support card with the emergency line first."""


class Finding(Value):
    """What the rules found in one text. It carries none of its words."""

    severity: Severity = Severity.NONE
    categories: tuple[Category, ...] = ()
    """The gravest first."""
    rule_ids: tuple[str, ...] = ()

    @property
    def escalate(self) -> bool:
        return self.severity >= Severity.CONCERN


class Audience(StrEnum):
    """Who reads a support card."""

    WRITER = "writer"
    FRIEND = "friend"
    """Worried about somebody else."""
    DUTY = "duty"
    """Was told something as a mentor, trainer or coordinator, and has to pass it on."""


class Theme(StrEnum):
    GENERAL = "general"
    HURT = "hurt"
    """Somebody does harm to them."""
    THREAT = "threat"
    """Somebody may do harm."""


class CardId(Value):
    """Which support card fits. Written as in "writer.hurt.3"."""

    audience: Audience
    theme: Theme
    severity: Severity

    def __str__(self) -> str:
        return f"{self.audience}.{self.theme}.{int(self.severity)}"


class Mode(StrEnum):
    """What a programme has decided to happen beside the support card."""

    SELF_HELP = "self_help"
    """The card alone; nobody is told unless the writer does it."""
    ALERT = "alert"
    """Whoever looks after safety is told who, when and what kind. Never what was written."""


class Protocol(Value):
    """How one programme looks after safety. Everybody in it can read this."""

    mode: Mode = Mode.SELF_HELP
    with_minors: bool = False
    """Are there people under 18, or adults at risk?"""
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    """Whose helplines are shown, as in ISO 3166-1."""
    lead_ids: tuple[str, ...] = Field(default=(), max_length=5)
    deputy_ids: tuple[str, ...] = Field(default=(), max_length=5)
    outside_contact: str = Field(default="", max_length=200)
    """Whom to turn to when the safeguarding lead is the one it is about; one line with hours."""
    keep_days: int = Field(default=90, ge=30, le=2_190)
    """How long an event is kept."""


class Surface(StrEnum):
    """Where the words were written."""

    JOURNAL = "journal"
    CONVERSATION = "conversation"
    FEEDBACK = "feedback"
    PROMPT = "prompt"
    AGENDA = "agenda"
    RECORD = "record"


class AlertState(StrEnum):
    """How far an alert has come. Nothing is called told before somebody has opened it."""

    NONE = "none"
    """Nobody is told."""
    QUEUED = "queued"
    DELIVERED = "delivered"
    """It was shown to somebody who looks after safety."""
    ACKNOWLEDGED = "acknowledged"


class SafetyEvent(Value):
    """That a card was shown. No word of the text, and nothing that could be turned back into it."""

    id: str = ""
    owner_id: str
    """Who wrote it."""
    role: Role
    at: datetime | None = None
    """Set by the records, as is everything below `surface`."""
    categories: tuple[Category, ...]
    severity: Severity
    rule_ids: tuple[str, ...] = ()
    rules_version: str = ""
    card: str = ""
    surface: Surface
    excluded_ids: tuple[str, ...] = ()
    """Who may be the one it is about, and is never told."""
    disputed: bool = False
    """The writer says that it is not accurate."""
    asked_for: bool = False
    """The writer has asked that somebody gets in touch."""
    state: AlertState = AlertState.NONE
    handled_by: str | None = None
    handled_at: datetime | None = None


class Alert(Value):
    """What whoever looks after safety is told."""

    event_id: str
    name: Name
    at: datetime
    categories: tuple[Category, ...]
    severity: Severity
    disputed: bool = False
    asked_for: bool = False
    state: AlertState
    handled_by: Name | None = None
    handled_at: datetime | None = None


class LineCheck(Value):
    """Somebody of the programme has looked up a helpline."""

    line_id: str = Field(pattern=r"^[a-z0-9-]+$")
    on: date
    by: Name = "somebody"
