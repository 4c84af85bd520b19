"""Making feedback again without losing what a person changed in it."""

from collections.abc import Collection, Mapping
from typing import Any

from assistant import slots
from assistant.errors import InputError


def keep(
    old: Mapping[str, Any], new: Mapping[str, Any], locked: Collection[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The new body with the edited places of the old one; a place that is gone is let go."""
    body = dict(new)
    moved = []
    for path in locked:
        try:
            body = slots.write(body, path, slots.read(old, path))
        except InputError:
            continue
        moved.append(path)
    return body, tuple(moved)
