"""Feedback on one event: what the mentor saw, and the words that come of it."""

from enum import StrEnum

from pydantic import Field

from assistant.domain.value import Value


class Aim(StrEnum):
    """What the feedback is for."""

    REINFORCE = "reinforce"
    STRETCH = "stretch"
    BOTH = "both"


class Channel(StrEnum):
    SPOKEN = "spoken"
    WRITTEN = "written"
    IN_FRONT_OF_OTHERS = "in_front_of_others"


class FeedbackRequest(Value):
    """One event in the mentor's own words. Only the situation and the behaviour are needed."""

    by: str | None = None
    """Person id of who gives it; None: the only mentor, or the other one of two."""
    to: str | None = None
    """Person id; None: the only other person of the pair."""
    situation: str = Field(default="", max_length=1000)
    """When and where."""
    behaviour: str = Field(default="", max_length=2000)
    """What was seen or heard, in whatever form it was typed."""
    impact: str = Field(default="", max_length=1000)
    """On whom or what."""
    aim: Aim = Aim.BOTH
    channel: Channel = Channel.SPOKEN
    wished: str = Field(default="", max_length=1000)
    """What the mentor wishes had happened."""
    unknown: str = Field(default="", max_length=1000)
    """What the mentor does not know about it."""
    own_draft: str = Field(default="", max_length=4000)
    """The mentor's own words for it, if they have begun."""
    goal_id: str | None = None
    strength_id: str | None = None
    language: str = "en"


class Observation(Value):
    situation: str
    behaviour: str


class Impact(Value):
    on: str
    effect: str


class NamedStrength(Value):
    name: str
    evidence_from_behaviour: str
    strength_ref: str | None = None


class Stretch(Value):
    """One change, never two."""

    change: str
    why_it_matters: str
    first_step: str
    when: str


class Alternatives(Value):
    gentler: str
    more_direct: str
    for_group_setting: str | None = None


class BetterWording(Value):
    """Words to leave, and words to take instead."""

    instead_of: str
    say: str
    why: str
    source_ref: str | None = None


class FeedbackBody(Value):
    """The body of a Draft of kind `feedback` (field names as documented in the README)."""

    title: str
    given: FeedbackRequest
    """The event as the mentor told it; nothing in the draft may say more than this and the record."""
    speaker: str
    listener: str
    opener: str
    observation: Observation
    impact: Impact
    intent_question: str | None = None
    strength: NamedStrength | None
    """None when the mentor named none and the event shows none: nothing is made up to be kind."""
    stretch: Stretch | None
    belief_line: str | None = None
    invitation: str
    support_offer: str
    spoken: str
    written: str
    alternatives: Alternatives
    check_before_saying: tuple[str, ...] = Field(default=(), max_length=3)
    avoid_saying: tuple[BetterWording, ...] = Field(default=(), max_length=3)
    goal_ref: str | None = None
    source_refs: tuple[str, ...] = ()
