"""One remark on a few words of somebody's draft."""

from enum import StrEnum

from pydantic import Field

from assistant.domain.value import Value


class Kind(StrEnum):
    """What may land badly."""

    LABEL = "label"
    ABSOLUTE = "absolute"
    MIND_READING = "mind_reading"
    HIDDEN_BUT = "hidden_but"
    INFLATED_PRAISE = "inflated_praise"
    BLAME = "blame"
    COMPARISON = "comparison"
    ADVICE_PILE = "advice_pile"
    PROMISE = "promise"


class Remark(Value):
    """Marked words, by their place in the text, with why and what to say instead."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str
    kind: Kind
    why: str
    """One plain sentence; when only the writer can know better words, it ends in a question to them."""
    say: str = ""
    """Takes the place of exactly these words; empty when only the writer can know."""
    source_ref: str
    """The passage that teaches it."""
