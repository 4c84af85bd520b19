"""What the core asks of the records about safeguarding."""

from datetime import date
from typing import Protocol as Port

from assistant.domain.access import Principal, Purpose
from assistant.domain.safety import Alert, LineCheck, Protocol, SafetyEvent


class SafetyRecords(Port):
    """Events, alerts, and how a programme looks after safety. The rules of `Records` hold here too.

    No method takes or gives a word that somebody wrote about themselves.
    """

    def protocol(self, principal: Principal, purpose: Purpose) -> Protocol:
        """As nobody has set anything: self-help, no country, nobody named."""
        ...

    def save_protocol(self, principal: Principal, purpose: Purpose, protocol: Protocol) -> Protocol:
        """Raises InputError when somebody named is not an active person of the programme, or when alerts
        would have nobody to go to: they need a lead and a deputy."""
        ...

    def note_event(self, principal: Principal, purpose: Purpose, event: SafetyEvent) -> SafetyEvent:
        """Committed, with the alert that goes with it, when this returns.

        The same again within a day, no graver and of no new kind, is one event: the earlier one comes back.
        Events older than the programme keeps them go.
        """
        ...

    def safety_events(self, principal: Principal, purpose: Purpose) -> list[SafetyEvent]:
        """One's own, the newest first; without who is excluded."""
        ...

    def dispute_event(self, principal: Principal, purpose: Purpose, event_id: str) -> SafetyEvent:
        """The writer says that it is not accurate. An alert is not taken back by that."""
        ...

    def ask_contact(self, principal: Principal, purpose: Purpose, event_id: str) -> SafetyEvent:
        """The writer asks that somebody gets in touch: in every mode this is told."""
        ...

    def alerts(self, principal: Principal, purpose: Purpose) -> list[Alert]:
        """Those this person is to know of as a lead or deputy, the newest first; AccessError for others."""
        ...

    def receive_alerts(self, principal: Principal, purpose: Purpose) -> int:
        """What `alerts` gives counts as delivered from now on; how many are new."""
        ...

    def acknowledge_alert(self, principal: Principal, purpose: Purpose, event_id: str) -> Alert: ...

    def safety_counts(self, principal: Principal, purpose: Purpose) -> dict[str, int]:
        """How many events a month ("2026-05") had; a month with fewer than five people is left out."""
        ...

    def line_checks(self, principal: Principal, purpose: Purpose) -> dict[str, LineCheck]:
        """By the helpline's id."""
        ...

    def save_line_check(
        self, principal: Principal, purpose: Purpose, line_id: str, on: date
    ) -> LineCheck: ...
