"""How a line may be said aloud: whole, plain, one open question, no advice, no praise, no promise."""

import re

from assistant import lexicon, questions
from assistant.drift.novelty import roots
from assistant.drift.wordlists import rules
from assistant.kind import Slot
from assistant.terms import STOP_WORDS

_NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|nothing|nor|without|cannot)\b|n't\b", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:and|or),? (?:what|how|who|where|when|why|which)\b", re.IGNORECASE)
_CLOSED = re.compile(
    r"(?:^|[.;:!?] )(?:(?:so|and|then|now),? )?(?:did|do|does|have|has|had|are|is|was|were|will|would|can|could|should|"
    r"shall|must) (?:you|we|i|it|that|this|the|your|my|our|there|any\w*|some\w*|each|everyone)\b",
    re.IGNORECASE,
)
_WH = re.compile(r"\b(?:what|how|who|where|when|why|which)\b", re.IGNORECASE)
_TURNING = re.compile(
    r"\b(when|who|why|many|much|long|often)\b(?= (?:do|does|did|is|are|was|were|will|would|could|can|have|has|had)\b)",
    re.IGNORECASE,
)
"""Question words that ask for something else than "what" and "how" do."""
_WISHED = re.compile(
    r"\b(?:you|we|i|they|\w+s) (?:want|would like|hope|plan|wish)\b|\bwants? to\b", re.IGNORECASE
)
_STILL_WISHED = re.compile(
    r"\b(?:want\w*|like|hop(?:e|es|ed|ing)|plan\w*|aim\w*|goal|wish\w*|going to|mind|set out|towards?|will)\b",
    re.IGNORECASE,
)
_CUT_END = re.compile(r"\b(?:the|a|an|and|or|but|your|my|our|their|because|if|than|so)[.?!]?$", re.IGNORECASE)
_ENGLISH = STOP_WORDS | {"us"}

PRAISE, PROMISE, LABEL, PUSHING = (
    "No praise and no stock phrases.",
    "Promise nothing: no secrecy, no success.",
    "No label for a person.",
    "Do not push towards an answer and do not blame.",
)


def faults(slot: Slot, text: str) -> tuple[str, ...]:
    """What is wrong with how it is said, as sentences for the writer; nothing when all is well."""
    plain, old = text.replace("\u2019", "'"), f"{slot.composed} {slot.aim}".replace("\u2019", "'")
    reasons = [
        reason
        for pattern, reason in rules()
        if {match.casefold() for match in pattern.findall(plain)}
        - {match.casefold() for match in pattern.findall(old)}
    ]
    if lexicon.stock(plain) and not lexicon.stock(old):
        reasons.append(PRAISE)
    if lexicon.promises(plain):
        reasons.append(PROMISE)
    if lexicon.clinical(plain) or lexicon.deficit(plain):
        reasons.append(LABEL)
    composed = slot.composed.replace("\u2019", "'")
    if len(_NEGATION.findall(plain)) != len(_NEGATION.findall(composed)):
        reasons.append('Keep every "not", "no" and "without" of the line, and add none.')
    elif moved := _negated(plain) - _negated(composed):
        reasons.append(f'Do not put a "not" or "no" before "{min(moved)}".')
    if _WISHED.search(composed) and not _STILL_WISHED.search(plain):
        reasons.append("It is still wished for, not done; keep that.")
    reasons += _shape(slot, plain)
    if slot.sort == "question":
        reasons += _question(plain, composed)
    elif questions.count(plain) > questions.count(composed):
        reasons.append("The line does not ask; do not make it a question.")
    return tuple(dict.fromkeys(reasons))


def _shape(slot: Slot, text: str) -> list[str]:
    """Whole sentences, in the language of the line, not too long."""
    words = re.findall(r"[^\W\d_]+", text)
    reasons = []
    if len(words) < 4 or not text or not (text[0].isupper() or text[0].isdigit() or text[0] in "\"\u201c'"):
        reasons.append("Write whole sentences.")
    if not text.rstrip("\"\u201d'").endswith((".", "?", "!")) or _CUT_END.search(text):
        reasons.append("Finish the sentence.")
    if len(text.split()) > slot.max_words:
        reasons.append(f"At most {slot.max_words} words.")
    if abs(_english(slot.composed) - _english(text)) > 0.3:
        reasons.append("Write in the language of the line.")
    return reasons


def _question(text: str, composed: str) -> list[str]:
    reasons = []
    several = len(_ASKING.findall(text)) > len(_ASKING.findall(composed))
    if questions.count(text) != 1 or several and len(_WH.findall(text)) > len(_WH.findall(composed)):
        reasons.append("Ask one question, with one question mark.")
    if not text.rstrip("\"\u201d'").endswith("?"):
        reasons.append("End with the question.")
    elif not questions.is_open(text) or _CLOSED.search(text) and not _CLOSED.search(composed):
        reasons.append("Ask an open question: one that starts with what, how, which, who, where or when.")
    if questions.is_leading(text):
        reasons.append(PUSHING)
    if new := {word.casefold() for word in _TURNING.findall(text)} - set(composed.casefold().split()):
        reasons.append(f'Do not ask "{min(new)}"; ask for what the line asks for.')
    return reasons


def _negated(text: str) -> set[str]:
    """The first content word after each "not", "no", "nobody" and the like."""
    found = set()
    for match in _NEGATION.finditer(text):
        after = re.split(r"[,.;:!?]", text[match.end() :])[0].split()[:4]
        words = [
            root
            for word in after
            if word.isalpha() and word.casefold() not in STOP_WORDS
            for root in roots(word)
        ]
        found.update(words[:1])
    return found


def _english(text: str) -> float:
    """The share of English function words: enough to tell a sentence from one in another language."""
    words = re.findall(r"[^\W\d_]+", text.casefold().replace("'", " "))
    return sum(word in _ENGLISH for word in words) / max(1, len(words))
