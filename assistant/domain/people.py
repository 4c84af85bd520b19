"""Who meets whom: people, their roles, and the pairs, groups and peers they form."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from assistant.domain.value import Value

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
"""How somebody is called. A name of blanks is none."""


class Form(StrEnum):
    """The three forms of mentoring."""

    ONE_TO_ONE = "one_to_one"
    GROUP = "group"
    PEER = "peer"


class Role(StrEnum):
    """What a person is when they act. Peers are mentor and mentee to each other."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    PEER = "peer"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"


class Programme(Value):
    """One mentoring programme: the wall between strangers."""

    id: str
    name: str
    rules: tuple[str, ...] = ()
    """What every first meeting must cover, in the programme's own words."""
    support_contact: str = ""
    """Whom to ask for help, as one line with hours; shown where a meeting may upset."""
    planned_sessions: int | None = Field(default=None, ge=1, le=200)


class Person(Value):
    """Somebody in a programme, with every role they may act in."""

    id: str
    programme_id: str
    name: Name
    roles: tuple[Role, ...] = ()
    active: bool = True


class Member(Value):
    """A person's place in one pair."""

    person_id: str
    name: Name
    role: Role


class Pair(Value):
    """One mentor and one mentee, a group, or two peers, who meet around goals."""

    id: str
    programme_id: str
    form: Form
    name: str = Field(default="", max_length=120)
    members: tuple[Member, ...]
    planned_sessions: int | None = Field(default=None, ge=1, le=200)
    access_needs: tuple[str, ...] = ()
    """What makes meetings work for everyone, for instance "captions on video"."""
    active: bool = True
