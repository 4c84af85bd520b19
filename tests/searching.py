"""The real search over the real notes, made once and kept between test runs, and a small one in memory."""

from functools import cache
from pathlib import Path

from assistant.adapters import weights
from assistant.adapters.embedder import MiniLM
from assistant.adapters.keywords import Keywords
from assistant.adapters.vector_cache import VectorCache
from assistant.adapters.vectors import ChromaFolder
from assistant.indexing import Indexes, Ready, VectorStore, ensure_index
from assistant.library import Library, load_library
from assistant.ports import Embedder
from assistant.retrieval import Retriever
from assistant.settings import ROOT
from assistant.statefile import StateFile
from tests.fakes import ListVectors, WordEmbedder

CACHE = ROOT / ".cache" / "index"
"""Git-ignored: the faster weights and the vectors, so that a second run embeds nothing."""


@cache
def real_embedder() -> MiniLM:
    weights.prepare(CACHE)
    return MiniLM(CACHE)


@cache
def real_library() -> Library:
    return load_library(ROOT / "knowledge")


@cache
def real_index() -> Ready:
    indexes = make_indexes(CACHE, ChromaFolder(CACHE / "vectors"), real_embedder())
    return ensure_index(real_library(), indexes)


@cache
def real_retriever() -> Retriever:
    ready = real_index()
    return Retriever(real_library(), real_embedder(), ready.vectors, ready.keywords, ready.notice)


def make_indexes(
    folder: Path, vectors: VectorStore | None = None, embedder: Embedder | None = None
) -> Indexes:
    """The files of an index below `folder`; in-memory vectors and a word embedder unless given."""
    state = StateFile(folder / "state.json")
    return Indexes(
        embedder=embedder or WordEmbedder(),
        vectors=vectors or ListVectors(),
        keywords=Keywords(folder / "keywords.sqlite3"),
        cache=VectorCache(folder / "embedded.sqlite3"),
        get_state=state.state,
        set_state=state.set_state,
    )


def retriever_of(library: Library, indexes: Indexes) -> Retriever:
    ready = ensure_index(library, indexes)
    return Retriever(library, indexes.embedder, ready.vectors, ready.keywords, ready.notice)
