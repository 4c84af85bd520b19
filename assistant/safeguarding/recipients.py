"""Who is told of an event: those who look after safety, and nobody whom it may be about."""

from collections.abc import Collection
from datetime import datetime, timedelta

from assistant.domain.safety import AlertState, Category, Mode, Protocol, SafetyEvent, Severity

PATIENCE = {Severity.IMMINENT: timedelta(minutes=15)}
"""How long an alert may wait for the lead before the deputy sees it too."""

PATIENCE_ELSE = timedelta(days=1)

_OF_MINORS = frozenset({Category.ABUSE, Category.EXPLOITATION_GROOMING})


def is_told(event: SafetyEvent, protocol: Protocol) -> bool:
    """Does the programme's mode have this event told to somebody?"""
    if event.asked_for:
        return True
    if protocol.mode is Mode.SELF_HELP:
        return False
    of_minors = protocol.with_minors and not _OF_MINORS.isdisjoint(event.categories)
    return event.severity is Severity.IMMINENT or of_minors


def recipients(
    event: SafetyEvent, protocol: Protocol, active: Collection[str], now: datetime
) -> tuple[str, ...]:
    """Person ids. The leads; the deputies when no lead may know, or none has opened it in time."""
    barred = {*event.excluded_ids, event.owner_id}
    leads = tuple(each for each in protocol.lead_ids if each in active and each not in barred)
    deputies = tuple(each for each in protocol.deputy_ids if each in active and each not in barred)
    if not leads:
        return deputies
    waiting = event.state is not AlertState.ACKNOWLEDGED and event.at is not None
    if waiting and event.at and now - event.at >= PATIENCE.get(event.severity, PATIENCE_ELSE):
        return leads + deputies
    return leads
