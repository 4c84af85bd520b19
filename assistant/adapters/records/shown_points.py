"""What others show this reader and let be used, as talking points for the pair's next meeting."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from assistant.adapters.records.digests import released_to
from assistant.adapters.records.door import Place
from assistant.adapters.records.grants import shown_to
from assistant.domain.access import Action, Purpose, Resource
from assistant.domain.meetings import Session as Meeting
from assistant.domain.meetings import TalkingPoint
from assistant.domain.people import Form

LONGEST = 300
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s|$)")


def shown_points(
    work: Session, place: Place, meetings: Sequence[Meeting], now: datetime
) -> list[TalkingPoint]:
    """The released points that are newer than the last meeting that took place, then the shown passages."""
    # An agenda is read by the whole pair. In a group these words are meant for the mentors alone, so
    # they stay out of it; and what a reader prepares for themselves alone was not agreed to.
    if place.purpose is not Purpose.PREPARE_PAIR or place.pair.form is Form.GROUP:
        return []
    if not place.may(Action.READ, Resource.SHOWN):
        return []
    return [*_released(work, place, meetings), *_passages(work, place, now)]


def _released(work: Session, place: Place, meetings: Sequence[Meeting]) -> Iterator[TalkingPoint]:
    last = max((met.on for met in meetings if not met.missed), default=None)
    for digest in released_to(work, place):
        is_new = digest.released_at and (last is None or digest.released_at.date() > last)
        if digest.use_in_drafts and is_new:
            yield from (TalkingPoint(by=digest.owner_id, text=point.text) for point in digest.points)


def _passages(work: Session, place: Place, now: datetime) -> Iterator[TalkingPoint]:
    for shown in shown_to(work, place, now):
        text = beginning(shown.text)
        if shown.use_in_drafts and len(text) > 1:
            yield TalkingPoint(by=shown.owner_id, text=text)


def beginning(text: str) -> str:
    """The whole sentences that fit, or as many words of the first one as do."""
    text = " ".join(text.split())
    if len(text) < LONGEST:
        return text
    ends = [found.end() for found in SENTENCE_END.finditer(text, 0, LONGEST) if found.end() < LONGEST]
    if ends:
        return text[: ends[-1]]
    start = text[: LONGEST - 2]
    return (start.rpartition(" ")[0] or start) + " …"
