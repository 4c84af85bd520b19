"""One line that says back what somebody wrote, tentatively, in the second person, with nothing added."""

import re

from assistant.domain.people import Role
from assistant.lexicon import labelled, sore
from assistant.mirroring.phrases import (
    CLAUSE,
    DANGLING,
    FEELING,
    HARSH,
    SECRET,
    bare,
    ends,
    quotes,
    straight,
    whole_sentences,
    worth_of,
)
from assistant.mirroring.second_person import addressed
from assistant.wording import sentence

LONGEST_LINE = 30
"""Words."""

_LONGEST_CLAUSE = 20
_TRIED = 40
"""Clauses that are looked at, the weightiest first."""

_FEELING_SO = re.compile(
    r"\b(?:felt|feel|feeling) (?:so |very |really |pretty |a bit |like an? |such an? )?(?:stupid|dumb|useless|idiot)\b",
    re.I,
)
"""A feeling may be said back as one, however harsh its word."""

_LATER = re.compile(
    r"^(?:today|yesterday|tonight|at first|last night|when|after|before|while|because|although|even though|"
    r"since|once|as soon as)\b",
    re.IGNORECASE,
)

_BEGGING = re.compile(
    r"\b(?:just )?(?:tell|show) me (?:just )?what (?:to do|i (?:should|have to|need to) do)|"
    r"\bwhat (?:should|shall|must) i do\b",
    re.IGNORECASE,
)
_ASKED_FOR = ("It sounds as if you would like a clear answer.", "It seems you want to know what to do next.")
_FELT = ("It sounds as if {}.", "It seems that {}.", "From what you write, it sounds as if {}.")
_DONE = ("If I read you right, {}.", "It seems that {}.", "As I read it, {}.")
_QUOTED = (
    'What stands out in your words: "{}".',
    'One line seems to carry weight: "{}".',
    'You put it like this: "{}".',
)
_HARD = (
    'You put it like this: "{}". That sounds hard.',
    'These are your words: "{}". They sound heavy.',
)

TENTATIVE = re.compile(
    r"^(?:It sounds as if|It seems|From what you write, it sounds as if|If I read you right|As I read it|"
    r"What stands out in your words: \"|One line seems to carry weight: \"|You put it like this: \"|"
    r"These are your words: \")",
    re.IGNORECASE,
)
"""How a line must begin, so that it is an offer and not a finding."""


def mirror(text: str, to: Role, turn: int = 0) -> str:
    """One line of at most thirty words; empty when nothing of the text can be said back.

    `turn` picks among openings, so that two lines in a row differ. What cannot be put into the second
    person safely (harsh words, other people's doings, questions) is said back as a quotation.
    """
    read = ends(text)
    if _BEGGING.search(straight(read)[-400:]):
        return _ASKED_FOR[turn % 2]
    for clause in _sayable(read):
        if line := _put(clause, to, turn):
            return line
    best = next(iter(quotes(read, 1)), "")
    if not best:
        return ""
    ways = _HARD if HARSH.search(straight(best)) or sore(best) else _QUOTED
    return ways[turn % len(ways)].format(best)


def _put(clause: str, to: Role, turn: int) -> str:
    """The clause said back; empty when person, tense or kindness are in doubt."""
    plain = straight(clause)
    harsh = HARSH.search(_FEELING_SO.sub("", plain))
    told = None if harsh or SECRET.search(plain) or labelled(plain) else addressed(clause)
    if told is None:
        return ""
    ways: tuple[str, ...] = _FELT if sore(plain) or FEELING.search(plain) else _DONE
    if _LATER.match(told):
        ways = _DONE[1:2]
    shift = 0 if to is Role.MENTEE else 1  # so that somebody's two journals do not answer in chorus
    line = sentence(ways[(turn + shift) % len(ways)].format(told))
    return line if len(line.split()) <= LONGEST_LINE else ""


def _sayable(text: str) -> list[str]:
    """Sentences and clauses short enough to be said back, those that carry a feeling first."""
    found = []
    for place, whole in enumerate(whole_sentences(text)):
        short = len(whole.split()) <= _LONGEST_CLAUSE
        clauses = [bare(part) for part in CLAUSE.split(whole) if part]
        whole_ones = [bare(whole)] if short else []
        for part in [*whole_ones, *(clause for clause in clauses if not DANGLING.search(clause))]:
            if 2 <= len(part.split()) <= _LONGEST_CLAUSE and "?" not in whole:
                found.append((-_weight(part), place, part))
    return [part for _, _, part in sorted(found)[:_TRIED]]


def _weight(clause: str) -> float:
    """A feeling of one's own weighs most."""
    plain = straight(clause).casefold()
    return worth_of(clause) + 0.8 * plain.startswith(("i ", "i'")) + 1.5 * bool(FEELING.search(plain))
