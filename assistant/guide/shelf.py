"""What is searched, and what a programme adds to it."""

from collections.abc import Callable

from assistant.domain.access import Principal, Purpose
from assistant.domain.material import Material
from assistant.errors import RecordsError
from assistant.indexing import Progress, never, quiet
from assistant.ports import Records
from assistant.retrieval import Found, Retriever
from assistant.shelves import Shelves, merged

BROWSE, CURATE = Purpose.BROWSE_LIBRARY, Purpose.MANAGE_LIBRARY

NOTES_ONLY = "Your programme's own material cannot be searched just now; these are the practice notes."


class Shelf:
    """The part of the guide that finds and publishes."""

    def __init__(
        self,
        records: Callable[[], Records],
        notes: Callable[[], Retriever],
        shelves: Callable[[], Shelves],
    ) -> None:
        self._records = records
        self._notes = notes
        self._shelves = shelves

    def search(self, principal: Principal | None, query: str, limit: int = 5) -> Found:
        """The passages that answer, of the practice notes and of what the asking person's programme added."""
        notes = self._notes().search(query, limit)
        if principal is None:
            return notes
        try:
            own = self._shelves().search(principal, BROWSE, query, limit)
        except RecordsError:
            return notes.model_copy(update={"notice": NOTES_ONLY})
        return merged(notes, own, limit)

    def publish(
        self,
        principal: Principal,
        material_id: str,
        version: int,
        progress: Progress = quiet,
        cancelled: Callable[[], bool] = never,
    ) -> Material:
        """Make this version searchable, then let people find it; what it replaces is found until then.

        Raises Cancelled with everything as it was; the next time goes on from there.
        """
        records = self._records()
        records.material(principal, CURATE, material_id, version)  # who may not publish builds nothing
        return self._shelves().publish(
            principal.programme_id,
            (material_id, version),
            lambda: records.publish_material(principal, CURATE, material_id, version),
            progress,
            cancelled,
        )

    def withdraw(self, principal: Principal, material_id: str) -> Material:
        """Nobody finds it from this moment; then the index forgets it too."""
        withdrawn = self._records().withdraw_material(principal, CURATE, material_id)
        self._shelves().settle(principal.programme_id)
        return withdrawn

    def delete(self, principal: Principal, material_id: str, version: int | None = None) -> None:
        """All of its words, or those of one version, here and in the index."""
        self._records().delete_material(principal, CURATE, material_id, version)
        self._shelves().settle(principal.programme_id)
