"""What a command says: JSON alone on standard output when asked for, else words for people."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import BaseModel

if TYPE_CHECKING:
    from rich.console import Console

Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


def as_data(value: Any) -> Any:
    """The JSON shape of a value, or of a list or mapping of values."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, dict):
        return {str(key): as_data(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(part) for part in value]
    return value


def print_json(value: Any) -> None:
    typer.echo(json.dumps(as_data(value), ensure_ascii=False, indent=2, allow_nan=False))


def plain(text: str) -> str:
    """The text without control characters: a terminal would obey them."""
    return _CONTROL.sub("", text)


def console() -> "Console":
    """For standard output. Brackets and colons in what people wrote mean nothing here."""
    from rich.console import Console

    return Console(markup=False, highlight=False, emoji=False)


def say(text: str) -> None:
    console().print(plain(text), soft_wrap=True)


def note(text: str) -> None:
    """Something worth knowing that is not what was asked for."""
    sys.stderr.write(f"Note: {plain(text)}\n")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table
    from rich.text import Text

    first, *others = (Column(heading, overflow="fold") for heading in headings)
    first.min_width = max((len(row[0]) for row in rows), default=0)  # what is to be typed again stays whole
    grid = Table(first, *others, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        grid.add_row(*(Text(plain(cell)) for cell in row))
    console().print(grid)


@contextmanager
def progress(title: str, quiet: bool = False) -> Iterator[Progress]:
    """A bar on standard error, for somebody who is looking at one; otherwise nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
