"""The registry of helplines: the only place a number on a support card may come from."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from assistant import frontmatter
from assistant.domain.value import Value
from assistant.errors import ContentError

Number = Annotated[str, StringConstraints(pattern=r"^\+?\d[\d -]{1,18}\d$")]
"""As it is dialled: a short code such as 988, or digits with blanks or hyphens between them."""

Link = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+\.[a-z]{2,}(/\S*)?$")]

FRESH_DAYS = 540
"""A line that was looked up longer ago counts as not checked."""

UNION = "EU"
"""Stands for every country of the European Union that has no lines of its own here."""

MEMBERS = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()
)


class Line(Value):
    """A service that people can call, text or write to."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str = Field(min_length=2, max_length=80)
    call: Number | None = None
    text: Number | None = None
    say: str = ""
    """What to write in the first text message, where that matters."""
    web: Link | None = None
    hours: str
    about: tuple[Literal["crisis", "abuse"], ...] = Field(min_length=1)
    suits: Literal["everyone", "children", "adults"] = Field(alias="for")
    source: Link
    verified_on: date | None = None
    verified_by: str = ""

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.call or self.text or self.web):
            raise ValueError("needs a number to call or to text, or a page")
        return self

    def checked(self, today: date) -> bool:
        """Has somebody looked it up, not too long ago?"""
        return self.verified_on is not None and 0 <= (today - self.verified_on).days <= FRESH_DAYS


class Country(Value):
    name: str
    emergency: str = Field(pattern=r"^\d{3}( or \d{3})?$")
    lines: tuple[Line, ...] = Field(min_length=1)


class Helplines(Value):
    international: tuple[Line, ...] = Field(min_length=1)
    countries: dict[str, Country]

    @model_validator(mode="after")
    def _no_id_twice(self) -> Self:
        ids = [line.id for line in self.all_lines()]
        if twice := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"the id {twice[0]} is there twice")
        return self

    def all_lines(self) -> tuple[Line, ...]:
        return (*(line for country in self.countries.values() for line in country.lines), *self.international)

    def country(self, code: str) -> Country | None:
        """None for a country we know nothing of: then the international lines are all there is."""
        wanted = code.upper()
        return self.countries.get(wanted) or (self.countries.get(UNION) if wanted in MEMBERS else None)

    def lines_for(self, code: str, *, young: bool, hurt: bool) -> tuple[Line, ...]:
        """The nearest first: for children before others when the reader is young, and for what it is about.

        Somebody whose age is not known sees the children's lines too, after the others.
        """
        country = self.country(code)
        here = country.lines if country else ()
        wanted = [line for line in here if not (young and line.suits == "adults")]
        kind = "abuse" if hurt else "crisis"
        wanted.sort(key=lambda line: (young != (line.suits == "children"), kind not in line.about))
        return (*wanted, *self.international)


def load_helplines(folder: Path) -> Helplines:
    """Raises ContentError when the registry is missing or something in it is wrong."""
    path = folder / "helplines.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError(f"{path}: cannot be read: {error.strerror}") from error
    return frontmatter.fill(Helplines, frontmatter.load_yaml(text, path), path)
