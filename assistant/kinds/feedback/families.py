"""Families of behaviour, read from families.yaml: what a clause tells of, and what can be said about it."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import Field, TypeAdapter

from assistant.domain.value import Value


class Hard(Value):
    """Behaviour that somebody would like to be different. See the head of families.yaml for the fields."""

    poor: bool = False
    matches: tuple[str, ...]
    unless: tuple[str, ...] = ()
    change: tuple[str, ...] = Field(min_length=1)
    matters: tuple[str, ...] = Field(min_length=1)
    step: tuple[str, ...] = Field(min_length=1)
    note: str


class Good(Value):
    """Behaviour worth keeping."""

    matches: tuple[str, ...]
    name: str


class _Bank(Value):
    hard: Mapping[str, Hard]
    good: Mapping[str, Good]


# What somebody else did beside it: "although the man on the phone hurried you", "who was without gloves".
_OTHERS = re.compile(
    r"\b(?:although|even though|though|because|when|while|after|until|till|who|whom|where|as soon as|"
    r"so that|that(?! (?:had|has|have|was|were|is|are|did|could|would|nobody)\b))\s+"
    r"(?!you\b|\w+ing\b|(?:the|its|our) start\b)[^,;]*?(?=[,;]|\byou\b|$)",
    re.IGNORECASE,
)


@cache
def bank() -> _Bank:
    read = yaml.safe_load(files(__package__).joinpath("families.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(_Bank).validate_python(read)


@cache
def _compiled(matches: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{match})" for match in matches), re.IGNORECASE)


def hard(text: str) -> Hard | None:
    """The first family of the bank that fits; the gravest stand first. What others did fits none."""
    others = [match.span() for match in _OTHERS.finditer(text)]

    def fits(one: Hard) -> bool:
        if one.unless and _compiled(one.unless).search(text):
            return False
        found = (match.start() for match in _compiled(one.matches).finditer(text))
        return any(not any(begin <= at < end for begin, end in others) for at in found)

    return next((one for one in bank().hard.values() if fits(one)), None)


def good(text: str) -> Good | None:
    return next((one for one in bank().good.values() if _compiled(one.matches).search(text)), None)


@cache
def sentences() -> tuple[str, ...]:
    """Everything the families can say, for the check that nothing is invented."""
    found = [text for one in bank().hard.values() for text in (*one.change, *one.matters, *one.step)]
    return (*found, *(one.name for one in bank().good.values()))
