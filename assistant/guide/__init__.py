"""The front door: authorise, look for risk words, then draft, edit, search or check."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from assistant.domain.access import Principal, Purpose
from assistant.domain.drafts import Check, Draft, DraftStatus, Ending, Engine
from assistant.domain.facts import Facts
from assistant.domain.journal import Answered, ShownPrompt
from assistant.domain.people import Role
from assistant.domain.reflection import ReflectionBody, ReflectionRequest
from assistant.domain.value import Value
from assistant.drafting import Envelope, Phraser
from assistant.errors import AccessError, InputError
from assistant.guide.desk import RECENT, Beside, Desk
from assistant.guide.shelf import NOTES_ONLY, Shelf
from assistant.ports import Records
from assistant.retrieval import Retriever
from assistant.shelves import Shelves

__all__ = ["NOTES_ONLY", "EngineState", "Guide", "recent"]

PURPOSES = (Purpose.PREPARE_PAIR, Purpose.REFLECT_SELF)
"""What drafts are made for: a pair, or oneself."""


class EngineState(Value):
    """Which engine writes now, said in one plain sentence for the page."""

    engine: Engine
    model: str = ""
    sentence: str
    elsewhere: bool = False
    """Does that model run on somebody else's machine?"""


class Guide(Shelf):
    """Every call names who asks. Raises AccessError, InputError, ConflictError, RecordsError."""

    def __init__(
        self,
        desks: Sequence[Desk],
        records: Callable[[], Records],
        phraser: Callable[[str, Engine], Phraser | None],
        engine: Callable[[str], EngineState],
        language: str = "en",
        *,
        notes: Callable[[], Retriever],
        shelves: Callable[[], Shelves],
    ) -> None:
        """`phraser` and `engine` are asked for a kind; no phraser means that its drafts stay composed."""
        super().__init__(records, notes, shelves)
        self._by_kind = {desk.drafting.kind: desk for desk in desks}
        self._by_request = {desk.asked: desk for desk in desks}
        self._phraser = phraser
        self._engine = engine
        self._language = language

    def prepare(self, principal: Principal, pair_id: str, request: Value) -> Draft:
        """A composed, checked draft for a pair, saved as version 1. Well under a second; no model.

        The request says which kind: an AgendaRequest, a FeedbackRequest. When the support gate finds a
        concern, the draft has no body, its notices are the support card, and nothing is saved; nor is
        one that asks back.
        """
        return self._made(principal, pair_id, request)

    def reflect(self, principal: Principal, request: ReflectionRequest, entry_id: str | None = None) -> Draft:
        """Prompts for one of one's own entries, or for a topic. They are remembered, so that none comes again soon."""
        draft = self._made(principal, entry_id, request)
        if draft.ending is Ending.ANSWERED:
            asked = ReflectionBody.model_validate(draft.body).prompts
            shown = [
                ShownPrompt(
                    owner_id=principal.person_id,
                    role=principal.role,
                    entry_id=entry_id,
                    text=prompt.text,
                    technique=prompt.technique,
                    stage=prompt.stage,
                    depth=prompt.depth,
                    at=draft.created_at,
                )
                for prompt in asked
            ]
            self._records().add_shown_prompts(principal, Purpose.REFLECT_SELF, shown)
        return draft

    def answer_prompt(
        self, principal: Principal, draft_id: str, number: int, answered: Answered
    ) -> ShownPrompt:
        """What the writer did with a prompt of a set, counted from 0; the next sets heed it."""
        records = self._records()
        draft = records.draft(principal, Purpose.REFLECT_SELF, draft_id)
        path = f"prompts[{number}].text"
        texts = {wording.composed for wording in draft.wordings if wording.slot == path}
        prompts = ReflectionBody.model_validate(draft.body).prompts
        if not 0 <= number < len(prompts):
            raise InputError(f"This set has {len(prompts)} prompts; there is no number {number + 1}.")
        texts.add(prompts[number].text)
        for shown in records.shown_prompts(principal, Purpose.REFLECT_SELF):
            if shown.text in texts:
                return records.answer_prompt(principal, Purpose.REFLECT_SELF, shown.id, answered)
        raise InputError("This prompt is not on record any more.")

    def personalise(
        self,
        principal: Principal,
        draft_id: str,
        *,
        engine: Engine = Engine.AUTO,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Draft]:
        """The same draft again and again while a model phrases its slots; the last is saved as a new version.

        Any fault of the model ends it early with the composed words and a notice. With `auto` only
        a model that has earned its slots phrases; yields nothing when none may.
        """
        desk, draft, facts = self._opened(principal, draft_id)
        phraser = self._phraser(draft.kind, engine)
        if phraser is None or draft.ending is not Ending.ANSWERED or not self._may_read(principal, desk):
            return
        last = draft
        beside = self._beside(desk, principal, facts)
        for last in desk.drafting.personalised(draft, facts, phraser, cancelled, beside):
            yield last
        yield self._records().save_draft(principal, desk.purpose, last)

    def from_facts(self, facts: Value, request: Value, engine: Engine = Engine.AUTO) -> Draft:
        """A draft from a file of facts; touches no database and saves nothing."""
        desk = self._desk(request)
        people = getattr(facts, "people", ())
        role = getattr(facts, "role", Role.MENTOR)
        envelope = Envelope(
            id=str(uuid4()), visibility=tuple(person.person_id for person in people), author_role=role
        )
        facts = recent(facts) if isinstance(facts, Facts) else facts
        draft = desk.drafting.draft(facts, request, envelope)
        phraser = None if engine is Engine.COMPOSED else self._phraser(draft.kind, engine)
        if phraser is not None and draft.ending is Ending.ANSWERED:
            *_, last = desk.drafting.personalised(draft, facts, phraser, lambda: False)
            draft = last.model_copy(update={"version": 1})
        return draft

    def edit(self, principal: Principal, draft_id: str, changes: Mapping[str, str | int]) -> Draft:
        """A new version with these paths of the body changed by hand; they stay when it is made again."""
        desk, draft, facts = self._opened(principal, draft_id)
        beside = self._beside(desk, principal, facts)
        return self._kept(principal, desk, desk.drafting.edited(_answered(draft), changes, facts, beside))

    def again(
        self, principal: Principal, draft_id: str, request: Value, release: Collection[str] = ()
    ) -> Draft:
        """A new version made from today's facts; edited places stay, but for the released paths (AG-18)."""
        desk, draft, facts = self._opened(principal, draft_id)
        author = draft.author_role or Role.MENTOR
        mine = _answered(draft.model_copy(update={"author_role": author}))
        beside = self._beside(desk, principal, facts)
        return self._kept(principal, desk, desk.drafting.again(mine, facts, request, release, beside))

    def switch(self, principal: Principal, draft_id: str, slot: str, shown: Engine) -> Draft:
        """Show the composed or the personalised words of one slot; a new version."""
        desk, draft, facts = self._opened(principal, draft_id)
        beside = self._beside(desk, principal, facts)
        return self._kept(
            principal, desk, desk.drafting.switched(_answered(draft), slot, shown, facts, beside)
        )

    def decide(self, principal: Principal, draft_id: str, status: DraftStatus) -> Draft:
        """Accept or reject the newest version."""
        desk, draft = self._found(principal, draft_id)
        decided = desk.drafting.next(_answered(draft)).model_copy(update={"status": status})
        return self._kept(principal, desk, decided)

    def check(self, draft: Draft, facts: Any = None) -> tuple[Check, ...]:
        """All checks of the draft's kind; those that need the facts are left out without them."""
        if draft.kind not in self._by_kind:
            known = ", ".join(repr(kind) for kind in self._by_kind)
            raise InputError(
                f"kind: there are no checks for {draft.kind!r} here; this version knows {known}."
            )
        facts = recent(facts) if isinstance(facts, Facts) else facts
        return self._by_kind[draft.kind].drafting.check(draft, facts)

    def engine(self, kind: str = "agenda") -> EngineState:
        """What would write drafts of this kind now, and why."""
        return self._engine(kind)

    def _made(self, principal: Principal, about: str | None, request: Value) -> Draft:
        desk = self._desk(request)
        facts, request, envelope = desk.begin(self._records(), principal, about, request, self._language)
        beside = self._beside(desk, principal, facts)
        return self._kept(principal, desk, desk.drafting.draft(facts, request, envelope, beside))

    def _desk(self, request: Value) -> Desk:
        if type(request) not in self._by_request:
            raise InputError(f"There is no kind of draft for a {type(request).__name__}.")
        return self._by_request[type(request)]

    def _may_read(self, principal: Principal, desk: Desk) -> bool:
        """What somebody wrote for themselves goes to a model elsewhere only when they said it may."""
        if not desk.private or not self._engine(desk.drafting.kind).elsewhere:
            return True
        return self._records().may_leave(principal, Purpose.REFLECT_SELF)

    def _beside(self, desk: Desk, principal: Principal, facts: Value) -> Beside:
        return Beside(self._shelves(), principal, desk.purpose, desk.readers(principal, facts))

    def _found(self, principal: Principal, draft_id: str) -> tuple[Desk, Draft]:
        """The draft for the purpose it was made for; refused in the same words whatever the reason."""
        for purpose in PURPOSES:
            try:
                draft = self._records().draft(principal, purpose, draft_id)
            except AccessError:
                continue
            if (desk := self._by_kind.get(draft.kind)) and desk.purpose is purpose:
                return desk, draft
        raise AccessError

    def _opened(self, principal: Principal, draft_id: str) -> tuple[Desk, Draft, Value]:
        desk, draft = self._found(principal, draft_id)
        return desk, draft, desk.reopened(self._records(), principal, draft)

    def _kept(self, principal: Principal, desk: Desk, draft: Draft) -> Draft:
        if draft.ending is not Ending.ANSWERED:
            return draft
        return self._records().save_draft(principal, desk.purpose, draft)


def recent(facts: Facts) -> Facts:
    """Facts from a file, cut to what an agenda looks back on; what was said last time stays."""
    sessions = sorted(facts.sessions, key=lambda session: (session.on, session.number))
    return facts.model_copy(update={"sessions": tuple(sessions[-RECENT:])})


def _answered(draft: Draft) -> Draft:
    if draft.ending is not Ending.ANSWERED:
        raise InputError("This is the support card, not a draft; there is nothing to change in it.")
    return draft
