"""The models that can run on this machine: what they are, and where their bytes come from."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from assistant.domain.value import Value
from assistant.errors import ContentError, InputError

CATALOGUE = Path(__file__).with_name("catalogue.yaml")

PLAIN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
"""A name that cannot leave a folder, start an option or carry an address."""


class Official(Value):
    """A file of a repository at the model hub."""

    repository: str = Field(pattern=r"^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$")
    file: str = Field(pattern=PLAIN)


class Mirror(Value):
    """The same bytes, cut into packages: each one's `member`, joined in this order, is the file."""

    packages: tuple[Annotated[str, Field(pattern=PLAIN)], ...] = Field(min_length=1)
    version: str = Field(pattern=PLAIN)
    member: str


class Entry(Value):
    """One model. Without a digest `bytes` is rounded, and the source's own digest is recorded instead."""

    name: str = Field(pattern=PLAIN)
    title: str
    licence: str
    default: bool = False
    bytes: int = Field(gt=0)
    sha256: str | None = Field(pattern=r"^[0-9a-f]{64}$")
    file: str = Field(pattern=PLAIN)
    official: Official
    mirror: Mirror | None
    context: int = Field(ge=1024)
    memory: int = Field(gt=0)
    purpose: Literal["chat", "tests"] = Field(alias="for")


@cache
def catalogue(path: Path = CATALOGUE) -> tuple[Entry, ...]:
    """All models, smallest first. Raises ContentError naming the file and the key."""
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
        entries = TypeAdapter(tuple[Entry, ...]).validate_python(listed)
    except (OSError, yaml.YAMLError) as error:
        raise ContentError(f"{path.name} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ContentError(f"{path.name}: {where}: {first['msg']}") from error
    names = [entry.name for entry in entries]
    if len(set(names)) < len(names):
        raise ContentError(f"{path.name}: a name is there twice")
    if sum(entry.default for entry in entries) != 1:
        raise ContentError(f"{path.name}: exactly one model must be the default")
    return tuple(sorted(entries, key=lambda entry: entry.bytes))


def entry_named(name: str) -> Entry:
    """The model of that name. Raises InputError naming those there are."""
    for entry in catalogue():
        if entry.name == name:
            return entry
    known = ", ".join(entry.name for entry in catalogue())
    raise InputError(f"There is no model {name!r} in the catalogue; it has {known}.")


def default_entry() -> Entry:
    """The model that is offered first."""
    return next(entry for entry in catalogue() if entry.default)
