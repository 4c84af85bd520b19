"""Choosing questions: fitting the place, anchored, and not asked in the last thirty days."""

import random
import re
from collections.abc import Iterator, Sequence

from assistant.domain.people import Role
from assistant.domain.reflection import Cycle
from assistant.domain.value import Value
from assistant.kinds.reflection.anchors import Anchors
from assistant.kinds.reflection.bank import Family, bank, needs
from assistant.kinds.reflection.rules import AIM, LONGEST, length
from assistant.likeness import Likeness
from assistant.wording import sentence

MOST_LEADS = 2
"""Prompts of one set that begin with a lead."""

_QUOTED = re.compile(r"\"[^\"]*\"")
_PLAIN = re.compile(r"[^a-z]+")


class Chosen(Value):
    """One question with what it is made of."""

    text: str
    family: Family
    quote: str | None = None
    """Of the entry; a topic is none."""
    goal: bool = False
    strength: bool = False
    led: bool = False


def skeleton(text: str) -> str:
    """A question without what people wrote, so that the same one is known again about other words."""
    return _PLAIN.sub(" ", _QUOTED.sub(" ", text.casefold())).strip()


class Chooser:
    """Keeps what this set and the last thirty days already asked."""

    def __init__(
        self,
        role: Role,
        cycle: Cycle,
        held: Anchors,
        likeness: Likeness,
        before: Sequence[str],
        avoided: Sequence[str],
        seed: str,
    ) -> None:
        self._role, self._cycle, self._held = role, cycle, held
        self._likeness = likeness
        self._before = tuple(before)
        self._skeletons = [skeleton(text) for text in before]
        self._avoided = frozenset(avoided)
        self._random = random.Random(seed)  # noqa: S311  # an order of questions, no secret
        self._set: list[Chosen] = []
        self._used: dict[str, int] = {}

    def choose(self, move: str, *, strength: bool = False, goal: bool = False, bare: bool = False) -> Chosen:
        """The best question for a move; `bare` gives one that stands beside its words and does not hold them."""
        options = sorted(self._options(move, strength=strength, goal=goal, bare=bare), key=lambda one: one[0])
        chosen = next((made for _, made in options if self._fresh(made.text)), None)
        if chosen is None:
            chosen = min((made for _, made in options), key=lambda made: self._nearest(made.text))
        self._set.append(chosen)
        if chosen.quote:
            self._used[chosen.quote] = self._used.get(chosen.quote, 0) + 1
        return chosen

    def _options(
        self, move: str, *, strength: bool, goal: bool, bare: bool
    ) -> Iterator[tuple[tuple[int, float], Chosen]]:
        techniques = {made.family.technique for made in self._set}
        leads = sum(made.led for made in self._set)
        families = bank().fitting(move, self._role, self._cycle)
        named = [family for family in families if family.needs_strength]
        families = (
            named if strength and named else [family for family in families if not family.needs_strength]
        )
        for family in families:
            if family.needs_goal and (bare or not self._held.goal):
                continue
            for text in family.texts:
                if bare and "it" in needs(text):
                    continue
                made = self._made(text, family, bare=bare)
                cost = 6 * (length(made.text) > LONGEST) + 3 * (length(made.text) > AIM)
                cost += 4 * (family.technique in self._avoided) + 2 * (family.technique in techniques)
                cost += 2 * (made.led and leads >= MOST_LEADS) - 2 * (goal and made.goal)
                cost -= len(family.cycles) < len(Cycle)
                yield (cost, self._random.random()), made

    def _made(self, text: str, family: Family, *, bare: bool) -> Chosen:
        held, slots = self._held, needs(text)
        quote = self._quote() if "goal" not in slots and not bare else None
        it = quote or held.topic or held.goal_text
        led = not slots & {"it", "goal"} and bool(it) and not bare
        if led:
            kind = "words" if quote else "topic" if held.topic else "goal"
            leads = bank().leads[kind]
            text = f"{leads[(len(self._set) + len(self._before)) % len(leads)]} {text}"
        if not it and "it" in slots:
            text = text.replace("{it}", "that")
        words = {
            "it": f'"{it}"',
            "goal": f'"{held.goal_text}"',
            "strength": f'"{held.strength.name}"' if held.strength else "",
        }
        return Chosen(
            text=sentence(text.format_map(words)),
            family=family,
            quote=quote,
            goal=bool(held.goal)
            and ("goal" in slots or (it == held.goal_text and not quote and not held.topic)),
            strength="strength" in slots,
            led=led,
        )

    def _quote(self) -> str | None:
        """The phrase that was asked about least, short ones before long ones of the same rank."""
        return min(self._held.words[:6], key=lambda word: self._used.get(word, 0), default=None)

    def _fresh(self, text: str) -> bool:
        bones = skeleton(text)
        if any(before.endswith(bones) or bones.endswith(before) for before in self._skeletons if before):
            return False
        if any(self._likeness.alike(text, made.text, in_a_set=True) for made in self._set):
            return False
        return not any(self._likeness.alike(text, before) for before in self._before)

    def _nearest(self, text: str) -> float:
        """How near the nearest is, when there is nothing new left to ask."""
        if any(skeleton(text) == skeleton(made.text) for made in self._set):
            return 2.0
        others = [*(made.text for made in self._set), *self._before]
        return max((self._likeness.between(text, other) for other in others), default=0.0)
