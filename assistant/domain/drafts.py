"""The Draft: one envelope for every kind of help, with its sources, gaps and checks."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from assistant.domain.notes import Origin
from assistant.domain.people import Role
from assistant.domain.value import Value

COMPOSED = "offline-template"
"""The `model_id` of a draft that no model touched."""


class Engine(StrEnum):
    AUTO = "auto"
    COMPOSED = "composed"
    MODEL = "model"


class Ending(StrEnum):
    """Why an answer ended; every ending has words in prompts/replies.yaml."""

    ANSWERED = "answered"
    ASKED = "asked"
    """Something it cannot do without was not given, so it asks back."""
    NOT_COVERED = "not_covered"
    DECLINED = "declined"
    SUPPORT = "support"
    FAILED = "failed"


class DraftStatus(StrEnum):
    DRAFT = "draft"
    EDITED = "edited"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Source(Value):
    """A passage a draft stands on. `quote` is found in the stored passage, word for word."""

    doc_id: str
    passage_id: str
    quote: str
    used_for: str
    origin: Origin = Origin.LIBRARY
    title: str = ""
    """With author and licence: kept for a programme's material, which may be withdrawn later."""
    author: str = ""
    licence: str = ""


class Check(Value):
    """One verdict of code on a draft. `gate` is "must", "target" or "warn"."""

    code: str
    passed: bool = Field(alias="pass")
    detail: str = ""
    gate: str = "must"


class Wording(Value):
    """One slot that a model may phrase: the composed words, the model's, and which are shown."""

    slot: str
    """Path into the body, for instance `items[2].questions[0]`."""
    composed: str
    personalised: str | None = None
    shown: Engine = Engine.COMPOSED
    reason: str = ""
    """Why the model's words were not taken, when they were not."""


class Tokens(Value):
    """Tokens a draft cost: as counted before sending, and as the server reported them."""

    budgeted: int = 0
    sent: int = 0
    received: int = 0
    requests: int = 0


class Safety(Value):
    """Set when the support gate ended drafting."""

    flag: str
    route: str


class Draft(Value):
    """What is stored and shown. `body` holds the fields of its kind (see kinds/)."""

    id: str
    kind: str
    version: int = Field(ge=1)
    pair_id: str | None
    programme_id: str | None
    author_id: str | None = None
    author_role: Role | None
    created_at: datetime
    language: str
    inputs_hash: str
    model_id: str = COMPOSED
    library_version: str
    visibility: tuple[str, ...]
    status: DraftStatus = DraftStatus.DRAFT
    ending: Ending = Ending.ANSWERED
    body: dict[str, Any]
    sources: tuple[Source, ...] = ()
    gaps: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    safety: Safety | None = None
    wordings: tuple[Wording, ...] = ()
    locked: tuple[str, ...] = ()
    """Paths of the items a person edited; making the draft again keeps them (AG-18)."""
    tokens: Tokens = Tokens()
    prompts: tuple[str, ...] = ()
    """Stamps of the prompt files used, as `name:version@digest`."""
    notices: tuple[str, ...] = ()
    """Plain sentences about how this draft came to be, for instance that the model was slow."""
