"""What to do with less: the same meeting in fifteen minutes, and what to drop when somebody is upset."""

from collections.abc import Sequence

from assistant.domain.agenda import IfUpset, Item, ShortItem
from assistant.domain.facts import Facts, Phase
from assistant.domain.people import Form
from assistant.kinds.agenda.phases import MUST
from assistant.wording import quoted, sentence, trimmed

NO_CONTACT = "Your programme's contact is not on record yet; ask for it before you meet"


def short(items: Sequence[Item], phase: Phase, form: Form) -> tuple[ShortItem, ...]:
    """The way in, what matters most, the way out."""
    if form is Form.PEER:
        turns = [item for item in items if item.technique == "peer_turns"]
        chosen = [(items[0], 2), *((turn, 5) for turn in turns), (items[-1], 3)]
    else:
        limits = [item for item in items[1:-1] if phase is Phase.FIRST and "confidentiality" in item.tags]
        middle = max(limits or items[1:-1], key=lambda item: _matters(item, phase))
        chosen = [(items[0], 3), (middle, 8), (items[-1], 4)]
    return tuple(
        ShortItem(label=item.label, minutes=minutes, question=item.questions[0]) for item, minutes in chosen
    )


def _matters(item: Item, phase: Phase) -> tuple[bool, bool, int, int]:
    return bool(set(MUST[phase]) & set(item.tags)), bool(item.goal_ref), item.minutes, -item.order


def if_upset(items: Sequence[Item], facts: Facts) -> IfUpset:
    contact = trimmed(facts.support_contact) or NO_CONTACT
    return IfUpset(drop_first=_drop(items, facts.form), contact=sentence(contact))


def _drop(items: Sequence[Item], form: Form) -> str:
    """Whatever can be spared, then a stretch, then a part that no phase asks for; never what must be said."""
    needed = {tag for tags in MUST.values() for tag in tags}
    middle = [item for item in items[1:-1] if item.technique != "peer_turns"]
    spare = (
        next((item for item in middle if item.optional), None)
        or next((item for item in middle if "stretch" in item.tags), None)
        or next((item for item in middle if not needed & set(item.tags)), None)
    )
    if spare:
        return f"Drop {quoted(spare.label)} first, and stay with what is there."
    if form is Form.PEER:
        return "Shorten both turns."
    return "Ask only the first question of each part; nothing has to be finished today."
