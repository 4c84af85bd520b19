"""Whose journal a command works on, and how its pages are named."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import acting, opened
from assistant.domain.access import Principal, Purpose
from assistant.domain.journal import Entry, Grant
from assistant.domain.people import Pair, Role

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant
    from assistant.ports import Records

OWN = Purpose.REFLECT_SELF

PageId = Annotated[
    str, typer.Argument(metavar="PAGE", help="Its id, the beginning of it, or its title.", show_default=False)
]


class Desk:
    """The pages of one person, in the role they keep them in."""

    def __init__(self, who: str, role: Role | None, assistant: "Assistant | None" = None) -> None:
        self.assistant = assistant or opened.assistant()
        self.records = self.assistant.records
        self.me: Principal = acting.principal(self.records, who, role or _keeps(self.records, who))

    def find(self, page: str) -> Entry:
        known = self.records.entries(self.me, OWN)
        return acting.pick(page, known, id_of=lambda one: one.id, name_of=name)

    def pair(self, pair: str | None) -> Pair:
        pairs = self.records.pairs(self.me, OWN)
        if pair is None and len(pairs) == 1:
            return pairs[0]
        return acting.pick(pair or "", pairs, id_of=lambda one: one.id, name_of=acting.title)


def name(page: Entry) -> str:
    return page.title or str(page.on)


def in_force(grant: Grant) -> bool:
    now = datetime.now(UTC)
    return grant.revoked_at is None and (grant.expires_at is None or now < grant.expires_at)


def _keeps(records: "Records", who: str) -> Role | None:
    """The only role of this person in which a journal is kept, where that is clear."""
    roles = [role for role in acting.person(records, who).roles if role in acting.PAIRED]
    return roles[0] if len(roles) == 1 else None
