"""What prompts hold on to: the writer's own words, the topic or a goal, and what to leave alone for a while."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.domain.goals import Goal, GoalStatus
from assistant.domain.journal import Answered, ShownPrompt
from assistant.domain.reflection import ReflectionRequest, WriterFacts
from assistant.domain.strengths import Strength
from assistant.domain.value import Value
from assistant.lexicon import labelled, sore
from assistant.mirroring import quotes
from assistant.mirroring.phrases import LONGEST_QUOTE
from assistant.questions import sentences
from assistant.wording import core

TENDER_DAYS, WAIT_DAYS = 14, 7
"""How long a "too personal" and a "not now" are heeded."""

_MANY = 14
"""Quotes to choose from; a month of days about one entry needs more than one set does."""

_QUOTED = re.compile(r"\"([^\"]+)\"")


class Anchors(Value):
    """What one set of prompts may hold on to."""

    words: tuple[str, ...] = ()
    """Verbatim phrases, best first; the first may be one that another angle was wished for."""
    topic: str = ""
    goal: Goal | None = None
    goal_text: str = ""
    strength: Strength | None = None
    hard: bool = False
    """Does the page speak of pain?"""


def anchors(facts: WriterFacts, request: ReflectionRequest, today: date, turn: int = 0) -> Anchors:
    goal = _goal(facts.goals, request.goal_id)
    proven = [strength for strength in facts.strengths if strength.evidence and sayable(strength.name)]
    text = facts.entry.text if facts.entry else ""
    words = _left_in_peace(quotes(text, _MANY), text, facts.shown, today)
    wished = [quote for quote in _wished_again(facts.shown) if quote in words]
    ordered = [*wished, *(word for word in words if word not in wished)]
    return Anchors(
        words=tuple(ordered),
        topic="" if words else topic_of(request.topic or facts.topic),
        goal=goal,
        goal_text=_short(core(goal.text)) if goal else "",
        strength=proven[turn % len(proven)] if proven else None,
        hard=sore(text) > 0,
    )


def topic_of(text: str) -> str:
    """A topic as it can be quoted: whole when it is short, else its best phrase."""
    plain = _clean(text)
    if not plain:
        return ""
    if len(plain.split()) <= LONGEST_QUOTE and "?" not in plain:
        return plain
    return next(iter(quotes(plain, 1)), _short(plain))


def sayable(text: str) -> bool:
    return not labelled(text) and '"' not in text and len(text.split()) <= 6


def recent(shown: Sequence[ShownPrompt], answered: Answered, days: int, today: date) -> list[ShownPrompt]:
    """Prompts with this answer that were shown in the last days."""
    since = today - timedelta(days=days)
    return [one for one in shown if one.answered is answered and one.at.date() >= since]


def quoted_in(text: str) -> list[str]:
    return _QUOTED.findall(text)


def _goal(goals: Sequence[Goal], wanted: str | None) -> Goal | None:
    """The goal that was asked for, else the one due first. One whose words cannot be quoted is left out."""
    active = [goal for goal in goals if goal.status is GoalStatus.ACTIVE and _short(core(goal.text))]
    chosen = next((goal for goal in active if goal.id == wanted), None)
    return chosen or min(active, key=lambda goal: goal.due or date.max, default=None)


def _left_in_peace(words: Sequence[str], text: str, shown: Sequence[ShownPrompt], today: date) -> list[str]:
    """Without the sentences that a prompt came too close to."""
    sore = {
        quote
        for one in recent(shown, Answered.TOO_PERSONAL, TENDER_DAYS, today)
        for quote in quoted_in(one.text)
    }
    if not sore:
        return list(words)
    closed = [
        part for line in text.splitlines() for part in sentences(line) if any(quote in part for quote in sore)
    ]
    return [word for word in words if not any(word in part for part in closed)]


def _wished_again(shown: Sequence[ShownPrompt]) -> list[str]:
    """The quotes of the newest prompts that another angle was wished for."""
    newest = next((one for one in shown if one.answered is Answered.ANOTHER_ANGLE), None)
    return quoted_in(newest.text) if newest else []


def _clean(text: str) -> str:
    plain = " ".join(re.sub(r"[\"\u201c\u201d<>{}]", " ", text).split())
    return plain.strip(" .,;:!")


def _short(text: str) -> str:
    """Whole words from the start, as many as a quote may have."""
    plain = _clean(text).rstrip("?")
    parts = plain.split()
    return plain if len(parts) <= LONGEST_QUOTE else " ".join(parts[:LONGEST_QUOTE])
