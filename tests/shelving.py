"""A programme's published material for tests: documents, and a shelf of them that needs no database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import event

from assistant.adapters.records.store import SqlRecords
from assistant.adapters.vectors import ChromaFolder
from assistant.domain.access import Principal
from assistant.domain.drafts import Engine
from assistant.domain.material import FileFormat, Material, MaterialStatus
from assistant.domain.notes import Hit, Origin, Passage
from assistant.domain.people import Role
from assistant.guide import EngineState, Guide
from assistant.library import Library
from assistant.materials import numbered
from assistant.ports import Embedder, Records
from assistant.shelves import Shelves
from tests.fakes import ListVectors, WordEmbedder
from tests.searching import make_indexes, retriever_of
from tests.shelf import add
from tests.world import World

SHED = "The bicycle shed opens at seven. Ask the porter for the brass key."
ASK = "Who has the brass key of the bicycle shed?"

ANYBODY = (Role.MENTOR, Role.MENTEE)


def in_memory(records: Records, folder: Path | None = None, embedder: Embedder | None = None) -> Shelves:
    """Shelves whose vectors are lists; the other files of an index lie below `folder`."""
    below = folder or Path(mkdtemp())
    return Shelves(
        lambda: records,
        lambda programme_id: make_indexes(below / programme_id, ListVectors(), embedder or WordEmbedder()),
    )


def document(number: int = 1, texts: Mapping[str, str] | None = None, **changes: Any) -> Material:
    """Version 1 of a published document: heading to text."""
    given: dict[str, Any] = {
        "id": f"M{number:08x}",
        "version": 1,
        "programme_id": "00000000-0000-4000-8000-000000000001",
        "title": f"House rules {number}",
        "author": "Riverside Trust",
        "licence": "CC-BY-4.0",
        "audience": ANYBODY,
        "format": FileFormat.MARKDOWN,
        "digest": f"{number:064x}",
        "status": MaterialStatus.PUBLISHED,
        "words": 10,
        "added_by": "somebody",
        "added_at": datetime(2026, 3, 1, tzinfo=UTC),
    }
    texts = texts or {"Bicycle shed": "The bicycle shed opens at seven. Ask the porter for the brass key."}
    passages = tuple(
        Passage(id="x", note_id="x", heading=heading, text=text) for heading, text in texts.items()
    )
    return numbered(Material(**{**given, **changes, "passages": passages}))


class Place:
    """One process: a guide over small notes and the shelves of all programmes, in one index folder."""

    def __init__(
        self,
        folder: Path,
        notes: Library,
        records: Any,
        embedder: Any = None,
        chroma: bool = False,
    ) -> None:
        self.folder, self.records = folder, records
        self.embedder = embedder or WordEmbedder()
        self.lists: dict[str, ListVectors] = {}
        self.chroma = chroma
        self.shelves = Shelves(lambda: records, self.indexes)
        retriever = retriever_of(notes, make_indexes(folder / "notes", None, self.embedder))
        self.guide = Guide(
            [],
            lambda: records,
            lambda *_: None,
            lambda _: EngineState(engine=Engine.AUTO, sentence="."),
            notes=lambda: retriever,
            shelves=lambda: self.shelves,
        )

    def indexes(self, programme_id: str) -> Any:
        below = self.folder / "programmes" / programme_id
        store = (
            ChromaFolder(below / "vectors")
            if self.chroma
            else self.lists.setdefault(programme_id, ListVectors())
        )
        return make_indexes(below, store, self.embedder)

    def publish(self, who: Principal, text: str = SHED, **changes: Any) -> Material:
        material = add(self.records, who, text, **changes)
        return self.guide.publish(who, material.id, material.version)

    def own(self, who: Principal | None, ask: str = ASK) -> list[Hit]:
        return [hit for hit in self.guide.search(who, ask).hits if hit.origin is Origin.PROGRAMME]

    def mended(self, world: World) -> None:
        self.shelves._mending[world.coordinator.programme_id].join(30)


def parts(*texts: str) -> dict[str, Any]:
    return {
        "passages": tuple(
            Passage(id="", note_id="", heading=f"Part {n}", text=t) for n, t in enumerate(texts, 1)
        )
    }


def words_left(folder: Path, word: bytes) -> Sequence[str]:
    below = folder / "programmes"
    return [path.name for path in below.rglob("*") if path.is_file() and word in path.read_bytes().lower()]


class statements:  # noqa: N801  # used as a context
    """The statements that were sent to the database meanwhile."""

    def __init__(self, records: SqlRecords) -> None:
        self.engine, self.said = records._engine, []

    def __enter__(self) -> list[str]:
        event.listen(self.engine, "before_cursor_execute", self._hear)
        return self.said

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._hear)

    def _hear(self, connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            self.said.append(statement)


def staffed(world: World) -> World:
    for name, role in {"Tess": Role.TRAINER, "Mo": Role.MENTOR, "Me": Role.MENTEE, "Pia": Role.PEER}.items():
        world.add(name, role)
    return world
