"""Numbers and dates in two wordings of a line: all kept, none new, each still counting the same thing."""

import re
from collections import defaultdict
from collections.abc import Iterable

from assistant.drift.novelty import roots
from assistant.drift.wordlists import wordlist
from assistant.terms import STOP_WORDS, stems

_TOKEN = re.compile(r"(?<![\w-])-\d+|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['\u2019][a-z]+)?|[.,;:!?()\"\u201c\u201d]")
_WORDS = {
    "zero": "0", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30",
    "dozen": "12", "hundred": "100", "twice": "2x",
    "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}  # fmt: skip
# "one" is left out: it is an article as often as a number.
_CALENDAR = wordlist("calendar")
_OFTEN = ("a", "each", "every", "per", "this", "next", "last")
_LY = {"daily": "day", "weekly": "week", "monthly": "month", "nightly": "night", "yearly": "year"}
_UNITS = {"day", "night", "week", "fortnight", "month", "year"}
_NO_HEADS = STOP_WORDS | wordlist("adverbs") | {"left"}
_PARTING = frozenset(",.;:!?") | {"and"}
_PLAIN = wordlist("adverbs")
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "next", "last"})
_DEGREES = re.compile(r"\b((?:too|very|more|less|most|least) \w+|\w+ enough)\b", re.IGNORECASE)
_LEVELS = frozenset({"scale", "level", "rate", "point"})
_DIRECTIONS = ("from", "to", "at")


class _Figures:
    """The figures of some texts: what each one counts, and which of them follows "from", "to" or "at"."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.ranks: dict[str, set[str]] = defaultdict(set)
        """What comes first, second or last."""
        self.company: dict[str, set[str]] = defaultdict(set)
        """The content words in the same part of the line, without what it counts."""
        self.order: dict[str, list[str]] = defaultdict(list)
        self.counts: dict[str, set[str]] = defaultdict(set)
        self.directions: dict[str, set[str]] = defaultdict(set)
        self.dates: set[tuple[str, ...]] = set()
        self.scaled = False
        for text in texts:
            self._read(_TOKEN.findall(text))
            self.scaled |= bool(_LEVELS & set(stems(text))) or "out of" in text.casefold()

    def _read(self, tokens: list[str]) -> None:
        for place, token in enumerate(tokens):
            if token.casefold() in _ORDINALS and (ranked := _counted(tokens[place + 1 : place + 4])):
                self.ranks[token.casefold()].add(ranked)
            figure = _figure(token, tokens[place - 1] if place else "")
            if not figure:
                continue
            after = _figure(tokens[place + 1], token) if place + 1 < len(tokens) else ""
            if after and _CALENDAR & {figure, after}:
                self.dates.add(tuple(sorted((figure, after))))
            head = _counted(tokens[place + 1 : place + 4])
            self.company[figure] |= _part(tokens, place) - {head}
            self.counts[figure].add(head)
            if figure not in self.order[head]:
                self.order[head].append(figure)
            before = tokens[place - 1].casefold() if place else ""
            if before in _DIRECTIONS and figure not in _CALENDAR:
                self.directions[before].add(figure)


def changed(composed: str, text: str, facts: Iterable[str]) -> tuple[str, ...]:
    """What went wrong with the figures, as sentences for the writer; nothing when all is well."""
    old, new, given = _Figures([composed]), _Figures([text]), _Figures([composed, *facts])
    reasons = []
    if lost := [figure for figure in old.counts if figure not in new.counts]:
        reasons.append(f"Keep {_listed(lost)} from the line.")
    if added := [figure for figure in new.counts if figure not in old.counts]:
        reasons.append(f"Leave out {_listed(added)}; use only the figures of the line.")
    if torn := new.dates - given.dates:
        reasons.append(f"Nobody gave the date {' '.join(next(iter(torn)))}; keep each date whole.")
    if rhythm := [word for word in _rhythms(text) - _rhythms(composed) if word not in composed.casefold()]:
        reasons.append(f"Nobody said {_listed(rhythm)}; keep how often or how long as it is.")
    degrees = [{degree.casefold() for degree in _DEGREES.findall(words)} for words in (composed, text)]
    if degrees[0] and degrees[1] - degrees[0]:
        reasons.append(f"Nobody said {_listed(sorted(degrees[1] - degrees[0]))}.")
    return (*reasons, *_misread(old, new))


def _misread(old: _Figures, new: _Figures) -> list[str]:
    """Figures that are all there, but mean something else."""
    reasons = []
    for figure, heads in new.counts.items():
        wanted = old.counts.get(figure)
        if wanted and not heads <= wanted and figure not in _CALENDAR:
            thing = next(iter(wanted - {""}), "")
            reasons.append(
                f"{figure} counts {thing or 'no thing'} in the line; it must not count anything else."
            )
    for rank in sorted(old.ranks.keys() & new.ranks.keys()):
        if not new.ranks[rank] & old.ranks[rank]:
            reasons.append(f'Keep what is "{rank}" in the line.')
    if any(_swapped(old.directions[way], new.directions[way]) for way in _DIRECTIONS):
        reasons.append("Keep which figure comes after from, to or at.")
    elif any(_reordered(old.order[head], new.order[head]) for head in list(old.order)):
        reasons.append("Keep the figures in the order of the line.")
    for figure in sorted(old.company.keys() & new.company.keys()):
        mates, others = old.company[figure], new.company[figure]
        if mates and others and not mates & others:
            reasons.append(f"Keep {figure} with the words it stands with in the line.")
    if old.scaled and not new.scaled and any(figure.lstrip("-").isdigit() for figure in old.counts):
        reasons.append("Say that the figures are levels on a scale.")
    return reasons


def _figure(token: str, before: str) -> str:
    plain = token.casefold()
    if plain == "may":  # a month only after a number or a small word of time
        return (
            plain if before.isdigit() or before.casefold() in {"by", "in", "until", "before", "since"} else ""
        )
    if plain in _CALENDAR or plain[-1].isdigit():
        return plain
    return _WORDS.get(plain, "")


def _counted(following: list[str]) -> str:
    """The head of what a figure counts: the last of the content words that stand right after it."""
    head = ""
    if following and following[0].casefold() in _CALENDAR:
        return following[0].casefold()
    for token in following:
        plain = token.casefold()
        if not plain[0].isalpha() or plain in _NO_HEADS or (head and token[0].isupper()):
            break
        head = stems(plain)[0]
        if plain.endswith("s") and not plain.endswith("ss"):
            break  # a plural is the head: "three firms would", "ten minutes guitar"
    return head


def _rhythms(text: str) -> set[str]:
    """How often or when: "week" for weekly, a week, every week; "next week" and the like as they stand."""
    words = re.findall(r"[a-z]+", text.casefold())
    found = {_LY[word] for word in words if word in _LY}
    for before, unit in zip(words, words[1:], strict=False):
        if unit in _UNITS and before in _OFTEN:
            found.add(f"{before} {unit}" if before in {"this", "next", "last"} else unit)
    return found


def _reordered(old: list[str], new: list[str]) -> bool:
    """Figures that count the same thing, told in another order: "at -2 then and at -1 now"."""
    both = [figure for figure in old if figure in new and figure not in _CALENDAR]
    return len(both) > 1 and both != [figure for figure in new if figure in both]


def _swapped(old: set[str], new: set[str]) -> bool:
    return bool(old and new) and old.isdisjoint(new)


def _part(tokens: list[str], place: int) -> set[str]:
    """The roots of the content words between the commas and the "and" around a place, figures left out."""
    start, end = place, place
    while start and tokens[start - 1].casefold() not in _PARTING:
        start -= 1
    while end < len(tokens) and tokens[end].casefold() not in _PARTING:
        end += 1
    words = [token for token in tokens[start:end] if token.isalpha() and not _figure(token, "")]
    return {root for word in words if word.casefold() not in STOP_WORDS | _PLAIN for root in roots(word)}


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
