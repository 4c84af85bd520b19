"""What an agenda may repeat, and what it must not."""

from datetime import date
from functools import cache

from assistant import checks
from assistant.domain.drafts import Draft
from assistant.domain.facts import Facts
from assistant.domain.notes import Origin
from assistant.grounding import Known, plain_words
from assistant.kinds.agenda import bank, frame
from assistant.library import Library


def given_texts(facts: Facts) -> list[str]:
    """Everything people typed that the agenda may repeat."""
    found = checks.texts(
        facts.model_dump(mode="json"), ("id", "person_id", "by", "owner_id", "form", "previous")
    )
    return [*found, *(person.name for person in facts.people)]


def shared(facts: Facts) -> Facts:
    return facts.model_copy(update={"goals": tuple(goal for goal in facts.goals if goal.shared)})


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
    days += [goal.due for goal in facts.goals] + [
        rating.on for goal in facts.goals for rating in goal.ratings
    ]
    days += [commitment.due for commitment in facts.commitments]
    days += [day for session in facts.sessions for day in (session.on, session.next_on)]
    days += [seen.on for strength in facts.strengths for seen in strength.evidence]
    # Not what a programme's file says: an agenda names such a file, and repeats nothing of it.
    cited = [source.quote for source in draft.sources if source.origin is Origin.LIBRARY]
    titles = [f"{note.id} {note.title}" for note in library.values()]
    numbers = [str(number) for number in _numbers(draft, facts)]
    return Known.of(
        [*given_texts(shared(facts)), *cited, *titles, *numbers],
        days,
        vocabulary=_own_words() | library.vocabulary,
    )


def _numbers(draft: Draft, facts: Facts) -> list[float]:
    """Numbers that code works out: minutes, session numbers, shares."""
    held = [session.number for session in facts.sessions if not session.missed]
    plan = draft.body.get("turns") or {}
    shares = plan.get("minutes_per_person", {}).values() if isinstance(plan, dict) else ()
    return [
        max(held, default=0) + 1,
        facts.planned_sessions or 0,
        len(facts.people),
        -2,
        -1,
        0,
        1,
        2,
        *shares,
    ]


@cache
def _own_words() -> frozenset[str]:
    """The bank holds no names, so each of its words may open a sentence."""
    return plain_words(text.lower() for text in (*bank.sentences(), frame.OPENERS))
