"""What a caller gives, as a file or as options: a value, or one plain line that says what is wrong."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import InputError

Model = TypeVar("Model", bound=BaseModel)

MOST_BYTES = 5_000_000
"""More than any facts or draft need."""

_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not a field we know",
    "string_type": "must be text in quotes",
    "tuple_type": "must be a list",
    "dict_type": "must be an object in braces",
    "model_type": "must be an object in braces",
    "model_attributes_type": "must be an object in braces",
    "date_from_datetime_parsing": "must be a date such as 2026-05-31",
    "date_parsing": "must be a date such as 2026-05-31",
    "date_type": "must be a date such as 2026-05-31",
    "date_from_datetime_inexact": "must be a date such as 2026-05-31",
    "string_too_short": "needs at least {min_length} characters",
    "string_too_long": "may have at most {max_length} characters",
    "too_short": "needs at least {min_length} entries",
    "too_long": "may have at most {max_length} entries",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
}


def read(model: type[Model], file: str) -> Model:
    """The value in a JSON file, or on standard input when the file is called `-`."""
    name = named(file)
    return parse(model, _text(file, name), name)


def parse(model: type[Model], text: str, name: str) -> Model:
    """The value in JSON that was read from a place of this name."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputError(f"{name}: {where}: this is not JSON: {error.msg}.") from error
    except RecursionError as error:
        raise InputError(f"{name}: the brackets are nested too deeply.") from error
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise InputError(f"{name}: {explained(error)}") from error


def text(file: str) -> str:
    """The words in a file, or on standard input when the file is called `-`."""
    return _text(file, named(file))


def named(file: str) -> str:
    """What a message calls it."""
    return "standard input" if file == "-" else file or "the file"


def build(model: type[Model], **fields: Any) -> Model:
    """The value that the options of a command make together."""
    try:
        return model(**fields)
    except ValidationError as error:
        raise InputError(explained(error)) from error


def day(text: str) -> date:
    """A date option."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is not a date; write it like 2026-05-31.") from error


def explained(error: ValidationError) -> str:
    """The first thing that is wrong, in words, and how many more there are."""
    first, *more = error.errors(include_url=False)
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    what = _PLAIN.get(first["type"], "").format_map(first.get("ctx", {}))
    what = what or first["msg"].removeprefix("Value error, ")
    others = f" ({len(more)} more after this one)" if more else ""
    return f"{where + ': ' if where else ''}{what[:1].lower()}{what[1:]}{others}."


def _text(file: str, name: str) -> str:
    try:
        if file == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror or error}.") from error
    if len(content) > MOST_BYTES:
        raise InputError(f"{name}: is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is not UTF-8 text (byte {error.start + 1}).") from error
