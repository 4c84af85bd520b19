"""The support gate: words that may be about somebody's safety end drafting before anything else is done.

It names no one, stores nothing and asks no model. A quiet text is no all-clear.
"""

from collections.abc import Iterable

from assistant.domain.value import Value
from assistant.safeguarding.detector import detect


class Concern(Value):
    """Something to bring to a person. It carries no words of the text."""

    flag: str


def concern(texts: Iterable[str]) -> Concern | None:
    """The first concern in any of the texts, or None."""
    return Concern(flag="possible_risk") if any(detect(text).escalate for text in texts) else None
