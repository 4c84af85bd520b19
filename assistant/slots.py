"""Places in a draft's body: `items[2].questions[0]` is read and written here, and nowhere else."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.errors import InputError

_PATH = re.compile(r"[a-z_]\w*(\[\d+\])*(\.[a-z_]\w*(\[\d+\])*)*", re.ASCII)
_STEP = re.compile(r"([a-z_]\w*)|\[(\d+)\]", re.ASCII)


def read(body: Mapping[str, Any], path: str) -> str:
    """The words at `path`. Raises InputError when nothing, or no text, is there."""
    found: Any = body
    for step in _steps(path):
        found = _inside(found, step, path)
    if not isinstance(found, str):
        raise InputError(f"{path} of this draft is not a text; name one sentence or question of it")
    return found


def write(body: Mapping[str, Any], path: str, text: str) -> dict[str, Any]:
    """A new body with `text` at `path`; the old one is left as it was."""
    read(body, path)
    fresh: dict[str, Any] = _written(body, _steps(path), text)
    return fresh


def _written(node: Any, steps: Sequence[str | int], text: str) -> Any:
    if not steps:
        return text
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        return [*node[:step], _written(node[step], rest, text), *node[step + 1 :]]
    return {**node, step: _written(node[step], rest, text)}


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
