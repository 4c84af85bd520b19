"""What goes beside the words: what to check first, what not to say, and what is not known."""

from assistant.citations import Citations
from assistant.domain.facts import Facts
from assistant.domain.feedback import Aim, BetterWording, Channel
from assistant.kinds.feedback.event import Event
from assistant.kinds.feedback.observed import said_nothing
from assistant.kinds.feedback.retelling import turned
from assistant.proofreading import Kind, Remark, proofread
from assistant.wording import quoted, sentence, trimmed

MOST = 3
_TEACH = {
    Kind.LABEL: "strengths_wording",
    Kind.ABSOLUTE: "feedback_pairs",
    Kind.MIND_READING: "situation_behaviour_impact",
    Kind.HIDDEN_BUT: "feedback_sandwich",
    Kind.INFLATED_PRAISE: "process_praise",
    Kind.BLAME: "feedback_pairs",
    Kind.COMPARISON: "feedback_harm",
    Kind.ADVICE_PILE: "righting_reflex",
    Kind.PROMISE: "confidentiality_limits",
}
"""The technique that teaches each kind of remark."""


def check_first(event: Event) -> tuple[str, ...]:
    """What is still assumed."""
    request = event.request
    found = []
    if not said_nothing(request.unknown):
        plain = trimmed(request.unknown)
        told = turned(plain, event.cast, event.known) if len(plain.split()) < 25 else None
        found.append(f"You do not know yet: {quoted(told or plain)}. Ask before you say more.")
    if event.seen.taken_out:
        word = event.seen.taken_out[0]
        found.append(
            f"You wrote {quoted(word)}, which is left out here: what did you see or hear, and how often?"
        )
    if not event.seen.told.turned:
        found.append(
            "Your own words stand in quotation marks, because it is not clear who is meant; say it as "
            "you would to them."
        )
    if _hearsay(request.behaviour):
        found.append("Did you see or hear it yourself? If somebody told you, say so, or leave it.")
    if event.impact.left_out:
        found.append(
            f"{quoted(event.impact.left_out[0])} is left out, because it judges: what followed that "
            f"others could see?"
        )
    if request.aim is not Aim.REINFORCE and not event.impact.given:
        found.append("What did it lead to, for whom? Say only what you noticed yourself.")
    return tuple(found[:MOST])


def _hearsay(text: str) -> bool:
    low = text.lower()
    return any(
        words in low
        for words in ("i was told", "i heard that", "apparently", "people say", "told me that", "rumour")
    )


def avoid(event: Event, cites: Citations) -> tuple[BetterWording, ...]:
    """Words of the mentor's own that are better left, each with what to say."""
    request = event.request
    found: dict[str, BetterWording] = {}
    for text in (request.own_draft, request.behaviour, request.impact, request.wished):
        for remark in proofread(text, event.listener.role):
            if remark.kind is Kind.ADVICE_PILE or len(found) == MOST or len(remark.quote) > 120:
                continue
            say = remark.say.strip(" .,") or _instead(remark, event)
            ref = cites.cite(_TEACH[remark.kind], remark.quote, "words to leave")
            key = remark.quote.casefold()
            found.setdefault(
                key, BetterWording(instead_of=remark.quote, say=say, why=remark.why, source_ref=ref)
            )
    return tuple(found.values())


def _instead(remark: Remark, event: Event) -> str:
    """The fact, where the words were a verdict on it."""
    if remark.kind in {Kind.LABEL, Kind.ABSOLUTE, Kind.MIND_READING, Kind.BLAME} and event.seen.told.turned:
        return sentence(event.account.clauses[0])
    return "Say what you saw, in one sentence."


def gaps(event: Event, facts: Facts) -> tuple[str, ...]:
    request, name = event.request, event.listener.name.split()[0]
    found = []
    if not event.impact.given:
        found.append(
            "What did it lead to, and for whom? With one sentence on that, the words become stronger."
        )
    if event.wished.softening:
        found.append(
            "You would like to keep it light. The draft stays kind, and still says what happened and "
            "what should change."
        )
    if request.aim is Aim.REINFORCE and event.account.hard:
        found.append(
            "You asked for words that encourage, and what you describe may need a change; nothing is "
            "praised here that is not in it."
        )
    if request.aim is Aim.BOTH and event.account.strength is None and not event.account.poor:
        found.append(
            f"What did {name} do well in this? Nothing in your words shows it yet, so nothing is praised."
        )
    if request.aim is not Aim.REINFORCE and not (
        event.account.hard or event.wished.verb or event.wished.thing
    ):
        found.append(
            "What do you wish had happened instead? Until you say so, the draft suggests to look for "
            "one step together."
        )
    if not facts.goals:
        found.append(f"No goal of {name} is on record, so the change is not tied to one.")
    if request.channel is Channel.IN_FRONT_OF_OTHERS and request.aim is not Aim.REINFORCE:
        found.append("You plan to say this in front of others; it is better said alone.")
    return tuple(found)
