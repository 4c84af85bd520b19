"""One measured line of a bench, beside its goal."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    name: str
    value: float
    unit: str
    goal: str
    ok: bool
