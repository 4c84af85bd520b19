"""What it led to, in the first person of the one who says it."""

import re
from collections.abc import Sequence

from assistant.domain.feedback import Impact
from assistant.domain.value import Value
from assistant.kinds.feedback import opening, verbs
from assistant.kinds.feedback.observed import VERDICTS, said_nothing, without_absolutes
from assistant.kinds.feedback.retelling import Cast, Context, parts, turned
from assistant.kinds.feedback.words import HELPING, SUBJECT, is_adverb, tokens
from assistant.proofreading import Kind, proofread
from assistant.wording import quoted

_FRAMES = (
    "As I see it, {it}",
    "From what I saw, {it}",
    "The way I saw it, {it}",
    "What I saw after that: {it}",
)
_VERB_FRAMES = ("For me, that {it}", "As I see it, that {it}")
_NOUN_FRAMES = ("What it led to, as I saw it: {it}", "The effect that I saw: {it}")
UNKNOWN_HARD = (
    "I am telling you because I would like to understand it; what it meant for others I do not know yet"
)
UNKNOWN_GOOD = "I noticed it, and I did not want to keep that to myself"
NOBODY = "not said yet"


class Effect(Value):
    """What it led to, as one sentence, and the field that stands for it."""

    field: Impact
    sentence: str
    given: bool
    left_out: tuple[str, ...] = ()


def effect(text: str, cast: Cast, known: Context, corrective: bool, choose: int) -> Effect:
    """The impact in the speaker's own voice; an open word where none was given."""
    if said_nothing(text):
        sentence = UNKNOWN_HARD if corrective else UNKNOWN_GOOD
        return Effect(field=Impact(on=NOBODY, effect=sentence), sentence=sentence, given=False)
    plain, _ = without_absolutes(text)
    kept: list[str] = []
    out: list[str] = []
    for part in parts(plain):
        verdicts = [remark for remark in proofread(part) if remark.kind in VERDICTS | {Kind.PROMISE}]
        (out if verdicts else kept).append(part)
    if not kept:
        missing = effect("", cast, known, corrective, choose)
        return missing.model_copy(update={"left_out": tuple(out)})
    said = [turned(_low(part), cast, known) for part in kept]
    if any(part is None for part in said):
        sentence = f"What came of it, in my words: {quoted(plain)}"
        return Effect(
            field=Impact(on=_on(kept[0]), effect=plain), sentence=sentence, given=True, left_out=tuple(out)
        )
    told = [part for part in said if part]
    sentence = _sentence(told, choose)
    return Effect(
        field=Impact(on=_on(told[0]), effect=" and ".join(told)),
        sentence=sentence,
        given=True,
        left_out=tuple(out),
    )


def _sentence(told: Sequence[str], choose: int) -> str:
    first = told[0]
    words = tokens(first)
    if words[0].low in {"i", "i'm", "i've", "i'd"}:
        framed = first
    elif _verb_first(first):
        framed = _VERB_FRAMES[choose % 2].format(it=first)
    elif any(opening.finite(words, at) for at in range(1, min(len(words), 9))):
        framed = _FRAMES[choose % len(_FRAMES)].format(it=first)
    else:
        framed = _NOUN_FRAMES[choose % 2].format(it=first)
    return ", and ".join([framed[0].upper() + framed[1:], *told[1:]])


def _verb_first(text: str) -> bool:
    words = tokens(text)
    at = 0
    while at < len(words) - 1 and is_adverb(words[at].low):
        at += 1
    word = words[at].low
    if word in SUBJECT:
        return False
    return (
        verbs.is_past(word)
        or word in HELPING
        or (bool(verbs.base_of_third(word)) and len(words) > at + 1 and not opening.finite(words, at + 1))
    )


def _on(text: str) -> str:
    """Whom or what it touched: the words before the verb."""
    words = tokens(text)
    if words[0].low in {"i", "me", "my", "i'm", "i've"}:
        return "me"
    if words[0].low in {"we", "us", "our"}:
        return "us"
    for at in range(1, min(len(words), 9)):
        if opening.finite(words, at) and words[at].is_word:
            found = " ".join(word.text for word in words[:at] if not is_adverb(word.low))
            found = re.sub(r"\s+,", ",", found).strip(" ,") or "me"
            return "others" if found.lower() in {"they", "she", "he", "it"} else found
    return "us" if re.search(r"\b(?:us|our|we)\b", text, re.IGNORECASE) else "me"


def _low(text: str) -> str:
    first = text.split()[0]
    plain = first.lower()
    known = plain in SUBJECT or plain in {
        "the",
        "a",
        "an",
        "it",
        "we",
        "you",
        "two",
        "three",
        "one",
        "nobody",
        "everybody",
        "some",
        "my",
        "our",
        "their",
        "his",
        "her",
        "people",
        "this",
        "that",
        "there",
        "no",
    }
    return plain + text[len(first) :] if known or verbs.is_past(plain) else text
