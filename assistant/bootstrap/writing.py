"""What writes: prompts, models, what each has earned, and what they cost."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant import earning
from assistant.bootstrap.finding import Finding
from assistant.domain.drafts import Engine
from assistant.drafting import Phraser
from assistant.earning import may_phrase
from assistant.errors import IndexUnavailable, InputError
from assistant.guide import EngineState
from assistant.indexing import Progress, quiet
from assistant.kind import Kind
from assistant.kinds.agenda.kind import AgendaKind
from assistant.meter import Meter, MeteredModel
from assistant.part import part
from assistant.ports import ChatModel, CountTokens, Embedder
from assistant.prompts import Prompt, Replies, load_prompts, load_replies
from assistant.statefile import StateFile

if TYPE_CHECKING:
    from assistant.adapters.local_models import LocalModels
    from assistant.adapters.models import Choice

TRIAL_SECONDS = 120.0
"""For one request of a trial; a model on this machine may be slow and still be good."""


class Writing(Finding):
    """The parts that write."""

    @part
    def models(self) -> "LocalModels":
        """The models of this machine: listed, fetched, stopped."""
        from assistant.adapters.local_models import LocalModels

        return LocalModels(self.settings)

    @part
    def choice(self) -> "Choice":
        """Who writes; settled once, so call `reset` when a setting or a model is new."""
        from assistant.adapters.models import choose

        return choose(self.settings)

    @part
    def _chat(self) -> ChatModel | None:
        from assistant.adapters.models import build

        return build(self.settings, self.choice)

    def chat(self) -> ChatModel | None:
        """The model that phrases, or None when drafts are composed."""
        return self._chat

    def engine_state(self, kind: str = AgendaKind.name) -> EngineState:
        """Which engine writes this kind, and why, in one sentence. Imports no vendor."""
        choice = self.choice
        if choice.kind == "composed":
            return EngineState(engine=Engine.COMPOSED, sentence=choice.why)
        if self.meter.used_up:
            return EngineState(engine=Engine.COMPOSED, model=choice.name, sentence=self.meter.sentence)
        record = self.record(kind)
        earned = may_phrase(self.settings.engine, record)
        return EngineState(
            engine=Engine.MODEL if earned else Engine.COMPOSED,
            model=choice.name,
            sentence=choice.why if earned else earning.sentence(kind, choice.name, record),
            elsewhere=choice.elsewhere,
        )

    def record(self, kind: str = AgendaKind.name) -> earning.Record | None:
        """What the chosen model has shown it can do with a kind, under today's prompt and rules."""
        return self._ledger.find(kind, self.choice.name, self._prompts[kind].stamp)

    def trial(
        self,
        progress: Progress = quiet,
        cancelled: Callable[[], bool] = lambda: False,
        kind: str = AgendaKind.name,
    ) -> earning.Record:
        """Let the chosen model phrase the fixed lines of a kind, and keep what came of it."""
        model = self.chat()
        if model is None:
            raise InputError(self.choice.why)
        record = earning.trial(
            kind,
            model,
            earning.cases(kind),
            prompt=self._prompts[kind],
            replies=self._replies,
            embedder=self._meaning,
            count=self.count,
            today=date.today(),
            accept=self.kinds[kind].accept,
            deadline=TRIAL_SECONDS,
            cancelled=cancelled,
            progress=progress,
        )
        self._ledger.save(record)
        return record

    def _phraser(self, kind: str, engine: Engine) -> Phraser | None:
        """A model that may phrase: one that was asked for by name or setting, or one that has earned it."""
        wanted = self.settings.engine if engine is Engine.AUTO else engine
        if self.choice.kind == "composed" or not may_phrase(wanted, self.record(kind)):
            return None
        model = self.chat()
        if model is None or self.meter.used_up:
            return None
        metered = MeteredModel(model, self.meter, self.count)
        prompt = self._prompts[kind]
        return Phraser.of(metered, prompt, self._meaning, self.count, self.settings.model_deadline)

    def _speaker(self, engine: Engine) -> Phraser | None:
        """A model that may take a turn in a conversation. Every turn is judged, so a served model may
        try; one on this machine, which is slow here, when it is asked for or has earned its lines."""
        wanted = self.settings.engine if engine is Engine.AUTO else engine
        tried = wanted is Engine.AUTO and self.choice.kind == "endpoint"
        if self.choice.kind == "composed" or not (tried or may_phrase(wanted, self.record())):
            return None
        model = self.chat()
        if model is None or self.meter.used_up:
            return None
        metered = MeteredModel(model, self.meter, self.count)
        deadline = self.settings.model_deadline
        return Phraser.of(metered, self._prompts["answer"], self._meaning, self.count, deadline)

    @part
    def _meaning(self) -> Embedder | None:
        """The embedder if it works; without it words are compared instead of meaning."""
        try:
            self.embedder.embed_query("ready")
        except IndexUnavailable:
            return None
        return self.embedder

    @part
    def kinds(self) -> Mapping[str, Kind[Any, Any]]:
        """Every kind of draft by its name."""
        from assistant.kinds.feedback.kind import FeedbackKind
        from assistant.kinds.reflection.kind import ReflectionKind
        from assistant.likeness import Likeness

        kinds: tuple[Kind[Any, Any], ...] = (
            AgendaKind(),
            FeedbackKind(),
            ReflectionKind(Likeness(lambda: self._meaning)),
        )
        return {kind.name: kind for kind in kinds}

    @part
    def _prompts(self) -> Mapping[str, Prompt]:
        return load_prompts(self.settings.prompts_dir)

    @part
    def _replies(self) -> Replies:
        return load_replies(self.settings.prompts_dir)

    @property
    def _ledger(self) -> earning.Ledger:
        return earning.Ledger(self.settings.data_dir / "trials")

    @part
    def meter(self) -> Meter:
        """Of this data folder, whoever shares it; no database, so that a file of facts is counted too."""
        kept = StateFile(self.settings.data_dir / "meter.json")
        return Meter(kept.state, kept.set_state, self.settings.token_stop)

    @part
    def count(self) -> CountTokens:
        from assistant.adapters.tokens import counter

        return counter(self.settings.data_dir)

    @property
    def free_memory(self) -> int:
        """Bytes this machine has to give."""
        from assistant.adapters.memory import free_memory

        return free_memory()
