"""How a programme looks after safety, and that support cards were shown. It holds nobody's words."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.access import authorise
from assistant.adapters.records.own import OwnDoor, mine
from assistant.adapters.records.programmes import lock_programme
from assistant.adapters.records.rows import fill, storable, stored_id, value_of
from assistant.adapters.records.safety_tables import LineCheckRow, ProtocolRow, SafetyEventRow
from assistant.adapters.records.tables import PersonRow
from assistant.domain.access import Action, Principal, Purpose, Relation, Resource
from assistant.domain.safety import Alert, AlertState, LineCheck, Mode, Protocol, SafetyEvent, Severity
from assistant.errors import AccessError, InputError
from assistant.safeguarding.recipients import is_told, recipients

AGAIN = timedelta(days=1)
"""Within it the same is one event."""

FEWEST = 5
"""People of whom a count tells nothing about one of them."""


class Safety(OwnDoor):
    def protocol(self, principal: Principal, purpose: Purpose) -> Protocol:
        with self._read() as work:
            self._enter(work, principal, purpose, Action.READ, Resource.PROTOCOL)
            return _protocol(work, principal.programme_id)

    def save_protocol(self, principal: Principal, purpose: Purpose, protocol: Protocol) -> Protocol:
        storable(protocol)
        with self._write() as work:
            self._enter(work, principal, purpose, Action.WRITE, Resource.PROTOCOL)
            lock_programme(work, principal.programme_id)
            named = {*protocol.lead_ids, *protocol.deputy_ids}
            if not named <= _active(work, principal.programme_id):
                raise InputError("A safeguarding lead or deputy must be an active person of this programme.")
            if twice := set(protocol.lead_ids) & set(protocol.deputy_ids):
                raise InputError(f"The lead and the deputy must be different people ({len(twice)} is both).")
            if protocol.mode is not Mode.SELF_HELP and not (protocol.lead_ids and protocol.deputy_ids):
                raise InputError("Before anybody can be told, name a safeguarding lead and a deputy.")
            row = work.get(ProtocolRow, principal.programme_id) or ProtocolRow(
                programme_id=principal.programme_id
            )
            fill(row, protocol)
            work.add(row)
            return protocol

    def note_event(self, principal: Principal, purpose: Purpose, event: SafetyEvent) -> SafetyEvent:
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.SAFETY_EVENT)
            me.authorise(Action.WRITE, Resource.SAFETY_EVENT, event)
            lock_programme(work, principal.programme_id)
            now, protocol = self.now(), _protocol(work, principal.programme_id)
            _forget_old(work, principal.programme_id, now.date(), protocol.keep_days)
            known = select(SafetyEventRow).where(
                mine(SafetyEventRow, principal), SafetyEventRow.at >= now - AGAIN
            )
            for row in work.scalars(known.order_by(SafetyEventRow.at.desc())):
                if event.severity <= row.severity and set(event.categories) <= set(row.categories):
                    row.excluded_ids = sorted({*row.excluded_ids, *event.excluded_ids})
                    return _event(row)
            event = event.model_copy(update={"id": stored_id(""), "at": now, "state": AlertState.NONE})
            if is_told(event, protocol):
                event = event.model_copy(update={"state": AlertState.QUEUED})
            row = SafetyEventRow(id=event.id, programme_id=principal.programme_id)
            fill(row, event)
            row.severity = int(event.severity)
            work.add(row)
            return _for_owner(event)

    def safety_events(self, principal: Principal, purpose: Purpose) -> list[SafetyEvent]:
        with self._read() as work:
            self._owner(work, principal, purpose, Action.READ, Resource.SAFETY_EVENT)
            query = select(SafetyEventRow).where(mine(SafetyEventRow, principal))
            return [_event(row) for row in work.scalars(query.order_by(SafetyEventRow.at.desc()))]

    def dispute_event(self, principal: Principal, purpose: Purpose, event_id: str) -> SafetyEvent:
        with self._write() as work:
            row = self._own_event(work, principal, purpose, event_id)
            row.disputed = True
            return _event(row)

    def ask_contact(self, principal: Principal, purpose: Purpose, event_id: str) -> SafetyEvent:
        with self._write() as work:
            row = self._own_event(work, principal, purpose, event_id)
            row.asked_for = True
            if row.state == AlertState.NONE:
                row.state = AlertState.QUEUED.value
            return _event(row)

    def alerts(self, principal: Principal, purpose: Purpose) -> list[Alert]:
        with self._read() as work:
            rows = self._alerts(work, principal, purpose, Action.READ)
            names = dict(
                work.execute(
                    select(PersonRow.id, PersonRow.name).where(
                        PersonRow.programme_id == principal.programme_id
                    )
                ).all()
            )
            return [_alert(row, names) for row in rows]

    def receive_alerts(self, principal: Principal, purpose: Purpose) -> int:
        with self._write() as work:
            new = [
                row
                for row in self._alerts(work, principal, purpose, Action.READ)
                if row.state == AlertState.QUEUED
            ]
            for row in new:
                row.state = AlertState.DELIVERED.value
            return len(new)

    def acknowledge_alert(self, principal: Principal, purpose: Purpose, event_id: str) -> Alert:
        with self._write() as work:
            rows = self._alerts(work, principal, purpose, Action.WRITE)
            row = next((each for each in rows if each.id == event_id), None)
            if row is None:
                raise AccessError
            if row.state != AlertState.ACKNOWLEDGED:
                row.state = AlertState.ACKNOWLEDGED.value
                row.handled_by, row.handled_at = principal.person_id, self.now()
            people = select(PersonRow).where(PersonRow.id.in_([row.owner_id, row.handled_by]))
            return _alert(row, {each.id: each.name for each in work.scalars(people)})

    def safety_counts(self, principal: Principal, purpose: Purpose) -> dict[str, int]:
        with self._read() as work:
            self._enter(work, principal, purpose, Action.READ, Resource.SAFETY_COUNT)
            query = select(SafetyEventRow.at, SafetyEventRow.owner_id).where(
                SafetyEventRow.programme_id == principal.programme_id
            )
            months: defaultdict[str, list[str]] = defaultdict(list)
            for at, owner_id in work.execute(query):
                months[f"{at:%Y-%m}"].append(owner_id)
            return {
                month: len(owners) for month, owners in sorted(months.items()) if len(set(owners)) >= FEWEST
            }

    def line_checks(self, principal: Principal, purpose: Purpose) -> dict[str, LineCheck]:
        with self._read() as work:
            self._enter(work, principal, purpose, Action.READ, Resource.LINE_CHECK)
            query = (
                select(LineCheckRow, PersonRow.name)
                .join(PersonRow, PersonRow.id == LineCheckRow.by_id)
                .where(LineCheckRow.programme_id == principal.programme_id)
            )
            return {
                row.line_id: LineCheck(line_id=row.line_id, on=row.on, by=name)
                for row, name in work.execute(query)
            }

    def save_line_check(self, principal: Principal, purpose: Purpose, line_id: str, on: date) -> LineCheck:
        with self._write() as work:
            self._enter(work, principal, purpose, Action.WRITE, Resource.LINE_CHECK)
            check = LineCheck(line_id=line_id, on=on, by=work.get_one(PersonRow, principal.person_id).name)
            work.merge(
                LineCheckRow(
                    programme_id=principal.programme_id, line_id=line_id, on=on, by_id=principal.person_id
                )
            )
            return check

    def _enter(
        self, work: Session, principal: Principal, purpose: Purpose, action: Action, resource: Resource
    ) -> None:
        purpose = self._identify(work, principal, purpose)
        authorise(principal, purpose, action, resource, relation=Relation.PROGRAMME)

    def _own_event(
        self, work: Session, principal: Principal, purpose: Purpose, event_id: str
    ) -> SafetyEventRow:
        me = self._owner(work, principal, purpose, Action.WRITE, Resource.SAFETY_EVENT)
        query = select(SafetyEventRow).where(SafetyEventRow.id == event_id).with_for_update()
        return me.opened(Action.WRITE, Resource.SAFETY_EVENT, work.scalar(query))

    def _alerts(
        self, work: Session, principal: Principal, purpose: Purpose, action: Action
    ) -> list[SafetyEventRow]:
        """Those this person is to know of. Whoever is neither lead nor deputy is refused."""
        purpose = self._identify(work, principal, purpose)
        protocol = _protocol(work, principal.programme_id)
        entrusted = principal.person_id in {*protocol.lead_ids, *protocol.deputy_ids}
        relation = Relation.ENTRUSTED if entrusted else Relation.PROGRAMME
        authorise(principal, purpose, action, Resource.ALERT, relation=relation)
        active, now = _active(work, principal.programme_id), self.now()
        query = select(SafetyEventRow).where(
            SafetyEventRow.programme_id == principal.programme_id,
            SafetyEventRow.state != AlertState.NONE.value,
        )
        if action is Action.WRITE:
            query = query.with_for_update()
        return [
            row
            for row in work.scalars(query.order_by(SafetyEventRow.at.desc()))
            if principal.person_id in recipients(_whole(row), protocol, active, now)
        ]


def _protocol(work: Session, programme_id: str) -> Protocol:
    row = work.get(ProtocolRow, programme_id)
    return value_of(Protocol, row) if row else Protocol()


def _active(work: Session, programme_id: str) -> set[str]:
    return set(
        work.scalars(select(PersonRow.id).where(PersonRow.programme_id == programme_id, PersonRow.active))
    )


def _forget_old(work: Session, programme_id: str, today: date, keep_days: int) -> None:
    """By the day, so that it is the same for everybody; an alert that nobody has answered stays."""
    last = datetime.combine(today - timedelta(days=keep_days), time(), UTC)
    answered = (AlertState.NONE.value, AlertState.ACKNOWLEDGED.value)
    work.execute(
        delete(SafetyEventRow).where(
            SafetyEventRow.programme_id == programme_id,
            SafetyEventRow.at < last,
            SafetyEventRow.state.in_(answered),
        )
    )


def _whole(row: SafetyEventRow) -> SafetyEvent:
    return value_of(SafetyEvent, row)


def _event(row: SafetyEventRow) -> SafetyEvent:
    return _for_owner(_whole(row))


def _for_owner(event: SafetyEvent) -> SafetyEvent:
    """Without who is excluded: the writer named them, and need not read it as an accusation."""
    return event.model_copy(update={"excluded_ids": ()})


def _alert(row: SafetyEventRow, names: dict[str, str]) -> Alert:
    return Alert(
        event_id=row.id,
        name=names[row.owner_id],
        at=row.at,
        categories=tuple(row.categories),
        severity=Severity(row.severity),
        disputed=row.disputed,
        asked_for=row.asked_for,
        state=AlertState(row.state),
        handled_by=names.get(row.handled_by or ""),
        handled_at=row.handled_at,
    )
