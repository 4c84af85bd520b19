"""The golden set: questions from the users' side, labels from others, and what may be tuned on."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.measuring import Query

QUERIES = Path(__file__).with_name("golden_queries.yaml")
LABELS = Path(__file__).with_name("golden_labels.yaml")
POOL = Path(__file__).with_name("golden_pool.yaml")
"""A second, blind judgement of whatever any way to search brings up, and of what was labelled."""

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
    """Every question that some note answers, and every one out of scope: what figures are taken from."""
    return tuple(query for query in reaching() if not query.added)


@cache
def reaching() -> tuple[Golden, ...]:
    """The same, and the few that were added later so that every note is asked for."""
    return tuple(query for query in _all() if query.id not in _unanswered())


@cache
def gaps() -> tuple[Golden, ...]:
    """Questions in scope that no note answers: the library's own gaps."""
    return tuple(query for query in _all() if query.id in _unanswered())


def _unanswered() -> dict[str, str]:
    return _read(LABELS)["unanswered"] or {}


@cache
def _all() -> tuple[Golden, ...]:
    """Raises ValueError when the files do not fit together."""
    rows: list[dict[str, Any]] = [dict(row) for row in _read(QUERIES)]
    first: dict[str, dict[str, int]] = _read(LABELS)["labels"]
    pool: dict[str, dict[str, int]] = _read(POOL)
    scopes = {row["id"]: row.pop("scope") for row in rows}
    if len(scopes) != len(rows):
        raise ValueError(f"{QUERIES.name}: an id stands there twice")
    inside = {key for key, scope in scopes.items() if scope == "in"} - set(_unanswered())
    judged = inside - {row["id"] for row in rows if row.get("added")}
    if set(first) != inside or not judged <= set(pool) <= set(scopes):
        raise ValueError(f"labelled or in scope, not both: {sorted(set(first) ^ inside)}")
    labels = {key: together(first[key], pool.get(key, first[key])) for key in inside}
    return tuple(Golden(text=row.pop("ask"), labels=labels.get(row["id"], {}), **row) for row in rows)


def together(first: dict[str, int], pool: dict[str, int]) -> dict[str, int]:
    """Two judgements of the same notes: helped by either is 1; 2 where one says 2 and the other agrees at all."""
    both = {note: (first.get(note, 0), pool.get(note, 0)) for note in {*first, *pool}}
    grades = {note: min(max(pair), 1 + min(pair)) for note, pair in both.items()}
    return {note: grade for note, grade in sorted(grades.items()) if grade}


@cache
def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
