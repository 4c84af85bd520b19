"""Making an agenda again without losing what a person changed in it (AG-18)."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from assistant import slots
from assistant.domain.facts import Phase
from assistant.errors import InputError
from assistant.kinds.agenda.phases import MUST
from assistant.kinds.agenda.plan import SHORTEST, minutes_for, most_items

_ITEM = re.compile(r"^items\[(\d+)\]")
TURN = "peer_turns"
_ENTRY = re.compile(r"^(.+?)\[(\d+)\](.*)$")


def keep(
    old: Mapping[str, Any], new: Mapping[str, Any], locked: Collection[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The new body with the edited places of the old one, and where these places stand in it now.

    An edited item is kept whole, in the place of the new item that does the same; if the new plan has
    none, it comes back near its old place and a part that can be spared makes room. A place that has
    nothing to stand on any more, such as the review of a commitment that is done, is let go.
    """
    body = {**new, "items": [dict(item) for item in new["items"]]}
    kept: list[dict[str, Any]] = []
    whose: dict[int, dict[str, Any]] = {}
    for index in sorted({int(match.group(1)) for path in locked if (match := _ITEM.match(path))}):
        if index < len(old["items"]):
            whose[index] = dict(old["items"][index])
            _put(body, whose[index], index, kept)
            kept.append(whose[index])
    places = {index: _at(body["items"], item) for index, item in whose.items()}
    moved = []
    for path in locked:
        item = _ITEM.match(path)
        if item and int(item.group(1)) in places:
            moved.append(_ITEM.sub(f"items[{places[int(item.group(1))]}]", path))
        elif not item and (copied := _copied(body, _same_place(path, old, body), old, path)):
            body, place = copied
            moved.append(place)
    body["items"] = _timed(body["items"], body["duration_min"], set(places.values()))
    return body, tuple(moved)


def _at(items: Sequence[Mapping[str, Any]], wanted: Mapping[str, Any]) -> int:
    return next(at for at, item in enumerate(items) if item is wanted)


def _put(body: dict[str, Any], item: dict[str, Any], index: int, kept: Sequence[dict[str, Any]]) -> None:
    """Put a kept item into the new items: over its like, else where it hurts least."""
    items: list[dict[str, Any]] = body["items"]
    free = [at for at, new in enumerate(items) if not any(new is one for one in kept)]
    like = [
        at
        for at in free
        if items[at]["technique"] == item["technique"]
        and (item["technique"] == TURN or set(items[at]["tags"]) & set(item["tags"]) or at == index)
    ]
    if like:
        items[max(like, key=lambda at: (_alike(items[at], item), at == index))] = item
        return
    spare = [at for at in free if 0 < at < len(items) - 1]
    if len(items) < most_items(body["duration_min"]) or not spare:
        items.insert(max(1, min(index, len(items) - 1)), item)
        return
    needed = set(MUST[Phase(body["phase"])])
    items[max(spare, key=lambda at: (items[at]["optional"], not needed & set(items[at]["tags"]), at))] = item


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    """How much two items that do the same also say the same: two peers' turns differ in their names."""
    said = [{item["label"], item["why"], *item["steps"], *item["questions"]} for item in (one, other)]
    return len(said[0] & said[1])


def _same_place(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Where a place of the old body is in the new one; entries of lists are found by what they refer to."""
    entry = _ENTRY.match(path)
    if not entry or entry.group(1) not in {"commitments_review", "mentor_sheet.strengths_to_notice"}:
        return path
    key = "commitment_ref" if entry.group(1) == "commitments_review" else "strength_ref"
    try:
        wanted = slots.read(old, f"{entry.group(1)}[{entry.group(2)}].{key}")
    except InputError:
        return ""
    listed: Any = new
    for name in entry.group(1).split("."):
        listed = listed.get(name) or {}
    found = next((at for at, one in enumerate(listed) if one[key] == wanted), None)
    return "" if found is None else f"{entry.group(1)}[{found}]{entry.group(3)}"


def _copied(
    body: dict[str, Any], place: str, old: Mapping[str, Any], path: str
) -> tuple[dict[str, Any], str] | None:
    """The body with the old words at their new place; None when there is no such place for words."""
    try:
        return slots.write(body, place, slots.read(old, path)), place
    except InputError:
        return None


def _timed(items: Sequence[dict[str, Any]], minutes: int, kept: Collection[int]) -> list[dict[str, Any]]:
    """Kept items keep their minutes where that is possible, the others share the rest; numbered anew."""
    weights = [float(max(SHORTEST, item["minutes"])) for item in items]
    turns = [at for at, item in enumerate(items) if item["technique"] == TURN]
    pair = (turns[0], turns[1]) if len(turns) == 2 else None
    fixed = {at: int(items[at]["minutes"]) for at in kept}
    if pair and set(pair) & set(fixed):
        same = next(fixed[at] for at in pair if at in fixed)
        fixed |= dict.fromkeys(pair, same)
    given = (
        minutes_for(weights, minutes, pair, fixed)
        or minutes_for(weights, minutes, pair)
        or _squeezed(weights, minutes)
    )
    return [
        {**item, "minutes": m, "order": i + 1} for i, (item, m) in enumerate(zip(items, given, strict=True))
    ]


def _squeezed(weights: Sequence[float], minutes: int) -> list[int]:
    """More kept items than the time holds: shares without any bounds; the checks will say so."""
    given = [1] * len(weights)
    for _ in range(minutes - len(weights)):
        given[min(range(len(weights)), key=lambda at: given[at] / weights[at])] += 1
    return given
