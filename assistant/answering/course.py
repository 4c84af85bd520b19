"""What of a conversation has been said so far, so that a turn neither repeats nor outlasts it."""

import re
from collections.abc import Iterable, Sequence

from assistant import dialogue
from assistant.domain.conversation import Message, Stance
from assistant.domain.drafts import Ending
from assistant.domain.value import Value

LONG = 20
"""Turns after which stopping is suggested, and again after as many."""

_LABEL = re.compile(r"\s?\[(?:\d{1,2}|[a-z])\]")


class Course(Value):
    """The turns before this one. Blocked ones are not among them: they are never built upon."""

    messages: tuple[Message, ...]

    @classmethod
    def of(cls, history: Sequence[Message]) -> "Course":
        return cls(messages=tuple(message for message in history if not message.blocked))

    @property
    def turn(self) -> int:
        """0 for the first."""
        return len(self.messages)

    @property
    def long(self) -> bool:
        return self.turn > 0 and self.turn % LONG == 0

    @property
    def said(self) -> tuple[str, ...]:
        """The person's earlier words, the newest first."""
        return tuple(message.asked for message in reversed(self.messages))

    @property
    def answers(self) -> tuple[str, ...]:
        """Without labels, the newest first."""
        return tuple(unlabelled(one.answer.text) for one in reversed(self.messages) if one.answer)

    def used(self, text: str) -> bool:
        """Has this been said before, in any turn?"""
        return any(text in answer for answer in self.answers)

    def fresh(self, options: Iterable[str], at: int | None = None) -> str:
        """One that was not said before; else the one after those, in turn. It opens unlike the last turn."""
        known = list(options)
        if not known:
            return ""
        at = self.turn if at is None else at
        ordered = [known[(at + step) % len(known)] for step in range(len(known))]
        last = dialogue.opening(self.answers[0]) if self.answers else ""
        differing = [one for one in ordered if dialogue.opening(one) != last] or ordered
        return next((one for one in differing if not self.used(one)), differing[0])

    @property
    def advised(self) -> bool:
        """Did the last turn offer something?"""
        return bool(
            self.messages
            and self.messages[-1].answer
            and self.messages[-1].answer.stance is Stance.OFFER
            and self.messages[-1].answer.ending is Ending.ANSWERED
        )


def unlabelled(text: str) -> str:
    return _LABEL.sub("", text)
