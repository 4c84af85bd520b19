"""The rules of rules.yaml, read once and checked as they are read."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from assistant.domain.value import Value
from assistant.proofreading.remark import Kind


class Rule(Value):
    """One expression; see the head of rules.yaml for the fields."""

    find: str
    say: str | None = None
    ask: str = ""
    unless: str = ""
    about: bool = False
    """Only where the clause is about the person, not about the writer or a thing."""
    blame_wish: bool = False
    """ "you should have" becomes "I wish you had"."""


class Teaching(Value):
    """What is said about all remarks of one kind."""

    why: str
    ask: str
    source: str
    quiet: bool = False
    """A question may ask it."""
    rules: tuple[Rule, ...]


@cache
def _read() -> Mapping[str, object]:
    text = files(__package__).joinpath("rules.yaml").read_text(encoding="utf-8")
    read: Mapping[str, object] = yaml.safe_load(text)
    return read


@cache
def teachings() -> Mapping[Kind, Teaching]:
    return TypeAdapter(dict[Kind, Teaching]).validate_python(_read()["kinds"])


@lru_cache(maxsize=64)
def compiled(
    kind: Kind, names: tuple[str, ...]
) -> tuple[tuple[Rule, re.Pattern[str], re.Pattern[str] | None], ...]:
    """The rules of a kind, with the names by which the person is called in this text."""
    return tuple(
        (rule, _pattern(rule.find, names), _pattern(rule.unless, names) if rule.unless else None)
        for rule in teachings()[kind].rules
    )


def _pattern(text: str, names: tuple[str, ...]) -> re.Pattern[str]:
    words = TypeAdapter(dict[str, str]).validate_python(_read()["words"])
    for _ in range(2):  # words may name words
        for key, meant in words.items():
            text = text.replace("{" + key + "}", meant)
    called = "|".join(re.escape(name) for name in names)
    text = text.replace("|{name}", f"|{called}" if called else "")
    return re.compile(text.replace("[A-Z]", "(?-i:[A-Z])"), re.IGNORECASE | re.MULTILINE)
