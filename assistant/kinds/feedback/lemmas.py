"""The words of a text that carry its facts, whatever form they stand in."""

import re

from assistant.kinds.feedback import verbs
from assistant.terms import content_words, stems

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")


def lemmas(text: str) -> frozenset[str]:
    """ "took", "taking" and "takes" are one."""
    plain = text.replace("\u2019", "'")
    return frozenset(stem for word in content_words(plain) for stem in stems(verbs.base_of(word)))


def overlap(given: str, said: str) -> float:
    """How much of what was given is said: 1.0 is all of it."""
    wanted = lemmas(given)
    return len(wanted & lemmas(said)) / len(wanted) if wanted else 1.0


def numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))
