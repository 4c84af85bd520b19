"""Who is asking, in which role, and what for."""

from enum import StrEnum

from assistant.domain.people import Role
from assistant.domain.value import Value


class Purpose(StrEnum):
    """Why something is read or written. A purpose decides what a request may see."""

    PREPARE_PAIR = "prepare_pair"
    """Shared help for the pair, for instance an agenda."""
    PREPARE_SELF = "prepare_self"
    """Help for the asking person alone, for instance a mentor's own sheet."""
    MANAGE_PAIR = "manage_pair"
    """Keeping the pair's own record: goals, strengths, commitments, sessions."""
    REFLECT_SELF = "reflect_self"
    """Writing and thinking for oneself alone: journal, prompts, conversation."""
    MANAGE_PROGRAMME = "manage_programme"
    """Setting up people and pairs."""
    BROWSE_LIBRARY = "browse_library"
    MANAGE_LIBRARY = "manage_library"
    """Adding, publishing and withdrawing the programme's own material."""
    KEEP_SAFE = "keep_safe"
    """The support card, and telling those who look after safety."""


class Action(StrEnum):
    READ = "read"
    WRITE = "write"
    DELETE = "delete"


class Resource(StrEnum):
    """Everything that is guarded. A new kind of thing is out of reach until the policy names it."""

    PROGRAMME = "programme"
    PERSON = "person"
    PAIR = "pair"
    GOAL = "goal"
    STRENGTH = "strength"
    COMMITMENT = "commitment"
    SESSION = "session"
    SESSION_DATES = "session_dates"
    """That a session was held and when, without a word of it."""
    TALKING_POINT = "talking_point"
    DRAFT = "draft"
    MENTOR_SHEET = "mentor_sheet"
    NOTE = "note"
    MATERIAL = "material"
    ENTRY = "entry"
    """A page of a journal or log: that it exists is as private as its words."""
    GRANT = "grant"
    """Leave to read an entry: only the owner of the entry gives, sees and takes it."""
    SHOWN = "shown"
    """What others of a pair show by a grant or a released digest."""
    DIGEST = "digest"
    PROMPT = "prompt"
    """A reflective prompt somebody was given."""
    OWN_DRAFT = "own_draft"
    """A draft without a pair."""
    THREAD = "thread"
    """A conversation with the assistant."""
    CHOICE = "choice"
    """What somebody decided about their own words."""
    PROTOCOL = "protocol"
    """How the programme looks after safety."""
    LINE_CHECK = "line_check"
    SAFETY_EVENT = "safety_event"
    """That a support card was shown to somebody; without a word of theirs."""
    ALERT = "alert"
    """An event as those who look after safety are told of it."""
    SAFETY_COUNT = "safety_count"


class Relation(StrEnum):
    """How close the asking person stands to a thing, the closest first."""

    OWN = "own"
    MEMBER = "member"
    """Somebody else's, in an active pair they belong to in the role they act in."""
    PROGRAMME = "programme"
    ENTRUSTED = "entrusted"
    """Named as safeguarding lead or deputy of the programme, for what such a person is to know."""
    STRANGER = "stranger"


class Principal(Value):
    """The person a request acts for, in exactly one role."""

    person_id: str
    programme_id: str
    role: Role
