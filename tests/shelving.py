"""A programme's published material for tests: documents, and a shelf of them that needs no database."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from assistant.domain.material import FileFormat, Material, MaterialStatus
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.materials import numbered

ANYBODY = (Role.MENTOR, Role.MENTEE)


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
