"""Choosing questions: fitting the place, anchored, and not asked in the last thirty days."""

import random
from collections.abc import Iterator, Sequence

from assistant.domain.people import Role
from assistant.domain.reflection import Cycle, Depth
from assistant.domain.value import Value
from assistant.kinds.reflection.anchors import Anchors
from assistant.kinds.reflection.bank import Family, bank, beside, needs
from assistant.kinds.reflection.rules import AIM, LONGEST, asked, length
from assistant.likeness import Likeness
from assistant.wording import sentence

_LONG = 8
"""Words of a quote that leave little room for the question."""

LAST = 20
"""Earlier prompts that nothing may repeat (RP-9)."""

_FOR_HARD_DAYS = frozenset({"exceptions", "coping"})
"""Techniques that ask how somebody got through; beside a good day they sound as if they had not read it."""

_FOR_GOOD_DAYS = frozenset({"strength_spotting"})
"""Techniques that look for what shone; beside pain, getting through it comes first."""

MOST_LEADS = 2
"""Prompts of one set that begin with a lead."""


class Chosen(Value):
    """One question with what it is made of."""

    text: str
    family: Family
    quote: str | None = None
    """Of the entry; a topic is none."""
    goal: bool = False
    strength: bool = False
    led: bool = False


class Chooser:
    """Keeps what this set and the last thirty days already asked; `before` has the newest first."""

    def __init__(
        self,
        role: Role,
        cycle: Cycle,
        held: Anchors,
        likeness: Likeness,
        before: Sequence[str],
        waiting: Sequence[str],
        avoided: Sequence[str],
        seed: str,
    ) -> None:
        self._role, self._cycle, self._held = role, cycle, held
        self._likeness = likeness
        self._before = tuple(asked(text) for text in before)
        self._latest = (*self._before[:LAST], *(asked(text) for text in waiting))
        self._avoided = frozenset(avoided)
        self._random = random.Random(seed)  # noqa: S311  # an order of questions, no secret
        self._set: list[Chosen] = []
        self._used: dict[str, int] = {}

    def choose(
        self, move: str, *, strength: bool = False, goal: bool = False, deep: bool = False, bare: bool = False
    ) -> Chosen:
        """The best question for a move: of a strength, of the goal, or a critical one where that is wished for.

        `bare` gives one that stands beside its words and does not hold them.
        """
        families = self._families(move, strength=strength, deep=deep)
        options = sorted(self._options(families, goal=goal, bare=bare), key=lambda one: one[0])
        chosen = next((made for _, made in options if self._fresh(made, self._before)), None)
        if chosen is None:  # a month of questions has used this move up: what is longest ago may come again
            chosen = next((made for _, made in options if self._fresh(made, self._latest)), None)
        if chosen is None:
            chosen = min((made for _, made in options), key=self._nearest)
        self._set.append(chosen)
        if chosen.quote:
            self._used[chosen.quote] = self._used.get(chosen.quote, 0) + 1
        return chosen

    def _families(self, move: str, *, strength: bool, deep: bool) -> list[Family]:
        found = bank().fitting(move, self._role, self._cycle)
        named = [family for family in found if family.needs_strength]
        found = named if strength and named else [family for family in found if not family.needs_strength]
        critical = [family for family in found if family.depth is Depth.CRITICAL]
        return critical if deep and critical else found

    def _options(
        self, families: Sequence[Family], *, goal: bool, bare: bool
    ) -> Iterator[tuple[tuple[int, float], Chosen]]:
        techniques = {made.family.technique for made in self._set}
        leads = sum(made.led for made in self._set)
        for family in families:
            if family.needs_goal and (bare or not self._held.goal):
                continue
            for text in family.texts:
                made = self._made(text, family, bare=bare)
                cost = 6 * (length(made.text) > LONGEST) + 3 * (length(made.text) > AIM)
                cost += 4 * (family.technique in self._avoided) + 2 * (family.technique in techniques)
                cost += 2 * (made.led and leads >= MOST_LEADS) - 2 * (goal and made.goal)
                unfit = _FOR_GOOD_DAYS if self._held.hard else _FOR_HARD_DAYS
                cost += 3 * (family.technique in unfit)
                cost -= len(family.cycles) < len(Cycle)
                yield (cost, self._random.random()), made

    def _made(self, text: str, family: Family, *, bare: bool) -> Chosen:
        """The text with its anchor: inside it, or in a lead before it."""
        held, slots = self._held, needs(text)
        quote = self._quote() if "goal" not in slots and not bare else None
        it = quote or held.topic or held.goal_text
        inside = bool(it) and bool(slots & {"goal", "words"} or (not quote and "it" in slots))
        led = bool(it) and not inside and not bare
        if led:
            kind = "words" if quote else "topic" if held.topic else "goal"
            leads = bank().leads[kind]
            lead = leads[(len(self._set) + len(self._before)) % len(leads)]
            room = AIM - length(it) - length(text)
            text = f"{lead if length(lead) - 1 <= room else leads[0]} {beside(text)}"
        elif bare or not it:
            text = beside(text)
        words = {
            "it": f'"{it}"',
            "words": f'"{it}"',
            "goal": f'"{held.goal_text}"',
            "strength": f'"{held.strength.name}"' if held.strength else "",
        }
        about_goal = "goal" in slots or (bool(it) and it == held.goal_text and not quote and not held.topic)
        return Chosen(
            text=sentence(text.format_map(words)),
            family=family,
            quote=quote,
            goal=bool(held.goal) and about_goal and not bare,
            strength="strength" in slots,
            led=led,
        )

    def _quote(self) -> str | None:
        """The phrase that was asked about least, short ones before long ones of the same rank."""
        rank = {
            word: (self._used.get(word, 0), at // 4, length(word) > _LONG)
            for at, word in enumerate(self._held.words[:9])
        }
        return min(rank, key=lambda word: rank[word], default=None)

    def _fresh(self, made: Chosen, before: Sequence[str]) -> bool:
        """Asked neither in this set nor before, whatever words it was asked about."""
        bare = asked(made.text)
        if any(self._likeness.alike(bare, asked(other.text), in_a_set=True) for other in self._set):
            return False
        return not any(self._likeness.alike(bare, old) for old in before)

    def _nearest(self, made: Chosen) -> float:
        """How near the nearest is, when there is nothing new left to ask."""
        bare = asked(made.text)
        if any(bare == asked(other.text) for other in self._set):
            return 2.0
        return max((self._likeness.between(bare, before) for before in self._before), default=0.0)
