"""The base of every value: immutable, compared by content, and closed to unknown fields."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen record. An unknown field is an error, so that a typing mistake never passes."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def texts(part: object) -> Iterator[str]:
    """Every string in a dumped value, keys included."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for key, inner in part.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from texts(inner)
