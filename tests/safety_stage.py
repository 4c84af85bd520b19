"""What the access tests ask about safety: events, those who are told, and how a programme looks after it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.adapters.records.store import SqlRecords
from assistant.domain.access import Action, Principal, Purpose
from assistant.domain.people import Role
from assistant.domain.safety import Category, Mode, Protocol, SafetyEvent, Severity, Surface
from assistant.errors import AccessError, InputError
from tests.world import DAY, SET_UP, World, new_id

if TYPE_CHECKING:
    from tests.stage import Things

SAFE = Purpose.KEEP_SAFE

Call = Callable[[SqlRecords, Principal, Purpose, "Things"], object]
Attempt = Callable[[SqlRecords, Principal, Purpose, "Things"], bool]


def event(me: Principal, **fields: Any) -> SafetyEvent:
    """A grave one of somebody's own."""
    given = {"categories": (Category.SUICIDAL_ACTIVE,), "severity": Severity.IMMINENT, **fields}
    return SafetyEvent(owner_id=me.person_id, role=me.role, surface=Surface.JOURNAL, **given)


def entrust(world: World, mode: Mode = Mode.ALERT, **fields: Any) -> Protocol:
    """Lea is the lead, in any role; Deb is the deputy."""
    lead, deputy = world.add("Lea", *Role), world.add("Deb", Role.TRAINER)
    protocol = Protocol(mode=mode, country="IE", lead_ids=(lead.id,), deputy_ids=(deputy.id,), **fields)
    return world.records.save_protocol(world.coordinator, SET_UP, protocol)


def _reads_protocol(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    return r.protocol(me, p).lead_ids == (it.lead.person_id,)


def _writes_protocol(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    named = new_id()
    protocol = r.protocol(it.lead, SAFE).model_copy(update={"outside_contact": named})
    try:
        r.save_protocol(me, p, protocol)
    except InputError:
        assert me.programme_id != it.lead.programme_id  # the people it names are not theirs
    return r.protocol(it.lead, SAFE).outside_contact == named


def _reads_line_check(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    return it.pair.id in r.line_checks(me, p)


def _writes_line_check(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    line = new_id()
    r.save_line_check(me, p, line, DAY)
    return line in r.line_checks(it.lead, SAFE)


def _reads_event(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    return it.event.id in {one.id for one in r.safety_events(me, p)}


def _writes_event(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    answers = []
    for write in (r.dispute_event, r.ask_contact):
        try:
            answers.append(bool(write(me, p, it.event.id)))
        except AccessError:
            answers.append(False)
    assert answers[0] == answers[1]
    return answers[0]


def _reads_alert(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    return it.event.id in {one.event_id for one in r.alerts(me, p)}


def _writes_alert(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    return r.acknowledge_alert(me, p, it.event.id).event_id == it.event.id


def _reads_count(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    return sum(r.safety_counts(me, p).values()) >= 5


SAFETY_ATTEMPTS: dict[tuple[str, Action], Attempt] = {
    ("protocol", Action.READ): _reads_protocol,
    ("protocol", Action.WRITE): _writes_protocol,
    ("line_check", Action.READ): _reads_line_check,
    ("line_check", Action.WRITE): _writes_line_check,
    ("safety_event", Action.READ): _reads_event,
    ("safety_event", Action.WRITE): _writes_event,
    ("alert", Action.READ): _reads_alert,
    ("alert", Action.WRITE): _writes_alert,
    ("safety_count", Action.READ): _reads_count,
}

SAFETY_CALLS: dict[str, Call] = {
    "note_event": lambda r, me, p, it: r.note_event(me, p, it.event),
    "dispute_event": lambda r, me, p, it: r.dispute_event(me, p, it.event.id),
    "ask_contact": lambda r, me, p, it: r.ask_contact(me, p, it.event.id),
    "alerts": lambda r, me, p, it: r.alerts(me, p),
    "receive_alerts": lambda r, me, p, it: r.receive_alerts(me, p),
    "acknowledge_alert": lambda r, me, p, it: r.acknowledge_alert(me, p, it.event.id),
}
"""Each names an event of somebody else, or asks for what only those who are entrusted may know."""

SAFETY_LISTS = {
    "protocol", "save_protocol", "line_checks", "save_line_check", "safety_events", "safety_counts",
}  # fmt: skip
"""They name nothing but the asking person and their programme."""
