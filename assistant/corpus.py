"""What a search runs over: the practice notes, a programme's own material, or any set of texts."""

from collections.abc import Mapping
from typing import Protocol

from assistant.chunking import Piece
from assistant.domain.notes import Passage


class Corpus(Protocol):
    """Passages by id, the title of the document each belongs to, and the pieces to index."""

    @property
    def passages(self) -> Mapping[str, Passage]: ...

    def title(self, document_id: str) -> str:
        """Of the document that a passage names as its `note_id`. KeyError when it is not here."""
        ...

    def pieces(self) -> tuple[Piece, ...]:
        """What the indexes hold, in a stable order."""
        ...
