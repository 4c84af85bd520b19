"""Choosing sentences that fit: anchored in the record, not said last time, not twice today."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.kinds.agenda.bank import needs
from assistant.wording import sentence

_ANCHORS = ("wish", "now", "seen", "strength", "goal", "task", "point")
_LIMITS = {"wish": 1, "goal": 2, "seen": 1, "now": 1, "task": 1, "point": 1, "strength": 2, "last": 1}
"""How often one anchor may open a question in one agenda, so that it does not turn into a litany."""


def _plain(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z']{3,}", text.casefold()))


def _alike(one: str, other: str) -> bool:
    a, b = _plain(one), _plain(other)
    return bool(a and b) and len(a & b) / len(a | b) > 0.7


class Choice:
    """Keeps what was already said in this agenda and in the one before."""

    def __init__(self, turn: int, before: Sequence[str], labels_before: Sequence[str]) -> None:
        self._turn = turn
        self._before = tuple(before)
        self._labels_before = {label.casefold() for label in labels_before}
        self._said: list[str] = []
        self._anchors: Counter[str] = Counter()

    def of(self, options: Sequence[str]) -> str:
        """One of several lines, another one each time."""
        return options[self._turn % len(options)]

    def label(self, options: Sequence[str], words: Mapping[str, str]) -> str:
        """A name for an item that last time's agenda did not use, when there is one."""
        names = [option.format_map(words) for option in options]
        turned = names[self._turn % len(names) :] + names[: self._turn % len(names)]
        return next((name for name in turned if name.casefold() not in self._labels_before), turned[0])

    def questions(self, templates: Sequence[str], words: Mapping[str, str], count: int) -> list[str]:
        """Up to `count` questions: what is anchored in the record first, and nothing from last time."""
        known = [template for template in templates if needs(template) <= words.keys()]
        shift = self._turn % len(known) if known else 0
        turned = known[shift:] + known[:shift]
        turned.sort(key=lambda template: not needs(template).intersection(_ANCHORS))
        found: list[str] = []
        for strict in (True, False):
            for template in turned:
                text = sentence(template.format_map(words))
                if len(found) >= count or text in found:
                    continue
                if strict and not self._fresh(template, text):
                    continue
                if not strict and (found or self._spent(template)) and any(needs(template)):
                    continue
                found.append(text)
                self._remember(template, text)
            if found:
                break
        return found

    def next_person(self) -> None:
        """Somebody else is asked now: their record may be used as often as the first one's."""
        self._anchors.clear()

    def has_said(self, words: str) -> bool:
        """Were these words part of a question already?"""
        return any(words in text for text in self._said)

    def _fresh(self, template: str, text: str) -> bool:
        return not self._spent(template) and not any(
            _alike(text, old) for old in (*self._before, *self._said)
        )

    def _spent(self, template: str) -> bool:
        return any(self._anchors[anchor] >= _LIMITS.get(anchor, 9) for anchor in needs(template))

    def _remember(self, template: str, text: str) -> None:
        self._said.append(text)
        self._anchors.update(needs(template))
