"""From what somebody wrote to the card they see, and the event that is kept of it. It fails open."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from assistant.domain.access import Principal, Purpose
from assistant.domain.people import Person
from assistant.domain.safety import CardId, Finding, Protocol, SafetyEvent, Surface
from assistant.errors import AssistantError
from assistant.helplines import Helplines
from assistant.ports import Records
from assistant.safeguarding.card import SupportCard, compose, generic
from assistant.safeguarding.card_words import CardWords
from assistant.safeguarding.choice import card_for
from assistant.safeguarding.detector import detect
from assistant.safeguarding.naming import named
from assistant.safeguarding.recipients import recipients
from assistant.safeguarding.rules import VERSION

log = logging.getLogger(__name__)

SAFE = Purpose.KEEP_SAFE

A_WHILE = timedelta(minutes=10)
"""After it, a card for the same may be small: it was read."""


class Support:
    """Words are saved before they come here: nothing that happens here can lose them."""

    def __init__(
        self,
        records: Callable[[], Records],
        words: Callable[[], CardWords],
        helplines: Callable[[], Helplines],
        now: Callable[[], datetime],
    ) -> None:
        self._records, self._words, self._helplines, self._now = records, words, helplines, now

    def look(
        self, me: Principal, texts: Sequence[str], surface: Surface, *, kept: bool = True
    ) -> SupportCard | None:
        """The card for words that were just written, with an event noted; None when nothing was found."""
        return self._safely(lambda: self._looked(me, texts, surface, kept))

    def again(self, me: Principal, texts: Sequence[str], *, kept: bool = True) -> SupportCard | None:
        """The card for words that were looked at before; nothing is noted."""
        return self._safely(lambda: self._looked(me, texts, None, kept))

    def _safely(self, looked: Callable[[], SupportCard | None]) -> SupportCard | None:
        try:
            return looked()
        except Exception as error:  # noqa: BLE001  # a card must come whatever fails, if only the general one
            log.error("the support card failed: %s", type(error).__name__)
            try:
                return generic(self._words())
            except AssistantError:
                return generic()

    def _looked(
        self, me: Principal, texts: Sequence[str], surface: Surface | None, kept: bool
    ) -> SupportCard | None:
        text = "\n".join(texts)
        finding = detect(text)
        card = card_for(finding, me.role)
        if card is None:
            return None
        records = self._records()
        protocol = records.protocol(me, SAFE)
        people = [one for one in records.actors() if one.programme_id == me.programme_id]
        excluded = named(text, protocol, people)
        event = self._event(me, finding, card, surface, excluded)
        lead = _lead(event, protocol, people, excluded, self._now())
        return compose(
            card,
            self._words(),
            self._helplines(),
            protocol,
            lead=lead,
            checks=records.line_checks(me, SAFE),
            today=self._now().date(),
            event=event,
            kept=kept,
            repeated=event is not None and event.at is not None and self._now() - event.at > A_WHILE,
        )

    def _event(
        self,
        me: Principal,
        finding: Finding,
        card: CardId,
        surface: Surface | None,
        excluded: tuple[str, ...],
    ) -> SafetyEvent | None:
        """What was noted; without a surface, the newest of the same that is on record."""
        records = self._records()
        if surface is None:
            known = records.safety_events(me, SAFE)
            return next((one for one in known if set(finding.categories) <= set(one.categories)), None)
        event = SafetyEvent(
            owner_id=me.person_id,
            role=me.role,
            categories=finding.categories,
            severity=finding.severity,
            rule_ids=finding.rule_ids,
            rules_version=VERSION,
            card=str(card),
            surface=surface,
            excluded_ids=excluded,
        )
        try:
            return records.note_event(me, SAFE, event)
        except AssistantError as error:
            log.error("a safety event could not be noted: %s", type(error).__name__)
            return None


def _lead(
    event: SafetyEvent | None,
    protocol: Protocol,
    people: Sequence[Person],
    excluded: tuple[str, ...],
    now: datetime,
) -> str:
    """The name of whoever is told or can be asked; never of somebody whom it may be about."""
    names = {person.id: person.name for person in people if person.active}
    ids = [each for each in (*protocol.lead_ids, *protocol.deputy_ids) if each not in excluded]
    if event is not None:
        barred = event.model_copy(update={"excluded_ids": excluded})
        ids = [*recipients(barred, protocol, names.keys(), now)]
    return next((names[each] for each in ids if each in names), "")
