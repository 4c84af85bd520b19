"""Nothing invented: every name, number and date of a text is looked up in what was given (GE-4)."""

import re
from collections.abc import Iterable
from datetime import date

from assistant.domain.value import Value
from assistant.wording import spoken_date

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*|\d+(?:[.,:]\d+)*")
_SAFE_NUMBERS = re.compile(
    r"\b(?:0 (?:to|-|\u2013) 10|0-10|\d{1,3}(?:\.\d)?[ -]?min(?:ute)?s?\b|\d{1,2}[:.]\d\d(?:\s?[ap]m)?)",
    re.IGNORECASE,
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december".split()
)
_ALLOWED = frozenset(
    "i i'm i've i'll i'd ok grow woop smart sbi english programme mentor mentee peer session meeting".split()
)


def _fold(word: str) -> str:
    word = word.casefold().replace("\u2019", "'")
    return word.removesuffix("'s").removesuffix("'")


class Known(Value):
    """The words that a text may use as names, numbers and dates, and the ordinary words it may open with."""

    words: frozenset[str]
    vocabulary: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        texts: Iterable[str],
        dates: Iterable[date | None] = (),
        ordinary: Iterable[str] = (),
        vocabulary: frozenset[str] = frozenset(),
    ) -> "Known":
        """From everything that was given; words of `ordinary` texts and of `vocabulary` may open a sentence."""
        given = [*texts, *(spoken_date(day) + f" {day.isoformat()}" for day in dates if day)]
        words = frozenset(_fold(word) for text in given for word in _WORD.findall(text))
        return cls(words=words, vocabulary=plain_words(ordinary) | vocabulary)


def plain_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand in lower case somewhere: no names."""
    found = (word for text in texts for word in _WORD.findall(text))
    return frozenset(_fold(word) for word in found if word[0].islower() or len(word) == 1)


def invented(text: str, known: Known) -> tuple[str, ...]:
    """Names, numbers, weekdays and months that nobody gave, in the order they stand."""
    text = _SAFE_NUMBERS.sub(" ", text)
    return tuple(
        dict.fromkeys(word for word, starts in _candidates(text) if not _is_known(word, starts, known))
    )


def _candidates(text: str) -> list[tuple[str, bool]]:
    """Capitalised words and numbers, each with whether it opens a sentence."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        caseless = (
            word[0].upper() == word[0].lower()
        )  # digits, and scripts in which a name looks like any word
        if not (caseless or word[0].isupper() or _fold(word) in _CALENDAR):
            continue
        lead = text[: match.start()]
        before = lead.rstrip(" \"\u201c\u201d'\u2018(*_#-\u2022\t")
        found.append((word, not before or before[-1] in ".!?:;\n" or lead[-1] in '"\u201c'))
    return found


def _is_known(word: str, starts: bool, known: Known) -> bool:
    folded = _fold(word)
    if folded in known.words or folded in _ALLOWED:
        return True
    parts = [part for part in re.split(r"[-.,:]", folded) if part]
    if len(parts) > 1 and all(part in known.words or part in known.vocabulary for part in parts):
        return True
    return starts and folded in known.vocabulary and folded not in _CALENDAR
