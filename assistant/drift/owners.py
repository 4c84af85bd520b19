"""Who does what for whom, in two wordings of one line: owners and directions must not change hands."""

import re
from collections.abc import Iterable

from assistant.drift.actors import LISTENER, OTHER, SOMEBODY, SPEAKER, US, Reading, cast_of, known_as
from assistant.drift.novelty import roots
from assistant.drift.wordlists import irregular, wordlist
from assistant.kind import Slot
from assistant.lexicon import unquoted

_GENDERED = wordlist("gendered")
_TRANSFERS = wordlist("transfers")
_TO_KEEP = frozenset({"tell", "told", "ask", "asked", "send", "sent", "pay", "paid"})
_YOU = frozenset({"you", "your", "yours", "yourself", "yourselves"})
_PARTS = re.compile(r"[,;.:!?]\s+|\s+and\s+")
_MEETING = re.compile(
    r"\bwe(?:'ve| have|'re| are)? (?:\w+ )?"
    r"(?:meet|met|talk|talked|spoke|speak|finish|finished|close|start|last|meeting|sit|halfway|end|begin|done|meetings?|sessions?)\b"
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
    if strangers := sorted(new.people - old.people):
        reasons.append(f"Leave out the {strangers[0]}: the line does not speak of one.")
    if acts := sorted(new.words & _TRANSFERS - _forms(old.words & _TRANSFERS)):
        reasons.append(f'Leave out "{acts[0]}": nobody does that in the line.')
    if lost := sorted(old.words & _TO_KEEP - _forms(new.words)):
        reasons.append(f'Keep "{lost[0]}".')
    if doing := sorted(new.subjects - old.subjects - {LISTENER, US, OTHER, SOMEBODY}):
        reasons.append(f"In the line {doing[0]} does nothing; keep it so.")
    if gender := sorted(new.words & _GENDERED - old.words - facts.words):
        reasons.append(f'Do not say "{gender[0]}"; nobody said who that is.')
    reasons += _exchanged(old, new, facts)
    if _dated(slot.composed, cast).items() - _dated(plain, cast).items() and _dated(plain, cast):
        reasons.append("Keep each date with the one it is for.")
    return tuple(dict.fromkeys(reasons))


def _forms(words: Iterable[str]) -> set[str]:
    """All known forms of these words: "gave" with "give"."""
    held = {root for word in words if word.isalpha() for root in roots(word) + [irregular().get(word, word)]}
    return {word for word in _TRANSFERS if irregular().get(word, word) in held or roots(word)[0] in held}


def _exchanged(old: Reading, new: Reading, facts: Reading) -> list[str]:
    """Words that have another doer or another owner than in the line, or failing that in its facts."""
    reasons = []
    said = {root for word in old.words if word.isalpha() for root in roots(word)}
    for stem, doers in new.doers.items():
        wanted = old.doers.get(stem, set()) if stem in said else facts.doers.get(stem, set())
        if stem not in said:
            doers = doers - {US}
        if wanted and (wrong := _wrong(doers, wanted, old, new, said)):
            reasons.append(
                f'"{stem}": in the line it is {_spoken(wanted)} who does this, not {_spoken(wrong)}.'
            )
    for person, kinds in new.kinds.items():
        if person in old.present and kinds & said - old.kinds.get(person, set()):
            reasons.append(f"Keep what is said of the {person} with the {person}.")
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
    # A thing that the line does not hold is the same thing under another word.
    return {who for who in wrong if who not in new.things or who in said}


def _dated(text: str, cast: dict[str, str]) -> dict[str, frozenset[str]]:
    """Each date of a line that speaks of several people, and who acts in its part of the line."""
    parts = [Reading([part], cast) for part in _PARTS.split(unquoted(text))]
    acting = [part for part in parts if part.subjects]
    if len(acting) < 2:
        return {}
    found: dict[str, frozenset[str]] = {}
    for place, part in enumerate(parts):
        near = next(
            (
                one.subjects
                for one in [part, *parts[place + 1 :], *reversed(parts[:place])]
                if one.subjects - {US}
            ),
            set(),
        )
        found |= {date: frozenset(near - {US}) for date in part.dates}
    return found


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
