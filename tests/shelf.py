"""A programme's documents for the tests: short, and every one a different file unless it is said."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from assistant.domain.access import Principal, Purpose
from assistant.domain.material import FileFormat, Material, MaterialStatus
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.materials import new_id, numbered
from assistant.ports import Records

CURATE = Purpose.MANAGE_LIBRARY
BROWSE = Purpose.BROWSE_LIBRARY
ADDED = datetime(2026, 3, 1, 9, tzinfo=UTC)
EVERYBODY = (Role.MENTOR, Role.MENTEE, Role.PEER)


def document(principal: Principal, text: str = "Ask before you advise.", **changes: Any) -> Material:
    """One passage under "Feedback", for everybody."""
    material_id = changes.get("id", new_id())
    given: dict[str, Any] = {
        "id": material_id,
        "version": 1,
        "programme_id": principal.programme_id,
        "title": "Our handbook",
        "author": "Tess",
        "licence": "CC-BY-4.0",
        "audience": EVERYBODY,
        "format": FileFormat.TEXT,
        "digest": sha256(new_id().encode()).hexdigest(),
        "words": len(text.split()),
        "added_by": principal.person_id,
        "added_at": ADDED,
        "passages": (Passage(id="", note_id="", heading="Feedback", text=text),),
    }
    return numbered(Material(**{**given, **changes}))


def add(
    records: Records, principal: Principal, text: str = "Ask before you advise.", **changes: Any
) -> Material:
    return records.add_material(principal, CURATE, document(principal, text, **changes))


def publish(
    records: Records, principal: Principal, text: str = "Ask before you advise.", **changes: Any
) -> Material:
    """Added and published, with its passages."""
    added = add(records, principal, text, **changes)
    records.publish_material(principal, CURATE, added.id, added.version)
    return added.model_copy(update={"status": MaterialStatus.PUBLISHED})


def seen(records: Records, principal: Principal, purpose: Purpose = BROWSE) -> list[str]:
    return [one.key for one in records.materials(principal, purpose)]


def status(records: Records, trainer: Principal, material: Material) -> MaterialStatus:
    return records.material(trainer, CURATE, material.id, material.version).status


def passage(material: Material, number: int = 1) -> str:
    return material.passages[number - 1].id
