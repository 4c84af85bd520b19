"""A programme's published material for tests: documents, and a shelf of them that needs no database."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from assistant.domain.material import FileFormat, Material, MaterialStatus
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.materials import numbered
from assistant.ports import Embedder, Records
from assistant.shelves import Shelves
from tests.fakes import ListVectors, WordEmbedder
from tests.searching import make_indexes

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
