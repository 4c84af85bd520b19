"""From facts to a checked draft: gate, look up, compose, check, and let a model phrase its slots."""

import hashlib
import json
from collections.abc import Callable, Collection, Generator, Mapping
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from assistant import slots
from assistant.domain.drafts import (
    COMPOSED,
    Check,
    Draft,
    DraftStatus,
    Ending,
    Engine,
    Safety,
    Source,
    Wording,
)
from assistant.domain.notes import Origin
from assistant.domain.people import Role
from assistant.domain.value import Value
from assistant.kind import Kind
from assistant.library import Library
from assistant.lookup import Beside, look_up
from assistant.personalising import Personalised, personalise
from assistant.phrasing import Outside
from assistant.ports import ChatModel, CountTokens, Embedder
from assistant.prompts import Prompt, Replies
from assistant.retrieval import Retriever
from assistant.safeguarding import gate

F = TypeVar("F", bound=Value)
R = TypeVar("R", bound=Value)

MOST_ASKED = 2
"""Questions back at once."""

REVERTED = "The model's words did not fit together, so you see the composed words."


class Envelope(Value):
    """Whose draft it is: everything of a draft that does not depend on its kind."""

    id: str
    version: int = 1
    pair_id: str | None = None
    programme_id: str | None = None
    author_id: str | None = None
    author_role: Role | None = Role.MENTOR
    visibility: tuple[str, ...] = ()
    language: str = "en"


class Phraser(Value):
    """A model with what it needs to phrase slots."""

    model_config = {"arbitrary_types_allowed": True, "frozen": True}

    model: Any
    prompt: Prompt
    embedder: Any
    count: Any
    deadline: float = 30.0

    @classmethod
    def of(
        cls, model: ChatModel, prompt: Prompt, embedder: Embedder | None, count: CountTokens, deadline: float
    ) -> "Phraser":
        return cls(model=model, prompt=prompt, embedder=embedder, count=count, deadline=deadline)


class Drafting(Generic[F, R]):
    """Makes the drafts of one kind. Knows nobody and stores nothing.

    `beside` is left out where there is no programme, for instance for a file of facts.
    """

    def __init__(
        self,
        kind: Kind[F, R],
        library: Library,
        retriever: Callable[[], Retriever],
        replies: Replies,
        now: Callable[[], datetime],
    ) -> None:
        self._kind = kind
        self._library = library
        self._retriever = retriever
        self._replies = replies
        self._now = now

    @property
    def kind(self) -> str:
        """The name of the kind."""
        return self._kind.name

    def draft(self, facts: F, request: R, envelope: Envelope, beside: Beside | None = None) -> Draft:
        """A composed and checked draft; a support draft without a body when the gate finds a concern."""
        concern = gate.concern(self._kind.personal(facts, request))
        if concern:
            return self._support(facts, request, envelope, concern)
        hits = look_up(self._kind.queries(facts, request), self._retriever, beside)
        composition = self._kind.compose(
            facts, request, self._library, hits, self._today(), envelope.author_role
        )
        draft = self._enveloped(envelope, facts, request).model_copy(
            update={
                "body": composition.body,
                "sources": composition.sources,
                "gaps": composition.gaps,
                "ending": composition.ending,
            }
        )
        return self.checked(draft, facts, beside)

    def again(
        self, old: Draft, facts: F, request: R, release: Collection[str], beside: Beside | None = None
    ) -> Draft:
        """Made from today's facts, with what a person edited kept, but for the released places."""
        locked = tuple(path for path in old.locked if not any(path.startswith(place) for place in release))
        envelope = Envelope(
            **old.model_dump(include=set(Envelope.model_fields) - {"version"}), version=old.version + 1
        )
        fresh = self.draft(facts, request, envelope, beside)
        if fresh.ending is not Ending.ANSWERED:
            return fresh
        body, moved = self._kind.keep(old.body, fresh.body, locked)
        status = DraftStatus.EDITED if moved else DraftStatus.DRAFT
        update = {"body": body, "locked": moved, "status": status, "sources": _still_cited(fresh, old, body)}
        again = self.checked(fresh.model_copy(update=update), facts, beside)
        return (
            again.model_copy(update={"checks": (*again.checks, _kept(old, locked, again))})
            if locked
            else again
        )

    def edited(
        self, draft: Draft, changes: Mapping[str, str | int], facts: F, beside: Beside | None = None
    ) -> Draft:
        """The next version with these places changed by hand. Raises InputError."""
        body: dict[str, Any] = draft.body
        for path, value in changes.items():
            body = slots.write(body, path, value)
        locked = tuple(dict.fromkeys([*draft.locked, *changes]))
        wordings = tuple(wording for wording in draft.wordings if wording.slot not in changes)
        update = {"body": self._kind.validate(body), "locked": locked, "wordings": wordings}
        edited = self.next(draft).model_copy(update={**update, "status": DraftStatus.EDITED})
        return self.checked(edited, facts, beside)

    def switched(
        self, draft: Draft, slot: str, shown: Engine, facts: F, beside: Beside | None = None
    ) -> Draft:
        """The next version showing the composed or the personalised words of one slot."""
        wordings = []
        body: dict[str, Any] = draft.body
        for wording in draft.wordings:
            if wording.slot == slot and (shown is not Engine.MODEL or wording.personalised):
                wording = wording.model_copy(update={"shown": shown})
                body = slots.write(body, slot, _shown(wording))
            wordings.append(wording)
        update = {"body": body, "wordings": tuple(wordings)}
        return self.checked(self.next(draft).model_copy(update=update), facts, beside)

    def personalised(
        self,
        draft: Draft,
        facts: F,
        phraser: Phraser,
        cancelled: Callable[[], bool],
        beside: Beside | None = None,
    ) -> Generator[Draft, None, None]:
        """The next version, first as it stands and then after each slot that is settled; the last is checked."""
        open_slots = self._kind.slots(draft.body, facts, draft.locked)
        growing = self.next(draft).model_copy(update={"model_id": phraser.model.name})
        yield growing
        steps = personalise(
            open_slots,
            phraser.model,
            phraser.prompt,
            self._kind.known(facts, draft, self._library),
            phraser.embedder,
            phraser.count,
            replies=self._replies,
            passages=tuple(_quoted(source) for source in draft.sources[:1]),
            accept=self._kind.accept,
            deadline=phraser.deadline,
            cancelled=cancelled,
        )
        whole: Personalised
        while True:
            try:
                growing = _with(growing, next(steps))
                yield growing
            except StopIteration as stop:
                whole = stop.value
                break
        notices = (*growing.notices, whole.notice) if whole.notice else growing.notices
        phrased = any(wording.shown is Engine.MODEL for wording in whole.wordings)
        update = {
            "wordings": whole.wordings,
            "tokens": whole.tokens,
            "prompts": whole.prompts,
            "notices": notices,
            "model_id": phraser.model.name if phrased else COMPOSED,
        }
        yield self._safe(draft, self.checked(growing.model_copy(update=update), facts, beside))

    def checked(self, draft: Draft, facts: F | None, beside: Beside | None = None) -> Draft:
        return draft.model_copy(update={"checks": self.check(draft, facts, beside)})

    def check(self, draft: Draft, facts: F | None, beside: Beside | None = None) -> tuple[Check, ...]:
        """Every check of the kind, and that the gate (GE-14) and the offline way (GE-15) hold."""
        if draft.ending is Ending.SUPPORT:
            return (Check(code="GE-14", passed=not draft.body, detail="the support card is shown instead"),)
        if draft.ending is Ending.ASKED:
            asked = not draft.body and 0 < len(draft.gaps) <= MOST_ASKED
            return (Check(code="GE-12", passed=asked, detail="asks for what is missing instead of a draft"),)
        own = {source.passage_id for source in draft.sources if source.origin is Origin.PROGRAMME}
        passages = beside.passages(own) if beside and own else None
        found = self._kind.check(draft, self._library, facts, passages)
        if facts is not None:
            quiet = gate.concern(self._kind.personal(facts)) is None
            found = (
                *found,
                Check(code="GE-14", passed=quiet, detail="" if quiet else "a draft despite risk words"),
            )
        if draft.model_id == COMPOSED and not draft.locked:
            must = all(check.passed for check in found if check.gate == "must")
            found = (*found, Check(code="GE-15", passed=must, detail="composed without a model"))
        return found

    def next(self, draft: Draft) -> Draft:
        return draft.model_copy(update={"version": draft.version + 1, "created_at": self._now()})

    def _safe(self, composed: Draft, phrased: Draft) -> Draft:
        """A must that held before and fails now sends the whole draft back to its composed words."""
        before = {check.code for check in composed.checks if not check.passed}
        broken = [check for check in phrased.checks if not check.passed and check.gate == "must"]
        if all(check.code in before for check in broken):
            return phrased
        wordings = tuple(w.model_copy(update={"shown": Engine.COMPOSED}) for w in phrased.wordings)
        update = {
            "body": composed.body,
            "checks": composed.checks,
            "wordings": wordings,
            "model_id": COMPOSED,
            "notices": (*phrased.notices, REVERTED),
        }
        return phrased.model_copy(update=update)

    def _enveloped(self, envelope: Envelope, facts: F, request: R) -> Draft:
        given = facts.model_dump_json() + request.model_dump_json()
        return Draft(
            **envelope.model_dump(),
            kind=self._kind.name,
            created_at=self._now(),
            inputs_hash=hashlib.sha256(given.encode()).hexdigest()[:16],
            library_version=self._library.version,
            body={},
        )

    def _support(self, facts: F, request: R, envelope: Envelope, concern: gate.Concern) -> Draft:
        role = envelope.author_role or Role.MENTOR
        card = self._replies.card_for(role)
        draft = self._enveloped(envelope, facts, request).model_copy(
            update={
                "ending": Ending.SUPPORT,
                "safety": Safety(flag=concern.flag, route=f"support.{role.value}"),
                "notices": (card.title, *card.text),
            }
        )
        return self.checked(draft, None)

    def _today(self) -> date:
        return self._now().date()


def _quoted(source: Source) -> str:
    return Outside(source.quote) if source.origin is Origin.PROGRAMME else source.quote


def _still_cited(fresh: Draft, old: Draft, body: Mapping[str, Any]) -> tuple[Source, ...]:
    """The new sources, and those of the old draft that a kept part still points to."""
    known = {source.passage_id for source in fresh.sources}
    words = json.dumps(body)
    kept = [s for s in old.sources if s.passage_id not in known and json.dumps(s.passage_id) in words]
    return (*fresh.sources, *kept)


def _kept(old: Draft, locked: Collection[str], again: Draft) -> Check:
    """AG-18: what a person changed by hand stands in the new version, wherever it moved to."""
    now = [slots.at(again.body, path) for path in again.locked]
    gone = [path for path in locked if slots.at(old.body, path) not in now]
    detail = f"let go, because nothing is left to hold it: {', '.join(gone)}" if gone else ""
    return Check(code="AG-18", passed=not any(path.startswith("items[") for path in gone), detail=detail)


def _shown(wording: Wording) -> str:
    personalised = wording.shown is Engine.MODEL and wording.personalised
    return str(wording.personalised) if personalised else wording.composed


def _with(draft: Draft, wording: Wording) -> Draft:
    body = slots.write(draft.body, wording.slot, _shown(wording))
    return draft.model_copy(update={"body": body, "wordings": (*draft.wordings, wording)})
