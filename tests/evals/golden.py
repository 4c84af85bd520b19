"""The golden set: questions from the users' side, labels from somebody else, and what may be tuned on."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.measuring import Query

QUERIES = Path(__file__).with_name("golden_queries.yaml")
LABELS = Path(__file__).with_name("golden_labels.yaml")

KINDS = ("plain", "misspelt", "half", "situation", "method", "evidence")
ROLES = ("mentor", "mentee", "trainer", "coordinator")

TUNING_PERCENT = 40


class Golden(Query):
    """A question with who asks it and how."""

    role: str
    kind: str
    near: bool = False
    """Out of scope, but close to what a mentor may ask."""
    added: bool = False
    """Written afterwards by the labeller, for a note that no other question reached."""

    @property
    def tuning(self) -> bool:
        """Weights and floors may be chosen on these. The others are held back: only measured."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 100 < TUNING_PERCENT


@cache
def golden() -> tuple[Golden, ...]:
    """Every question with its labels. Raises ValueError when the two files do not fit together."""
    rows: list[dict[str, Any]] = _read(QUERIES)
    judged = _read(LABELS)
    unanswered, after_all = judged["unanswered"] or {}, judged["answered_after_all"] or {}
    labels: dict[str, dict[str, int]] = {**judged["labels"], **after_all}
    scopes = {row["id"]: row.pop("scope") for row in rows}
    if len(scopes) != len(rows):
        raise ValueError(f"{QUERIES.name}: an id stands there twice")
    inside = {key for key, scope in scopes.items() if scope == "in"} - set(unanswered) | set(after_all)
    labelled = {key for key, grades in labels.items() if max(grades.values()) > 0}
    if labelled != inside:
        raise ValueError(
            f"{LABELS.name}: these are labelled or in scope, not both: {sorted(labelled ^ inside)}"
        )
    return tuple(Golden(text=row.pop("ask"), labels=labels.get(row["id"], {}), **row) for row in rows)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
