"""The sentences of one feedback, and how they go together in each form."""

from collections.abc import Sequence

from assistant import questions
from assistant.domain.feedback import Aim, Alternatives, Channel, Stretch
from assistant.domain.value import Value
from assistant.kinds.feedback import phrases
from assistant.kinds.feedback.account import praise
from assistant.kinds.feedback.event import Event
from assistant.kinds.feedback.own_words import corrected
from assistant.kinds.feedback.parties import fitting, newest
from assistant.kinds.feedback.retelling import QUOTED, together
from assistant.reading import words as count
from assistant.wording import quoted, sentence, short_date

SPOKEN_LEAST, SPOKEN_MOST, SPOKEN_SENTENCES, WRITTEN_MOST = 40, 110, 6, 160


class Speech(Value):
    """All that is said."""

    opener: str
    behaviour: str
    intent: str | None
    belief: str | None
    invitation: str
    support: str
    spoken: str
    written: str
    alternatives: Alternatives


def speech(event: Event, stretch: Stretch | None) -> Speech:
    corrective = stretch is not None or event.account.hard is not None
    both = stretch is not None and event.account.strength is not None
    opener = event.pick(
        phrases.OPEN_BOTH if both else phrases.OPEN_HARD if corrective else phrases.OPEN_GOOD, "opener"
    )
    ask = event.pick(
        phrases.ASK_POOR if event.account.poor else phrases.ASK_HARD if corrective else phrases.ASK_GOOD,
        "ask",
    )
    support = event.pick(phrases.SUPPORT_HARD if corrective else phrases.SUPPORT_GOOD, "support")
    support = support.replace("we next meet", event.occasion)
    belief = _belief(event) if stretch else None
    seen = observation(event)
    spoken = _spoken(event, stretch, opener, seen, ask, support)
    return Speech(
        opener=opener,
        behaviour=sentence(together(event.account.clauses)),
        intent=event.pick(phrases.INTENT, "intent") if corrective else None,
        belief=belief,
        invitation=ask,
        support=support,
        spoken=spoken,
        written=_written(event, stretch, opener, seen, belief, support, ask),
        alternatives=_alternatives(event, stretch, seen, ask),
    )


def observation(event: Event) -> list[str]:
    """One or two sentences: what is worth keeping with its name, and the rest."""
    told = event.account
    quote = told.rest and told.rest[0].startswith(QUOTED)
    if quote:
        opening = (
            event.scene.opening
            if event.scene.joins == ": "
            else f"I am thinking of something {_small(event.scene.opening)}"
        )
        return (
            [sentence(f"{opening}. {told.rest[0]}")] if False else [sentence(opening), sentence(told.rest[0])]
        )
    if not told.good:
        whole = sentence(event.scene.before(together(told.rest)))
        if told.strength is None:
            return [whole]
        kept = told.strength.evidence_from_behaviour.removeprefix("you ")
        return [whole, sentence(f"You {kept}; {praise(told.strength, _on_record(event), event.seed)}")]
    named = f"; {praise(told.strength, _on_record(event), event.seed)}" if told.strength else ""
    first = sentence(event.scene.before(together(told.good)) + named)
    if not told.rest:
        return [first]
    second = together(told.rest)
    also = (
        second.replace("you ", "you also ", 1)
        if second.startswith("you ") and not second.startswith(("you did", "you were", "you have"))
        else second
    )
    return [first, sentence(also)]


def _on_record(event: Event) -> bool:
    """Is the strength called by the name that the pair gave it?"""
    held = {s.name for s in (*event.proven, *((event.named,) if event.named else ()))}
    return event.account.strength is not None and event.account.strength.name in held


def stretched(event: Event, stretch: Stretch, *, why: bool) -> str:
    """The one change, as a sentence."""
    if event.wished.thing and stretch.change == event.wished.thing:
        return sentence(f"What I would like next time is {stretch.change}")
    change = stretch.change
    if change == phrases.TOGETHER:
        return event.pick(phrases.BOTH_LOOK, "stretch")
    first_why = stretch.why_it_matters.split(". ")[0].rstrip(".") if event.account.hard else ""
    because = f", because {first_why[0].lower()}{first_why[1:]}" if why and first_why else ""
    if " next time" in change:
        return sentence(f"What I would ask of you is to {change}{because}")
    return sentence(event.pick(phrases.STRETCH, "stretch").rstrip(".").format(change=change, why=because))


def _belief(event: Event) -> str | None:
    """Only with a reason on record that has to do with this; where conduct was poor, no reason is made of praise."""
    if event.account.poor:
        return None
    goal_strength = event.goal.strength_id if event.goal else None
    options = [event.named] if event.named and event.named.evidence else []
    options += [s for s in event.proven if s.id == goal_strength]
    fits = fitting(event.proven, f"{event.request.behaviour} {event.request.wished}")
    strength = next(iter([*options, *([fits] if fits else [])]), None)
    if strength is None:
        return None
    seen = newest(strength)
    when = f"on {short_date(seen.on, event.today)} " if seen.on else ""
    who = seen.noticed_by.strip()
    own = not who or who.split()[0].casefold() == event.speaker.name.split()[0].casefold()
    noted = "I noted" if own else "you noted" if who.split()[0] == event.name else f"{who} noted"
    return f"I have a reason to think that you can do this: {when}{noted} {quoted(seen.text)}."


def _spoken(
    event: Event, stretch: Stretch | None, opener: str, seen: Sequence[str], ask: str, support: str
) -> str:
    """The longest form that can be said in one breath of six sentences."""
    impact = sentence(event.impact.sentence)
    for why, helped in ((True, True), (True, False), (False, True), (False, False)):
        parts = [opener, *seen, impact]
        if stretch:
            parts.append(stretched(event, stretch, why=why))
        if helped and count(" ".join([*parts, ask])) < SPOKEN_LEAST + 6:
            parts.append(support)
        parts.append(ask)
        text = " ".join(parts)
        if count(text) <= SPOKEN_MOST and len(questions.sentences(text)) <= SPOKEN_SENTENCES:
            return text
    return _shortened(event, stretch, seen, ask)


def _shortened(event: Event, stretch: Stretch | None, seen: Sequence[str], ask: str) -> str:
    """Where the mentor wrote much: cut at a sentence or a comma, and nothing put in other words."""
    tail = [stretched(event, stretch, why=False)] if stretch else []
    first = f"{event.name}, if now suits you:"
    impact = sentence(event.impact.sentence)
    room = SPOKEN_MOST - count(" ".join([first, *tail, ask])) - 2
    kept = _cut(" ".join(seen), max(20, room - min(count(impact), room // 3)))
    left = room - count(kept)
    return " ".join(
        [
            f"{first} {kept[0].lower() if kept[:2] not in {'I '} else kept[0]}{kept[1:]}",
            _cut(impact, max(8, left)),
            *tail,
            ask,
        ]
    )


def _cut(text: str, most: int) -> str:
    if count(text) <= most:
        return text
    kept: list[str] = []
    for word in text.split():
        if count(" ".join([*kept, word])) > most:
            break
        kept.append(word)
    whole = " ".join(kept)
    at = max(whole.rfind(". "), whole.rfind(", "), whole.rfind("; "))
    return sentence((whole[:at] if at > len(whole) // 2 else whole).rstrip(",;:. "))


def _written(
    event: Event,
    stretch: Stretch | None,
    opener: str,
    seen: Sequence[str],
    belief: str | None,
    support: str,
    ask: str,
) -> str:
    if event.request.own_draft.strip():
        own = corrected(event.request.own_draft, _asked_for(event, stretch), ask, WRITTEN_MOST)
        if own:
            return own
    impact = sentence(event.impact.sentence)
    core = [opener, *seen, impact]
    extra: list[str] = []
    if stretch:
        core += [stretched(event, stretch, why=True), stretch.first_step]
        extra = [text for text in (belief, support) if text]
    else:
        extra = [support]
    text = ""
    for more in (extra, extra[:1], extra[1:], []):
        text = " ".join([*core, *more, ask])
        if count(text) <= WRITTEN_MOST:
            return text
    return _shortened(event, stretch, seen, ask)


def _asked_for(event: Event, stretch: Stretch | None) -> str:
    return stretched(event, stretch, why=False) if stretch else ""


def _alternatives(event: Event, stretch: Stretch | None, seen: Sequence[str], ask: str) -> Alternatives:
    impact = sentence(event.impact.sentence)
    soft = [f"{event.name}, I may be missing something, and this is what I noticed.", *seen, impact]
    plain = [*seen, impact]
    plain[0] = (
        f"{event.name}, {plain[0][0].lower() if not plain[0].startswith(('I ', 'I,')) else plain[0][0]}{plain[0][1:]}"
    )
    if stretch:
        change = stretch.change
        soft.append(
            sentence(
                f"One small idea for next time, if it fits for you: {change}"
                if " next time" not in change
                else f"One small idea, if it fits for you: {change}"
            )
        )
        plain.append(stretched(event, stretch, why=False))
    return Alternatives(
        gentler=" ".join([*soft, ask]),
        more_direct=" ".join([*plain, ask]),
        for_group_setting=_in_group(event, stretch),
    )


def _in_group(event: Event, stretch: Stretch | None) -> str | None:
    if event.request.channel is not Channel.IN_FRONT_OF_OTHERS:
        return None
    if event.request.aim is Aim.REINFORCE and not event.account.hard:
        return (
            f"Ask {event.name} first whether it is welcome in front of the others; if so, say it in one "
            f"sentence."
        )
    return (
        f'Take it private: in front of the others say only "{event.name}, let us talk for five '
        f'minutes afterwards", '
        "and keep the rest for the two of you."
    )


def _small(text: str) -> str:
    return text[0].lower() + text[1:]
