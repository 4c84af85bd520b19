"""Safety events: one for the same thing, told to the right people and to nobody else, on every database."""

from datetime import timedelta

import pytest

from assistant.adapters.records.door import Door
from assistant.domain.access import Principal
from assistant.domain.people import Pair, Role
from assistant.domain.safety import AlertState, Category, Mode, Protocol, Severity
from assistant.errors import AccessError, InputError
from tests.safety_stage import SAFE, entrust, event
from tests.world import DAY, SET_UP, World

PASSIVE = (Category.SUICIDAL_PASSIVE,)


@pytest.fixture
def me(world: World, pair: Pair) -> Principal:
    return world.acting("Ben")


def later(patch: pytest.MonkeyPatch, by: timedelta) -> None:
    now = Door.now
    patch.setattr(Door, "now", lambda self: now(self) + by)


def told(world: World, name: str) -> list[str]:
    return [alert.event_id for alert in world.records.alerts(world.acting(name), SAFE)]


def test_nobody_is_told_before_a_programme_decides_so(world: World, me: Principal) -> None:
    r = world.records
    assert r.protocol(me, SAFE) == Protocol()
    noted = r.note_event(me, SAFE, event(me))
    assert noted.state is AlertState.NONE
    assert r.safety_events(me, SAFE) == [noted]
    entrust(world, Mode.SELF_HELP)
    assert told(world, "Lea") == []
    asked = r.ask_contact(me, SAFE, noted.id)
    assert asked.state is AlertState.QUEUED
    assert told(world, "Lea") == [noted.id]


def test_an_alert_goes_its_way(world: World, me: Principal) -> None:
    r, protocol = world.records, entrust(world)
    assert r.protocol(me, SAFE) == protocol
    noted = r.note_event(me, SAFE, event(me))
    assert noted.state is AlertState.QUEUED
    lea = world.acting("Lea")
    (alert,) = r.alerts(lea, SAFE)
    assert (alert.name, alert.severity, alert.state) == ("Ben", Severity.IMMINENT, AlertState.QUEUED)
    assert (r.receive_alerts(lea, SAFE), r.receive_alerts(lea, SAFE)) == (1, 0)
    assert r.safety_events(me, SAFE)[0].state is AlertState.DELIVERED
    done = r.acknowledge_alert(lea, SAFE, noted.id)
    assert (done.state, done.handled_by) == (AlertState.ACKNOWLEDGED, "Lea")
    assert r.acknowledge_alert(lea, SAFE, noted.id) == done
    mine = r.safety_events(me, SAFE)[0]
    assert mine.state is AlertState.ACKNOWLEDGED
    disputed = r.dispute_event(me, SAFE, noted.id)
    assert disputed.disputed
    assert disputed.state is AlertState.ACKNOWLEDGED
    assert r.alerts(lea, SAFE)[0].disputed


def test_less_is_told_of_adults_than_of_the_young(world: World, me: Principal) -> None:
    r = world.records
    entrust(world)
    concern = event(me, severity=Severity.CONCERN, categories=(Category.ABUSE,))
    assert r.note_event(me, SAFE, concern).state is AlertState.NONE
    entrust(world, with_minors=True)
    other = concern.model_copy(update={"categories": (Category.EXPLOITATION_GROOMING,)})
    assert r.note_event(me, SAFE, other).state is AlertState.QUEUED
    passive = concern.model_copy(update={"categories": PASSIVE})
    assert r.note_event(me, SAFE, passive).state is AlertState.NONE


def test_the_same_within_a_day_is_one_event(
    world: World, me: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    r = world.records
    milder = event(me, severity=Severity.CONCERN, categories=PASSIVE)
    first = r.note_event(me, SAFE, milder)
    assert [r.note_event(me, SAFE, milder).id for _ in range(4)] == [first.id] * 4
    graver = r.note_event(me, SAFE, milder.model_copy(update={"severity": Severity.IMMINENT}))
    assert graver.id != first.id
    new = r.note_event(me, SAFE, event(me, categories=(Category.ABUSE,)))
    assert new.id not in (first.id, graver.id)
    later(monkeypatch, timedelta(days=1, minutes=1))
    assert r.note_event(me, SAFE, milder).id not in (first.id, graver.id, new.id)


def test_the_deputy_comes_when_the_lead_does_not(
    world: World, me: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrust(world)
    noted = world.records.note_event(me, SAFE, event(me))
    assert told(world, "Deb") == []
    later(monkeypatch, timedelta(minutes=15))
    assert told(world, "Deb") == [noted.id]
    world.records.acknowledge_alert(world.acting("Lea"), SAFE, noted.id)
    assert told(world, "Deb") == []


def test_nobody_whom_it_may_be_about_is_told(world: World, me: Principal) -> None:
    entrust(world)
    lea, deb = world.people["Lea"].id, world.people["Deb"].id
    about_lea = world.records.note_event(me, SAFE, event(me, excluded_ids=(lea,)))
    assert about_lea.excluded_ids == ()  # its writer is not shown a list of the accused
    assert (told(world, "Lea"), told(world, "Deb")) == ([], [about_lea.id])
    with pytest.raises(AccessError):
        world.records.acknowledge_alert(world.acting("Lea"), SAFE, about_lea.id)
    about_both = event(me, excluded_ids=(lea, deb), categories=(Category.ABUSE,))
    noted = world.records.note_event(me, SAFE, about_both)
    assert noted.id not in told(world, "Lea") + told(world, "Deb")
    own = world.records.note_event(world.acting("Lea"), SAFE, event(world.acting("Lea")))
    assert (told(world, "Lea"), told(world, "Deb")) == ([], [own.id, about_lea.id])


def test_naming_somebody_later_stops_the_telling(world: World, me: Principal) -> None:
    """The same event, written on: now it says who it is about."""
    entrust(world)
    noted = world.records.note_event(me, SAFE, event(me))
    assert told(world, "Lea") == [noted.id]
    world.records.note_event(me, SAFE, event(me, excluded_ids=(world.people["Lea"].id,)))
    assert (told(world, "Lea"), told(world, "Deb")) == ([], [noted.id])


def test_old_events_go_and_unanswered_alerts_stay(
    world: World, me: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    r, days = world.records, 30
    mild = event(me, severity=Severity.CONCERN, categories=PASSIVE)
    entrust(world, keep_days=days)
    gone, waiting = r.note_event(me, SAFE, mild), r.note_event(me, SAFE, event(me))
    later(monkeypatch, timedelta(days=days + 2))
    fresh = r.note_event(me, SAFE, mild)
    assert [one.id for one in r.safety_events(me, SAFE)] == [fresh.id, waiting.id]
    assert gone.id not in (fresh.id, waiting.id)


def test_counts_tell_of_nobody(world: World, pair: Pair) -> None:
    r = world.records
    for number in range(5):
        assert r.safety_counts(world.coordinator, SET_UP) == {}
        name = f"Mentee {number}"
        world.add(name, Role.MENTEE)
        r.note_event(world.acting(name), SAFE, event(world.acting(name)))
    assert list(r.safety_counts(world.coordinator, SET_UP).values()) == [5]


def test_who_is_entrusted_must_be_there(world: World) -> None:
    r, protocol = world.records, entrust(world)
    for wrong in (
        {"lead_ids": ("nobody",)},
        {"deputy_ids": protocol.lead_ids},
        {"deputy_ids": ()},
        {"lead_ids": ()},
    ):
        with pytest.raises(InputError):
            r.save_protocol(world.coordinator, SET_UP, protocol.model_copy(update=wrong))
    assert r.protocol(world.coordinator, SET_UP) == protocol


def test_a_helpline_is_looked_up_by_somebody(world: World, pair: Pair) -> None:
    r = world.records
    assert r.line_checks(world.acting("Ben"), SAFE) == {}
    check = r.save_line_check(world.coordinator, SET_UP, "ie-childline", DAY)
    assert r.line_checks(world.acting("Ben"), SAFE) == {"ie-childline": check}
    assert (check.by, check.on) == ("Cora", DAY)
