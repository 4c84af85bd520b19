"""At least one item speaks of a strength with evidence, wherever the record holds one (GE-10)."""

from collections.abc import Mapping, Sequence

from assistant.domain.agenda import Item
from assistant.domain.people import Form
from assistant.kinds.agenda.voice import Subject
from assistant.wording import sentence

ROOMY = 6
"""Minutes from which an item can carry three questions."""


def with_strength(
    items: Sequence[Item], subjects: Sequence[Subject], words: Sequence[Mapping[str, str]], form: Form
) -> list[Item]:
    """The items, and where none of them speaks of a strength yet, one that does; for peers, each one's own turn."""
    told = list(items)
    held = [index for index, subject in enumerate(subjects) if subject.strength]
    if any(item.strength_ref for item in items):
        return told
    for index in held if form is Form.PEER else held[:1]:
        at = _place(items, index, form)
        told[at] = _told(told[at], subjects[index], words[index], form)
    return told


def _place(items: Sequence[Item], subject: int, form: Form) -> int:
    """On arriving, or in a peer's own turn; never while promises are reviewed."""
    if form is Form.PEER:
        return [at for at, item in enumerate(items) if item.technique == "peer_turns"][subject]
    own = {"connection", "celebrate_evidence"}
    return next((at for at, item in enumerate(items) if own & set(item.tags)), 0)


def _told(item: Item, subject: Subject, words: Mapping[str, str], form: Form) -> Item:
    """The item with a question about a strength in front; it takes a place where time is short."""
    line = "{strength} has helped before. Where could it help now?"
    if form is Form.GROUP:
        line = "{strength} has shown up in this group. Where could it help us now?"
    elif "seen" in words:
        line = "{seen}. Where could that help now?"
    asked = item.questions
    kept = asked[:2] if item.minutes >= ROOMY or len(asked) < 2 else asked[1:2]
    strength = subject.strength.id if subject.strength else None
    return item.model_copy(
        update={"questions": (sentence(line.format_map(words)), *kept), "strength_ref": strength}
    )
