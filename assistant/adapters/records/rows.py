"""Between rows and values: columns are named like fields, so one function each way is enough."""

from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID, uuid4

from assistant.adapters.records.tables import Table
from assistant.domain.value import Value, texts
from assistant.errors import InputError

Kind = TypeVar("Kind", bound=Value)


def value_of(kind: type[Kind], row: Table, **more: Any) -> Kind:
    """The value a row holds; `more` are the fields that live in other tables."""
    held = {name: getattr(row, name) for name in kind.model_fields if name in row.__mapper__.columns}
    return kind(**held, **more)


def fill(row: Table, value: Value) -> None:
    """Write every field that has a column, the id excepted."""
    for name in type(value).model_fields:
        if name != "id" and name in row.__mapper__.columns:
            setattr(row, name, plain(getattr(value, name)))


def plain(field: Any) -> Any:
    """A field as the database keeps it."""
    if isinstance(field, StrEnum):
        return field.value
    if isinstance(field, Value):
        return field.model_dump(mode="json")
    if isinstance(field, tuple):
        return [plain(part) for part in field]
    if isinstance(field, dict):
        return {str(key): plain(part) for key, part in field.items()}
    return field


def storable(value: Value) -> None:
    """Refuse what one of the databases cannot keep, so that both behave the same."""
    for text in texts(value.model_dump()):
        if "\x00" in text:
            raise InputError(
                "This text holds an invisible zero character. Type it again instead of pasting it."
            )
        if not _whole(text):
            raise InputError("This text holds half of a character. Type it again instead of pasting it.")


def _whole(text: str) -> bool:
    """Whether it can be written as UTF-8; half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def stored_id(given: str) -> str:
    """The id to store under: a new one when none is given."""
    if not given:
        return str(uuid4())
    try:
        return str(UUID(given))
    except ValueError as error:
        raise InputError(f"{given!r} is not an id. Leave the id empty to get a new one.") from error
