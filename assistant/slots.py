"""Places in a draft's body: `items[2].questions[0]` is read and written here, and nowhere else."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.errors import InputError

_PATH = re.compile(r"[a-z_]\w*(\[\d+\])*(\.[a-z_]\w*(\[\d+\])*)*", re.ASCII)
_STEP = re.compile(r"([a-z_]\w*)|\[(\d+)\]", re.ASCII)


def at(body: Mapping[str, Any], path: str) -> Any:
    """Whatever is at `path`. Raises InputError when nothing is there."""
    found: Any = body
    for step in _steps(path):
        found = _inside(found, step, path)
    return found


def read(body: Mapping[str, Any], path: str) -> str:
    """The words at `path`. Raises InputError when nothing, or no text, is there."""
    found = at(body, path)
    if not isinstance(found, str):
        raise InputError(f"{path} of this draft is not a text; name one sentence or question of it")
    return found


def write(body: Mapping[str, Any], path: str, value: str | int) -> dict[str, Any]:
    """A new body with `value` at `path`, text for text and number for number; the old one stays as it was."""
    found = at(body, path)
    if type(found) is not type(value):
        kind = "a whole number" if isinstance(found, int) else "text"
        raise InputError(f"{path} of this draft takes {kind}")
    fresh: dict[str, Any] = _written(body, _steps(path), value)
    return fresh


def _written(node: Any, steps: Sequence[str | int], value: str | int) -> Any:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        return [*node[:step], _written(node[step], rest, value), *node[step + 1 :]]
    return {**node, step: _written(node[step], rest, value)}


def _steps(path: str) -> tuple[str | int, ...]:
    if not _PATH.fullmatch(path):
        raise InputError(f"{path!r} is not a place in a draft; a place looks like items[2].questions[0]")
    return tuple(int(index) if index else name for name, index in _STEP.findall(path))


def _inside(node: Any, step: str | int, path: str) -> Any:
    if isinstance(step, int):
        if isinstance(node, Sequence) and not isinstance(node, str) and step < len(node):
            return node[step]
    elif isinstance(node, Mapping) and step in node:
        return node[step]
    raise InputError(f"this draft has nothing at {path}; open it again, it may have changed")
