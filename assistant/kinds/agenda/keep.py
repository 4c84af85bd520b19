"""Making an agenda again without losing what a person changed in it (AG-18)."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from assistant import slots
from assistant.kinds.agenda.plan import SHORTEST, minutes_for, most_items

_ITEM = re.compile(r"^items\[(\d+)\]")


def keep(
    old: Mapping[str, Any], new: Mapping[str, Any], locked: Collection[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The new body with the edited places of the old one, and where these places stand in it now.

    An edited item is kept whole, in the place of the new item that does the same; if the new plan has
    none, it comes back before the closing and a part that can be spared makes room.
    """
    body = {**new, "items": [dict(item) for item in new["items"]]}
    places: dict[int, int] = {}
    for index in sorted({int(match.group(1)) for path in locked if (match := _ITEM.match(path))}):
        if index < len(old["items"]):
            places[index] = _put(body, dict(old["items"][index]), index, set(places.values()))
    for path in locked:
        if not _ITEM.match(path):
            body = slots.write(body, path, slots.read(old, path))
    body["items"] = _timed(body["items"], body["duration_min"], set(places.values()))
    moved = tuple(
        _ITEM.sub(lambda m: f"items[{places.get(int(m.group(1)), int(m.group(1)))}]", path) for path in locked
    )
    return body, moved


def _put(body: dict[str, Any], item: dict[str, Any], index: int, taken: Collection[int]) -> int:
    """Put a kept item into the new items and say where it stands."""
    items: list[dict[str, Any]] = body["items"]
    free = [i for i in range(len(items)) if i not in taken]
    same = [
        i
        for i in free
        if items[i]["technique"] == item["technique"] and set(items[i]["tags"]) & set(item["tags"])
    ]
    if index in same or (not same and index in free and items[index]["technique"] == item["technique"]):
        same = [index]
    if same:
        items[same[0]] = item
        return same[0]
    if len(items) >= most_items(body["duration_min"]):
        spare = [i for i in free if 0 < i < len(items) - 1]
        optional = [i for i in spare if items[i]["optional"]]
        at = (optional or spare or [len(items) - 2])[-1]
        items[at] = item
        return at
    items.insert(len(items) - 1, item)
    return len(items) - 2


def _timed(items: Sequence[dict[str, Any]], minutes: int, kept: Collection[int]) -> list[dict[str, Any]]:
    """Kept items keep their minutes, the others share the rest; numbered anew."""
    weights = [float(max(SHORTEST, item["minutes"])) for item in items]
    fixed = {index: items[index]["minutes"] for index in kept}
    shared = minutes_for(weights, minutes, None, fixed) or minutes_for(weights, minutes)
    given = shared or [item["minutes"] for item in items]
    return [
        {**item, "minutes": m, "order": i + 1} for i, (item, m) in enumerate(zip(items, given, strict=True))
    ]
