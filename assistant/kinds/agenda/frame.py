"""What stands round the items: title, purpose, outcome, the next step, and how time is shared."""

from collections.abc import Sequence
from datetime import date

from assistant.domain.agenda import Close, GroupPlan, NextStep
from assistant.domain.facts import Facts, Phase
from assistant.domain.goals import Goal
from assistant.domain.meetings import Mode
from assistant.domain.people import Form, Role
from assistant.kinds.agenda.phases import Moment
from assistant.kinds.agenda.voice import Subject
from assistant.lexicon import labelled
from assistant.wording import (
    as_verb_phrase,
    core,
    names,
    number_word,
    opens_with_verb,
    possessive,
    quoted,
    sentence,
    short_date,
    to_you,
    trimmed,
)

FACILITATOR_SHARE = 0.25

THANKS = (
    "What did someone here do today that helped you?",
    "What would you like to thank the other for today?",
    "Which moment of today was worth coming for?",
)

OPENERS = (
    "Drop Shorten Start Check Pairs Put Lay Do If Tell Say Name Choose Write Both Two Speak Ask Then None On For In "
    "With To By From"
)
"""Words that open the sentences of this page and of the sheet; none of them is a name."""

_PURPOSES = {
    Phase.FIRST: "To get to know each other and agree how we work.",
    Phase.BUILDING: "To give the goal a shape and name what you bring to it.",
    Phase.WORKING: "To take one good step, starting from what already works.",
    Phase.STUCK: "To find what still works and make the next step small enough.",
    Phase.MIDPOINT: "To see how far it has come and how we work together.",
    Phase.TRANSITION: "To use the time that is left well and look beyond it.",
    Phase.CLOSING: "To look back with proof, thank each other and plan what comes next.",
}

_SCALE_WORDS = {
    -2: "much less than hoped",
    -1: "less than hoped",
    0: "as hoped",
    1: "more than hoped",
    2: "much more than hoped",
}


def title(facts: Facts, moment: Moment) -> str:
    people = [person.name for person in facts.people if person.role is not Role.MENTOR] if _group(facts) else [
        person.name for person in facts.people
    ]  # fmt: skip
    shown = names(people) if len(people) <= 5 else f"a group of {number_word(len(people))}"
    return f"Session {moment.number}: {shown}"


def purpose(phase: Phase, facts: Facts, subjects: Sequence[Subject]) -> str:
    goal = subjects[0].goal
    if phase is Phase.BUILDING and goal is None:
        return "To find a goal in your own words and name what you bring to it."
    if phase is Phase.WORKING and goal and facts.form is Form.ONE_TO_ONE:
        return f"To take one good step towards {quoted(core(goal.text))}, from what already works."
    return _PURPOSES[phase]


def outcome(phase: Phase, facts: Facts, subjects: Sequence[Subject]) -> str:
    """One result that can be seen at the end of the meeting."""
    goal = subjects[0].goal
    own = facts.form is Form.ONE_TO_ONE and goal is not None
    short = quoted(core(goal.text)) if own and goal else ""
    towards, about = (f" towards {short}", f" for {short}") if short else ("", "")
    both = "each of us " if facts.form is not Form.ONE_TO_ONE else ""
    result = {
        Phase.FIRST: "agreed how we work together, what stays between us, and when we meet next",
        Phase.BUILDING: f'written what "as hoped" looks like{about}'
        if goal
        else "a first sentence for a goal",
        Phase.WORKING: f"one next step{towards}, with a day and a plan for what may get in the way",
        Phase.STUCK: f"one step{towards} that is small enough for a bad day",
        Phase.MIDPOINT: f"a new rating{about}, and one thing we will do differently",
        Phase.TRANSITION: "a list of what we finish, and one more person or place to turn to",
        Phase.CLOSING: "said what we learned, agreed about contact, and named the first step after today",
    }[phase]
    if both and phase in {Phase.WORKING, Phase.STUCK, Phase.MIDPOINT}:
        return sentence(f"By the end each of us will have {result}")
    return sentence(f"By the end we will have {result}")


def goal_line(goal: Goal, facts: Facts) -> str:
    """A goal with its owner and its current level, for everyone to read (AG-6)."""
    owner = next((p.name for p in facts.people if p.person_id == goal.owner_id), "")
    text = (
        f"{possessive(owner)} goal: {quoted(core(goal.text))}"
        if owner
        else f"Goal: {quoted(core(goal.text))}"
    )
    level = goal.level
    if level is None:
        return f"{text} (not rated yet)"
    words = quoted(goal.levels[level]) if level in goal.levels else _SCALE_WORDS[level]
    return f"{text} (now at {level:+d}: {words})" if level else f"{text} (now at 0: {words})"


def next_meeting(facts: Facts, today: date) -> date | None:
    """The day after this meeting's, if somebody already fixed one."""
    known = facts.next_on or max((s.next_on for s in facts.sessions if s.next_on), default=None)
    return known if known and known > today else None


def next_step(facts: Facts, subjects: Sequence[Subject], moment: Moment, today: date) -> NextStep:
    """Something to start from; the pair puts its own words over it."""
    subject, goal = subjects[0], subjects[0].goal
    alone = facts.form is Form.ONE_TO_ONE
    who = subject.person.name if alone else "Each of us"
    day = next_meeting(facts, today)
    return NextStep(
        who=who,
        what=_what(goal if alone else None, moment),
        by_when=short_date(day, today) if day and moment.phase is not Phase.CLOSING else "to be agreed",
        first_five_minutes=_first_five(moment.number),
        if_then_obstacle=_if_then(goal if alone else None, moment.number),
        support_needed=_support(facts, subject, moment),
    )


def close(facts: Facts, phase: Phase, thanks: str, today: date) -> Close:
    """How the meeting ends: a number, a thank-you, and the next date."""
    day = next_meeting(facts, today)
    when = short_date(day, today) if day else "to be agreed"
    return Close(
        usefulness_question="From 0 to 10, how useful was this meeting, and what would make it one point better?",
        appreciation_prompt=thanks,
        next_meeting_slot="None: this was the last one." if phase is Phase.CLOSING else when,
    )


def _what(goal: Goal | None, moment: Moment) -> str:
    if goal is None:
        start = (
            "Write down one hope for these meetings"
            if moment.phase is Phase.FIRST
            else "Choose one small step"
        )
        return f"{start}, and say it aloud before we finish."
    if not goal.confirmed:
        return f"Say in your own words what you make of {quoted(core(goal.text))}, and what you would change."
    if goal.first_step.strip() and len(goal.ratings) < 2:
        phrase = as_verb_phrase(goal.first_step)
        own = to_you(phrase) if phrase else None
        return sentence(
            own
            if own and opens_with_verb(own) and not labelled(own)
            else f"Start with {quoted(goal.first_step)}"
        )
    above = next((goal.levels[up] for up in range((goal.level or 0) + 1, 3) if up in goal.levels), "")
    if goal.level is not None and above:
        return sentence(f"Choose one step that brings you closer to {quoted(above)}")
    return sentence(f"Choose one small step towards {quoted(core(goal.text))}")


def _first_five(number: int) -> str:
    options = (
        "Put it in the diary with a place and a time.",
        "Lay out what you need, so that starting takes no thought.",
        "Do the very first bit before you do anything else that day.",
    )
    return options[number % len(options)]


def _if_then(goal: Goal | None, number: int) -> str:
    if goal and goal.if_then:
        plan = to_you(trimmed(goal.if_then))
        if plan and plan.casefold().startswith(("if ", "when ")) and not labelled(plan):
            return sentence(plan)
        return sentence(f"Your plan is: {quoted(goal.if_then)}")
    if goal and goal.obstacle.strip():
        return (
            f"If this gets in the way ({quoted(goal.obstacle)}), then do the smallest part that still counts."
        )
    options = (
        "If the day gets too full, then do only the first five minutes.",
        "If it feels too big, then cut it in half and do that half.",
        "If the moment passes, then pick the next one the same day.",
    )
    return options[number % len(options)]


def _support(facts: Facts, subject: Subject, moment: Moment) -> str:
    if facts.form is Form.PEER:
        return "Tell the other what would help: a message, a question, or company."
    if facts.form is Form.GROUP:
        return "Say who in the group could help, and with what."
    if moment.phase is Phase.CLOSING:
        return "Name one person who will hear about it."
    return f"Say what {subject.asker.name} could do that would help: read something, ask how it went, or just wait."


def adaptations(facts: Facts) -> tuple[str, ...]:
    """What makes this meeting work for everyone who comes."""
    found = [f"For everyone: {trimmed(need)}." for need in facts.access_needs]
    mode = {
        Mode.VIDEO: "On video: wait a little longer after each question, and look away to think.",
        Mode.PHONE: "On the phone: say when you are thinking, because silence cannot be seen.",
        Mode.TEXT: "In writing: one question at a time, and agree when an answer is expected.",
    }.get(facts.mode)
    if mode:
        found.append(mode)
    if len(facts.people) > 7:
        found.append(
            f"With {number_word(len(facts.people))} people: pairs before the full group, so that all speak."
        )
    return tuple(found)


def turns(facts: Facts, minutes: int) -> GroupPlan | None:
    """How the minutes are shared among people; None for a mentor and a mentee (AG-15, AG-16)."""
    if facts.form is Form.ONE_TO_ONE:
        return None
    if facts.form is Form.PEER:
        each = minutes / len(facts.people)
        return GroupPlan(
            ground_rule="Both tell and both ask; what is said here stays here, unless someone may be in danger.",
            turn_scheme="Two turns of the same length; watch the clock for each other.",
            minutes_per_person={person.name: round(each, 1) for person in facts.people},
            facilitator_share=0.0,
        )
    mentors = [person for person in facts.people if person.role is Role.MENTOR]
    others = [person for person in facts.people if person.role is not Role.MENTOR]
    each = minutes * (1 - FACILITATOR_SHARE) / len(others)
    share = {person.name: round(each, 1) for person in others}
    share |= {person.name: round(minutes * FACILITATOR_SHARE / len(mentors), 1) for person in mentors}
    scheme = (
        f"About {round(each)} minutes of talking for each, in pairs and rounds; anyone may pass."
        if each >= 3
        else "Pairs first, so that everybody speaks; then one sentence from each pair. Anyone may pass."
    )
    return GroupPlan(
        ground_rule="Speak for yourself and let others finish; what is said here stays here, unless someone may be "
        "in danger.",
        turn_scheme=scheme,
        minutes_per_person=share,
        facilitator_share=FACILITATOR_SHARE,
    )


def _group(facts: Facts) -> bool:
    return facts.form is Form.GROUP
