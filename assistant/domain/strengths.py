"""Strengths that somebody really showed, each with its dated evidence."""

from datetime import date

from pydantic import Field

from assistant.domain.value import Value


class Evidence(Value):
    """One moment in which a strength was seen."""

    text: str = Field(min_length=2, max_length=500)
    on: date | None = None
    noticed_by: str = ""
    """The name of the person who noticed it."""


class Strength(Value):
    """A strength of one person. Without evidence it is only a claim, and is treated as one."""

    id: str
    person_id: str
    name: str = Field(min_length=2, max_length=80)
    evidence: tuple[Evidence, ...] = ()
    shared: bool = True
    """Seen by the whole pair; a strength that is not shared is its owner's alone."""
