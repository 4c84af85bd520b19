"""A person's own pages as a file they can keep: words for reading, or everything as data."""

import json
from collections.abc import Sequence

from assistant.domain.journal import Entry


def as_markdown(pages: Sequence[Entry]) -> str:
    """The oldest first, each under its day."""
    return "\n".join(_page(page) for page in reversed(pages))


def as_json(pages: Sequence[Entry]) -> str:
    return json.dumps([page.model_dump(mode="json") for page in pages], ensure_ascii=False, indent=2)


def _page(page: Entry) -> str:
    head = f"# {page.on.isoformat()}" + (f": {page.title}" if page.title else "")
    return f"{head}\n\n{page.text.strip()}\n"
