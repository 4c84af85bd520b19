"""Practice notes and their passages: what the assistant knows about mentoring."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.domain.value import Value


class NoteType(StrEnum):
    CONCEPT = "CON"
    METHOD = "MET"
    QUESTIONS = "QB"
    CHECKLIST = "CHK"
    TEMPLATE = "TPL"
    EVIDENCE = "EVD"
    SAFETY = "SAF"
    MEASURE = "MEA"
    EXAMPLE = "EXA"
    TRAINING = "TRN"


class EvidenceGrade(StrEnum):
    STANDARD = "standard"
    REVIEW = "review/meta-analysis"
    TRIAL = "trial"
    PRACTICE = "practice wisdom"
    CONTESTED = "contested"


class Reference(Value):
    """A work a note stands on: author, year and title, never its words."""

    author: str
    year: int = Field(ge=1850, le=2100)
    title: str
    use: str = Field(default="summarised", pattern="^(original|summarised|adapted|quoted)$")


class Passage(Value):
    """One headed part of a note: the unit that is searched, cited and opened."""

    id: str
    """`<note id>#<slug of the heading>`."""
    note_id: str
    heading: str
    text: str
    """The words under the heading, as Markdown."""


class Note(Value):
    """A practice note: one idea, a few headed passages, its sources and its limits."""

    id: str = Field(pattern=r"^[A-H]\d\d$")
    title: str
    type: NoteType
    audience: tuple[str, ...]
    phase: tuple[str, ...]
    format: tuple[str, ...]
    technique_tags: tuple[str, ...]
    sources: tuple[Reference, ...]
    licence: str
    reviewed_on: date
    evidence_grade: EvidenceGrade
    passages: tuple[Passage, ...]


class Hit(Value):
    """A passage that answers a query, with why it was found."""

    passage: Passage
    note_title: str
    score: float
    """Cosine of the embedder (0 without one) plus the weighted keyword score."""
