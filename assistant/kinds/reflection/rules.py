"""What every question, comment and line must keep to, whoever worded it: RP-1 to RP-4, RP-10, RP-11, RP-15."""

# ruff: noqa: E501  # a rule is easier to read on one line

import re

from assistant import lexicon, questions
from assistant.mirroring.line import TENTATIVE
from assistant.terms import stems

LONGEST, AIM = 28, 22
"""Words of a prompt: the limit, and what is better."""

_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]*[\"\u201d]")
_ADVICE = re.compile(
    r"\b(?:have you (?:ever |also |already )?(?:tried|thought|considered)|don't you (?:think|want)|shouldn't|"
    r"(?:maybe|perhaps) you (?:could|should|can)|(?<!did )(?<!do )(?<!would )you (?:should|ought|must|need to|have to|had better)|you could always|"
    r"why (?:don't|not)|if i were you|i (?:would|suggest|recommend|advise)|try (?:to|and)|make sure|"
    r"it (?:is|would be) (?:best|better|wise) to|what if you)\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
_WHY_DID = re.compile(
    r"\bwhy (?:did|didn't|do|don't|does|doesn't|were|weren't|was|wasn't|are|aren't|have|haven't) (?:not )?(?:you|i)\b",
    re.I,
)
_VERDICT = re.compile(
    r"\byou (?:clearly|obviously|certainly|surely|really|always|never|must have|just(?! then))\b|\bthis (?:shows|means|proves) that you\b|"
    r"\b(?:because|since) you (?:are|were|feel|felt|have|want)\b|\bdeep down\b|\byour (?:fear|anger|shame|guilt|denial|need) (?:of|for|to|is|shows)\b|"
    r"\b(?:clearly|obviously|no doubt|of course)\b",
    re.IGNORECASE,
)
_SCORED = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|per ?cent\b|/\s?\d+|out of \d+|points?\b)|\bscore of\b", re.IGNORECASE
)
_FRAME = frozenset(
    "read right sound seem stand word weight carri line put hard heavi clear answer know next like write wrote".split()
)
"""Stems of a listening line's own words."""


def own(text: str) -> str:
    """A text with each quotation as one plain word, so that what others wrote is not judged."""
    return _QUOTED.sub("that", text.replace("\u2019", "'"))


def asked(text: str) -> str:
    """The question alone, without lead and quotations: the same one about other words is still the same."""
    parts = [part for part in questions.sentences(_QUOTED.sub("this", text)) if part.endswith("?")]
    return " ".join(parts) or text


def length(text: str) -> int:
    return len(text.split())


def question_faults(text: str) -> dict[str, str]:
    """Code to fault of one question."""
    plain = own(text)
    found: dict[str, str] = {}
    if plain.count("?") != 1:
        found["RP-1"] = f"{plain.count('?')} question marks: {text}"
    elif length(text) > LONGEST:
        found["RP-1"] = f"{length(text)} words: {text}"
    if not questions.is_open(plain):
        found["RP-2"] = f"not open: {text}"
    if _ADVICE.search(plain) or questions.is_leading(plain):
        found["RP-3"] = f"advice inside: {text}"
    if _WHY_DID.search(plain):
        found["RP-4"] = f"asks why you did it: {text}"
    return found | plain_faults(text)


def plain_faults(text: str) -> dict[str, str]:
    """Code to fault of any words of ours."""
    plain = own(text)
    found: dict[str, str] = {}
    if _VERDICT.search(plain):
        found["RP-10"] = f"an interpretation as if it were known: {text}"
    if cheer := lexicon.bright(plain):
        found["RP-11"] = f"'{cheer[0]}' brushes pain aside"
    if _SCORED.search(plain):
        found["RP-15"] = f"puts a number on a feeling: {text}"
    return found


def whys(text: str) -> int:
    return len(_WHY.findall(own(text)))


def advises(text: str) -> bool:
    return bool(_ADVICE.search(own(text)))


def line_faults(line: str, given: str) -> list[str]:
    """RP-10 for a listening line: tentative, no advice, no question, and nothing that was not written."""
    faults = []
    if not TENTATIVE.match(line):
        faults.append(f"not tentative: {line}")
    if length(line) > 30:
        faults.append(f"{length(line)} words: {line}")
    if "?" in own(line) or advises(line):
        faults.append(f"asks or advises: {line}")
    said = set(stems(TENTATIVE.sub(" ", line))) - _FRAME
    new = sorted(said - set(stems(given.replace("\u2019", "'"))))
    if new and not _only_spelling(new, given):
        faults.append(f"adds {', '.join(new)}")
    return faults


def _only_spelling(new: list[str], given: str) -> bool:
    """Short forms that were put right: "didnt" is "didn't" when it is said back."""
    letters = {word.replace("'", "") for word in re.findall(r"[\w']+", given.casefold())}
    return all(any(stem in word for word in letters) for stem in new)
