"""Whom a pronoun may mean: the rules by which it is the listener's, somebody else's, or open."""

from collections.abc import Sequence

from assistant.kinds.feedback import verbs
from assistant.kinds.feedback.words import (
    AFTER_OBJECT,
    AND,
    BODY,
    DAYS,
    DETERMINERS,
    HELPING,
    MEN,
    OBJECT,
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


def objected(said: Sequence[Token], sex: str) -> bool:
    """ "She told her": two of them, and one pronoun."""
    first = next((at for at, part in enumerate(said) if at and SEX.get(part.low) == sex), None)
    return first is not None and SUBJECT.get(said[0].low) == sex and _own_object(said, first)


def left_open(said: Sequence[Token], met: Sequence[int]) -> bool:
    """ "asked Ana, and opened her bag": whose, when neither has been "she" before?"""
    for at, part in enumerate(said):
        if part.low not in {"her", "his"} or at <= met[0] or at + 1 >= len(said):
            continue
        begins = max((i for i, one in enumerate(said[:at]) if one.low in AND), default=0)
        goes_on = begins > met[0] and verbs.is_past(said[begins + 1].low) and begins + 1 < at
        if (
            (goes_on or verbs.base_of_ing(said[begins + 1].low))
            and begins > met[0]
            and said[at + 1].low in BODY
        ):
            return True
    return False


def whose(
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
    if implied and met and other_sex(said, met, single[0][1]):
        return single[0][1]
    if met and met[0] < single[0][0]:
        # Somebody else was named first: the pronoun is theirs, unless it could well be the listener's.
        if implied and len(met) == 1 and done_to(said, met[0], single[0][0]):
            return single[0][1]
        return None if (implied or named) and not _reported(said, single[0][0]) else "?"
    if implied and met and all(at > met[0] for at, sex in single if sex != single[0][1]):
        return single[0][1]
    if implied and _own_object(said, single[0][0]):
        return None
    kinds = {sex for _, sex in single}
    return kinds.pop() if len(kinds) == 1 else "?"


def _own_object(said: Sequence[Token], at: int) -> bool:
    """ "you told her": she is not the one who told, or it would be "herself"."""
    if said[at].low not in OBJECT or at > 5 or any(part.low in AND for part in said[:at]):
        return False
    if at + 1 == len(said) or not said[at + 1].is_word:
        return True
    return said[at + 1].low in AFTER_OBJECT and not noun_after(said, at)


def theirs(said: Sequence[Token], listener: str, others: Sequence[str]) -> bool:
    """ "Mbali read her text": every pronoun stands after a name and says whose something is."""
    met = people(said, listener, others)
    used = [
        at
        for at, part in enumerate(said)
        if part.low.partition("'")[0] in SEX and SEX[part.low.partition("'")[0]] != "p"
    ]
    owned = all(
        said[at].low in {"her", "his"} and at + 1 < len(said) and said[at + 1].low not in AFTER_OBJECT
        for at in used
    )
    return bool(met) and bool(used) and owned and met[0] < used[0]


def other_sex(said: Sequence[Token], met: Sequence[int], sex: str) -> bool:
    """Is everybody else who is called by what they are of the other sex?"""
    apart = WOMEN if sex == "m" else MEN
    return all(said[at].low in apart for at in met)


def done_to(said: Sequence[Token], other: int, at: int) -> bool:
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


def same_person(
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


def noun_after(said: Sequence[Token], at: int) -> bool:
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
