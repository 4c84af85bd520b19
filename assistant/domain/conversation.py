"""A conversation: what somebody asked in their own words, and what was answered from where."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from assistant.domain.drafts import COMPOSED, Ending, Source, Tokens
from assistant.domain.people import Role
from assistant.domain.value import Value


class FactRef(Value):
    """Something on record that an answer stands on, as this reader may see it."""

    label: str
    """As it is cited in the answer, for instance "a"."""
    thing: str
    """"goal", "strength", "commitment", "session", "entry" or "programme"."""
    id: str
    text: str


class Cited(Value):
    """A passage an answer stands on, with the label that opens it, for instance "1"."""

    label: str
    source: Source


class Stance(StrEnum):
    """What kind of turn an answer is."""

    REFLECTION = "reflection"
    """A mentee is heard first, and asked one question."""
    OFFER = "offer"
    """Advice that was asked for: at most three options, and the choice stays theirs."""
    PASSAGES = "passages"
    """The best passages in short: what the assistant does without a model."""
    WORDS = "words"
    """A model's words on these passages."""


class Answer(Value):
    """One turn of the assistant. `text` holds labels such as [1] and [a], each resolved here."""

    text: str
    stance: Stance = Stance.PASSAGES
    ending: Ending = Ending.ANSWERED
    cited: tuple[Cited, ...] = ()
    facts: tuple[FactRef, ...] = ()
    questions: tuple[str, ...] = ()
    """Questions the reader may take with them: to a meeting, or to their journal."""
    model_id: str = COMPOSED
    notices: tuple[str, ...] = ()
    tokens: Tokens = Tokens()


class Message(Value):
    """One question of a person with its answer; the answer is None until it came, or when it was stopped."""

    id: str = ""
    asked: str = Field(min_length=1, max_length=4000)
    answer: Answer | None = None
    blocked: bool = False
    """The support gate spoke: shown to its writer, never sent, searched or built upon."""
    at: datetime


class Thread(Value):
    """A conversation of one person in one role. Nobody else reads it."""

    id: str = ""
    owner_id: str
    role: Role
    pair_id: str | None = None
    title: str = Field(default="", max_length=120)
    messages: tuple[Message, ...] = ()
    changed_at: datetime | None = None
