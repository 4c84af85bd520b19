"""Turning what people typed into sentences: names, dates, and wishes in whatever form they come."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

_PREFIX = re.compile(
    r"^(?:(?:my|our|the|her|his|their) (?:goal|aim|plan|wish|hope|target) "
    r"(?:is|was|would be)(?: to| that i)?|"
    r"i(?:'d| would)? (?:really )?(?:want|wish|hope|plan|aim|intend|need|like|love)(?: to)?|"
    r"i(?: will|'ll| am going to|'m going to)|to|goal:|aim:)\s+",
    re.IGNORECASE,
)
_TWO_SENTENCES = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bSt)[.!;]\s")
_TO_YOU = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "i'm": "you're", "i've": "you've", "i'll": "you'll", "i'd": "you'd", "am": "are",
}  # fmt: skip
_AMBIGUOUS_FOLLOW = re.compile(
    r"^(?:a|an|the|my|our|your|his|her|their|this|that|these|those|one|two|three|four|five|six|ten|\d+|more|less|"
    r"some|any|all|every|each|both|another|up|out|in|on|off|at|to|for|with|about|into|from|how|what|when|where|why|"
    r"me|him|them|us|it|myself|people|someone|somebody|better|daily|weekly|regularly|[a-z]+ing|[A-Z][a-z]+(?:'s)?)\b"
)


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs that open a wish: those that are always verbs, and those that may be nouns too."""
    sure: set[str] = set()
    perhaps: set[str] = set()
    for line in files("assistant").joinpath("verbs.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            (perhaps if line.endswith("?") else sure).add(line.rstrip("?"))
    return frozenset(sure), frozenset(perhaps)


def trimmed(text: str) -> str:
    """One line without outer quotation marks, list marks and the full stop at the end."""
    text = " ".join(text.split()).strip()
    text = re.sub(r"^[-*\u2022]\s+", "", text)
    while len(text) > 1 and text[0] in "\"'\u201c\u2018" and text[-1] in "\"'\u201d\u2019":
        text = text[1:-1].strip()
    return re.sub(r"[.;,:]+$", "", text).strip()


def quoted(text: str) -> str:
    """In double quotation marks, as typed; marks inside become single ones."""
    inner = trimmed(text).replace("\u201c", "'").replace("\u201d", "'").replace('"', "'")
    return f'"{inner}"'


def opens_with_verb(text: str) -> bool:
    """Does this read as something to do, so that "to" can stand before it?"""
    first, _, rest = trimmed(text).partition(" ")
    sure, perhaps = _verbs()
    word = first.casefold().strip(",")
    if "?" in text or _TWO_SENTENCES.search(trimmed(text)):
        return False
    return word in sure or (word in perhaps and bool(_AMBIGUOUS_FOLLOW.match(rest)))


def as_verb_phrase(text: str) -> str | None:
    """The wish as words that follow "to", for instance "lead the stand-up"; None when it is none."""
    plain = trimmed(text)
    stripped = trimmed(_PREFIX.sub("", plain, count=1))
    for candidate in (stripped, plain):
        if candidate and opens_with_verb(candidate):
            first, space, rest = candidate.partition(" ")
            return first.lower() + space + rest
    return None


def core(text: str) -> str:
    """What somebody wants, without "I want to" or "my goal is": as short as it can be quoted."""
    return as_verb_phrase(text) or trimmed(text)


def to_you(phrase: str) -> str:
    """First person becomes second: "send my CV" is "send your CV" when said to its owner."""

    def swap(match: re.Match[str]) -> str:
        word = match.group()
        other = _TO_YOU.get(word.casefold().replace("\u2019", "'"))
        after_i = re.search(r"\bi\s+$", phrase[: match.start()], re.I)
        return word if other is None or (word.casefold() == "am" and not after_i) else other

    return re.sub(r"[A-Za-z]+(?:['\u2019][a-z]+)?", swap, phrase)


def wish(text: str, *, to_owner: bool = True, name: str = "") -> str:
    """A whole clause about a goal: 'You want to lead the stand-up', or 'Your goal is "Confidence"'.

    With `to_owner` false it speaks about its owner: 'Ana wants to lead the stand-up'.
    """
    phrase = as_verb_phrase(text)
    if to_owner:
        return f"You want to {to_you(phrase)}" if phrase else f"Your goal is {quoted(text)}"
    if phrase and not re.search(r"\b(?:i|me|my|mine|myself)\b", phrase, re.I):
        return f"{name} wants to {phrase}"
    return f"{possessive(name)} goal is {quoted(core(text))}"


def promise(text: str, *, past: bool = True) -> str:
    """A whole clause about a commitment, said to its owner."""
    phrase = as_verb_phrase(text)
    if phrase:
        return f"You said you would {to_you(phrase)}" if past else f"You will {to_you(phrase)}"
    return f"You took on {quoted(text)}"


def sentence(text: str) -> str:
    """Upper-case start and one closing mark."""
    text = " ".join(text.split()).strip()
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?" or text[-2:] in ('."', '?"', '!"') else text + "."


def possessive(name: str) -> str:
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"


def names(people: Sequence[str]) -> str:
    """ "Ana", "Ana and Lee", "Ana, Lee and Noor"."""
    if len(people) < 2:
        return "".join(people)
    return ", ".join(people[:-1]) + f" and {people[-1]}"


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def spoken_date(day: date) -> str:
    """ "Tuesday 15 December 2026", whatever the machine's locale is."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, today: date) -> str:
    """ "Tuesday 15 December"; with the year when it is not this one."""
    return spoken_date(day) if day.year != today.year else spoken_date(day).rsplit(" ", 1)[0]


def number_word(number: int) -> str:
    small = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return small[number] if 0 <= number < len(small) else str(number)
