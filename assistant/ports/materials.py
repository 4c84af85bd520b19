"""What a programme's own material needs of the records."""

from collections.abc import Collection
from typing import Protocol

from assistant.domain.access import Principal, Purpose
from assistant.domain.material import Material
from assistant.domain.notes import Passage
from assistant.domain.people import Role


class MaterialRecords(Protocol):
    """Part of the records. See there for what holds for every method."""

    def edition(self, programme_id: str) -> int:
        """Changes whenever material is published, withdrawn or deleted. One cheap statement."""
        ...

    def indexable(self, programme_id: str, also: tuple[str, int] | None = None) -> list[Material]:
        """For the index alone: every published version, with its passages.

        `also` is the id and version of one that is about to be published.
        """
        ...

    def materials(self, principal: Principal, purpose: Purpose) -> list[Material]:
        """Without passages, newest first. To a reader: what is published for their role.

        For MANAGE_LIBRARY: the newest version of everything, whatever its status, and beside it the
        version that is published and every draft.
        """
        ...

    def material(
        self, principal: Principal, purpose: Purpose, material_id: str, version: int | None = None
    ) -> Material:
        """One version with its passages; unnamed, a reader's published one or a manager's newest.

        A reader may also name a version that was replaced, which older drafts cite.
        """
        ...

    def add_material(self, principal: Principal, purpose: Purpose, material: Material) -> Material:
        """Stored as a draft: version 1 of a new id, or the next version of one that is there.

        Its passages get the ids of that version. InputError when the same file is here already,
        and when the programme has no room left.
        """
        ...

    def publish_material(
        self, principal: Principal, purpose: Purpose, material_id: str, version: int
    ) -> Material:
        """Without passages. The version that was published before is replaced in the same moment."""
        ...

    def withdraw_material(self, principal: Principal, purpose: Purpose, material_id: str) -> Material:
        """No reader sees it from now on, nor what it replaced. A draft of a new version stays."""
        ...

    def delete_material(
        self, principal: Principal, purpose: Purpose, material_id: str, version: int | None = None
    ) -> None:
        """Every trace of its words: of one version, or of all. Drafts that cite it keep their quote."""
        ...

    def material_passages(
        self,
        principal: Principal,
        purpose: Purpose,
        passage_ids: Collection[str],
        *,
        readers: Collection[Role] = (),
        earlier: bool = False,
    ) -> dict[str, tuple[Passage, Material]]:
        """What of these may be read by the principal and by every role in `readers`.

        Only what is published, with `earlier` also what was replaced. Any other id is simply not in
        the answer. The material comes without passages.
        """
        ...
