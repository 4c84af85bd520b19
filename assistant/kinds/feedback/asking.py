"""What is asked back when there is nothing to build on."""

from assistant.domain.feedback import FeedbackRequest
from assistant.kinds.feedback.observed import Seen, said_nothing

WHOM = "Who is this feedback for? Choose one person."
MOST_SHOWN = 3


def back(request: FeedbackRequest, seen: Seen, name: str) -> tuple[str, ...]:
    """None when there can be a draft; else one or two questions."""
    asked = []
    first = name.split()[0]
    if said_nothing(request.situation):
        asked.append(
            'When and where was it? A day and a place are enough, such as "Monday, at the stand-up".'
        )
    if said_nothing(request.behaviour):
        asked.append(f"What did {first} do or say? Write what a camera would have recorded.")
    elif not seen.enough:
        asked.append(_behind(seen, first))
    return tuple(asked)


def _behind(seen: Seen, name: str) -> str:
    words = list(dict.fromkeys(seen.taken_out))[:1]
    told = (
        f'"{words[0]}" is a verdict, and it cannot be discussed well. '
        if words
        else "These words judge more than they tell. "
    )
    return f"{told}What did you see or hear {name} do or say that led you to it?"
