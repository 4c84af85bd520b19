"""The one thing to change: what the mentor wished for, or a modest step that fits what was seen."""

from assistant.domain.feedback import Stretch
from assistant.kinds.feedback.account import choose
from assistant.kinds.feedback.event import Event
from assistant.kinds.feedback.phrases import TOGETHER
from assistant.wording import core, quoted

_OPEN_WHY = (
    "A step that you choose yourself is one you can hold.",
    "It is easier to change one small thing than everything.",
)
_OPEN_STEP = "Before {next}, each of us thinks of one idea, and we choose yours or mine."
_WISH_STEPS = (
    "Tell me, before {next}, when you will try it for the first time.",
    "Choose, before {next}, the first occasion on which you will try it.",
)
_WISH_WHY = ("It is one clear thing, and you can see for yourself whether it works.",)


def stretch(event: Event) -> Stretch:
    """Exactly one."""
    hard = event.account.hard
    change, step, why = _change(event)
    if event.goal:
        why = f"{why} It belongs to your goal {quoted(core(event.goal.text))}.".strip()
    when = f"before {event.occasion}" if hard is None or event.wished.verb else "the next time it comes up"
    return Stretch(
        change=change, why_it_matters=why, first_step=step.replace("{next}", event.occasion), when=when
    )


def _change(event: Event) -> tuple[str, str, str]:
    hard, seed = event.account.hard, event.seed
    matters = hard.matters[choose(seed, "matters", len(hard.matters))] if hard else ""
    if event.wished.verb or event.wished.thing:
        step = _WISH_STEPS[choose(seed, "step", 2)]
        return event.wished.verb or event.wished.thing, step, matters or _WISH_WHY[0]
    if hard:
        change = hard.change[choose(seed, "change", len(hard.change))]
        return change, hard.step[choose(seed, "step", len(hard.step))], matters
    return TOGETHER, _OPEN_STEP, _OPEN_WHY[choose(seed, "why", 2)]
