"""The front door: authorise, look for risk words, then draft, edit, search or check."""

from collections.abc import Callable, Collection, Iterator, Mapping

from assistant.domain.access import Principal
from assistant.domain.agenda import AgendaRequest, Facts
from assistant.domain.drafts import Check, Draft, DraftStatus, Engine
from assistant.domain.value import Value


class EngineState(Value):
    """Which engine writes now, said in one plain sentence for the page."""

    engine: Engine
    model: str = ""
    sentence: str


class Guide:
    """Every call names who asks. Raises AccessError, InputError, ConflictError, RecordsError."""

    def prepare(self, principal: Principal, pair_id: str, request: AgendaRequest) -> Draft:
        """A composed, checked agenda, saved as version 1. Well under a second; no model."""
        raise NotImplementedError

    def personalise(
        self, principal: Principal, draft_id: str, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[Draft]:
        """The same draft again and again while a model phrases its slots; the last is saved as a new version.

        Any fault of the model ends it early with the composed words and a notice.
        """
        raise NotImplementedError

    def from_facts(self, facts: Facts, request: AgendaRequest, engine: Engine = Engine.AUTO) -> Draft:
        """An agenda from a file of facts; touches no database and saves nothing."""
        raise NotImplementedError

    def edit(self, principal: Principal, draft_id: str, changes: Mapping[str, str | int]) -> Draft:
        """A new version with these paths of the body changed by hand; they stay when it is made again."""
        raise NotImplementedError

    def again(
        self, principal: Principal, draft_id: str, request: AgendaRequest, release: Collection[str] = ()
    ) -> Draft:
        """A new version made from today's facts; edited items stay, but for the released paths (AG-18)."""
        raise NotImplementedError

    def switch(self, principal: Principal, draft_id: str, slot: str, shown: Engine) -> Draft:
        """Show the composed or the personalised words of one slot; a new version."""
        raise NotImplementedError

    def decide(self, principal: Principal, draft_id: str, status: DraftStatus) -> Draft:
        """Accept or reject the newest version."""
        raise NotImplementedError

    def check(self, draft: Draft, facts: Facts | None = None) -> tuple[Check, ...]:
        """All checks of the draft's kind; those that need the facts are left out without them."""
        raise NotImplementedError

    def engine(self) -> EngineState:
        """What would write now, and why."""
        raise NotImplementedError
