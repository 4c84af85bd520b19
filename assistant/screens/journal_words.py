"""What a journal is called, for each role that keeps one."""

from assistant.domain.people import Role
from assistant.domain.value import Value
from assistant.screens import acting

KEEPERS = (Role.MENTEE, Role.PEER, Role.MENTOR)
"""Who may keep a journal or a log."""


class Words(Value):
    title: str
    """Of the page, and of the link to it."""
    first: str
    """What to do when nothing is written yet."""
    placeholder: str


_JOURNAL = Words(
    title="Journal",
    first=(
        "This is a place for your own thoughts. Write a few lines about a day, a talk or a worry, and come "
        "back to them later. Nobody else sees them unless you share them."
    ),
    placeholder="What is on your mind? There is no right way to do this.",
)
_LOG = Words(
    title="Your log",
    first=(
        "This is a place for your own thoughts as a mentor: what went well, what you were unsure of, what you "
        "want to try. Nobody else sees them unless you share them."
    ),
    placeholder="What stays with you after the last meeting?",
)


def of(role: Role) -> Words:
    return _LOG if role is Role.MENTOR else _JOURNAL


def for_reader() -> Words | None:
    """Those for who is acting now; None for somebody who keeps none."""
    role = acting.principal().role if acting.anybody() else None
    return of(role) if role in KEEPERS else None
