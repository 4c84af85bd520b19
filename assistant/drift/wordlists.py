"""The word lists and rules of words.yaml, read once."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant import frontmatter


@cache
def _file() -> dict[str, Any]:
    found = files("assistant.drift").joinpath("words.yaml")
    return frontmatter.load_yaml(found.read_text(encoding="utf-8"), Path("drift/words.yaml"))


@cache
def wordlist(name: str) -> frozenset[str]:
    return frozenset(_file()["words"][name].split())


@cache
def irregular() -> dict[str, str]:
    """Forms that no stemmer brings together: "took" to "take"."""
    return dict(pair.split("=") for pair in _file()["words"]["irregular"].split())


@cache
def rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What a line may not say, each with the sentence that tells a writer so."""
    return tuple((_pattern(rule), rule["says"]) for rule in _file()["rules"])


def _pattern(rule: dict[str, Any]) -> re.Pattern[str]:
    phrases = (re.escape(phrase).replace(r"\*", r"\w*") for phrase in rule.get("words", ()))
    parts = [*rule.get("patterns", ()), *(rf"\b{phrase}\b" for phrase in phrases)]
    return re.compile("|".join(parts), re.IGNORECASE)
