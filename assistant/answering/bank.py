"""Questions for whoever tells something, read from bank.yaml and checked as they are read."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files

import yaml
from pydantic import Field

from assistant.domain.value import Value


class Concern(Value):
    """A weak spot of a plan or a story, and the questions that name it."""

    technique: str
    when: tuple[str, ...] = Field(min_length=1)
    gentle: bool = False
    """Not asked of a mentee whose words hold pain."""
    also: str = ""
    """A pattern that must be found as well."""
    mentee: tuple[str, ...] = Field(min_length=1)
    mentor: tuple[str, ...] = Field(min_length=1)


class Family(Value):
    """Questions for one kind of matter."""

    technique: str
    when: tuple[str, ...]
    ask: tuple[str, ...] = Field(min_length=1)


class Options(Value):
    """The frame of advice that was asked for."""

    permission: tuple[str, ...] = Field(min_length=2)
    back: tuple[str, ...] = Field(min_length=2)


class Tip(Value):
    """Something one can do alone, word for word as it stands in a passage."""

    passage: str
    text: str


class Bank(Value):
    concerns: Mapping[str, Concern]
    families: Mapping[str, Family]
    short: tuple[str, ...] = Field(min_length=2)
    options: Options
    tips: Mapping[str, tuple[Tip, ...]]

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        return {
            name: re.compile("|".join(part.when) or r"(?!)", re.IGNORECASE) for name, part in self._parts()
        }

    def _parts(self) -> Iterator[tuple[str, Concern | Family]]:
        yield from self.concerns.items()
        yield from self.families.items()

    def concern(self, text: str) -> Concern | None:
        """The first weak spot that the words show; None when they show none."""
        plain = " ".join(text.replace("\u2019", "'").split())
        for name, one in self.concerns.items():
            if self._patterns[name].search(plain) and re.search(one.also, plain, re.IGNORECASE):
                return one
        return None

    def fitting(self, text: str) -> tuple[str, ...]:
        """Names of the families whose words are found, in the order of the bank; "open" always."""
        plain = text.replace("\u2019", "'")
        found = [name for name in self.families if self._patterns[name].search(plain)]
        return (*found, "open")


@cache
def bank() -> Bank:
    text = files("assistant.answering").joinpath("bank.yaml").read_text(encoding="utf-8")
    return Bank.model_validate(yaml.safe_load(text))
