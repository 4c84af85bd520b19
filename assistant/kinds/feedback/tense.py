"""Verbs that follow "you": in the second person, and in the past where it tells of one moment."""

from collections.abc import Collection, Sequence

from assistant.kinds.feedback import verbs
from assistant.kinds.feedback.words import AND, HELPING, TO_PAST, TO_YOU, Token, is_adverb

_JOINS = frozenset("while after before when by without".split())


def agreed(parts: Sequence[Token], mapped: Collection[int]) -> list[Token]:
    """The verbs of every mapped "you", and of what is joined to it by "and", in the second person."""
    said = list(parts)
    for at in sorted(mapped):
        if said[at].low != "you":
            continue
        if at and said[at - 1].low in TO_YOU and said[at - 1].low not in {"am"}:
            said[at - 1] = said[at - 1].to(TO_YOU[said[at - 1].low])
        _agree(said, at)
    return said


def _agree(said: list[Token], subject: int) -> None:
    at = _next(said, subject + 1)
    if at >= len(said):
        return
    finite = verbs.is_past(said[at].low) or said[at].low in HELPING
    if not _second(said, at, known=False) and not finite:
        return
    for index in range(at + 1, len(said) - 1):
        if said[index].low in AND:
            _second(said, _next(said, index + 1), known=True)
        elif said[index].text in ".;":
            return


def _second(said: list[Token], at: int, *, known: bool) -> bool:
    """The verb at this place in the second person; false when it is none."""
    if at >= len(said):
        return False
    word = said[at].low
    if word in TO_YOU and word != "am":
        said[at] = said[at].to(TO_YOU[word])
        return True
    base = verbs.base_of_third(word)
    if base and (not known or _looks_like_verb(said, at)):
        said[at] = said[at].to(base)
        return True
    return False


def _looks_like_verb(said: Sequence[Token], at: int) -> bool:
    """After "and", "helps" is a verb when something follows that no plural noun would bear."""
    following = said[at + 1].low if at + 1 < len(said) else ""
    if not following:
        before = said[at - 2].low if at > 1 else ""
        return bool(
            verbs.base_of_third(said[at].low) or said[at].low in verbs.bases()
        ) and not before.endswith("s")
    if following in AND and at + 2 < len(said) and verbs.base_of_third(said[at + 2].low):
        return True
    return (
        following not in AND
        and following not in HELPING
        and following not in {".", "of"}
        and not verbs.is_past(following)
    )


def gerunds_to_past(said: Sequence[Token]) -> list[Token]:
    """ "you arrived early and setting up chairs": the later ones like the first."""
    told = list(said)
    for index in range(1, len(told) - 1):
        if told[index].low in AND:
            at = _next(told, index + 1)
            base = verbs.base_of_ing(told[at].low) if at < len(told) else ""
            if base and not any(part.low in _JOINS for part in told[max(0, index - 6) : index]):
                told[at] = told[at].to("were" if base == "be" else verbs.past(base))
    return told


def to_past(said: Sequence[Token]) -> list[Token]:
    """ "you interrupt Ana and leave": what was done at one moment, in the past."""
    told = list(said)
    started = False
    for index, part in enumerate(told):
        opens = part.low == "you" or (started and part.low in AND)
        if not opens:
            continue
        at = _next(told, index + 1)
        if at >= len(told):
            break
        word = told[at].low
        if word in TO_PAST:
            told[at] = told[at].to(TO_PAST[word])
            started = True
        elif (
            word in verbs.bases()
            and word not in HELPING
            and not verbs.is_past(word)
            and (part.low == "you" or _looks_like_verb(told, at))
        ):
            asked = index and told[index - 1].low in {
                "did",
                "do",
                "to",
                "let",
                "help",
                "made",
                "make",
                "saw",
                "heard",
            }
            if not asked:
                told[at] = told[at].to(verbs.past(word))
                started = True
    return told


def _next(said: Sequence[Token], at: int) -> int:
    while at < len(said) - 1 and is_adverb(said[at].low):
        at += 1
    return at
