"""What somebody made for themselves, behind the same door: its owner's, in the role it was made in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from assistant.access import authorise, relation_to_own
from assistant.adapters.records.door import Door
from assistant.adapters.records.tables import MemberRow
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.errors import AccessError, InputError


class Owned(Protocol):
    """A value or a row that says whose it is."""

    @property
    def owner_id(self) -> str: ...

    @property
    def role(self) -> Any: ...


Row = TypeVar("Row", bound=Owned)


@dataclass(frozen=True)
class Owner:
    """One person with what is their own, for one purpose."""

    principal: Principal
    purpose: Purpose

    def owns(self, thing: Owned | None) -> bool:
        me = self.principal
        return thing is not None and thing.owner_id == me.person_id and thing.role == me.role

    def authorise(self, action: Action, resource: Resource, thing: Owned | None = None) -> None:
        """Without a thing: whether this person may do it to anything of their own at all."""
        me, whose = self.principal, thing or _MyOwn(self.principal)
        relation = relation_to_own(me, whose.owner_id, whose.role)
        authorise(me, self.purpose, action, resource, relation=relation)

    def opened(self, action: Action, resource: Resource, row: Row | None) -> Row:
        """The row, if it is there and this person may do that to it. The two are told apart nowhere."""
        if row is None:
            raise AccessError
        self.authorise(action, resource, row)
        return row


@dataclass(frozen=True)
class _MyOwn:
    principal: Principal

    @property
    def owner_id(self) -> str:
        return self.principal.person_id

    @property
    def role(self) -> Any:
        return self.principal.role


class OwnDoor(Door):
    """The door for those who come to their own."""

    def _owner(
        self, work: Session, principal: Principal, purpose: Purpose, action: Action, resource: Resource
    ) -> Owner:
        owner = Owner(principal, self._identify(work, principal, purpose))
        owner.authorise(action, resource)
        return owner


def mine(kind: Any, principal: Principal) -> ColumnElement[bool]:
    """Only this person's rows, in the role they act in: the sieve of every list."""
    return and_(kind.owner_id == principal.person_id, kind.role == principal.role.value)


def require_own_pair(work: Session, principal: Principal, pair_id: str | None) -> None:
    """What is about a pair is about one this person belongs to in this role, even if it has closed."""
    if pair_id is None:
        return
    member = select(MemberRow.pair_id).where(
        MemberRow.pair_id == pair_id,
        MemberRow.person_id == principal.person_id,
        MemberRow.role == principal.role.value,
    )
    if work.scalar(member) is None:
        raise AccessError


def require_zone(moment: datetime | None) -> None:
    if moment is not None and moment.tzinfo is None:
        raise InputError("This moment has no time zone. Say which one, for instance +00:00.")
