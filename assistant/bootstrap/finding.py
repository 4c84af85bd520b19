"""What is searched and what searches it: notes, records, embedder and indexes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant import measuring
from assistant.corpus import Corpus
from assistant.errors import IndexUnavailable
from assistant.indexing import Indexes, Progress, Ready, ensure_index, quiet
from assistant.library import Library, load_library
from assistant.part import Whole, part
from assistant.ports import Embedder, Records
from assistant.retrieval import Retriever
from assistant.settings import Settings, load_settings
from assistant.shelves import Shelves
from assistant.statefile import StateFile

STATE = "state.json"
"""In the index folder: which index is in use. Without it there is none."""


class Finding(Whole):
    """The parts that find. A vendor is imported by the part that needs it."""

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
    def shelves(self) -> Shelves:
        """What programmes have added beside the notes, each with indexes of its own."""
        return Shelves(lambda: self.records, self._indexes_of)

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
