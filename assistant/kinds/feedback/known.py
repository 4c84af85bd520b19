"""What feedback may repeat, and what it must not."""

from datetime import date
from functools import cache

from assistant import checks
from assistant.domain.drafts import Draft
from assistant.domain.facts import Facts
from assistant.domain.feedback import FeedbackRequest
from assistant.grounding import Known, plain_words
from assistant.kinds.feedback import families
from assistant.kinds.feedback.retelling import written_out
from assistant.library import Library

_HIDDEN = (
    "id",
    "person_id",
    "by",
    "to",
    "owner_id",
    "form",
    "previous",
    "goal_id",
    "strength_id",
    "aim",
    "channel",
    "language",
)


def request_texts(request: FeedbackRequest) -> list[str]:
    return checks.texts(request.model_dump(mode="json"), _HIDDEN)


def given_texts(facts: Facts | None, request: FeedbackRequest) -> list[str]:
    """Everything people typed that the draft may repeat: the event, and what the pair shares."""
    if facts is None:
        return request_texts(request)
    shared = facts.model_copy(update={"goals": tuple(goal for goal in facts.goals if goal.shared)})
    found = checks.texts(shared.model_dump(mode="json"), _HIDDEN)
    return [*request_texts(request), *found, *(person.name for person in facts.people)]


def private(facts: Facts) -> list[str]:
    """All words of goals that are their owner's alone."""
    return [
        text
        for goal in facts.goals
        if not goal.shared
        for text in checks.texts(
            goal.model_dump(mode="json"), ("id", "owner_id", "strength_id", "status", "on")
        )
    ]


def known(facts: Facts, draft: Draft, library: Library) -> Known:
    """What names, numbers and dates of this draft may come from."""
    days: list[date | None] = [facts.next_on]
    days += [seen.on for strength in facts.strengths for seen in strength.evidence]
    days += [day for session in facts.sessions for day in (session.on, session.next_on)]
    days += [goal.due for goal in facts.goals]
    request = FeedbackRequest.model_validate(draft.body["given"]) if draft.body else FeedbackRequest()
    typed = [written_out(text) for text in given_texts(facts, request)]
    return Known.of(
        typed, days, ordinary=request_texts(request), vocabulary=_own_words() | library.vocabulary
    )


@cache
def _own_words() -> frozenset[str]:
    """The families hold no names, so each of their words may open a sentence."""
    return plain_words(text.lower() for text in families.sentences())
