"""The agenda of one meeting: what it needs to know, and the fields it fills."""

from enum import StrEnum

from pydantic import Field

from assistant.domain.facts import Phase
from assistant.domain.meetings import Mode
from assistant.domain.people import Form
from assistant.domain.value import Value


class Lead(StrEnum):
    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"
    ROTATING = "rotating"


class AgendaRequest(Value):
    """What is asked for this time."""

    minutes: int = Field(default=45, ge=20, le=120)
    mode: Mode | None = None
    """None: as the facts say."""
    phase: Phase | None = None
    """Set to force a phase; otherwise it is read from the record and its reason is shown."""
    goal_id: str | None = None
    """The goal to put in the middle; None: the one that most needs it."""
    language: str = "en"


class Item(Value):
    """One item of the agenda."""

    order: int
    label: str
    minutes: int
    lead: Lead
    why: str
    steps: tuple[str, ...] = Field(min_length=1, max_length=3)
    questions: tuple[str, ...] = Field(min_length=1, max_length=3)
    technique: str
    tags: tuple[str, ...] = ()
    """What this item contributes to the phase (AG-8)."""
    goal_ref: str | None = None
    commitment_ref: str | None = None
    strength_ref: str | None = None
    source_ref: str | None = None
    optional: bool = False


class CommitmentReview(Value):
    commitment_ref: str
    owner: str
    text: str
    ask: str


class NextStep(Value):
    who: str
    what: str
    by_when: str
    first_five_minutes: str
    if_then_obstacle: str
    support_needed: str


class Close(Value):
    usefulness_question: str
    appreciation_prompt: str
    next_meeting_slot: str


class StrengthToNotice(Value):
    person: str
    strength: str
    evidence: str
    strength_ref: str


class MentorSheet(Value):
    """For the mentor's eyes only."""

    strengths_to_notice: tuple[StrengthToNotice, ...] = ()
    listen_for: tuple[str, ...]
    story_to_offer: str | None = None
    watch_out: str | None = None
    own_reflection: str


class ShortItem(Value):
    label: str
    minutes: int
    question: str


class IfUpset(Value):
    drop_first: str
    contact: str


class GroupPlan(Value):
    """How a group, or two peers, share the time."""

    ground_rule: str
    turn_scheme: str
    minutes_per_person: dict[str, float]
    facilitator_share: float


class AgendaBody(Value):
    """The body of a Draft of kind `agenda` (field names as documented in the README)."""

    title: str
    one_line_purpose: str
    phase: Phase
    phase_reason: str
    format: Form
    duration_min: int
    mode: Mode
    outcome: str
    goals: tuple[str, ...] = ()
    """One or two goals, each with its current level, as one readable line."""
    items: tuple[Item, ...] = Field(min_length=1)
    commitments_review: tuple[CommitmentReview, ...] = ()
    next_step: NextStep
    close: Close
    mentor_sheet: MentorSheet | None
    short_version: tuple[ShortItem, ...]
    if_upset: IfUpset
    materials: tuple[str, ...] = Field(default=(), max_length=2)
    adaptations: tuple[str, ...] = ()
    turns: GroupPlan | None = None
