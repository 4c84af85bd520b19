"""Reflective prompts: what they stand on, and the fields they fill."""

from enum import StrEnum

from pydantic import Field

from assistant.domain.goals import Goal
from assistant.domain.journal import Entry, ShownPrompt
from assistant.domain.people import Role
from assistant.domain.strengths import Strength
from assistant.domain.value import Value


class Cycle(StrEnum):
    """A model of reflection, by the name of who described it."""

    DRISCOLL = "driscoll"
    GIBBS = "gibbs"
    KOLB = "kolb"
    ROLFE = "rolfe"
    FREE = "free"


class DepthWish(StrEnum):
    LIGHT = "light"
    NORMAL = "normal"
    DEEP = "deep"


class Depth(StrEnum):
    """How far a prompt reaches."""

    DESCRIPTIVE = "descriptive"
    ANALYTIC = "analytic"
    CRITICAL = "critical"
    FORWARD = "forward"


class WriterFacts(Value):
    """All that prompts may stand on: what the writer wrote and what is on record of them, for them alone.

    This is also the documented JSON of `assistant reflect --facts FILE.json`.
    """

    name: str = ""
    role: Role = Role.MENTEE
    entry: Entry | None = None
    """What the prompts are about; None: the topic of the request."""
    earlier: tuple[Entry, ...] = ()
    """Other entries of the last fourteen days, newest first: only compared, never quoted."""
    goals: tuple[Goal, ...] = ()
    strengths: tuple[Strength, ...] = ()
    shown: tuple[ShownPrompt, ...] = ()
    """The prompts of the last thirty days, newest first, with what the writer did with each."""
    support_contact: str = ""
    topic: str = ""
    """The topic of the request once more, so that the support gate sees it: it looks at facts alone."""
    language: str = "en"


class ReflectionRequest(Value):
    """What is asked for this time."""

    topic: str = Field(default="", max_length=500)
    cycle: Cycle = Cycle.DRISCOLL
    depth: DepthWish = DepthWish.NORMAL
    minutes: int = Field(default=10, ge=3, le=60)
    questions_only: bool = False
    comments: bool = False
    """Comments beside the text instead of a set of prompts."""
    goal_id: str | None = None
    language: str = "en"


class ReflectionPrompt(Value):
    """One question, and why it is asked."""

    text: str
    stage: str
    depth: Depth
    technique: str
    tags: tuple[str, ...] = ()
    """What it brings to the set: strength, exception, resource, forward, assumption, power, growth, distance ..."""
    anchor_quote: str | None = None
    """Word for word from the entry, at most twelve words."""
    goal_ref: str | None = None
    strength_ref: str | None = None
    why_this: str
    source_ref: str
    minutes: int = Field(ge=1)


class Comment(Value):
    """A comment beside the text. `start` and `end` are characters of the entry's text."""

    start: int = Field(ge=0)
    end: int
    quote: str
    """`text[start:end]`, word for word."""
    text: str
    technique: str
    source_ref: str


class ReflectionBody(Value):
    """The body of a Draft of kind `reflection` (field names as documented in the README)."""

    title: str
    role: Role
    cycle: Cycle
    depth: DepthWish
    entry_ref: str | None = None
    """`<entry id>@<version>`: the text itself stays where it is."""
    topic: str = ""
    questions_only: bool = False
    listening_line: str | None = None
    prompts: tuple[ReflectionPrompt, ...] = ()
    comments: tuple[Comment, ...] = ()
    one_small_step: str | None = None
    distance: bool = False
    """The same painful theme came back, so the prompts step back from it and point to people."""
    person_to_talk_to: str | None = None
    skip_options: tuple[str, ...]
    share_hint: str
