"""From settings to a working assistant: every part is built when it is first asked for, once."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant import earning, measuring
from assistant.corpus import Corpus
from assistant.domain.drafts import Engine
from assistant.drafting import Drafting, Phraser
from assistant.earning import may_phrase
from assistant.errors import IndexUnavailable, InputError
from assistant.guide import EngineState, Guide
from assistant.indexing import Indexes, Progress, Ready, ensure_index, never, quiet
from assistant.kinds.agenda.kind import AgendaKind
from assistant.library import Library, load_library
from assistant.meter import Meter, MeteredModel
from assistant.part import Whole, part
from assistant.ports import ChatModel, CountTokens, Embedder, Records
from assistant.prompts import Prompt, Replies, load_prompts, load_replies
from assistant.retrieval import Retriever
from assistant.settings import Settings, load_settings
from assistant.shelves import Shelves
from assistant.statefile import StateFile

if TYPE_CHECKING:
    from assistant.adapters.local_models import LocalModels
    from assistant.adapters.models import Choice
    from assistant.domain.material import Understood

STATE = "state.json"
"""In the index folder: which index is in use. Without it there is none."""

TRIAL_SECONDS = 120.0
"""For one request of a trial; a model on this machine may be slow and still be good."""


class Assistant(Whole):
    """All that the page and the command line work with. A vendor is imported by the part that needs it."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or load_settings()

    @part
    def library(self) -> Library:
        return load_library(self.settings.knowledge_dir)

    @part
    def records(self) -> Records:
        """What people have written down; opening it brings the database up to date."""
        from assistant.adapters.records.engine import url_of
        from assistant.adapters.records.materials import Quota
        from assistant.adapters.records.store import open_records

        quota = Quota(self.settings.material_files, self.settings.material_megabytes)
        return open_records(url_of(self.settings), quota)

    @part
    def embedder(self) -> Embedder:
        from assistant.adapters import weights
        from assistant.adapters.embedder import MiniLM

        with suppress(IndexUnavailable):  # the embedder says the same again, where somebody is told
            weights.prepare(self._index_dir)
        return MiniLM(self._index_dir, self.settings.threads)

    def index(self, progress: Progress = quiet) -> Ready:
        """Make the notes searchable, or see that they are. Only what changed is done again."""
        with self.alone("retriever"):
            ready = ensure_index(self.library, self._indexes, progress)
            vars(self)["retriever"] = Retriever(
                self.library, self.embedder, ready.vectors, ready.keywords, ready.notice
            )
        return ready

    @part
    def retriever(self) -> Retriever:
        self.index()
        found: Retriever = vars(self)["retriever"]
        return found

    def at_hand(self) -> Retriever:
        """What can search now: an agenda does not wait until an index is built, it goes by words instead."""
        built = self.settings.chroma_url or (self._index_dir / STATE).is_file()
        return self.retriever if built or "retriever" in vars(self) else Retriever(self.library)

    @contextmanager
    def ways(self, corpus: Corpus, name: str, progress: Progress = quiet) -> Iterator[dict[str, Retriever]]:
        """Every way to search any texts, for as long as it is measured.

        The index is thrown away; the vectors stay under `name`, so that the next time embeds nothing.
        """
        from assistant.adapters.keywords import Keywords
        from assistant.adapters.vector_cache import VectorCache
        from assistant.adapters.vectors import ChromaFolder

        with tempfile.TemporaryDirectory(prefix="assistant-") as scratch:
            folder = Path(scratch)
            state = StateFile(folder / STATE)
            indexes = Indexes(
                embedder=self.embedder,
                vectors=ChromaFolder(folder / "vectors"),
                keywords=Keywords(folder / "keywords.sqlite3"),
                cache=VectorCache(self._index_dir / "measured" / f"{name}.sqlite3"),
                get_state=state.state,
                set_state=state.set_state,
            )
            ready = ensure_index(corpus, indexes, progress)
            if ready.vectors is None or ready.keywords is None:
                raise IndexUnavailable(ready.notice or "No keyword index could be written.")
            yield measuring.ways(corpus, self.embedder, ready.vectors, ready.keywords)

    @part
    def guide(self) -> Guide:
        agendas = Drafting(
            kind=AgendaKind(),
            library=self.library,
            retriever=self.at_hand,
            replies=self._replies,
            now=lambda: datetime.now().astimezone(),
        )
        # The records come as a question: a file of facts must not open any.
        return Guide(
            agendas,
            lambda: self.records,
            self._phraser,
            lambda: self.engine_state,
            self.settings.language,
            notes=lambda: self.retriever,
            shelves=lambda: self.shelves,
        )

    @part
    def shelves(self) -> Shelves:
        """What programmes have added beside the notes, each with indexes of its own."""
        return Shelves(lambda: self.records, self._indexes_of)

    def read_document(
        self,
        data: bytes,
        file_name: str,
        cancelled: Callable[[], bool] = never,
        progress: Progress = quiet,
    ) -> "Understood":
        """What a file says. Raises InputError with one sentence; nothing has changed then."""
        from assistant.adapters.documents import reader

        return reader.read_document(data, file_name, cancelled=cancelled, progress=progress)

    def read_text(self, text: str, title: str = "", cancelled: Callable[[], bool] = never) -> "Understood":
        """What somebody pasted; lines that begin with # become headings."""
        from assistant.adapters.documents import reader

        return reader.read_text(text, title, cancelled=cancelled)

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

    @property
    def engine_state(self) -> EngineState:
        """Which engine writes, and why, in one sentence. Imports no vendor."""
        choice = self.choice
        if choice.kind == "composed":
            return EngineState(engine=Engine.COMPOSED, sentence=choice.why)
        if self.meter.used_up:
            return EngineState(engine=Engine.COMPOSED, model=choice.name, sentence=self.meter.sentence)
        record = self.record()
        if may_phrase(self.settings.engine, record):
            return EngineState(engine=Engine.MODEL, model=choice.name, sentence=choice.why)
        said = earning.sentence(AgendaKind.name, choice.name, record)
        return EngineState(engine=Engine.COMPOSED, model=choice.name, sentence=said)

    def record(self) -> earning.Record | None:
        """What the chosen model has shown it can do, under today's prompt and rules."""
        return self._ledger.find(AgendaKind.name, self.choice.name, self._prompt.stamp)

    def trial(
        self, progress: Progress = quiet, cancelled: Callable[[], bool] = lambda: False
    ) -> earning.Record:
        """Let the chosen model phrase the fixed lines, and keep what came of it."""
        model = self.chat()
        if model is None:
            raise InputError(self.choice.why)
        record = earning.trial(
            AgendaKind.name,
            model,
            earning.cases(AgendaKind.name),
            prompt=self._prompt,
            replies=self._replies,
            embedder=self._meaning,
            count=self.count,
            today=date.today(),
            accept=AgendaKind().accept,
            deadline=TRIAL_SECONDS,
            cancelled=cancelled,
            progress=progress,
        )
        self._ledger.save(record)
        return record

    def _phraser(self, engine: Engine) -> Phraser | None:
        """A model that may phrase: one that was asked for by name or setting, or one that has earned it."""
        wanted = self.settings.engine if engine is Engine.AUTO else engine
        if self.choice.kind == "composed" or not may_phrase(wanted, self.record()):
            return None
        model = self.chat()
        if model is None or self.meter.used_up:
            return None
        metered = MeteredModel(model, self.meter, self.count)
        return Phraser.of(metered, self._prompt, self._meaning, self.count, self.settings.model_deadline)

    @part
    def _meaning(self) -> Embedder | None:
        """The embedder if it works; without it words are compared instead of meaning."""
        try:
            self.embedder.embed_query("ready")
        except IndexUnavailable:
            return None
        return self.embedder

    @part
    def _prompt(self) -> Prompt:
        return load_prompts(self.settings.prompts_dir)[AgendaKind.name]

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

    def warm(self) -> None:
        """Build what the next click will need. For a thread in the background, after the first paint."""
        self.shelves.background = True  # a page stays; a command would end in the middle
        self.retriever.search("How do I start a first meeting?")
        self.guide  # noqa: B018  # asking for a part builds it
        self.chat()

    def close(self) -> None:
        """Let go of the database's connections."""
        records = vars(self).pop("records", None)
        if records is not None:
            records.close()

    @part
    def _indexes(self) -> Indexes:
        return self._kept_in(self._index_dir)

    def _indexes_of(self, programme_id: str) -> Indexes:
        """The ids of programmes are UUIDs, so they can name folders."""
        return self._kept_in(self._index_dir / "programmes" / programme_id, programme_id)

    def _kept_in(self, folder: Path, programme_id: str = "") -> Indexes:
        from assistant.adapters.keywords import Keywords
        from assistant.adapters.vector_cache import VectorCache
        from assistant.adapters.vectors import ChromaFolder
        from assistant.adapters.vectors_server import ChromaServer

        server = self.settings.chroma_url
        # What lies in the folder is named there; what a server shares is named in the shared records.
        state: StateFile | Records = self.records if server else StateFile(folder / STATE)
        after = f" of {programme_id}" if programme_id and server else ""
        return Indexes(
            embedder=self.embedder,
            vectors=ChromaServer(server) if server else ChromaFolder(folder / "vectors"),
            keywords=Keywords(folder / "keywords.sqlite3"),
            cache=VectorCache(folder / "embedded.sqlite3"),
            get_state=lambda key: state.state(f"{key}{after}"),
            set_state=lambda key, value: state.set_state(f"{key}{after}", value),
            prefix=f"own_{programme_id}" if programme_id else "notes",
        )

    @property
    def _index_dir(self) -> Path:
        """Derived from the notes and from what is published: it may be deleted at any time."""
        return self.settings.data_dir / "index"


_one: Assistant | None = None
_guard = Lock()


def assistant() -> Assistant:
    """The one of this process."""
    global _one
    with _guard:
        if _one is None:
            _one = Assistant()
        return _one


def reset() -> None:
    """Forget it, so that the next call sees changed settings."""
    global _one
    with _guard:
        if _one is not None:
            _one.close()
        _one = None


def warm() -> None:
    assistant().warm()
