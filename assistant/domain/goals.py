"""Goals with a success scale, the way goal attainment scaling writes them (Kiresuk and Sherman 1968)."""

from datetime import date
from enum import StrEnum

from pydantic import Field, field_validator

from assistant.domain.value import Value

LEVELS = (-2, -1, 0, 1, 2)
"""From "much less than hoped" through "as hoped" (0) to "much more than hoped"."""


class GoalStatus(StrEnum):
    ACTIVE = "active"
    REACHED = "reached"
    SET_ASIDE = "set_aside"


class Rating(Value):
    """Where a goal stood on a day, in the owner's own judgement."""

    on: date
    level: int = Field(ge=-2, le=2)


class Goal(Value):
    """What somebody wants to reach, in their own words."""

    id: str
    owner_id: str
    text: str = Field(min_length=2, max_length=300)
    why_it_matters: str = ""
    strength_id: str | None = None
    levels: dict[int, str] = Field(default_factory=dict)
    ratings: tuple[Rating, ...] = ()
    evidence_of_success: str = ""
    due: date | None = None
    first_step: str = ""
    obstacle: str = ""
    if_then: str = ""
    shared: bool = True
    """Seen by the whole pair; a goal that is not shared is its owner's alone."""
    confirmed: bool = True
    """The owner agreed to this wording; a mentor's goal for a mentee starts as a proposal."""
    status: GoalStatus = GoalStatus.ACTIVE

    @field_validator("levels")
    @classmethod
    def _known_levels(cls, levels: dict[int, str]) -> dict[int, str]:
        wrong = sorted(set(levels) - set(LEVELS))
        if wrong:
            raise ValueError(f"levels run from -2 to 2, not {wrong}")
        return {level: text.strip() for level, text in sorted(levels.items()) if text.strip()}

    @property
    def level(self) -> int | None:
        """The newest rating, or None when the goal was never rated."""
        return max(self.ratings, key=lambda rating: rating.on).level if self.ratings else None

    @property
    def measured(self) -> bool:
        """Level 0, one on each side, and no two neighbouring blanks (Marson's rules)."""
        filled = [level in self.levels for level in LEVELS]
        gap = any(not a and not b for a, b in zip(filled, filled[1:], strict=False))
        sides = any(filled[:2]) and any(filled[3:])
        return filled[2] and sides and not gap and sum(filled) >= 3
