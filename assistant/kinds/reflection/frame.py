"""What stands round the prompts: title, one small step, the way out, and people to talk to."""

from datetime import date

from assistant.domain.people import Role
from assistant.domain.reflection import ReflectionRequest, WriterFacts
from assistant.kinds.reflection.anchors import Anchors, topic_of
from assistant.kinds.reflection.bank import bank
from assistant.wording import number_word, short_date, trimmed

SKIP = (
    "Not now: it will not come back this week.",
    "Too personal: the next ones will be lighter.",
    "Another angle: ask about the same words in another way.",
)
SHARE = "Nothing is shared unless you choose a passage."

_COMES_BACK = "This has come up a few times now, and it may help to say it to somebody."


def title(facts: WriterFacts, request: ReflectionRequest, count: int, today: date) -> str:
    what = "Comments beside" if request.comments else f"{number_word(count).capitalize()} questions on"
    if facts.entry and facts.entry.text.strip():
        return f"{what} your {'log' if facts.role is Role.MENTOR else 'entry'} of {short_date(facts.entry.on, today)}"
    topic = topic_of(request.topic or facts.topic)
    return f'{what} "{topic}"' if topic else f"{what} your goal"


def step(held: Anchors, role: Role, turn: int, *, circling: bool) -> str:
    """Something to do, offered and never set."""
    steps = bank().steps
    options = list(steps["plain"])
    if held.goal:
        options += steps["goal"]
    if role is Role.MENTOR:
        options = list(steps["mentor"])
    if circling:
        options = list(steps["distance"])
    return options[turn % len(options)].format(goal=f'"{held.goal_text}"')


def person(facts: WriterFacts, role: Role) -> str:
    """Whom to turn to when the same thing keeps hurting."""
    near = (
        "a fellow mentor or your coordinator"
        if role is Role.MENTOR
        else "a friend, somebody at home or your mentor"
    )
    contact = trimmed(facts.support_contact)
    asked = f" In your programme you can ask: {contact}." if contact else ""
    return f"{_COMES_BACK} It could be {near}.{asked}"
