"""Making prompts again without losing what the writer changed in them."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from assistant import slots
from assistant.errors import InputError

_PART = re.compile(r"^(prompts|comments)\[(\d+)\]")


def keep(
    old: Mapping[str, Any], new: Mapping[str, Any], locked: Collection[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The new body with the edited places of the old one, and where they stand now.

    An edited prompt is kept whole, in the place of one of the same stage; an edited comment stays with
    its words. What finds no such place is let go.
    """
    body = {**new, "prompts": list(new["prompts"]), "comments": list(new["comments"])}
    taken: dict[str, str] = {}
    moved = []
    for path in locked:
        part = _PART.match(path)
        if part is None:
            if (copied := _copied(body, old, path)) is not None:
                body = copied
                moved.append(path)
            continue
        whole = part.group(0)
        if whole not in taken and (
            place := _place(body, old, part.group(1), int(part.group(2)), taken.values())
        ):
            taken[whole] = place
            body[part.group(1)][int(place[len(part.group(1)) + 1 : -1])] = slots.at(old, whole)
        if whole in taken:
            moved.append(taken[whole] + path[len(whole) :])
    return body, tuple(moved)


def _place(
    body: Mapping[str, Any], old: Mapping[str, Any], name: str, at: int, taken: Collection[str]
) -> str:
    """Where a part of the old body belongs in the new one; empty when nowhere."""
    if at >= len(old[name]):
        return ""
    key = "stage" if name == "prompts" else "quote"
    places = [f"{name}[{i}]" for i, one in enumerate(body[name]) if one[key] == old[name][at][key]]
    free = [place for place in places if place not in taken]
    same = f"{name}[{at}]"
    return same if same in free else next(iter(free), "")


def _copied(body: dict[str, Any], old: Mapping[str, Any], path: str) -> dict[str, Any] | None:
    try:
        return slots.write(body, path, slots.read(old, path))
    except InputError:
        return None
