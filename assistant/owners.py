"""Who does what for whom, in two wordings of one line: owners and directions must not change hands."""

import re
from collections.abc import Iterable

from assistant.actors import LISTENER, OTHER, SPEAKER, US, Reading, cast_of, known_as
from assistant.kind import Slot
from assistant.lexicon import unquoted
from assistant.novelty import roots
from assistant.wordlists import wordlist

_GENDERED = wordlist("gendered")
_YOU = frozenset({"you", "your", "yours", "yourself", "yourselves"})
_MEETING = re.compile(
    r"\bwe(?:'ve| have|'re| are)? (?:\w+ )?"
    r"(?:meet|met|talk|talked|spoke|speak|finish|finished|close|start|last|meeting|sit|halfway|end|meetings?|sessions?)\b"
    r"|\b(?:us to|one of us|each of us)\b"
    r"|\bour (?:\w+ )?(?:meetings?|sessions?|time|talks?|conversations?)\b"
)


def changed(slot: Slot, text: str) -> tuple[str, ...]:
    """What changed hands, as sentences for the writer; nothing when all is well."""
    cast = cast_of(slot)
    plain, called = _without_calls(unquoted(text), slot)
    old, new = Reading([_without_calls(unquoted(slot.composed), slot)[0]], cast), Reading([plain], cast)
    facts = Reading(slot.facts, cast, frozenset(".;!?"))
    reasons = []
    if known_as(slot.speaker) in called:
        reasons.append(f"{slot.speaker} says this line; do not call {slot.speaker} by name.")
    reasons += _in_third_person(slot, old, new)
    reasons += _sides(slot, plain, old, new)
    if strangers := sorted(new.people - old.people - facts.people):
        reasons.append(f"Leave out {strangers[0]}: the line and its facts do not speak of one.")
    if gender := sorted(new.words & _GENDERED - old.words - facts.words):
        reasons.append(f'Do not say "{gender[0]}"; nobody said who that is.')
    reasons += _exchanged(old, new, facts)
    return tuple(dict.fromkeys(reasons))


def _exchanged(old: Reading, new: Reading, facts: Reading) -> list[str]:
    """Words that have another doer or another owner than in the line, or failing that in its facts."""
    reasons = []
    said = {root for word in old.words if word.isalpha() for root in roots(word)}
    for stem, doers in new.doers.items():
        wanted = old.doers.get(stem, set()) if stem in said else facts.doers.get(stem, set())
        if wanted and (wrong := _wrong(doers, wanted, old, new, said)):
            reasons.append(
                f'"{stem}": in the line it is {_spoken(wanted)} who does this, not {_spoken(wrong)}.'
            )
    for stem, owners in new.owner.items():
        wanted = old.owner.get(stem, set())
        if wanted and not owners <= wanted and OTHER not in wanted:
            reasons.append(f'"{stem}" belongs to {_spoken(wanted)} in the line; keep it so.')
    return reasons


def _wrong(doers: set[str], wanted: set[str], old: Reading, new: Reading, said: set[str]) -> set[str]:
    """Those who do a thing that others are to do. "They" may stand for anybody who is not here."""
    wrong = doers - wanted
    if OTHER in wanted:
        return wrong & {SPEAKER, LISTENER}
    if wanted - {SPEAKER, LISTENER, US}:
        wrong -= {OTHER}
    if wanted <= old.things and not wrong & said:
        wrong -= new.things  # the same thing under another word
    return wrong


def _sides(slot: Slot, text: str, old: Reading, new: Reading) -> list[str]:
    """The line speaks from one person to another; both must still be there, and nobody else may join."""
    reasons = []
    if LISTENER in old.present and LISTENER not in new.present:
        reasons.append('Speak to the listener as "you", as the line does.')
    if _YOU & new.words and not _YOU & old.words:
        reasons.append('The line speaks to nobody as "you"; keep it so.')
    if SPEAKER in new.present and SPEAKER not in old.present:
        reasons.append('Do not say "I", "me" or "my"; the line is not about the speaker.')
    if SPEAKER in old.present and SPEAKER not in new.present:
        reasons.append('Keep the part of the speaker ("I", "me" or "my").')
    if US in new.present and US not in old.present and not _MEETING.search(text.casefold()):
        reasons.append('Do not turn it into "we" or "our"; keep who it is about.')
    if US in old.present and SPEAKER not in old.present and not {US, LISTENER} & new.present:
        reasons.append('Keep "we".')
    return reasons


def _in_third_person(slot: Slot, old: Reading, new: Reading) -> list[str]:
    """A speaker or a listener who is spoken about by name, though the line does not."""
    return [
        f"{name} takes part in this talk; do not speak about {name} by name."
        for name in (slot.speaker, slot.listener)
        if known_as(name) and known_as(name) in new.words and known_as(name) not in old.words
    ]


def _without_calls(text: str, slot: Slot) -> tuple[str, set[str]]:
    """The text without names that only call somebody ("Ben, ..."), and those names."""
    called: set[str] = set()
    for full in (slot.speaker, slot.listener):
        if not full:
            continue
        name = "|".join(re.escape(part) for part in dict.fromkeys([full, full.split()[-1], full.split()[0]]))
        pattern = re.compile(rf"(?:^|(?<=[.;!?]\s))(?:{name}),\s*|,\s*(?:{name})(?=[,:;.?!])")
        text, calls = pattern.subn("", text)
        if calls:
            called.add(known_as(full))
    return text, called


def _spoken(who: Iterable[str]) -> str:
    return " or ".join(sorted(who)) or "somebody else"
