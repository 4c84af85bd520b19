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
    MANAGE_PROGRAMME = "manage_programme"
    """Setting up people and pairs."""
    BROWSE_LIBRARY = "browse_library"
    MANAGE_LIBRARY = "manage_library"
    """Adding, publishing and withdrawing the programme's own material."""


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


class Relation(StrEnum):
    """How close the asking person stands to a thing, the closest first."""

    OWN = "own"
    MEMBER = "member"
    """Somebody else's, in an active pair they belong to in the role they act in."""
    PROGRAMME = "programme"
    STRANGER = "stranger"


class Principal(Value):
    """The person a request acts for, in exactly one role."""

    person_id: str
    programme_id: str
    role: Role
