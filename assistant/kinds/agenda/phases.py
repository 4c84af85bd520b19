"""Which phase a pair is in, and the reason in words that can be shown to both."""

from math import ceil

from assistant.domain.facts import Facts, Phase
from assistant.domain.goals import Goal, GoalStatus
from assistant.domain.value import Value
from assistant.wording import number_word, quoted

MUST: dict[Phase, tuple[str, ...]] = {
    Phase.FIRST: (
        "who_we_are", "expectations", "confidentiality", "confidentiality_limits", "contact",
        "strength_exchange", "next_date",
    ),
    Phase.BUILDING: ("goal_shaping", "success_scale", "strength_evidence", "agreement_check"),
    Phase.WORKING: ("focus", "stretch", "next_step"),
    Phase.STUCK: ("what_still_works", "exception", "smaller_step", "relationship_check"),
    Phase.MIDPOINT: ("goal_rerating", "relationship_pulse", "mentor_feedback"),
    Phase.TRANSITION: ("ending_said", "people_beyond", "what_to_finish"),
    Phase.CLOSING: (
        "celebrate_evidence", "learned_both", "feedback_each_other", "contact_rule", "future_plan",
    ),
}  # fmt: skip
"""What each phase must contain, as the tags its items carry (AG-8, AG-9)."""

LOW_USEFULNESS = 4


class Moment(Value):
    """Where the pair stands in its time together."""

    phase: Phase
    reason: str
    number: int
    """Of the session being prepared; missed meetings do not count."""
    left: int | None
    """Sessions left after this one; None when nobody knows how many are planned."""


def active_goals(facts: Facts) -> list[Goal]:
    return [goal for goal in facts.goals if goal.status is GoalStatus.ACTIVE]


def moment(facts: Facts, forced: Phase | None = None) -> Moment:
    """The phase by the first rule that fits; a forced phase always wins."""
    held = [session for session in facts.sessions if not session.missed]
    number = max((session.number for session in held), default=0) + 1
    left = max(0, facts.planned_sessions - number) if facts.planned_sessions else None
    chosen = forced or facts.phase
    if chosen:
        phase, reason = chosen, _chosen_reason(chosen, number)
    else:
        phase, reason = _by_rule(facts, number, left)
    return Moment(phase=phase, reason=reason, number=number, left=left)


def _chosen_reason(phase: Phase, number: int) -> str:
    if phase is Phase.CLOSING:
        return "You said that this is the last session."
    return f"You chose this phase for session {number}."


def _by_rule(facts: Facts, number: int, left: int | None) -> tuple[Phase, str]:
    if number == 1:
        missed = any(session.missed for session in facts.sessions)
        return Phase.FIRST, (
            "This is the first meeting that takes place; the one before was missed."
            if missed
            else "This is the first session."
        )
    if left == 0:
        if facts.planned_sessions and number > facts.planned_sessions:
            return Phase.CLOSING, "All the planned sessions have taken place, so this one is for ending well."
        return Phase.CLOSING, f"This is session {number} of {facts.planned_sessions} planned: the last one."
    if left is not None and left < 3:
        after = f"{number_word(left + 1)} sessions are left, this one included"
        return Phase.TRANSITION, f"Of {facts.planned_sessions} planned sessions, {after}."
    stuck = _stuck(facts)
    if stuck:
        return Phase.STUCK, stuck
    if facts.planned_sessions and number == ceil(facts.planned_sessions / 2) and number > 3:
        return Phase.MIDPOINT, f"This is session {number} of {facts.planned_sessions}: half of the way."
    if number <= 3:
        return Phase.BUILDING, f"This is session {number}; the first three build trust and a clear goal."
    return (
        Phase.WORKING,
        f"This is session {number}, and nothing else is due, so the goal itself has the floor.",
    )


def _stuck(facts: Facts) -> str:
    """Why the pair seems stuck, or nothing. In a pair of two "rated low" would say who rated."""
    missed = 0
    for session in reversed(facts.sessions):
        if not session.missed:
            break
        missed += 1
    if missed:
        return (
            "The last meeting was missed, so we first look at what still works."
            if missed == 1
            else f"The last {number_word(missed)} meetings were missed, so we first look at what still works."
        )
    held = [session for session in facts.sessions if not session.missed]
    if held and any(rating <= LOW_USEFULNESS for rating in held[-1].usefulness.values()):
        return "What was noted after the last meeting suggests a look at what would help."
    still = [goal for goal in active_goals(facts) if _unmoved(goal, facts)]
    if still and len(still) == len(active_goals(facts)):
        return f"The goal {quoted(still[0].text)} has stayed at the same level over the last two sessions."
    return ""


def _unmoved(goal: Goal, facts: Facts) -> bool:
    """Rated before and after the last two held sessions, at one level. Unrated goals prove nothing."""
    held = [session for session in facts.sessions if not session.missed]
    if len(held) < 2:
        return False
    since = held[-2].on
    before = [rating.level for rating in sorted(goal.ratings, key=lambda r: r.on) if rating.on <= since]
    after = [rating.level for rating in goal.ratings if rating.on > since]
    return bool(before and after) and all(level == before[-1] for level in after)
