"""Strict YAML front matter: one loader for practice notes and prompts, whose errors name file and key."""

import re
from collections.abc import Hashable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import BaseModel, ValidationError

from assistant.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)

FENCE = "---"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # a C twin where there is one
    """YAML as people read it: `no` is a word, `0123` is a word, a key stands once, a date is a date."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        fields: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _wrong(key_node, "a key must be one word")
            if key_node.value in fields:
                raise _wrong(key_node, f"{key_node.value!r} stands there twice")
            fields[key_node.value] = self.construct_object(value_node, deep=True)
        return fields


def _wrong(node: yaml.Node, problem: str) -> yaml.YAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)


def _a_date(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> date:
    try:
        return date.fromisoformat(node.value)
    except ValueError as error:
        raise _wrong(node, f"{node.value!r}: {error}") from error


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:int", r"0|-?[1-9][0-9]*", "-0123456789"),
    ("tag:yaml.org,2002:float", r"-?(0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
    ("tag:yaml.org,2002:null", r"null|~|", ["n", "~", ""]),
    ("!date", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), list(_first))
_Loader.add_constructor("!date", _a_date)


def load_yaml(text: str, path: Path, first_line: int = 1) -> dict[str, Any]:
    """The mapping written in `text`. `first_line` is where it starts in its file."""
    try:
        # The text is padded so that the parser's own line numbers are those of the file.
        fields = yaml.load("\n" * (first_line - 1) + text, Loader=_Loader)  # noqa: S506  # a safe loader
    except yaml.YAMLError as error:
        raise ContentError(f"{path}: the YAML cannot be read: {_plain(error)}") from error
    if not isinstance(fields, dict):
        raise ContentError(f"{path}: expected `key: value` lines, found {type(fields).__name__}")
    return cast(dict[str, Any], fields)


def read(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the body of a Markdown file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    opening, _, rest = text.partition("\n")
    head, fence, body = f"\n{rest}".partition(f"\n{FENCE}\n")
    if opening != FENCE or not fence:
        raise ContentError(f"{path}: must start with front matter between two lines of {FENCE}")
    return load_yaml(head.removeprefix("\n"), path, first_line=2), body


def fill(model: type[Model], fields: Mapping[str, Any], path: Path) -> Model:
    """A checked value from front matter; the first thing wrong is raised with its file and key."""
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "front matter"
        message = {
            "missing": "is missing",
            "extra_forbidden": "is not a key we know",
        }.get(first["type"], f"{first['msg']}, not {first['input']!r}")
        raise ContentError(f"{path}: {key}: {message}") from error


def _plain(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)
