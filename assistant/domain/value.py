"""The base of every value: immutable, compared by content, and closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen record. An unknown field is an error, so that a typing mistake never passes."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
