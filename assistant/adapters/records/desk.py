"""How one person stands to the material of their programme."""

from dataclasses import dataclass

from assistant.access import authorise, in_audience, may, relation_to
from assistant.adapters.records.material_rows import audience_of, open_statuses
from assistant.adapters.records.tables import MaterialVersionRow
from assistant.domain.access import Action, Principal, Purpose, Relation, Resource


@dataclass(frozen=True)
class Desk:
    """A programme's shelf as one principal meets it for one purpose."""

    principal: Principal
    purpose: Purpose

    @property
    def manages(self) -> bool:
        """Whether drafts and what was withdrawn are shown too."""
        return self.may(Action.READ, shared=False)

    def may(self, action: Action, *, shared: bool) -> bool:
        return may(
            self.principal,
            self.purpose,
            action,
            Resource.MATERIAL,
            relation=Relation.PROGRAMME,
            shared=shared,
        )

    def authorise(self, action: Action, programme_id: str, *, shared: bool) -> None:
        relation = relation_to(self.principal, programme_id=programme_id)
        authorise(self.principal, self.purpose, action, Resource.MATERIAL, relation=relation, shared=shared)

    def reads(self, row: MaterialVersionRow, *, earlier: bool = False) -> bool:
        if self.manages:
            return True
        return row.status in open_statuses(earlier) and in_audience(self.principal.role, audience_of(row))
