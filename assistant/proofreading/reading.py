"""Reading a text for what may land badly: rules for single words, and code for what takes a whole sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.domain.people import Role
from assistant.proofreading import piles, turns
from assistant.proofreading.remark import Kind, Remark
from assistant.proofreading.rules import Rule, compiled, teachings
from assistant.proofreading.shape import Sentence, about_person, called, hidden, sentences

_FIRST = (
    Kind.HIDDEN_BUT, Kind.PROMISE, Kind.COMPARISON, Kind.BLAME, Kind.MIND_READING, Kind.INFLATED_PRAISE,
    Kind.LABEL, Kind.ABSOLUTE, Kind.ADVICE_PILE,
)  # fmt: skip
"""Where two kinds mark the same words, the one that stands first here is told."""

_OFFERS = re.compile(
    r"\b(?:can|could|may|will|are|'re|is|feel|be)(?: (?:you|free|welcome))* always\b|"
    r"\balways (?:welcome|free to|be glad|possible|time|room|a reason|more|take)\b|"
    r"\byou never (?:know|have to|need to)\b|\b(?:almost|nearly|hardly|not) (?:always|never)\b|"
    r"\bnever have to\b",
    re.IGNORECASE,
)


def proofread(text: str, about: Role | None = None) -> tuple[Remark, ...]:
    """What to look at again, in the order it stands; no two remarks overlap."""
    plain, names = hidden(text), called(text)
    found: list[Remark] = []
    for sentence in sentences(plain):
        for kind in _FIRST:
            found += _by_rules(kind, text, sentence, names)
    for start, bare, end, say in turns.hidden_buts(plain):
        if any(
            remark.start < end and remark.end > bare for remark in found
        ):  # the next word is looked at too
            at = text.rfind(text[start:bare].rstrip(), start, bare) + len(text[start:bare].rstrip())
            end, say = at, ";" if text[start:at][0] in ",;: " else ""
        found.append(_remark(text, start, end, Kind.HIDDEN_BUT, say))
    for start, end, say in piles.advice(plain, text):
        found.append(_remark(text, start, end, Kind.ADVICE_PILE, say))
    return _apart(found, about)


def applied(text: str, remarks: Iterable[Remark]) -> str:
    """The text with the words of these remarks in place; everything else stays as it is, byte for byte."""
    for remark in sorted(remarks, key=lambda one: one.start, reverse=True):
        if text[remark.start : remark.end] == remark.quote and remark.say:
            text = text[: remark.start] + remark.say + text[remark.end :]
    return text


def _by_rules(kind: Kind, text: str, sentence: Sentence, names: tuple[str, ...]) -> Iterator[Remark]:
    if teachings()[kind].quiet and sentence.asks:
        return
    for rule, pattern, unless in compiled(kind, names):
        if unless and unless.search(sentence.text):
            continue
        for match in pattern.finditer(sentence.text):
            start, end = match.span("mark")
            if rule.about and not _absolute(sentence.text, start, names):
                continue
            say = _say(rule, match)
            yield _remark(text, sentence.start + start, sentence.start + end, kind, say, rule.ask)


def _absolute(sentence: str, at: int, names: tuple[str, ...]) -> bool:
    around = sentence[max(0, at - 24) : at + 24]
    return about_person(sentence, at, names) and not _OFFERS.search(around)


def _say(rule: Rule, match: re.Match[str]) -> str:
    if rule.blame_wish:
        not_done = "not" in match["mark"] or "n't" in match["mark"]
        return f"I wish you had{' not' if not_done else ''}"
    if rule.say is None:
        return ""
    words = match.expand(rule.say)
    begins = match["mark"][:1].isupper() and words[:1].islower()
    return words[:1].upper() + words[1:] if begins else words


def _remark(text: str, start: int, end: int, kind: Kind, say: str, ask: str = "") -> Remark:
    teaching = teachings()[kind]
    question = "" if say else (ask or teaching.ask)
    why = f"{teaching.why} {question}".strip()
    return Remark(
        start=start, end=end, quote=text[start:end], kind=kind, why=why, say=say, source_ref=teaching.source
    )


def _apart(found: Sequence[Remark], about: Role | None) -> tuple[Remark, ...]:
    """One remark for the same words, the weightiest; an advice pile may hold others, and gives way."""
    taken: list[Remark] = []
    for remark in sorted(found, key=lambda one: (_FIRST.index(one.kind), one.start, -one.end)):
        if all(remark.end <= other.start or remark.start >= other.end for other in taken):
            taken.append(_worded(remark, about))
    return tuple(sorted(taken, key=lambda one: one.start))


def _worded(remark: Remark, about: Role | None) -> Remark:
    """A mentor is somebody too: the same remark, said about whom it is."""
    if about is not Role.MENTOR:
        return remark
    return remark.model_copy(
        update={
            "why": remark.why.replace("people defend themselves", "your mentor has to defend what was done")
        }
    )
