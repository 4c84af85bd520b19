"""The kind `feedback`: words for one event, from what was seen and the pair's own record."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.domain.drafts import Check, Draft
from assistant.domain.facts import Facts
from assistant.domain.feedback import FeedbackBody, FeedbackRequest
from assistant.domain.notes import Hit
from assistant.domain.people import Role
from assistant.grounding import Known
from assistant.kind import Composition, Own, Slot, validated
from assistant.kinds.feedback import checks, compose, keep, known, phrasing
from assistant.library import Library


class FeedbackKind:
    """Implements kind.Kind."""

    name = "feedback"

    def queries(self, facts: Facts, request: FeedbackRequest) -> tuple[str, ...]:
        """Nothing is looked up: what a draft stands on is known from what was seen."""
        return ()

    def personal(self, facts: Facts, request: FeedbackRequest | None = None) -> tuple[str, ...]:
        """What was typed about the event, which may say what nobody should phrase politely."""
        if request is None:
            return ()
        return tuple(
            text
            for text in (
                request.situation, request.behaviour, request.impact, request.wished, request.unknown,
                request.own_draft,
            )
            if text.strip()
        )  # fmt: skip

    def compose(
        self,
        facts: Facts,
        request: FeedbackRequest,
        library: Library,
        hits: Sequence[Hit],
        today: date,
        reader: Role | None,
    ) -> Composition:
        return compose.compose(facts, request, library, today)

    def check(
        self, draft: Draft, library: Library, facts: Facts | None, own: Own = None
    ) -> tuple[Check, ...]:
        return checks.check(draft, library, facts, own)

    def slots(self, body: Mapping[str, Any], facts: Facts, locked: Collection[str]) -> tuple[Slot, ...]:
        return phrasing.slots(FeedbackBody.model_validate(body), locked)

    def known(self, facts: Facts, draft: Draft, library: Library) -> Known:
        return known.known(facts, draft, library)

    def accept(self, slot: Slot, text: str) -> tuple[str, ...]:
        return phrasing.faults(slot, text)

    def validate(self, body: Mapping[str, Any]) -> dict[str, Any]:
        return validated(FeedbackBody, body, "the feedback was")

    def keep(
        self, old: Mapping[str, Any], new: Mapping[str, Any], locked: Collection[str]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        return keep.keep(old, new, locked)
