"""What somebody decided about their own words. Until they say so, it is no."""

from assistant.adapters.records.journal_tables import ChoiceRow
from assistant.adapters.records.own import OwnDoor
from assistant.domain.access import Action, Principal, Purpose, Resource


class Choices(OwnDoor):
    def may_leave(self, principal: Principal, purpose: Purpose) -> bool:
        with self._read() as work:
            self._owner(work, principal, purpose, Action.READ, Resource.CHOICE)
            row = work.get(ChoiceRow, principal.person_id)
            return row is not None and row.may_leave

    def set_may_leave(self, principal: Principal, purpose: Purpose, allowed: bool) -> bool:
        with self._write() as work:
            self._owner(work, principal, purpose, Action.WRITE, Resource.CHOICE)
            work.merge(ChoiceRow(person_id=principal.person_id, may_leave=allowed))
            return allowed
