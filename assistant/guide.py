"""The front door: authorise, look for risk words, then draft, edit, search or check."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

from assistant.domain.access import Principal, Purpose
from assistant.domain.agenda import AgendaRequest
from assistant.domain.drafts import Check, Draft, DraftStatus, Ending, Engine
from assistant.domain.facts import Facts
from assistant.domain.material import Material
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.domain.value import Value
from assistant.drafting import Drafting, Envelope, Phraser
from assistant.errors import InputError, RecordsError
from assistant.indexing import Progress, never, quiet
from assistant.ports import Records
from assistant.retrieval import Found, Retriever
from assistant.shelves import Shelves, merged

RECENT = 12
"""Sessions an agenda looks back on; more would not change it and would cost time."""

PURPOSE = Purpose.PREPARE_PAIR
BROWSE, CURATE = Purpose.BROWSE_LIBRARY, Purpose.MANAGE_LIBRARY

NOTES_ONLY = "Your programme's own material cannot be searched just now; these are the practice notes."


class EngineState(Value):
    """Which engine writes now, said in one plain sentence for the page."""

    engine: Engine
    model: str = ""
    sentence: str


class Guide:
    """Every call names who asks. Raises AccessError, InputError, ConflictError, RecordsError."""

    def __init__(
        self,
        agendas: Drafting[Facts, AgendaRequest],
        records: Callable[[], Records],
        phraser: Callable[[Engine], Phraser | None],
        engine: Callable[[], EngineState],
        language: str = "en",
        *,
        notes: Callable[[], Retriever],
        shelves: Callable[[], Shelves],
    ) -> None:
        """`phraser` gives a model that may phrase, or None when drafts stay composed."""
        self._agendas = agendas
        self._records = records
        self._phraser = phraser
        self._engine = engine
        self._language = language
        self._notes = notes
        self._shelves = shelves

    def search(self, principal: Principal | None, query: str, limit: int = 5) -> Found:
        """The passages that answer, of the practice notes and of what the asking person's programme added."""
        notes = self._notes().search(query, limit)
        if principal is None:
            return notes
        try:
            own = self._shelves().search(principal, BROWSE, query, limit)
        except RecordsError:
            return notes.model_copy(update={"notice": NOTES_ONLY})
        return merged(notes, own, limit)

    def publish(
        self,
        principal: Principal,
        material_id: str,
        version: int,
        progress: Progress = quiet,
        cancelled: Callable[[], bool] = never,
    ) -> Material:
        """Make this version searchable, then let people find it; what it replaces is found until then.

        Raises Cancelled with everything as it was; the next time goes on from there.
        """
        records = self._records()
        records.material(principal, CURATE, material_id, version)  # who may not publish builds nothing
        return self._shelves().publish(
            principal.programme_id,
            (material_id, version),
            lambda: records.publish_material(principal, CURATE, material_id, version),
            progress,
            cancelled,
        )

    def withdraw(self, principal: Principal, material_id: str) -> Material:
        """Nobody finds it from this moment; then the index forgets it too."""
        withdrawn = self._records().withdraw_material(principal, CURATE, material_id)
        self._shelves().settle(principal.programme_id)
        return withdrawn

    def delete(self, principal: Principal, material_id: str, version: int | None = None) -> None:
        """All of its words, or those of one version, here and in the index."""
        self._records().delete_material(principal, CURATE, material_id, version)
        self._shelves().settle(principal.programme_id)

    def prepare(self, principal: Principal, pair_id: str, request: AgendaRequest) -> Draft:
        """A composed, checked agenda, saved as version 1. Well under a second; no model.

        When the support gate finds a concern, the draft has no body, its notices are the support
        card, and nothing is saved.
        """
        pair = self._records().pair(principal, PURPOSE, pair_id)
        facts = self._records().facts(principal, PURPOSE, pair_id, sessions=RECENT)
        envelope = Envelope(
            id=str(uuid4()),
            pair_id=pair.id,
            programme_id=pair.programme_id,
            author_id=principal.person_id,
            author_role=principal.role,
            visibility=tuple(member.person_id for member in pair.members),
            language=self._language,
        )
        beside = self._beside(principal, facts)
        return self._kept(principal, self._agendas.draft(facts, request, envelope, beside))

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
        draft, facts = self._opened(principal, draft_id)
        phraser = self._phraser(engine)
        if phraser is None or draft.ending is not Ending.ANSWERED:
            return
        last = draft
        beside = self._beside(principal, facts)
        for last in self._agendas.personalised(draft, facts, phraser, cancelled, beside):
            yield last
        yield self._records().save_draft(principal, PURPOSE, last)

    def from_facts(self, facts: Facts, request: AgendaRequest, engine: Engine = Engine.AUTO) -> Draft:
        """An agenda from a file of facts; touches no database and saves nothing."""
        people = tuple(person.person_id for person in facts.people)
        facts = recent(facts)
        draft = self._agendas.draft(facts, request, Envelope(id=str(uuid4()), visibility=people))
        phraser = None if engine is Engine.COMPOSED else self._phraser(engine)
        if phraser is not None and draft.ending is Ending.ANSWERED:
            *_, last = self._agendas.personalised(draft, facts, phraser, lambda: False)
            draft = last.model_copy(update={"version": 1})
        return draft

    def edit(self, principal: Principal, draft_id: str, changes: Mapping[str, str | int]) -> Draft:
        """A new version with these paths of the body changed by hand; they stay when it is made again."""
        draft, facts = self._opened(principal, draft_id)
        beside = self._beside(principal, facts)
        return self._kept(principal, self._agendas.edited(_answered(draft), changes, facts, beside))

    def again(
        self, principal: Principal, draft_id: str, request: AgendaRequest, release: Collection[str] = ()
    ) -> Draft:
        """A new version made from today's facts; edited items stay, but for the released paths (AG-18)."""
        draft, facts = self._opened(principal, draft_id)
        author = draft.author_role or Role.MENTOR
        mine = draft.model_copy(update={"author_role": author})
        beside = self._beside(principal, facts)
        return self._kept(principal, self._agendas.again(_answered(mine), facts, request, release, beside))

    def switch(self, principal: Principal, draft_id: str, slot: str, shown: Engine) -> Draft:
        """Show the composed or the personalised words of one slot; a new version."""
        draft, facts = self._opened(principal, draft_id)
        beside = self._beside(principal, facts)
        return self._kept(principal, self._agendas.switched(_answered(draft), slot, shown, facts, beside))

    def decide(self, principal: Principal, draft_id: str, status: DraftStatus) -> Draft:
        """Accept or reject the newest version."""
        draft = self._records().draft(principal, PURPOSE, draft_id)
        decided = self._agendas.next(_answered(draft)).model_copy(update={"status": status})
        return self._kept(principal, decided)

    def check(self, draft: Draft, facts: Facts | None = None) -> tuple[Check, ...]:
        """All checks of the draft's kind; those that need the facts are left out without them."""
        if draft.kind != "agenda":
            raise InputError(
                f"kind: there are no checks for {draft.kind!r} here; this version knows 'agenda'."
            )
        return self._agendas.check(draft, recent(facts) if facts else None)

    def engine(self) -> EngineState:
        """What would write now, and why."""
        return self._engine()

    def _beside(self, principal: Principal, facts: Facts) -> "_Beside":
        readers = frozenset(person.role for person in facts.people)
        return _Beside(self._shelves(), principal, readers)

    def _opened(self, principal: Principal, draft_id: str) -> tuple[Draft, Facts]:
        draft = self._records().draft(principal, PURPOSE, draft_id)
        facts = self._records().facts(
            principal, PURPOSE, draft.pair_id or "", sessions=RECENT, remaking=draft.id
        )
        return draft, facts

    def _kept(self, principal: Principal, draft: Draft) -> Draft:
        if draft.ending is not Ending.ANSWERED:
            return draft
        return self._records().save_draft(principal, PURPOSE, draft)


@dataclass(frozen=True)
class _Beside:
    """The programme's material as everybody of a pair may see it: a draft is read by all of them."""

    shelves: Shelves
    principal: Principal
    readers: frozenset[Role]

    def search(self, query: str, limit: int) -> Found | None:
        return self.shelves.search(self.principal, PURPOSE, query, limit, self.readers)

    def passages(self, ids: Collection[str]) -> Mapping[str, Passage]:
        return self.shelves.passages(self.principal, PURPOSE, ids, self.readers)


def recent(facts: Facts) -> Facts:
    """Facts from a file, cut to what an agenda looks back on; what was said last time stays."""
    sessions = sorted(facts.sessions, key=lambda session: (session.on, session.number))
    return facts.model_copy(update={"sessions": tuple(sessions[-RECENT:])})


def _answered(draft: Draft) -> Draft:
    if draft.ending is not Ending.ANSWERED:
        raise InputError("This is the support card, not a draft; there is nothing to change in it.")
    return draft
