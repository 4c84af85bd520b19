"""What every kind of draft is made of, and the slots of it that a model may phrase."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from pydantic import ValidationError

from assistant.domain.drafts import Check, Draft, Ending, Source
from assistant.domain.notes import Hit, Passage
from assistant.domain.people import Role
from assistant.domain.value import Value
from assistant.errors import InputError
from assistant.grounding import Known
from assistant.library import Library

Own = Mapping[str, Passage] | None
"""Passages of the programme's material that a draft cites, as its reader may see them now; None when nobody
could look, as in a check outside the programme's records."""

Given = TypeVar("Given", contravariant=True)
Asked = TypeVar("Asked", contravariant=True)


class Slot(Value):
    """One place in a body that a model may put into other words, and all it may use for them."""

    path: str
    """Into the body, for instance `items[2].questions[0]`."""
    sort: str
    """"question" or "sentence"."""
    composed: str
    """The composed words: the bar, and what stays when the model's words are not good enough."""
    aim: str
    """What the words must do, in one line."""
    facts: tuple[str, ...]
    """The facts this slot may use, each one line."""
    speaker: str = ""
    """Who says it aloud."""
    listener: str = ""
    """To whom."""
    max_words: int = 35


class Composition(Value):
    """A composed body with what it stands on and what it does not know."""

    body: dict[str, Any]
    sources: tuple[Source, ...] = ()
    gaps: tuple[str, ...] = ()
    ending: Ending = Ending.ANSWERED
    """ASKED: there is no body, and the gaps are the questions back."""


def validated(model: type[Value], body: Mapping[str, Any], called: str) -> dict[str, Any]:
    """The body in its proper form. Raises InputError naming the first field that is wrong; `called` is the draft."""
    try:
        return model.model_validate(body).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{where}: {first['msg']}; {called} not changed.") from error


class Kind(Protocol[Given, Asked]):
    """One kind of draft. Kinds do not know each other; drafting knows only this."""

    name: str

    def queries(self, facts: Given, request: Asked) -> tuple[str, ...]:
        """What to look up in the library before composing."""
        ...

    def personal(self, facts: Given, request: Asked | None = None) -> tuple[str, ...]:
        """The newest words people typed: where the support gate looks. No request: a draft is checked again."""
        ...

    def compose(
        self,
        facts: Given,
        request: Asked,
        library: Library,
        hits: Sequence[Hit],
        today: date,
        reader: Role | None,
    ) -> Composition:
        """Pure. The result passes every "must" check. Raises InputError."""
        ...

    def check(
        self, draft: Draft, library: Library, facts: Given | None, own: Own = None
    ) -> tuple[Check, ...]:
        """Every check that can be made with what is given; `own` is what it cites of the programme's material."""
        ...

    def slots(self, body: Mapping[str, Any], facts: Given, locked: Collection[str]) -> tuple[Slot, ...]:
        """What a model may phrase, the most useful first; never what a person edited."""
        ...

    def known(self, facts: Given, draft: Draft, library: Library) -> Known:
        """What names, numbers and dates may come from."""
        ...

    def accept(self, slot: Slot, text: str) -> tuple[str, ...]:
        """Reasons of this kind against a model's words; none when they may stand."""
        ...

    def validate(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The body after an edit, in its proper form. Raises InputError naming the field."""
        ...

    def keep(
        self, old: Mapping[str, Any], new: Mapping[str, Any], locked: Collection[str]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The new body with the edited places of the old one, and where they stand now."""
        ...
