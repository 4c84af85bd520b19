"""Reads the one JSON object of a model's reply, strictly: what is not exactly right is refused."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

FENCE = re.compile(r"^```(?:json)?[ \t]*\r?\n(.*?)\r?\n?```$", re.DOTALL)


def read_object(text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The object, matching the schema. Raises ValueError with a few words on what is wrong.

    A byte order mark and one code fence around the whole are only wrapping and come off. Two objects,
    a key said twice, NaN, a key nobody asked for or half a character are errors.
    """
    text = text.strip().removeprefix("\ufeff").strip()
    if fenced := FENCE.match(text):
        text = fenced[1]
    try:
        found = json.loads(
            text, object_pairs_hook=_each_key_once, parse_constant=_no_constant, parse_float=_finite
        )
        json.dumps(found, ensure_ascii=False).encode()
        if not isinstance(found, dict):
            raise ValueError("it is not an object")
        _must_match(found, schema)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON after character {error.pos}") from None
    except UnicodeEncodeError:
        raise ValueError("it holds half a character") from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return found


def closed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The same schema in which no object takes keys that it does not name."""
    return {key: _closed(value) for key, value in _shut(schema).items()}


def _closed(part: Any) -> Any:
    if isinstance(part, Mapping):
        return closed(part)
    if isinstance(part, list | tuple):
        return [_closed(item) for item in part]
    return part


def _shut(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(schema.get("properties"), Mapping) and schema.get("type") == "object":
        return {"additionalProperties": False, **schema}
    return schema


def _must_match(found: dict[str, Any], schema: Mapping[str, Any]) -> None:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types

    for error in Draft202012Validator(closed(schema)).iter_errors(found):
        where = "/".join(str(step) for step in error.absolute_path) or "the object"
        raise ValueError(f"{where} breaks the rule {error.validator!r}")


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number in JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is too large a number")
    return number
