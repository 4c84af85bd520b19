"""Who "she", "him" and "their" are, when the one they may mean is the one who is spoken to."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.kinds.feedback import verbs
from assistant.kinds.feedback.words import (
    AFTER_OBJECT,
    AND,
    DAYS,
    DETERMINERS,
    HELPING,
    MEN,
    OBJECT,
    OWN,
    SELF,
    SEX,
    SUBJECT,
    WHO_IS_IT,
    WOMEN,
    Token,
    is_adverb,
)

_TELLS = frozenset(
    "told tell tells said say says thought think knew promised convinced reminded asked explained".split()
)
_STATES = frozenset(
    "was is felt feels seemed seems looked looks went cried wanted had has became got".split()
)
_NO_PERSON = frozenset(
    {*SEX, *DETERMINERS, "i", "you", "we", "it", "nobody", "everybody", "people", "nothing"}
)
_PLAIN_CAPITALS = frozenset("i ok english cv pdf zoom teams excel".split())


class Referred(NamedTuple):
    """The tokens said to the listener, and which of them were turned into "you"."""

    parts: list[Token]
    mapped: frozenset[int]
    whose: str | None
    """The pronoun that means the listener: f, m or p; None when none has been met."""


def to_listener(
    parts: Sequence[Token],
    listener: str,
    speaker: str,
    others: Sequence[str],
    whose: str | None,
    before: Sequence[Token],
    implied: bool = False,
) -> Referred | None:
    """Every word for the listener becomes "you", and for the speaker "I"; None when somebody else may be meant."""
    said = named(parts, listener, speaker)
    mapped = {
        at for at, part in enumerate(said) if part.low == "you" and (at or implied) and parts[at].low != "you"
    }
    if said and said[0].low == "you":
        mapped.add(0)
    spoken_to = any(part.low in {"you", "your"} for part in parts) and not implied
    if spoken_to:
        return Referred(said, frozenset(mapped), whose) if not _named_too(parts, listener) else None
    sex = whose or _whose(said, listener, others, implied, bool(mapped))
    if sex == "?":
        return None
    explicit = bool(said) and SUBJECT.get(said[0].low.partition("'")[0]) == sex and sex is not None
    if before and whose and not _same_person(said, whose, before, listener, others):
        return None
    turned = _turned(said, mapped, sex, explicit, people(said, listener, others))
    return None if turned is None else Referred(turned, frozenset(mapped), sex if sex else whose)


def around(parts: Sequence[Token], listener: str, speaker: str, sex: str | None) -> Referred:
    """The same for words around an event, where it is known which pronoun means the listener."""
    said = named(parts, listener, speaker)
    mapped = {at for at, part in enumerate(said) if part.low == "you"}
    turned = _turned(said, mapped, sex, True, ())
    return Referred(turned or said, frozenset(mapped), sex)


def named(parts: Sequence[Token], listener: str, speaker: str) -> list[Token]:
    """Names of the two as "you" and "I"."""
    said = list(parts)
    hear, speak = {listener, listener.split()[0]}, {speaker, speaker.split()[0]}
    for at, part in enumerate(said):
        whole = part.text.removesuffix("'s").rstrip("'")
        owns = part.text != whole
        if whole in hear:
            said[at] = part.to("your" if owns else "you")
        elif whole in speak and speaker:
            subject = at == 0 or (
                said[at - 1].low in AND and at + 1 < len(said) and verbs.is_past(said[at + 1].low)
            )
            said[at] = part.to("my" if owns else "I" if subject else "me")
    return said


def _named_too(parts: Sequence[Token], listener: str) -> bool:
    return any(part.text.removesuffix("'s") == listener.split()[0] for part in parts)


def _whose(
    said: Sequence[Token], listener: str, others: Sequence[str], implied: bool, named: bool
) -> str | None:
    """The pronoun that means the listener here; "?" when that is open."""
    first = said[0].low.partition("'")[0] if said else ""
    if first in SUBJECT:
        return "?" if SUBJECT[first] == "p" or named else SUBJECT[first]
    met = people(said, listener, others)
    used = [
        (at, SEX[part.low.partition("'")[0]])
        for at, part in enumerate(said)
        if part.low.partition("'")[0] in SEX
    ]
    single = [(at, sex) for at, sex in used if sex != "p"]
    if not single:
        return None
    own = next((sex for at, sex in single if at + 1 < len(said) and said[at + 1].low == "own"), None)
    if implied and own:
        return own
    if implied and met and _other_sex(said, met, single[0][1]):
        return single[0][1]
    if met and met[0] < single[0][0]:
        # Somebody else was named first: the pronoun is theirs, unless it could well be the listener's.
        if implied and len(met) == 1 and _done_to(said, met[0], single[0][0]):
            return single[0][1]
        return None if (implied or named) and not _reported(said, single[0][0]) else "?"
    if implied and met and all(at > met[0] for at, sex in single if sex != single[0][1]):
        return single[0][1]
    kinds = {sex for _, sex in single}
    return kinds.pop() if len(kinds) == 1 else "?"


def _other_sex(said: Sequence[Token], met: Sequence[int], sex: str) -> bool:
    """Is everybody else who is called by what they are of the other sex?"""
    apart = WOMEN if sex == "m" else MEN
    return all(said[at].low in apart for at in met)


def _done_to(said: Sequence[Token], other: int, at: int) -> bool:
    """ "a customer shouted at her": she is not the customer."""
    acts = other + 1 < at and (said[other + 1].low in HELPING or verbs.is_past(said[other + 1].low))
    ends = at + 1 == len(said) or not said[at + 1].is_word or said[at + 1].low in AFTER_OBJECT
    return acts and said[at].low in OBJECT and ends


def _reported(said: Sequence[Token], at: int) -> bool:
    """ "told Ana she was late": either of the two."""
    return any(part.low in _TELLS for part in said[:at]) and said[at].low.partition("'")[0] in SUBJECT


def people(said: Sequence[Token], listener: str, others: Sequence[str]) -> list[int]:
    """Where somebody else is named or called by what they are."""
    known = {name.split()[0].lower() for name in others}
    found = []
    for at, part in enumerate(said):
        word = part.text.removesuffix("'s")
        begins = at == 0 and len(said) > 1 and _acts(said[1].low) and part.low not in _NO_PERSON
        name = (
            (at > 0 or begins)
            and word[:1].isupper()
            and not word.isupper()
            and word.lower() not in _PLAIN_CAPITALS
        )
        weekday = word.lower() in DAYS or word.lower().rstrip("s") in DAYS
        thing = at > 0 and said[at - 1].low in {"the", "a", "an", "our", "this"}
        if (
            (name and not weekday and not thing and word[1:].isalpha())
            or word.lower() in known
            or word.lower() in WHO_IS_IT
        ):
            found.append(at)
    return found


def _acts(word: str) -> bool:
    return word in HELPING or verbs.is_past(word)


def _same_person(
    said: Sequence[Token], whose: str, before: Sequence[Token], listener: str, others: Sequence[str]
) -> bool:
    """A second sentence with "she": still the listener, or somebody named before?"""
    first = said[0].low.partition("'")[0]
    if SUBJECT.get(first) != whose or not people(before, listener, others):
        return True
    at = 1
    while at < len(said) - 1 and is_adverb(said[at].low):
        at += 1
    return len(said) > at and said[at].low not in _STATES


def _turned(
    said: Sequence[Token], mapped: set[int], sex: str | None, explicit: bool, met: Sequence[int]
) -> list[Token] | None:
    told = list(said)
    if sex is None:
        return told
    others = {SEX[p.low.partition("'")[0]] for p in said if p.low.partition("'")[0] in SEX} - {sex, "p"}
    for at, part in enumerate(said):
        word, mark, short = part.low.partition("'")
        if SEX.get(word) != sex or (mark and word not in SUBJECT):
            continue
        if (
            at
            and not others
            and not _done_to(said, met[0] if met else at, at)
            and _doubtful(said, at, met, explicit)
        ):
            return None
        told[at] = part.to(_you(said, at, word, short))
        mapped.add(at)
        if short == "s":
            told[at] = part.to("you")
            told.insert(at + 1, Token("have" if at + 1 < len(said) and _done(said[at + 1].low) else "are"))
            return _turned(told, mapped, sex, explicit, met) if _left(told, sex) else told
    return told


def _left(said: Sequence[Token], sex: str) -> bool:
    return any(SEX.get(part.low.partition("'")[0]) == sex for part in said)


def _done(word: str) -> bool:
    return word == "been" or (verbs.is_past(word) and word not in {"late"})


def _doubtful(said: Sequence[Token], at: int, met: Sequence[int], explicit: bool) -> bool:
    """Was somebody else named just before, with nothing to say that the first one goes on?"""
    named = [place for place in met if place < at]
    if not named:
        return False
    word = said[at].low.partition("'")[0]
    if word in SELF or (at + 1 < len(said) and said[at + 1].low == "own"):
        return False
    if _other_sex(said, named, SEX[word]):
        return False
    if word in SUBJECT and said[at - 1].low in AND:
        return not explicit
    between = said[named[-1] + 1 : at]
    goes_on = [index for index, part in enumerate(between[:-1]) if part.low in {"and", "but", "then"}]
    if explicit and goes_on and word not in SUBJECT:
        following = between[goes_on[-1] + 1 :]
        return not any(verbs.is_past(part.low) or part.low in HELPING for part in following)
    return True


def _you(said: Sequence[Token], at: int, word: str, short: str) -> str:
    following = said[at + 1] if at + 1 < len(said) else None
    if word in SELF:
        return "yourself"
    if short and short != "s":
        return f"you'{short}"
    if word in SUBJECT:
        return "you"
    if word in OBJECT and word not in {"her"}:
        return "you"
    ends = following is None or not (
        following.is_word or following.text[0].isdigit() or following.text[0] == "\x00"
    )
    if word in OWN and word != "her":
        return "yours" if ends or (following is not None and following.low in AND) else "your"
    if ends or (following is not None and following.low in AFTER_OBJECT and not _noun_after(said, at)):
        return "you"
    if following is not None and (following.low in HELPING or following.text[0] == "\x00"):
        return "you"
    return "your"


def _noun_after(said: Sequence[Token], at: int) -> bool:
    """ "her first draft", "her two drafts", "her last try": what follows belongs to "her"."""
    following = said[at + 1].low
    if following not in {"first", "two", "three", "four", "last", "own", "every"}:
        return False
    after = said[at + 2].low if at + 2 < len(said) else ""
    return (
        after.isalpha()
        and after not in AFTER_OBJECT
        and after not in {"times", "week", "month", "year", "monday"}
    )
