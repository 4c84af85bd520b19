"""Words that no draft may use about a person, and phrases that sound like a machine."""

import re
from collections.abc import Iterable

CLINICAL = (
    "adhd", "autistic", "anxiety disorder", "bipolar", "borderline", "depressed", "depression", "narcissist",
    "narcissistic", "ocd", "psychopath", "ptsd", "schizophrenic", "sociopath", "toxic", "traumatised",
    "traumatized", "mentally ill", "personality disorder", "eating disorder", "codependent",
)  # fmt: skip

DEFICIT = {
    "at-risk youth": "young people facing hard circumstances",
    "at risk youth": "young people facing hard circumstances",
    "non-compliant": "did not agree with the plan",
    "unmotivated": "has not yet found a reason that matters",
    "manipulative": "tries to get what is needed in an indirect way",
    "failing": "not there yet",
    "lazy": "has not started yet",
    "difficult person": "person in a difficult spot",
    "low-functioning": "needs more support with some things",
    "disadvantaged": "has had fewer chances",
    "broken home": "family that changed",
    "attention-seeking": "looking for contact",
    "hopeless": "has not found a way yet",
    "problem child": "young person with a problem to solve",
    "underachiever": "has more to show than results do",
    "troubled": "going through a lot",
}
"""Label to a neutral wording that names the situation instead of the person."""

PROMISES = (
    r"everything (?:you say |we say )?stays between us",
    r"(?:i|we)(?: will|'ll) (?:(?:never|not) tell (?:anyone|anybody)|tell (?:nobody|no one))",
    r"(?:i|we) won't tell (?:anyone|anybody)",
    r"nobody will (?:ever )?(?:know|find out)",
    r"(?:completely|totally|strictly|100 ?%) (?:confidential|secret|private)",
    r"(?:this|it|you) will (?:definitely|certainly|surely|get you|make you|guarantee)",
    r"guarantee[ds]?",
    r"i promise",
    r"cannot fail",
)

STOCK = (
    "i hear you", "it sounds like a lot", "great job", "you've got this", "you got this", "journey",
    "unlock your potential", "amazing", "proud of you", "game changer", "best self", "superpower",
    "awesome", "at the end of the day", "deep dive", "step out of your comfort zone",
)  # fmt: skip


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b", re.IGNORECASE)


_CLINICAL = _pattern(re.escape(word) for word in CLINICAL)
_DEFICIT = _pattern(re.escape(word) for word in sorted(DEFICIT, key=len, reverse=True))
_PROMISES = _pattern(PROMISES)
_STOCK = _pattern(re.escape(phrase) for phrase in STOCK)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks: those are the words of a person."""
    return _QUOTED.sub(" ", text)


def clinical(text: str) -> tuple[str, ...]:
    """Clinical labels used outside quotation marks."""
    return tuple(_CLINICAL.findall(unquoted(text).replace("’", "'")))


def deficit(text: str) -> tuple[str, ...]:
    """Labels that name a person by what is missing, outside quotation marks."""
    return tuple(_DEFICIT.findall(unquoted(text).replace("’", "'")))


def labelled(text: str) -> bool:
    """Does it name a person by a label, or promise too much? Such words are quoted, never said as ours."""
    return bool(clinical(text) or deficit(text) or promises(unquoted(text)))


def promises(text: str) -> tuple[str, ...]:
    """Promises of secrecy or of success."""
    return tuple(_PROMISES.findall(text.replace("’", "'")))


def stock(text: str) -> tuple[str, ...]:
    """Phrases that could stand in any text about anybody."""
    return tuple(_STOCK.findall(unquoted(text).replace("’", "'")))
