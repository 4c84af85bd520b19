"""May a model's turn stand? Labels, grounding, manners and length, in sentences that a reader understands."""

# ruff: noqa: E501  # a rule is easier to read on one line

import re
from collections.abc import Collection, Mapping, Sequence

from assistant import dialogue, grounding, lexicon, questions
from assistant.answering.course import unlabelled
from assistant.domain.conversation import Stance
from assistant.domain.value import Value
from assistant.grounding import Known
from assistant.terms import STOP_WORDS, stems

SUPPORTED = 0.3
"""Least share of a sentence's content words that its passage or fact must hold."""

MOST_QUESTIONS = {Stance.REFLECTION: 1, Stance.OFFER: 1, Stance.PASSAGES: 2}
LONGEST = {Stance.REFLECTION: 90, Stance.OFFER: 90, Stance.PASSAGES: 220}

_LABEL = re.compile(r"\[([^\[\]]{1,12})\]")
_LINK = re.compile(
    r"\b(?:https?|ftp|mailto|javascript|data):|\bwww\.|\]\(|<[a-z!/][^>]*>|\b[\w.-]+@[\w-]+\.\w+",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\U000e0000-\U000e0fff]"
)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,200}>")
_ADDRESS = re.compile(
    r"!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*\)|\b(?:https?|ftp|mailto|javascript|data):\S*|\bwww\.\S+",
    re.IGNORECASE,
)
_SOFTWARE = re.compile(
    r"\bi am (?:only )?software\b|\bi'm (?:only )?software\b|\bthe notes (?:do not|don't|say nothing|hold nothing)\b|\bthe passages? do(?:es)? not\b",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\byou(?:'re| are| were) (?:absolutely |completely |totally |quite |so |clearly )?(?:right|justified|in the right)\b|\b(?:great|good|excellent|brilliant|smart|solid) (?:plan|idea|choice|move|thinking|question)\b|"
    r"\b(?:i (?:completely |totally |fully )?agree|they(?:'re| are) wrong|(?:she|he) is wrong|your (?:mentor|boss|mentee) is wrong)\b|\bwell done\b|\bbravo\b",
    re.IGNORECASE,
)


class Ground(Value):
    """All that a turn may stand on."""

    stance: Stance
    said: str
    wants_advice: bool
    labels: Mapping[str, str]
    """Each label that was given, with the words behind it."""
    heard: tuple[str, ...] = ()
    """What was said before: names and numbers may come from there too."""
    vocabulary: frozenset[str] = frozenset()


def cleaned(text: str) -> str:
    """Without links, markup and what cannot be seen; while it streams too. A link keeps its words."""
    text = _ADDRESS.sub(lambda found: found[1] or "", _HIDDEN.sub("", text))
    return _TAG.sub("", text).replace("<", "").replace(">", "")


def faults(text: str, ground: Ground, *, whole: bool = True) -> tuple[str, ...]:
    """Why it may not stand, the plainest reason first; `whole` is False for a turn that was stopped."""
    plain = text.replace("\u2019", "'").strip()
    sentences = [part for row in plain.splitlines() for part in questions.sentences(row.lstrip("-*\u2022 "))]
    reasons: list[str] = []
    if not plain:
        return ("it said nothing",)
    if _LINK.search(plain):
        reasons.append("it held a link or markup")
    if strange := [label for label in _LABEL.findall(plain) if label not in ground.labels]:
        reasons.append(f"it named a source that is not there ({strange[0]})")
    if new := _invented(plain, ground):
        reasons.append(f"it spoke of {new[0]}, which nobody gave")
    reasons += _manners(plain, ground)
    reasons += _standing(sentences if whole else sentences[:-1], ground)
    reasons += _conduct(plain, sentences, ground, whole)
    return tuple(dict.fromkeys(reasons))


def _invented(text: str, ground: Ground) -> tuple[str, ...]:
    given = [ground.said, *ground.heard, *ground.labels.values()]
    known = Known.of(given, vocabulary=ground.vocabulary | STOP_WORDS)
    return grounding.invented(_LABEL.sub(" ", text), known)


def _manners(text: str, ground: Ground) -> list[str]:
    own = unlabelled(text)
    reasons = []
    if lexicon.clinical(own) or lexicon.deficit(own):
        reasons.append("it put a label on a person")
    if lexicon.promises(own):
        reasons.append("it promised too much")
    if lexicon.stock(own) or _SIDE.search(own):
        reasons.append("it praised or took a side")
    if dialogue.words(own) > LONGEST.get(ground.stance, 220):
        reasons.append("it was too long")
    if questions.count(own) > MOST_QUESTIONS.get(ground.stance, 2):
        reasons.append("it asked more than one question")
    return reasons


def _standing(sentences: Sequence[str], ground: Ground) -> list[str]:
    """Every claim has a label, and what is behind the label speaks of the same."""
    for sentence in sentences:
        labels = [label for label in _LABEL.findall(sentence) if label in ground.labels]
        if labels and not _supported(sentence, [ground.labels[label] for label in labels]):
            return ["a sentence said something else than its source"]
        if not labels and _claims(sentence, ground):
            return ["a sentence came without its source"]
    return []


def _claims(sentence: str, ground: Ground) -> bool:
    own = unlabelled(sentence)
    return not (
        own.rstrip("\"' ").endswith(("?", ":"))
        or dialogue.reflects(own, ground.said)
        or dialogue.asks_leave(own)
        or _SOFTWARE.search(own)
        or len(own.split()) < 4
    )


def _supported(sentence: str, behind: Collection[str]) -> bool:
    mine = set(stems(unlabelled(sentence)))
    theirs = {stem for text in behind for stem in stems(text)}
    return not mine or len(mine & theirs) / len(mine) >= SUPPORTED


def _conduct(text: str, sentences: Sequence[str], ground: Ground, whole: bool) -> list[str]:
    """Those who are heard first are heard first."""
    if ground.stance not in {Stance.REFLECTION, Stance.OFFER}:
        return []
    own = unlabelled(text)
    reasons = []
    if dialogue.advises_unasked(dialogue.Exchange(said=ground.said, answered=own)):
        reasons.append("it gave advice that nobody asked for")
    if ground.stance is Stance.REFLECTION and any(
        dialogue.advises(part) for part in map(unlabelled, sentences)
    ):
        reasons.append("it gave advice where listening was due")
    if not whole:
        return reasons
    if not any(dialogue.reflects(unlabelled(part), ground.said) for part in sentences):
        reasons.append("it did not say back what it had heard")
    asked = [part for part in sentences if part.endswith("?")]
    if not asked or not all(questions.is_open(part) and not questions.is_leading(part) for part in asked):
        reasons.append("it did not end with one open question")
    if (
        ground.stance is Stance.OFFER
        and sum(row.lstrip().startswith(("-", "*")) for row in text.splitlines()) > 3
    ):
        reasons.append("it offered too much at once")
    return reasons
