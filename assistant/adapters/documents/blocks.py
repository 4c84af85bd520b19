"""What every format comes to: headings and paragraphs in the order in which they are read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.domain.material import Remark


class Block(NamedTuple):
    """A heading or a paragraph, not yet cleaned. A line break in it starts a line of its own."""

    text: str
    level: int = 0
    """0 for a paragraph; for a heading its rank, 1 being the highest."""
    page: int = 0
    """From 1; 0 where a document has no pages."""


Tell = Callable[[int, int], None]
"""Called with how many pages (or pieces of a long text) are read, and of how many."""


@dataclass
class Content:
    """A document as a reader found it."""

    blocks: list[Block]
    title: str = ""
    remarks: list[Remark] = field(default_factory=list)
    pages: int | None = None
