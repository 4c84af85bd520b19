"""Which blocks an agenda has, in which order, and how many minutes each gets."""

from collections.abc import Mapping, Sequence
from math import ceil, floor

from assistant.domain.facts import Phase
from assistant.domain.people import Form
from assistant.domain.value import Value

SHORTEST = 3
OPENING_SHARE = (0.08, 0.20)
CLOSING_SHARE = (0.10, 0.20)
LARGEST_SHARE = 0.5


def most_items(minutes: int) -> int:
    """How many items fit into a slot without hurry (AG-2)."""
    if minutes <= 30:
        return 4
    return 6 if minutes <= 60 else 8


class Block(Value):
    """One item to be: its entry of the bank, and the tags of blocks that were folded into it."""

    name: str
    folded: tuple[str, ...] = ()
    """Blocks without an item of their own here, whose content this one carries; the review comes
    last, because the list of commitments stands by itself when there is no time to ask."""


class Wants(Value):
    """What this meeting has to look at besides its phase."""

    review: bool
    points: bool


# For each phase: the order of blocks when there is room, which of them may be left out or folded
# into another when there is not, and what to add when there is plenty.
_ORDER: Mapping[Phase, tuple[str, ...]] = {
    Phase.FIRST: ("meet", "hopes", "agreement", "close"),
    Phase.BUILDING: ("opening", "review", "evidence", "shape_goal", "agreement_check", "close"),
    Phase.WORKING: ("opening", "review", "focus", "stretch", "close"),
    Phase.STUCK: ("what_works", "review", "honest_check", "smaller_step", "close"),
    Phase.MIDPOINT: ("opening", "review", "rerate", "pulse", "mentor_feedback", "close"),
    Phase.TRANSITION: ("announce", "review", "finish", "network", "close"),
    Phase.CLOSING: ("celebrate", "review", "learned", "feedback_each", "after", "close_last"),
}
_FOLDS: Mapping[Phase, tuple[tuple[str, str], ...]] = {
    Phase.FIRST: (),
    Phase.BUILDING: (("review", "opening"), ("evidence", "opening")),
    Phase.WORKING: (("review", "opening"),),
    Phase.STUCK: (("review", "what_works"),),
    Phase.MIDPOINT: (("review", "opening"), ("mentor_feedback", "pulse")),
    Phase.TRANSITION: (("review", "announce"),),
    Phase.CLOSING: (("review", "celebrate"), ("feedback_each", "learned")),
}
"""In the order in which they are folded when items are too many: (what, into what)."""

_EXTRAS: Mapping[Phase, tuple[str, ...]] = {
    Phase.FIRST: ("goal_first", "points"),
    Phase.BUILDING: ("points", "practice"),
    Phase.WORKING: ("points", "practice"),
    Phase.STUCK: ("points", "practice"),
    Phase.MIDPOINT: ("points", "stretch"),
    Phase.TRANSITION: ("points", "practice"),
    Phase.CLOSING: ("points",),
}
_PEERS: Mapping[Phase, tuple[tuple[str, tuple[str, ...]], ...]] = {
    # (block, blocks folded into it in a short meeting); "turn" stands for both turns
    Phase.FIRST: (("agreement", ("hopes",)), ("turn", ()), ("close", ())),
    Phase.BUILDING: (("opening", ("agreement_check",)), ("turn", ()), ("close", ())),
    Phase.WORKING: (("opening", ()), ("turn", ()), ("close", ())),
    Phase.STUCK: (("what_works", ("honest_check",)), ("turn", ()), ("close", ())),
    Phase.MIDPOINT: (("opening", ("pulse",)), ("turn", ()), ("close", ())),
    Phase.TRANSITION: (("announce", ()), ("turn", ()), ("close", ())),
    Phase.CLOSING: (("celebrate", ()), ("turn", ()), ("close_last", ("after",))),
}


def blocks(phase: Phase, form: Form, minutes: int, wants: Wants) -> list[Block]:
    """The blocks of one agenda; everything the phase must contain is in some block."""
    room = most_items(minutes)
    if form is Form.PEER:
        return _peer_blocks(phase, room, wants)
    names = [name for name in _ORDER[phase] if name != "review" or wants.review]
    folded: dict[str, list[str]] = {}
    if phase is Phase.FIRST and wants.review:
        folded["meet"] = ["review"]
    for what, into in _FOLDS[phase]:
        if len(names) > room and what in names:
            names.remove(what)
            folded.setdefault(into, []).append(what)
    for extra in _EXTRAS[phase]:
        if extra == "points" and not wants.points:
            continue
        if extra == "practice" and minutes <= 60:
            continue
        if extra == "stretch" and minutes <= 60:
            continue
        if len(names) < room and minutes >= 40:
            names.insert(len(names) - 1, extra)
    return [Block(name=name, folded=_review_last(folded.get(name, ()))) for name in names]


def _review_last(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: name == "review"))


def _peer_blocks(phase: Phase, room: int, wants: Wants) -> list[Block]:
    found: list[Block] = []
    spare = room - 4
    for name, extra in _PEERS[phase]:
        if name == "turn":
            found += [Block(name="turn"), Block(name="turn")]
            continue
        own = list(extra) if spare > 0 else []
        folded = [] if own else list(extra)
        if wants.review and name in {"opening", "what_works", "announce", "celebrate", "agreement"}:
            if spare > len(own):
                own.insert(0, "review")
            else:
                folded.insert(0, "review")
        spare -= len(own)
        closing = name.startswith("close")
        this = Block(name=name, folded=_review_last(folded))
        others = [Block(name=block) for block in own]
        found += [*others, this] if closing else [this, *others]
    return found


def minutes_for(
    weights: Sequence[float],
    minutes: int,
    pair: tuple[int, int] | None = None,
    fixed: Mapping[int, int] | None = None,
) -> list[int] | None:
    """Whole minutes per item that add up to the slot (AG-1 to AG-3), or None when that cannot be.

    The first item is the opening, the last the closing. Both items of `pair` get the same, and
    `fixed` ones keep what a person gave them. Fives where the slot allows them.
    """
    for unit in (5, 1) if minutes % 5 == 0 and minutes >= 40 else (1,):
        found = _share(weights, minutes, unit, pair, fixed or {})
        if found:
            return found
    return None


def _share(
    weights: Sequence[float], minutes: int, unit: int, pair: tuple[int, int] | None, fixed: Mapping[int, int]
) -> list[int] | None:
    count = len(weights)
    low = [_up(max(SHORTEST, unit), unit)] * count
    high = [_down(minutes * LARGEST_SHARE, unit)] * count
    low[0], high[0] = (
        _up(max(SHORTEST, minutes * OPENING_SHARE[0]), unit),
        _down(minutes * OPENING_SHARE[1], unit),
    )
    low[-1], high[-1] = (
        _up(max(SHORTEST, minutes * CLOSING_SHARE[0]), unit),
        _down(minutes * CLOSING_SHARE[1], unit),
    )
    for index, given_minutes in fixed.items():
        low[index] = high[index] = given_minutes
    if any(a > b for a, b in zip(low, high, strict=True)) or sum(low) > minutes:
        return None
    given = list(low)
    while (left := minutes - sum(given)) > 0:
        order = sorted(range(count), key=lambda i: (given[i] / weights[i], i))
        grown = next((i for i in order if _can_grow(given, high, i, unit, left, pair)), None)
        if grown is None:
            return None
        for index in pair if pair and grown in pair else (grown,):
            given[index] += unit
    return given


def _can_grow(
    given: Sequence[int], high: Sequence[int], index: int, unit: int, left: int, pair: tuple[int, int] | None
) -> bool:
    if pair and index in pair:
        return left >= 2 * unit and all(given[i] + unit <= high[i] for i in pair)
    return left >= unit and given[index] + unit <= high[index]


def _up(value: float, unit: int) -> int:
    return ceil(round(value / unit, 6)) * unit


def _down(value: float, unit: int) -> int:
    return floor(round(value / unit, 6)) * unit
