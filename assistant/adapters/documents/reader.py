"""Reads a document that somebody adds: what it is, what it says, and what to look at before it is published."""

import hashlib
from collections.abc import Callable

from pydantic import ValidationError

from assistant.adapters.documents.kinds import LARGEST, kind_of
from assistant.adapters.documents.process import DAMAGED, ask
from assistant.cleaning import clean_line, display_name
from assistant.domain.material import FileFormat, Part, Remark, Understood
from assistant.errors import InputError

Cancelled = Callable[[], bool]
Progress = Callable[[int, int], None]
"""Called with how many pages (or pieces of a long text) are read, and of how many."""


def _never() -> bool:
    return False


def _quiet(done: int, of: int) -> None:
    pass


def read_document(
    data: bytes, file_name: str, *, cancelled: Cancelled = _never, progress: Progress = _quiet
) -> Understood:
    """What a file says. Raises InputError with one sentence for a person; nothing has changed then."""
    kind = kind_of(data, file_name)
    stem = display_name(file_name).rpartition(".")[0].replace("_", " ")
    return _read(
        kind,
        data,
        cancelled,
        progress,
        fallback=clean_line(stem) if any(map(str.isalnum, stem)) else "Document",
    )


def read_text(
    text: str, title: str = "", *, cancelled: Cancelled = _never, progress: Progress = _quiet
) -> Understood:
    """What somebody pasted or typed, Markdown headings understood."""
    data = text.encode("utf-8", errors="ignore")
    if not text.strip():
        raise InputError("There is no text yet. Paste or type some and try again.")
    if len(data) > LARGEST:
        raise InputError("This text is longer than 20 MB. Split it and add the parts that matter.")
    found = _read(FileFormat.MARKDOWN, data, cancelled, progress, fallback="")
    title = clean_line(title) or found.title or clean_line(found.parts[0].text, 60)
    return found.model_copy(update={"title": title})


def _read(
    kind: FileFormat, data: bytes, cancelled: Cancelled, progress: Progress, fallback: str
) -> Understood:
    parts: list[Part] = []
    remarks: list[Remark] = []
    try:
        for name, value in ask(kind, data, cancelled):
            if name == "part":
                parts.append(Part.model_validate(value))
            elif name == "remark":
                remarks.append(Remark.model_validate(value))
            elif name == "step":
                progress(*value)
            elif name == "whole":
                whole = dict(value)
        return Understood(
            format=kind,
            digest=hashlib.sha256(data).hexdigest(),
            title=whole["title"] or fallback,
            parts=tuple(parts),
            remarks=tuple(remarks),
            pages=whole["pages"],
            words=whole["words"],
        )
    except (ValidationError, LookupError, TypeError):
        raise InputError(DAMAGED[kind]) from None
