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


class Origin(StrEnum):
    """Where words come from; shown beside them wherever they appear."""

    LIBRARY = "library"
    PROGRAMME = "programme"


class Passage(Value):
    """One headed part of a note or of a programme's material: the unit that is searched, cited and opened."""

    id: str
    """`<note id>#<slug of the heading>`."""
    note_id: str
    """Of the note, or of one version of a material."""
    heading: str
    text: str
    """The words under the heading, as Markdown."""


class Phrasing(Value):
    """A sentence or question of a note that can be said as it stands."""

    text: str
    """With its slots in braces, for instance "How could {strength} help you with {goal}?"."""
    about: str = ""
    """The line it stands under, for instance "First meetings"."""
    slots: tuple[str, ...] = ()

    @property
    def is_question(self) -> bool:
        return self.text.endswith("?")


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
    not_when: tuple[str, ...] = Field(min_length=1)
    """Each finishes the sentence "Not when ..."."""
    passages: tuple[Passage, ...]
    steps: tuple[str, ...] = ()
    """What stands numbered under "How", in order and without marks."""
    phrasings: tuple[Phrasing, ...] = ()
    """What stands under "Words you can use"."""
    asked: tuple[str, ...] = ()
    """How people ask for it, in their own words. Searched, never shown or quoted."""


class Hit(Value):
    """A passage that answers a query, with why it was found."""

    passage: Passage
    note_title: str
    score: float
    """For sorting, made of several: see retrieval.py."""
    near: float = 0.0
    """Cosine of the passage's own words and the question; 0 without an embedder."""
    origin: Origin = Origin.LIBRARY
    author: str = ""
    """Of a programme's material; a note of the library names its works instead."""
    licence: str = ""
