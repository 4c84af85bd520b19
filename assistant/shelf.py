"""A programme's published documents as something to search, and what of it one reader may see."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from assistant import chunking
from assistant.access import in_audience
from assistant.chunking import Piece
from assistant.domain.material import Material
from assistant.domain.notes import Hit, Origin, Passage
from assistant.domain.people import Role
from assistant.ports import PassageScore


class Shelf:
    """A Corpus of documents with their passages; a document is known by its key, id and version."""

    def __init__(self, materials: Iterable[Material]) -> None:
        self.materials: Mapping[str, Material] = {one.key: one for one in materials}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        return {passage.id: passage for one in self.materials.values() for passage in one.passages}

    def title(self, document_id: str) -> str:
        return self.materials[document_id].title

    def pieces(self) -> tuple[Piece, ...]:
        return self._pieces

    @cached_property
    def _pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for one in self.materials.values() for piece in chunking.material_pieces(one))

    def readable_by(self, roles: Collection[Role]) -> frozenset[str]:
        """The keys of what everybody in one of these roles may read."""
        return frozenset(
            key
            for key, one in self.materials.items()
            if all(in_audience(role, one.audience) for role in roles)
        )

    def only(self, keys: Collection[str]) -> "Shelf":
        if len(keys) == len(self.materials):
            return self
        return Shelf(one for key, one in self.materials.items() if key in keys)


ENOUGH = 50
"""Candidates of one reader's own; an index is asked again, for more, only when there are fewer."""

Asked = TypeVar("Asked", contravariant=True)


class Searched(Protocol[Asked]):
    """An index of vectors or of words."""

    def search(self, asked: Asked, limit: int, /) -> list[PassageScore]: ...


class Readable(Generic[Asked]):
    """An index as one reader may see it: what is not theirs takes no place among the candidates."""

    def __init__(self, index: Searched[Asked], keys: Collection[str]) -> None:
        self._index, self._keys = index, frozenset(keys)

    def search(self, asked: Asked, limit: int) -> list[PassageScore]:
        wanted = limit
        while True:
            found = self._index.search(asked, wanted)
            mine = [hit for hit in found if key_of(hit.passage_id) in self._keys]
            if len(mine) >= min(limit, ENOUGH) or len(found) < wanted:
                return mine[:limit]
            wanted *= 4


def key_of(passage_id: str) -> str:
    return passage_id.partition("#")[0]


def shown(hit: Hit, passage: Passage, material: Material) -> Hit:
    """A hit with the words, the title, the author and the licence as the records hold them now."""
    return hit.model_copy(
        update={
            "passage": passage,
            "note_title": material.title,
            "origin": Origin.PROGRAMME,
            "author": material.author,
            "licence": material.licence,
        }
    )
