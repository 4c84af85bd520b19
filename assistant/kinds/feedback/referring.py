"""Who "she", "him" and "their" are, when the one they may mean is the one who is spoken to."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.kinds.feedback import antecedents, verbs
from assistant.kinds.feedback.words import (
    AFTER_OBJECT,
    AND,
    GIVES,
    HELPING,
    OBJECT,
    OWN,
    SEES,
    SELF,
    SEX,
    SUBJECT,
    Token,
)


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
    sex = whose or antecedents.whose(said, listener, others, implied, bool(mapped))
    if sex == "?" or (not implied and sex and antecedents.objected(said, sex)):
        return None
    if (
        implied
        and antecedents.people(said, listener, others)
        and antecedents.left_open(said, antecedents.people(said, listener, others))
    ):
        return None
    explicit = bool(said) and SUBJECT.get(said[0].low.partition("'")[0]) == sex and sex is not None
    if before and whose and not antecedents.same_person(said, whose, before, listener, others):
        return None
    turned = _turned(said, mapped, sex, explicit, antecedents.people(said, listener, others))
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
            and not antecedents.done_to(said, met[0] if met else at, at)
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
    if antecedents.other_sex(said, named, SEX[word]):
        return False
    if word in {"his", "her"} and named[-1] == at - 1 and at > 1 and said[at - 2].low in GIVES and explicit:
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
    seen = at > 0 and said[at - 1].low in SEES and following is not None
    if (
        seen
        and following
        and (following.low in verbs.bases() or verbs.base_of_ing(following.low))
        and at + 2 < len(said)
    ):
        return "you"
    if ends or (
        following is not None and following.low in AFTER_OBJECT and not antecedents.noun_after(said, at)
    ):
        return "you"
    if following is not None and (following.low in HELPING or following.text[0] == "\x00"):
        return "you"
    return "your"
