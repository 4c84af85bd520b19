"""Is somebody in danger here? Rules over sentences: no model, no network, no word kept.

Frames find it, contexts (a film, a joke, an old story) quiet a frame of their own sentence, and what is
left is put together. The method follows NegEx and ConText (Chapman et al. 2001; Harkema et al. 2009).
"""

import re
from collections.abc import Iterable, Iterator

from assistant.domain.safety import Category, Finding, Severity
from assistant.safeguarding.pattern import NOT
from assistant.safeguarding.plain_text import sentences
from assistant.safeguarding.rules import Context, Frame, Rules, load_rules

_TURNED = [word for word in NOT if word not in ("no", "nobody", "without", "cant", "cannot", "couldnt")]
_NEW_THOUGHT = "and|but|so|because|cause|cuz|bc|just|only|if|when|then|anymore|since|or|i|im|ive"
_NEGATED = re.compile(
    rf" (?:{'|'.join(_TURNED)}) (?:(?:(?!(?:{_NEW_THOUGHT}) )\S+ ){{0,3}}|"
    r"(?:\S+ )?(?:think|thinking|saying|say|mean|like|that|as if|as though) (?:that )?(?:i|im|ill|id) (?:\S+ )?)$"
)
"""What stands before a frame when it is denied."""


def detect(text: str, rules: Rules | None = None) -> Finding:
    """The gravest of what its sentences say. Linear in the length of the text."""
    rules = rules or load_rules()
    read = [_Sentence(each, rules) for each in sentences(text)]
    hits = list(_together(read))
    grave = [hit for hit in hits if hit.severity >= Severity.CONCERN]
    hints = {hit.frame.id for hit in hits if hit.frame.hint}
    if not grave and len(hints) >= 2:
        grave = [hit.raised() for hit in hits if hit.frame.hint]
    return _finding(grave or hits)


class Hit:
    """A frame found in a sentence, and how grave that is there."""

    def __init__(self, frame: Frame, severity: Severity) -> None:
        self.frame, self.severity = frame, severity

    def raised(self) -> "Hit":
        return Hit(self.frame, Severity.CONCERN)


class _Sentence:
    def __init__(self, text: str, rules: Rules) -> None:
        self.text = rules.spelled(text)
        words = set(self.text.split())
        for _, mask in rules.masks.among(words):
            self.text = mask.sub("\u2013 ", self.text)
        words = set(self.text.split())
        self.contexts = {name for name, found in rules.found_contexts.among(words) if found.search(self.text)}
        self.imminent = any(cue.search(self.text) for _, cue in rules.imminent.among(words))
        self._rules, self._words = rules, words

    def frames(self) -> Iterator[Frame]:
        for frame, expression in self._rules.found_frames.among(self._words):
            if any(frame.lasting or not self._denied(found) for found in expression.finditer(self.text)):
                yield frame

    def _denied(self, found: re.Match[str]) -> bool:
        return _NEGATED.search(self.text[: found.start()][-60:]) is not None


def _together(read: list[_Sentence]) -> Iterator[Hit]:
    for at, sentence in enumerate(read):
        found = {frame.id: frame for frame in sentence.frames()}
        if not found:
            continue
        near = read[max(at - 1, 0) : at + 2]
        imminent = any(each.imminent for each in near)
        for frame in found.values():
            yield Hit(frame, _severity(frame, sentence, read[at - 1] if at else None, imminent))


def _severity(frame: Frame, sentence: _Sentence, before: _Sentence | None, imminent: bool) -> Severity:
    contexts = sentence._rules.contexts
    around = set(sentence.contexts)
    if before is not None:
        around |= {name for name in before.contexts if contexts[name].carries}
    if any(_quiets(contexts[name], frame) for name in around):
        return Severity.DISTRESS if frame.severity >= Severity.CONCERN else Severity.NONE
    if imminent and frame.severity is Severity.CONCERN and frame.rises:
        return Severity.IMMINENT
    return frame.severity


def _quiets(context: Context, frame: Frame) -> bool:
    if frame.lasting:
        return False
    return frame.about in context.quiets and not (context.past and frame.stays)


def _finding(hits: Iterable[Hit]) -> Finding:
    ordered = sorted(hits, key=lambda hit: (-hit.severity, list(Category).index(hit.frame.category)))
    return Finding(
        severity=ordered[0].severity if ordered else Severity.NONE,
        categories=tuple(dict.fromkeys(hit.frame.category for hit in ordered)),
        rule_ids=tuple(dict.fromkeys(hit.frame.id for hit in ordered)),
    )
