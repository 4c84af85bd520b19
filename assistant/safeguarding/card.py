"""The support card: human-written words, put together for one reader. No model is near it."""

from collections.abc import Mapping
from datetime import date
from string import Template

from assistant.domain.safety import AlertState, CardId, LineCheck, Protocol, SafetyEvent, Severity, Theme
from assistant.domain.value import Value
from assistant.helplines import Helplines, Line
from assistant.safeguarding.card_words import GENERIC, CardWords, Said

A_LEAD = "your programme's safeguarding lead"
AN_EMERGENCY_NUMBER = "your local emergency number"


class ShownLine(Value):
    """A helpline as it stands on a card."""

    name: str
    call: str = ""
    text: str = ""
    say: str = ""
    web: str = ""
    hours: str = ""
    checked_on: date | None = None
    """None: nobody has looked it up yet, which has to be said beside it."""


class SupportCard(Value):
    id: str
    version: str = ""
    title: str
    danger: str = ""
    """Stands first, before everything else; empty when nothing is imminent."""
    text: tuple[str, ...]
    status: tuple[str, ...] = ()
    """What happened to the words, and who is told."""
    lines: tuple[ShownLine, ...] = ()
    outside_contact: str = ""
    event_id: str = ""
    repeated: bool = False
    """It was shown for the same within the last day, and may stand there small."""


def compose(
    card: CardId,
    words: CardWords,
    helplines: Helplines,
    protocol: Protocol,
    *,
    lead: str = "",
    checks: Mapping[str, LineCheck] | None = None,
    today: date,
    event: SafetyEvent | None = None,
    kept: bool = True,
    repeated: bool = False,
) -> SupportCard:
    """`lead`: the name of whoever is told or can be asked; `kept`: are the words stored?"""
    country = helplines.country(protocol.country) if protocol.country else None
    emergency = country.emergency if country else AN_EMERGENCY_NUMBER

    def said(text: str) -> str:
        return _sentence(Template(text).substitute(lead=lead or A_LEAD, emergency=emergency))

    chosen = words.cards[card.audience][card.theme]
    found = helplines.lines_for(protocol.country, young=protocol.with_minors, hurt=card.theme is Theme.HURT)
    return SupportCard(
        id=str(card),
        version=words.version,
        title=chosen.title,
        danger=said(words.danger) if card.severity is Severity.IMMINENT else "",
        text=tuple(said(each) for each in chosen.text),
        status=tuple(said(each) for each in (_kept(words, kept), _told(words, event))),
        lines=tuple(_shown(line, checks or {}, today) for line in found),
        outside_contact=protocol.outside_contact,
        event_id=event.id if event else "",
        repeated=repeated,
    )


def generic(words: CardWords | None = None) -> SupportCard:
    """When anything fails. It stands on nothing but words."""
    said: Said = words.generic if words else GENERIC
    return SupportCard(id="generic", title=said.title, text=said.text)


def _kept(words: CardWords, kept: bool) -> str:
    return words.saved if kept else words.not_kept


def _told(words: CardWords, event: SafetyEvent | None) -> str:
    """No more than has happened."""
    if event is None or event.state is AlertState.NONE:
        return words.nobody_told
    if event.state is AlertState.QUEUED:
        return words.asked if event.asked_for else words.will_tell
    return words.opened if event.state is AlertState.ACKNOWLEDGED else words.told


def _shown(line: Line, checks: Mapping[str, LineCheck], today: date) -> ShownLine:
    check = checks.get(line.id)
    mine = line.model_copy(update={"verified_on": check.on}) if check else line
    return ShownLine(
        name=line.name,
        call=line.call or "",
        text=line.text or "",
        say=line.say,
        web=line.web or "",
        hours=line.hours,
        checked_on=mine.verified_on if mine.checked(today) else None,
    )


def _sentence(text: str) -> str:
    """A sentence may begin with a name, or with "your programme's ..."."""
    return text[:1].upper() + text[1:]
