"""How one kind of draft is made for somebody on record: what it may stand on, and who will read it."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

from assistant.domain.access import Principal, Purpose
from assistant.domain.drafts import Draft
from assistant.domain.facts import Facts
from assistant.domain.goals import Goal, GoalStatus
from assistant.domain.journal import Entry
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.domain.reflection import WriterFacts
from assistant.domain.strengths import Strength
from assistant.domain.value import Value
from assistant.drafting import Drafting, Envelope
from assistant.errors import AccessError
from assistant.ports import Records
from assistant.retrieval import Found
from assistant.shelves import Shelves

RECENT = 12
"""Sessions an agenda looks back on; more would not change it and would cost time."""

FORTNIGHT, MONTH = timedelta(days=14), timedelta(days=30)


@dataclass(frozen=True)
class Beside:
    """The programme's material as everybody who reads the draft may see it."""

    shelves: Shelves
    principal: Principal
    purpose: Purpose
    readers: frozenset[Role]

    def search(self, query: str, limit: int) -> Found | None:
        return self.shelves.search(self.principal, self.purpose, query, limit, self.readers)

    def passages(self, ids: Collection[str]) -> Mapping[str, Passage]:
        return self.shelves.passages(self.principal, self.purpose, ids, self.readers)


class Desk(Protocol):
    """Where the drafts of one kind are made."""

    @property
    def drafting(self) -> Drafting[Any, Any]: ...

    @property
    def asked(self) -> type[Value]:
        """The request it answers to; the guide finds the desk by it."""
        ...

    @property
    def purpose(self) -> Purpose: ...

    @property
    def private(self) -> bool:
        """May it stand on what only its writer can see? Then no model elsewhere reads it without their leave."""
        ...

    def begin(
        self, records: Records, principal: Principal, about: str | None, request: Value, language: str
    ) -> tuple[Value, Value, Envelope]:
        """Facts, the request made whole, and whose draft it will be. `about`: an id of a pair or an entry."""
        ...

    def reopened(self, records: Records, principal: Principal, draft: Draft) -> Value:
        """Today's facts for a draft that is there already."""
        ...

    def readers(self, principal: Principal, facts: Any) -> frozenset[Role]: ...


@dataclass(frozen=True)
class PairDesk:
    """Drafts for a pair: an agenda is read by all of them, feedback by whoever prepares it."""

    drafting: Drafting[Any, Any]
    asked: type[Value]
    for_all: bool
    purpose: Purpose = Purpose.PREPARE_PAIR
    private: bool = False

    def begin(
        self, records: Records, principal: Principal, about: str | None, request: Value, language: str
    ) -> tuple[Facts, Value, Envelope]:
        pair = records.pair(principal, self.purpose, about or "")
        facts = records.facts(principal, self.purpose, pair.id, sessions=RECENT)
        envelope = Envelope(
            id=str(uuid4()),
            pair_id=pair.id,
            programme_id=pair.programme_id,
            author_id=principal.person_id,
            author_role=principal.role,
            visibility=tuple(member.person_id for member in pair.members) if self.for_all else (),
            language=language,
        )
        if "by" in type(request).model_fields:
            request = request.model_copy(update={"by": principal.person_id})
        return facts, request, envelope

    def reopened(self, records: Records, principal: Principal, draft: Draft) -> Facts:
        return records.facts(principal, self.purpose, draft.pair_id or "", sessions=RECENT, remaking=draft.id)

    def readers(self, principal: Principal, facts: Facts) -> frozenset[Role]:
        return (
            frozenset(person.role for person in facts.people) if self.for_all else frozenset([principal.role])
        )


@dataclass(frozen=True)
class OwnDesk:
    """Prompts for one person, from what they wrote for themselves."""

    drafting: Drafting[Any, Any]
    asked: type[Value]
    now: Callable[[], datetime]
    purpose: Purpose = Purpose.REFLECT_SELF
    private: bool = True

    def begin(
        self, records: Records, principal: Principal, about: str | None, request: Value, language: str
    ) -> tuple[WriterFacts, Value, Envelope]:
        entry = records.entry(principal, self.purpose, about) if about else None
        envelope = Envelope(
            id=str(uuid4()),
            programme_id=principal.programme_id,
            author_id=principal.person_id,
            author_role=principal.role,
            language=language,
        )
        return self._facts(records, principal, entry), request, envelope

    def reopened(self, records: Records, principal: Principal, draft: Draft) -> WriterFacts:
        entry_id, _, version = str(draft.body.get("entry_ref") or "").partition("@")
        entry = None
        if entry_id:
            with suppress(AccessError):  # deleted since: its prompts stand without it
                entry = records.entry(principal, self.purpose, entry_id, int(version))
        return self._facts(records, principal, entry)

    def readers(self, principal: Principal, facts: WriterFacts) -> frozenset[Role]:
        return frozenset([principal.role])

    def _facts(self, records: Records, principal: Principal, entry: Entry | None) -> WriterFacts:
        """What the writer wrote of late, and their own goals and strengths in all of their pairs."""
        purpose, now = self.purpose, self.now()
        me = principal.person_id
        goals: list[Goal] = []
        strengths: list[Strength] = []
        for pair in records.pairs(principal, purpose):
            goals += [goal for goal in records.goals(principal, purpose, pair.id) if goal.owner_id == me]
            strengths += [
                one for one in records.strengths(principal, purpose, pair.id) if one.person_id == me
            ]
        lately = records.entries(principal, purpose, since=now - FORTNIGHT)
        return WriterFacts(
            name=next((one.name for one in records.people(principal, purpose) if one.id == me), ""),
            role=principal.role,
            entry=entry,
            earlier=tuple(one for one in lately if entry is None or one.id != entry.id),
            goals=tuple(goal for goal in goals if goal.status is GoalStatus.ACTIVE),
            strengths=tuple(strengths),
            shown=tuple(records.shown_prompts(principal, purpose, since=now - MONTH)),
            support_contact=records.programme(principal, purpose).support_contact,
        )
