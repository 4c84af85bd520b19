"""The kind `agenda`: one meeting's plan, from a pair's own goals and cited notes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from assistant import questions
from assistant.domain.agenda import AgendaBody, AgendaRequest
from assistant.domain.drafts import Check, Draft
from assistant.domain.facts import Facts
from assistant.domain.notes import Hit
from assistant.domain.people import Role
from assistant.grounding import Known
from assistant.kind import Composition, Own, Slot, validated
from assistant.kinds.agenda import checks, compose, keep, known, phrasing
from assistant.kinds.agenda.phases import active_goals
from assistant.library import Library


class AgendaKind:
    """Implements kind.Kind."""

    name = "agenda"

    def queries(self, facts: Facts, request: AgendaRequest) -> tuple[str, ...]:
        """What people brought, then what they aim for; the first that is covered is used."""
        goals = [goal for goal in active_goals(facts) if goal.shared]
        chosen = [goal for goal in goals if goal.id == request.goal_id] or goals
        points = [point.text for point in facts.talking_points]
        return tuple([*points[:1], *(goal.text for goal in chosen[:1])])

    def personal(self, facts: Facts, request: AgendaRequest | None = None) -> tuple[str, ...]:
        """What people wrote about themselves: an obstacle may say what a diary would."""
        last = facts.sessions[-1:] if facts.sessions else ()
        goals = [goal for goal in active_goals(facts) if goal.shared]
        return tuple(
            [point.text for point in facts.talking_points]
            + [
                text
                for goal in goals
                for text in (goal.text, goal.why_it_matters, goal.obstacle, goal.if_then)
            ]
            + [commitment.text for commitment in facts.commitments]
            + [text for session in last for text in (session.happened, session.agreed, session.learned)]
        )

    def compose(
        self,
        facts: Facts,
        request: AgendaRequest,
        library: Library,
        hits: Sequence[Hit],
        today: date,
        reader: Role | None,
    ) -> Composition:
        return compose.compose(facts, request, library, hits, today, reader)

    def check(
        self, draft: Draft, library: Library, facts: Facts | None, own: Own = None
    ) -> tuple[Check, ...]:
        return checks.check(draft, library, facts, own)

    def slots(self, body: Mapping[str, Any], facts: Facts, locked: Collection[str]) -> tuple[Slot, ...]:
        return phrasing.slots(AgendaBody.model_validate(body), facts, locked)

    def known(self, facts: Facts, draft: Draft, library: Library) -> Known:
        return known.known(facts, draft, library)

    def accept(self, slot: Slot, text: str) -> tuple[str, ...]:
        if slot.sort != "question":
            return ()
        reasons = (
            []
            if questions.is_open(text)
            else ["Ask an open question: start with what, how, when, where or who."]
        )
        if questions.is_leading(text):
            reasons.append("Do not hide advice or the wanted answer in the question.")
        return tuple(reasons)

    def validate(self, body: Mapping[str, Any]) -> dict[str, Any]:
        return validated(AgendaBody, body, "the agenda was")

    def keep(
        self, old: Mapping[str, Any], new: Mapping[str, Any], locked: Collection[str]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        return keep.keep(old, new, locked)
