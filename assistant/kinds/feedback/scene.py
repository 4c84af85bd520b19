"""When and where, as the beginning of a sentence, in whatever form it was typed."""

import re

from assistant.domain.value import Value
from assistant.kinds.feedback import verbs
from assistant.kinds.feedback.retelling import Cast, Context, turned
from assistant.kinds.feedback.words import DAYS, DETERMINERS, HELPING, SUBJECT
from assistant.wording import quoted, trimmed

_ADVERBIAL = re.compile(
    r"^(?:on|at|in|during|after|before|when|while|as|since|by|from|between|over|outside|inside|"
    r"around|throughout|"
    r"yesterday|today|tonight|last|this (?:week|month|morning|afternoon|evening|time|term|year|"
    r"session)|twice|once|two|three|recently|lately|"
    r"earlier|just|near|towards|under|behind|within|halfway|straight|right|all|every|most|for|"
    r"with|about|until|because|again|these|next to|whenever|where|one (?:day|morning|evening|time))\b(?!-)",
    re.IGNORECASE,
)
_EVENTS = frozenset(
    "meeting meetings session sessions call calls stand-up standup seminar workshop class "
    "lesson shift training practice match "
    "game presentation talk visit trip interview review round briefing exam rehearsal dinner "
    "lunch sale party "
    "handover inspection conference demo debrief tutorial concert performance break tour play drill "
    "retro retrospective sprint lecture fair tournament competition check-in catch-up "
    "supervision exercise role-play roleplay "
    "discussion debate reading service ceremony festival camp hike assembly appraisal audit "
    "course evening one-to-one 1:1".split()
)
_NO_HEAD = frozenset(
    "on at in with of for about from after before during to when while where by between - (".split()
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DATE = re.compile(
    rf"^(?:{_WEEKDAY}(?: (?:morning|afternoon|evening|night|lunchtime|am|pm))?|\d{{1,2}}(?:st|nd|rd|th)? \w+|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december) \d{1,2})(?=$|[ ,])",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:usually|often|every|always|lately|recently|these days|since|whenever|most|generally|"
    r"in (?:our |the )?meetings|this (?:month|term|year|week))\b",
    re.IGNORECASE,
)
_EDGE = re.compile(r"^(?:the )?(?:end|start|beginning|close|back|front|top) of\b", re.IGNORECASE)


_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:the|our|my|your) (?:last|past|first) (?:\w+ )?(?:meetings?|sessions?|weeks?|days?|months?|times?)$",
    re.IGNORECASE,
)


class Scene(Value):
    """How the observation opens: the words, and what joins them to what follows."""

    opening: str
    joins: str = ", "

    def before(self, clause: str) -> str:
        return f"{self.opening}{self.joins}{clause}"


def is_over(situation: str, behaviour: str) -> bool:
    """Is it told of one moment, so that what was done is in the past?"""
    return not _HABIT.search(f"{situation} {behaviour}")


def scene(situation: str, cast: Cast, known: Context) -> Scene:
    """The beginning of a sentence that says when and where."""
    typed = _dated(trimmed(situation).replace("\u2019", "'"))
    text = turned(typed, cast, known)
    if text is None:
        return Scene(opening=f"I am thinking of {quoted(situation)}", joins=": ")
    text = _unshouted(text)
    return _as_clause(text) or _as_day(text) or _as_event(text)


def _as_clause(text: str) -> Scene | None:
    """It opens a sentence as it is: "when we met", "in the lab", "she was presenting"."""
    words = text.split()
    first = words[0].lower().strip(",")
    if first in SUBJECT or (first in {"i", "we", "you"} and len(words) > 2):
        return Scene(opening=f"When {_low(text)}")
    if _ADVERBIAL.match(text):
        return Scene(opening=_cap(text))
    if _EDGE.match(text):
        return Scene(opening=f"At {_with_article(text)}")
    does = verbs.base_of_ing(first) and first not in _EVENTS
    if does and len(words) > 1 and words[1].lower() in DETERMINERS:
        return Scene(opening=f"While {_low(text)}")
    return None


def _as_day(text: str) -> Scene | None:
    """A day or a month, alone or with a place after it."""
    if _MONTH.fullmatch(text):
        return Scene(opening=f"In {_cap(text)}")
    found = _DATE.match(text)
    rest = text[found.end() :] if found else ""
    if found and (not rest or rest[0] == "," or _ADVERBIAL.match(rest.strip())):
        return Scene(opening=f"On {_cap(found.group())}{_aside(rest.strip(' ,'))}")
    return None


def _as_event(text: str) -> Scene:
    """The name of a meeting, a piece of work or a place."""
    words = text.split()
    if words[0].lower() in _EVENTS and len(words) > 1 and words[1].strip(",").isdigit():
        return Scene(opening=f"In {_low(text)}")
    if words[_head(text) - 1].lower().strip(",.") in _EVENTS:
        return Scene(opening=f"During {_with_article(text)}")
    if len(words) > 3 and any(word.lower() in HELPING or verbs.is_past(word.lower()) for word in words[1:4]):
        return Scene(opening=f"When {_with_article(text)}")
    if _SPAN.match(text):
        return Scene(opening=f"In {_low(text)}")
    return Scene(opening=f"I am thinking of {_with_article(text)}", joins=": ")


def _dated(text: str) -> str:
    """ "Reading club, Monday" reads "Reading club on Monday"."""
    return re.sub(rf"^((?!{_WEEKDAY})[^,]+), ({_WEEKDAY}(?: \w+)?)$", r"\1 on \2", text, flags=re.IGNORECASE)


def _aside(rest: str) -> str:
    if not rest:
        return ""
    if _ADVERBIAL.match(rest):
        return f", {rest}" if re.match(r"(?:when|while|at|in)\b", rest, re.IGNORECASE) else f" {rest}"
    return f" ({_low(rest)})"


def _head(text: str) -> int:
    """How many words stand before the first preposition or comma."""
    for at, word in enumerate(text.split()):
        if word.lower() in _NO_HEAD and at:
            return at
        if word.endswith(","):
            return at + 1
    return len(text.split())


def _with_article(text: str) -> str:
    first = text.split()[0]
    plain = first.lower().strip(",")
    owned = plain.endswith(("'s", "s'")) and first[0].isupper()
    if plain in DETERMINERS or owned or first[0].isdigit():
        return _low(text)
    return f"the {_low(text)}"


def _unshouted(text: str) -> str:
    return text.lower() if text.isupper() and len(text.split()) > 2 else text


def _low(text: str) -> str:
    """The first letter small, unless it begins a name, a day or an abbreviation."""
    first = text.split()[0].strip(",").removesuffix("'s")
    common = (
        first.lower() in DETERMINERS
        or first.lower() in _EVENTS
        or (first.lower() not in DAYS and len(first) > 1)
    )
    name = (
        first.isupper()
        or first in {"I"}
        or first.lower() in DAYS
        or any(char.isupper() for char in first[1:])
    )
    return text if name or not common else text[0].lower() + text[1:]


def _cap(text: str) -> str:
    return text[0].upper() + text[1:]
