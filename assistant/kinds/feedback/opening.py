"""How a sentence begins: with somebody, with a verb and nobody, or with half a sentence such as "late 3 times"."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.kinds.feedback import verbs
from assistant.kinds.feedback.words import (
    ADJECTIVES,
    DETERMINERS,
    HELPING,
    MINUTES,
    NUMBERS,
    OBJECT,
    PLACES,
    SUBJECT,
    TO_YOU,
    Token,
    is_adverb,
)

_SAW = frozenset(
    "saw noticed noted heard observed watched felt remember know realised realized see notice".split()
)
_LEADS = frozenset(
    "on at in during after before when while as since by for yesterday today last this later first now instead "
    "then once twice from throughout towards near because if until with without despite although though again "
    "afterwards halfway".split()
)
_YOU = Token("you", "")


class Begun(NamedTuple):
    """A sentence with its subject in place."""

    parts: list[Token]
    implied: bool
    """The subject was left out, and is now "you"."""
    gerund: bool = False


def without_lead(parts: Sequence[Token], listener: str) -> list[Token]:
    """ "I saw that she left" tells of the same as "she left"; "I saw him leave" stays."""
    parts = list(parts)
    if (
        len(parts) > 3
        and parts[0].text == listener.split()[0]
        and parts[1].text == ","
        and parts[2].low == "you"
    ):
        return lowered(parts[2:])
    if len(parts) < 4 or parts[0].low not in {"i", "we"}:
        return parts
    at = 2 if parts[1].low in {"have", "had", "also", "just"} else 1
    if parts[at].low not in _SAW:
        return parts
    rest = parts[at + 1 :]
    if rest and rest[0].low in {"that", "how"}:
        return lowered(rest[1:])
    if rest and (rest[0].low in SUBJECT or rest[0].low == "you") and len(rest) > 1 and finite(rest, 1):
        return lowered(rest)
    if rest and rest[0].text == listener.split()[0] and len(rest) > 1 and finite(rest, 1):
        return lowered(rest)
    return parts


def split_lead(parts: list[Token]) -> tuple[list[Token], list[Token]]:
    """ "On Monday, she left" in two: when or how, and what."""
    if parts and parts[0].low in _LEADS:
        for at, part in enumerate(parts[:14]):
            if part.text == "," and at + 2 < len(parts) and _can_begin(parts, at + 1):
                return parts[: at + 1], parts[at + 1 :]
    return [], parts


def begun(parts: list[Token], listener: str) -> Begun | None:
    """The sentence with "you" in front where it had no subject; None when nobody can tell."""
    if not parts:
        return None
    first = parts[0]
    if first.low in SUBJECT or first.low in {
        "you",
        "i",
        "we",
        "she's",
        "he's",
        "she'd",
        "he'd",
        "she'll",
        "he'll",
    }:
        return Begun(parts, implied=False)
    if first.text.removesuffix("'s") in {listener, listener.split()[0]}:
        return Begun(parts, implied=False)
    if first.low in {"no", "zero"} and len(parts) > 1:
        return _missing(parts)
    if _only_things(parts):
        return Begun([Token("there", ""), Token("were"), *lowered(parts, " ")], implied=False)
    if _is_state(parts):
        return Begun([_YOU, Token("were"), *lowered(parts, " ")], implied=True)
    at = _skipped(parts)
    if (form := _verb(parts, at)) is not None:
        return Begun([_YOU, *form], implied=True, gerund=verbs.base_of_ing(parts[at].low) != "")
    return Begun(parts, implied=False) if _has_subject(parts) else None


def _only_things(parts: Sequence[Token]) -> bool:
    """ "14 voice messages between 11 pm and 1 am": a number of things, and nobody who does anything."""
    first = parts[0]
    counted = (
        first.text[0].isdigit() or first.low in NUMBERS or first.low in {"several", "many", "lots", "loads"}
    )
    if not counted or _is_state(parts):
        return False
    return not any(finite(parts, at) for at in range(1, min(len(parts) - 1, 9)))


def lowered(parts: Sequence[Token], space: str = "") -> list[Token]:
    """The first word in lower case, unless it is a name or "I"."""
    if not parts:
        return []
    first = parts[0]
    plain = (
        first.low in SUBJECT
        or first.low in {"you", "your", "none", "nobody", "everybody", "everyone", "nothing", "it"}
        or first.low in _LEADS
        or first.low in HELPING
        or verbs.is_past(first.low)
        or first.low in ADJECTIVES
    )
    plain = plain or is_adverb(first.low) or first.low in PLACES or first.low in DETERMINERS
    plain = (
        plain
        or bool(verbs.base_of_ing(first.low))
        or first.low in verbs.bases()
        or bool(verbs.base_of_third(first.low))
    )
    text = first.low if plain else first.text
    return [Token(text, space), *parts[1:]]


def _skipped(parts: Sequence[Token]) -> int:
    """Past the adverbs that a sentence without a subject may open with: "again interrupted"."""
    at = 0
    while at < len(parts) - 1 and is_adverb(parts[at].low) and at < 3:
        at += 1
    return at


def _verb(parts: list[Token], at: int) -> list[Token] | None:
    """The sentence after "you" when a verb stands at this place."""
    if at >= len(parts):
        return None
    word = parts[at].low
    following = parts[at + 1] if at + 1 < len(parts) else None
    before = [Token(part.low) for part in parts[:at]]
    rest = parts[at + 1 :]
    if before and before[-1].text == "not" and verbs.base_of_ing(word):
        return [*before[:-1], Token("did"), Token("not"), Token(verbs.base_of_ing(word)), *rest]
    if word in HELPING:
        return [*before, Token(TO_YOU.get(word, word)), *rest] if rest else None
    if base := verbs.base_of_ing(word):
        return [*before, Token("were" if base == "be" else verbs.past(base)), *rest]
    if verbs.is_past(word) and (not word.endswith("ed") or not (following and finite(parts, at + 1))):
        return [*before, Token(word), *rest]
    if following is None or finite(parts, at + 1):
        return None
    if (base := verbs.base_of_third(word)) and following.low not in {"on", "of", "in", "from", "were", "are"}:
        return [*before, Token(base), *rest]
    if word in verbs.bases() and (
        following.low in DETERMINERS or following.low in PLACES or is_adverb(following.low)
    ):
        return [*before, Token(word), *rest]
    return None


def _missing(parts: list[Token]) -> Begun | None:
    """ "No reply to two emails": nothing was there."""
    if any(finite(parts, at) for at in range(2, len(parts))):
        return Begun(lowered(parts), implied=False) if _has_subject(parts) else None
    noun = next((part.low for part in parts[1:] if not is_adverb(part.low)), "")
    verb = "were" if noun.endswith("s") and not noun.endswith("ss") else "was"
    return Begun([Token("there", ""), Token(verb), Token("no"), *parts[1:]], implied=False)


def _is_state(parts: Sequence[Token]) -> bool:
    """ "late 3 times", "20 minutes late", "on his phone the whole time"."""
    words = [part.low for part in parts]
    at = 0
    while at < len(words) - 1 and (
        words[at] in ADVERBS_OF_STATE
        or words[at] in NUMBERS
        or words[at] in MINUTES
        or words[at].rstrip("x").rstrip("min").isdigit()
    ):
        at += 1
    if words[at] in ADJECTIVES:
        rest = parts[at + 1 :]
        return not any(finite(parts, index) for index in range(at + 1, min(len(parts), at + 3))) or not rest
    return (
        at == 0
        and words[0] == "on"
        and len(words) > 1
        and words[1] in {"his", "her", "their", "phone", "the", "time"}
        and not any(finite(parts, index) for index in range(2, len(parts)))
    )


ADVERBS_OF_STATE = frozenset(
    "again always often twice once very a bit too so not really mostly nearly repeatedly regularly".split()
)


def finite(parts: Sequence[Token], at: int) -> bool:
    """Is this a verb that somebody does, and no "to" or gerund?"""
    if at >= len(parts):
        return False
    word = parts[at].low
    while is_adverb(word) and at + 1 < len(parts):
        at += 1
        word = parts[at].low
    if word in HELPING or verbs.is_past(word):
        return True
    before = parts[at - 1] if at else None
    return bool(verbs.base_of_third(word)) and before is not None and _may_do(before, parts, at)


def _may_do(before: Token, parts: Sequence[Token], at: int) -> bool:
    """ "Sam helps", "who helps"; "voice messages" and "two emails" are things."""
    if before.low in DETERMINERS or before.low in PLACES or before.text[0].isdigit():
        return before.low in {"it", "this", "that", "nobody"}
    following = parts[at + 1].low if at + 1 < len(parts) else ""
    return (
        before.low in SUBJECT or before.text[0].isupper() or following in DETERMINERS or is_adverb(following)
    )


def _has_subject(parts: Sequence[Token]) -> bool:
    """Somebody or something, and soon after it a verb."""
    return any(finite(parts, at) for at in range(1, min(len(parts), 9)))


def _can_begin(parts: Sequence[Token], at: int) -> bool:
    word = parts[at].low
    return (
        word in SUBJECT
        or word in HELPING
        or word in OBJECT
        or word in DETERMINERS
        or word == "i"
        or parts[at].is_word
    )
