"""What every kind of draft is made of: the slots that a model may phrase."""

from assistant.domain.value import Value


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
