"""From what was read in a document to the material of a programme, with the ids of its passages."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from pydantic import ValidationError

from assistant.chunking import slug
from assistant.cleaning import clean, display_name
from assistant.domain.access import Principal
from assistant.domain.material import Material, Part, Understood
from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.errors import InputError

ID = re.compile(r"M[0-9a-f]{8}")
PASSAGE_ID = re.compile(rf"{ID.pattern}\.[1-9]\d*#[a-z0-9-]+")

WANTED = {
    "title": "Give it a title of at most 200 characters.",
    "author": "Say who wrote it, in at most 200 characters.",
    "licence": "Say under which licence you have it, for instance CC-BY-4.0, or in a few words of your own.",
    "audience": "Choose at least one role that may read it.",
}
"""What a person can mend about a description."""


class Described(NamedTuple):
    """What a trainer says of a document; an empty title means the one that was found in it."""

    author: str
    licence: str
    audience: tuple[Role, ...]
    title: str = ""
    file_name: str = ""


def new_id() -> str:
    return f"M{secrets.token_hex(4)}"


def made(
    understood: Understood,
    described: Described,
    principal: Principal,
    now: datetime,
    replaces: Material | None = None,
) -> Material:
    """A draft of it, to be looked at before it is published; of the next version when it replaces one."""
    try:
        material = Material(
            id=replaces.id if replaces else new_id(),
            version=replaces.version + 1 if replaces else 1,
            programme_id=principal.programme_id,
            title=_line(described.title) or _line(understood.title)[:200],
            author=_line(described.author),
            licence=_line(described.licence),
            audience=tuple(dict.fromkeys(described.audience)),
            file_name=display_name(described.file_name),
            format=understood.format,
            digest=understood.digest,
            pages=understood.pages,
            words=understood.words,
            remarks=understood.remarks,
            added_by=principal.person_id,
            added_at=now,
            passages=tuple(_passages(understood.parts)),
        )
    except ValidationError as error:
        (field, *_) = error.errors()[0]["loc"]
        if field not in WANTED:
            raise
        raise InputError(WANTED[str(field)]) from error
    return numbered(material)


def numbered(material: Material) -> Material:
    """The same with the ids that its passages have in this version."""
    key = material.key
    passages = tuple(
        passage.model_copy(
            update={"id": f"{key}#{f'{number}-{slug(passage.heading)}'.rstrip('-')}", "note_id": key}
        )
        for number, passage in enumerate(material.passages, start=1)
    )
    return material.model_copy(update={"passages": passages})


def _passages(parts: Iterable[Part]) -> Iterable[Passage]:
    for part in parts:
        told = not part.where or part.where.casefold() in part.heading.casefold()
        heading = part.heading if told else f"{part.heading} ({part.where})"
        yield Passage(id="", note_id="", heading=heading, text=part.text)


def _line(text: str) -> str:
    """On one line, and without what nobody can see."""
    return " ".join(clean(text).split())
