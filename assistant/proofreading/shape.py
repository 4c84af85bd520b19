"""A text as it is looked at: other people's words hidden, every place where it was, cut into sentences."""

import re
from typing import NamedTuple

_QUOTED = re.compile(
    r"[\"\u201c\u201e][^\"\u201c\u201d\n]*[\"\u201d]|"
    r"(?<![\w'\u2019])['\u2018](?=\w)[^'\u2019\n]{2,120}['\u2019](?!\w)"
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+(?=\s|$)|\n|$|[.!?])")
_CALLED = re.compile(
    r"^\W*(?:hi|hey|hello|dear|good (?:morning|evening|afternoon))[ ,]+([A-Z][\w\u2019'-]+)|"
    r"^\W*([A-Z][a-z\u00c0-\u024f]{2,}),(?=\s)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:()\u2013\u2014]| - |\b(?:and|but|because|so|since|although|though|while|when|if|that|which|who)\b"
)
_SUBJECT = re.compile(
    r"\b(?:i|we|it|this|that|there|you|she|he|they|your|her|his|their|my|our)\b|'(?:ve|re|s)\b", re.IGNORECASE
)
_NOT_NAMES = frozenset(
    "hi hey hello dear yes no thanks thank well ok okay sorry so and but also first second "
    "finally however today yesterday overall honestly next please great good".split()
)


class Sentence(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def asks(self) -> bool:
        return self.text.rstrip().endswith("?")


def hidden(text: str) -> str:
    """The same length, with straight apostrophes, and blanks where somebody else's words stand."""
    straight = text.replace("\u2019", "'").replace("\u2018", "'")
    return _QUOTED.sub(lambda match: "\x01" * len(match.group()), straight)


def sentences(text: str) -> list[Sentence]:
    return [
        Sentence(match.start(), match.end(), match.group())
        for match in _SENTENCE.finditer(text)
        if match.group().strip()
    ]


def called(text: str) -> tuple[str, ...]:
    """The name in the greeting, if there is one."""
    found = _CALLED.match(text)
    name = next((name for name in found.groups() if name), "") if found else ""
    return (name,) if name and name[0].isupper() and name.lower() not in _NOT_NAMES else ()


def about_person(sentence: str, at: int, names: tuple[str, ...]) -> bool:
    """Is the nearest subject before this place the person, and not the writer or a thing?"""
    before = sentence[:at]
    found = [(match.start(), match.group().lower()) for match in _SUBJECT.finditer(before)]
    found = [(place, word) for place, word in found if not word.startswith("'")]
    found += [(match.start(), "you") for name in names for match in re.finditer(re.escape(name), before)]
    if not found:
        return bool(re.match(r"\W*(?:\w+ ){0,3}$", before)) and _followed_by_person(sentence[at:])
    return max(found)[1] in {"you", "she", "he", "they", "your", "her", "his", "their"}


def _followed_by_person(rest: str) -> bool:
    """ "Every time you ...", "Every time we plan, you ...", "Always late." """
    if re.match(r"every (?:single )?time\b", rest, re.IGNORECASE):
        return bool(re.search(r"\b(?:you|she|he|they)\b", rest, re.IGNORECASE))
    return bool(
        re.match(
            r"(?:always|never|constantly|yet again|as usual)\W+(?:you|she|he|they|late|the same|\w+ing)\b",
            rest,
            re.IGNORECASE,
        )
    )
