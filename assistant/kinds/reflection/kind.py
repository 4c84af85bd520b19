"""The kind `reflection`: questions to think with, from somebody's own words and cited notes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.domain.drafts import Check, Draft
from assistant.domain.notes import Hit
from assistant.domain.people import Role
from assistant.domain.reflection import ReflectionBody, ReflectionRequest, WriterFacts
from assistant.grounding import Known
from assistant.kind import Composition, Own, Slot, validated
from assistant.kinds.reflection import checks, compose, keep, known, phrasing
from assistant.library import Library
from assistant.likeness import Likeness
from assistant.mirroring import quotes


class ReflectionKind:
    """Implements kind.Kind."""

    name = "reflection"

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness

    def queries(self, facts: WriterFacts, request: ReflectionRequest) -> tuple[str, ...]:
        """The topic, else the phrase that weighs most."""
        text = facts.entry.text if facts.entry else ""
        topic = (request.topic or facts.topic).strip()
        return (topic, *quotes(text, 1)) if topic else quotes(text, 1)

    def personal(self, facts: WriterFacts, request: ReflectionRequest | None = None) -> tuple[str, ...]:
        """The page itself and the topic; whoever fills the facts puts the topic of the request there too."""
        entry = (facts.entry.title, facts.entry.text) if facts.entry else ()
        topic = request.topic if request else ""
        return tuple(text for text in (*entry, facts.topic, topic) if text)

    def compose(
        self,
        facts: WriterFacts,
        request: ReflectionRequest,
        library: Library,
        hits: Sequence[Hit],
        today: date,
        reader: Role | None,
    ) -> Composition:
        return compose.compose(facts, request, library, today, self._likeness)

    def check(
        self, draft: Draft, library: Library, facts: WriterFacts | None, own: Own = None
    ) -> tuple[Check, ...]:
        return checks.check(draft, library, facts, self._likeness, own)

    def slots(self, body: Mapping[str, Any], facts: WriterFacts, locked: Collection[str]) -> tuple[Slot, ...]:
        return phrasing.slots(ReflectionBody.model_validate(body), facts, locked)

    def known(self, facts: WriterFacts, draft: Draft, library: Library) -> Known:
        return known.known(facts, draft, library)

    def accept(self, slot: Slot, text: str) -> tuple[str, ...]:
        return phrasing.accept(slot, text)

    def validate(self, body: Mapping[str, Any]) -> dict[str, Any]:
        return validated(ReflectionBody, body, "the prompts were")

    def keep(
        self, old: Mapping[str, Any], new: Mapping[str, Any], locked: Collection[str]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        return keep.keep(old, new, locked)
