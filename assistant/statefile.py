"""Facts about derived things, kept beside them in one small JSON file."""

import json
from pathlib import Path

from assistant.errors import IndexUnavailable


class StateFile:
    """The same two methods as the records have. A file that cannot be read is an empty one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def state(self, key: str) -> str | None:
        value = self._all().get(key)
        return value if isinstance(value, str) else None

    def set_state(self, key: str, value: str) -> None:
        """Whole or not at all: the old file stays until the new one is complete."""
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps({**self._all(), key: value}), encoding="utf-8")
            fresh.replace(self._path)
        except OSError as error:
            raise IndexUnavailable(f"{self._path} cannot be written: {error.strerror}.") from error

    def _all(self) -> dict[str, object]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
