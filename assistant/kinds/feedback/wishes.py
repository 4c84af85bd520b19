"""What the mentor wishes had happened, as one thing to do: "that she waits" gives "wait"."""

import re

from assistant.domain.value import Value
from assistant.kinds.feedback import opening, verbs
from assistant.kinds.feedback.observed import VERDICTS, said_nothing, without_absolutes
from assistant.kinds.feedback.retelling import Cast, Context, turned
from assistant.kinds.feedback.words import HELPING, tokens
from assistant.proofreading import proofread
from assistant.wording import opens_with_verb, trimmed

_SOFTEN = re.compile(
    r"\bplease\b|\bkeep it (?:light|short|positive|friendly)|\bbig (?:thing|deal)|\b(?:feel|"
    r"feels|felt) (?:good|better|ok|okay|bad|proud)|"
    r"\bwas (?:fine|ok|okay|all right|good|great)\b|\bto (?:hear|know|be told|feel) that\b|"
    r"\bworked so hard\b|\bpraise\b|\bbe (?:nice|gentle|kind)\b|"
    r"\bnot (?:be )?(?:too )?(?:hard|harsh|strict)\b|\bno (?:drama|fuss)\b|\bnot (?:make|"
    r"to make) a\b|\btell (?:him|her|them|me) (?:it|that)\b|\blight\b|\bhe's young\b|"
    r"\bshe's young\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:i(?:'d| would)? (?:just |really |had )?(?:wish(?:ed)?|hope(?:d)?|want(?:ed)?|"
    r"like(?:d)?|prefer(?:red)?|have liked|have preferred)(?: it)?(?: if)?|"
    r"it would (?:be|have been) (?:good|nice|better|great|helpful) if|my wish is|next time|"
    r"in future|rather|instead|ideally)(?:,)?(?: that)?\s+",
    re.IGNORECASE,
)
_TO = re.compile(r"^(?:for )?(?:you|her|him|them) to\s+", re.IGNORECASE)
_MODAL = re.compile(
    r"^you (?:would|could|should|had|might|will|can|'d)(?: just| simply)?\s+(?:have\s+)?", re.IGNORECASE
)
MOST_WORDS = 24


class Wished(Value):
    """One thing to do: as words after "you", or as something to have."""

    verb: str = ""
    thing: str = ""
    softening: bool = False
    """It asks to be told that all was fine, and not for a change."""


def wished(text: str, cast: Cast, known: Context) -> Wished:
    if said_nothing(text):
        return Wished()
    plain, _ = without_absolutes(trimmed(text).replace("\u2019", "'"))
    if _SOFTEN.search(plain):
        return Wished(softening=True)
    bare = re.sub(r"^that ", "", _LEAD.sub("", plain))
    bare = re.split(r"[.;!?]\s", bare)[0]
    if not bare:
        return Wished()
    told = turned(bare[0].lower() + bare[1:] if not bare.startswith("I ") else bare, cast, known)
    if told is None or len(told.split()) > MOST_WORDS or any(r.kind in VERDICTS for r in proofread(told)):
        return Wished()
    told = re.sub(r"^(?:to|for you to) ", "", told)
    told = _TO.sub("", told)
    if told.lower().startswith(("you ", "you'd ")):
        return Wished(verb=_after_you(told))
    return _in_any_form(told)


def _in_any_form(told: str) -> Wished:
    """ "ask first", "asking first", "asked first", "that we ask first", "a question first"."""
    words = tokens(told)
    first = words[0].low
    if opens_with_verb(told) or (first in verbs.bases() and len(words) > 1 and not _noun(told)):
        return Wished(verb=told)
    if base := verbs.base_of_ing(first):
        return Wished(verb=f"{base}{told[len(first) :]}")
    if verbs.is_past(first) and first not in HELPING:
        return Wished(verb=f"{verbs.base_of_past(first)}{told[len(first) :]}")
    if first in {"i", "not", "no"} or first.startswith("i'"):
        return Wished()
    says = first == "we" or any(opening.finite(words, at) for at in range(1, min(len(words), 6)))
    return Wished(thing=f"that {told}" if says else told)


def _noun(told: str) -> bool:
    second = [*told.split(), ""][1].lower()
    return second in {"of", "and", "in"}


def _after_you(told: str) -> str:
    """ "you would tell me first", "you had told me first", "you tell me first": "tell me first"."""
    rest = _MODAL.sub("", told)
    if rest == told:
        rest = told.partition(" ")[2]
    first, _, more = rest.partition(" ")
    if first.lower() in {"not", "don't", "didn't", "doesn't", "haven't", "hadn't"}:
        return ""
    word = first.lower()
    base = verbs.base_of_past(word) or verbs.base_of_participle(word) or word
    return f"{base} {more}".strip() if word not in {"were", "was", "are"} else f"be {more}".strip()
