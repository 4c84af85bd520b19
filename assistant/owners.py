"""Who does what for whom, in two wordings of one line: owners and directions must not change hands."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.kind import Slot
from assistant.novelty import roots
from assistant.terms import STOP_WORDS, stems
from assistant.wordlists import wordlist

SPEAKER, LISTENER, US, OTHER, ALL, SOMEBODY = "I", "you", "we", "they", "everyone", "somebody"

_PRONOUNS = {
    "i": SPEAKER, "me": SPEAKER, "my": SPEAKER, "mine": SPEAKER, "myself": SPEAKER,
    "you": LISTENER, "your": LISTENER, "yours": LISTENER, "yourself": LISTENER, "yourselves": LISTENER,
    "we": US, "us": US, "our": US, "ours": US, "ourselves": US,
    "he": OTHER, "him": OTHER, "his": OTHER, "she": OTHER, "her": OTHER, "hers": OTHER,
    "they": OTHER, "them": OTHER, "their": OTHER, "theirs": OTHER,
    "everyone": ALL, "everybody": ALL, "anyone": ALL, "anybody": ALL, "each": ALL, "nobody": ALL,
    "somebody": SOMEBODY, "someone": SOMEBODY, "person": SOMEBODY,
}  # fmt: skip
_GENDERED = wordlist("gendered")
_PEOPLE = wordlist("people")
_BEFORE_OBJECTS = wordlist("prepositions")
_HELPING = wordlist("helping")
_RELATING = wordlist("relating")
_CLAUSES = wordlist("clauses")
_ADVERBS = wordlist("adverbs")
_GIVING = wordlist("giving")
_LETTING = wordlist("letting")
_POSSESSIVES = wordlist("possessives")
_NOT_NAMES = wordlist("calendar") | wordlist("titles") | STOP_WORDS | {"may"}
_NUMBERS = wordlist("numbers")
_TITLES = wordlist("titles")
_ACTS = wordlist("acts")
_SUBJECTS = frozenset({"i", "we", "he", "she", "they"})
_ARTICLES = _POSSESSIVES | {"the", "a", "an", "this", "that", "these", "those"}
_MEETING = re.compile(
    r"\bwe(?:'ve| have|'re| are)? (?:\w+ )?"
    r"(?:meet|met|talk|talked|spoke|speak|finish|finished|close|start|last|meeting|sit|halfway|end|meetings?|sessions?)\b"
    r"|\b(?:us to|one of us|each of us)\b"
    r"|\bour (?:\w+ )?(?:meetings?|sessions?|time|talks?|conversations?)\b"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019][a-z]+)?|\d+|[.;:!?,]")
_ENDS = frozenset(".;:!?")


class _Reading:
    """The actors of some sentences: who stands before each content word, and whose each thing is."""

    def __init__(self, texts: Iterable[str], cast: dict[str, str], ends: frozenset[str] = _ENDS) -> None:
        self.cast = cast
        self.doers: dict[str, set[str]] = defaultdict(set)
        self.owner: dict[str, set[str]] = defaultdict(set)
        self.things: set[str] = set()
        self.present: set[str] = set()
        self.people: set[str] = set()
        self.words: set[str] = set()
        for text in texts:
            self._read(_TOKEN.findall(text.replace("\u2019", "'")), ends)

    def _read(self, tokens: Sequence[str], ends: frozenset[str]) -> None:
        doer, opening = "", True
        for place, token in enumerate(tokens):
            plain = token.casefold()
            word = plain.split("'")[0]
            self.words.add(word)
            if token in ends:
                doer, opening = "", True
            elif who := self._actor(word):
                self.present.add(who)
                if self._does(tokens, place):
                    doer, opening = who, False
            elif word in _NUMBERS or word in _TITLES:
                continue
            elif word.isalpha() and (word not in STOP_WORDS or word in _ACTS):
                stem = roots(word)[0]
                self._note(stem, doer, tokens[max(0, place - 3) : place])
                if opening and place and self._leads(tokens[place - 1]):
                    doer = stem  # a thing that does something: "the bus is late"
                    self.things.add(stem)
                opening = False
            elif word in _CLAUSES | {","}:
                opening = True
            elif word not in _ARTICLES and word not in _HELPING:
                opening = False

    def _leads(self, before: str) -> bool:
        """Does an article or a number stand before this thing? "My part is to look" is about the owner."""
        plain = before.casefold()
        return plain in _ARTICLES - _POSSESSIVES or plain in _NUMBERS or plain.isdigit()

    def _note(self, stem: str, doer: str, before: Sequence[str]) -> None:
        if doer and self._is_done(before):
            self.doers[stem].add(doer)
        if owner := self._owner(before):
            self.owner[stem].add(owner)

    def _is_done(self, before: Sequence[str]) -> bool:
        """A word is done by somebody when it follows them, "to", or a helping verb."""
        words = [token.casefold().split("'")[0] for token in before]
        while words and words[-1] in _ADVERBS:
            words.pop()
        if not words:
            return False
        last = words[-1]
        if last in _HELPING or last in _RELATING:
            return True
        if last in STOP_WORDS or not last.isalpha():
            return bool(self._actor(last)) and last not in _POSSESSIVES
        return bool(self._actor(last)) or stems(last)[0] in self.things

    def _does(self, tokens: Sequence[str], place: int) -> bool:
        """Is this person a doer here? Not as an owner ("your"), nor after "with", nor as an object."""
        plain = tokens[place].casefold()
        if plain in _POSSESSIVES or (plain.endswith("'s") and plain.split("'")[0] not in _PRONOUNS):
            return False
        ahead = tokens[place + 1].casefold() if place + 1 < len(tokens) else ""
        start = place - 1
        if start >= 0 and tokens[start].casefold() in _RELATING:
            return True
        while start >= 0 and tokens[start].casefold() in _ARTICLES | _TITLES:
            start -= 1
        if start < 0:
            return True
        before = tokens[start].casefold().split("'")[0]
        if plain in _SUBJECTS or before.endswith("ly"):
            return True
        if before in _BEFORE_OBJECTS:
            return before == "for" and ahead == "to"
        if before in STOP_WORDS and before not in _GIVING or not before.isalpha() or self._actor(before):
            return True
        if _is_thing(tokens[max(0, start - 2) : start]):
            return True  # a new phrase begins: "on your scale you put", "three firms Emil likes"
        # After a verb a person is its object, but may do what follows: "helped you practise".
        return stems(before)[0] in _LETTING and (
            ahead in {"to", "how"} or ahead not in STOP_WORDS and ahead.isalpha()
        )

    def _actor(self, word: str) -> str:
        if word in _PRONOUNS:
            return self.cast.get(_PRONOUNS[word], _PRONOUNS[word])
        if word in self.cast:
            return self.cast[word]
        singular = word.removesuffix("s")
        if word in _PEOPLE or singular in _PEOPLE:
            self.people.add(singular)
            return singular
        return ""

    def _owner(self, before: Sequence[str]) -> str:
        """Whose the next word is: the nearest "my", "your" or "Ana's" right before it."""
        for token in reversed(before):
            plain = token.casefold()
            if plain in _POSSESSIVES:
                return self._actor(plain)
            if plain.endswith("'s") and (who := self._actor(plain.split("'")[0])):
                return who
            if not plain.isalpha() or plain in STOP_WORDS:
                return ""
        return ""


def _is_thing(before: Sequence[str]) -> bool:
    """Does a word after these name a thing rather than an act?"""
    return any(
        word.casefold() in _ARTICLES | _NUMBERS | {"one"} | _BEFORE_OBJECTS - {"to"} for word in before
    )


def changed(slot: Slot, text: str) -> tuple[str, ...]:
    """What changed hands, as sentences for the writer; nothing when all is well."""
    cast = _cast(slot)
    plain, called = _without_calls(text, slot)
    old, new = _Reading([slot.composed], cast), _Reading([plain], cast)
    facts = _Reading(slot.facts, cast, frozenset(".;!?"))
    reasons = []
    if _first(slot.speaker) in called:
        reasons.append(f"{slot.speaker} says this line; do not call {slot.speaker} by name.")
    reasons += _in_third_person(slot, old, new)
    reasons += _sides(slot, plain, old, new)
    if strangers := sorted(new.people - old.people - facts.people):
        reasons.append(f"Leave out {strangers[0]}: the line and its facts do not speak of one.")
    if gender := sorted(new.words & _GENDERED - old.words - facts.words):
        reasons.append(f'Do not say "{gender[0]}"; nobody said who that is.')
    reasons += _exchanged(old, new, facts)
    return tuple(dict.fromkeys(reasons))


def _exchanged(old: _Reading, new: _Reading, facts: _Reading) -> list[str]:
    """Words that have another doer or another owner than in the line, or failing that in its facts."""
    reasons = []
    for stem, doers in new.doers.items():
        wanted = old.doers.get(stem) or (set() if stem in old.doers else facts.doers.get(stem, set()))
        if stem not in old.doers and stem in _stems_of(old.words):
            wanted = set()
        others = doers - wanted
        if wanted != {OTHER}:
            others -= {OTHER} if wanted - {SPEAKER, LISTENER, US} else set()
        if wanted <= old.things and not others & _stems_of(old.words):
            others -= new.things
        if OTHER in wanted:
            others &= {SPEAKER, LISTENER}  # "they" may be anybody, but not who is here
        if wanted and others:
            reasons.append(
                f'"{stem}": in the line it is {_spoken(wanted)} who does this, not {_spoken(others)}.'
            )
    for stem, owners in new.owner.items():
        wanted = old.owner.get(stem, set())
        if wanted and not owners <= wanted and OTHER not in wanted:
            reasons.append(f'"{stem}" belongs to {_spoken(wanted)} in the line; keep it so.')
    return reasons


def _sides(slot: Slot, text: str, old: _Reading, new: _Reading) -> list[str]:
    """The line speaks from one person to another; both must still be there, and nobody else may join."""
    reasons = []
    if LISTENER in old.present and LISTENER not in new.present:
        reasons.append('Speak to the listener as "you", as the line does.')
    if LISTENER in new.present and LISTENER not in old.present:
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


def _in_third_person(slot: Slot, old: _Reading, new: _Reading) -> list[str]:
    """A speaker or a listener who is spoken about by name, though the line does not."""
    return [
        f"{name} takes part in this talk; do not speak about {name} by name."
        for name in (slot.speaker, slot.listener)
        if _first(name) and _first(name) in new.words and _first(name) not in old.words
    ]


def _cast(slot: Slot) -> dict[str, str]:
    """Names to sides: the speaker is "I", the listener "you"; in a group everyone is "you"."""
    cast = {name: name for name in _names([slot.composed, *slot.facts])}
    if slot.speaker:
        cast[_first(slot.speaker)] = SPEAKER
    if slot.listener:
        cast[_first(slot.listener)] = LISTENER
    if slot.listener.casefold() in {"everyone", "everybody", "the group", "both"}:
        cast |= {ALL: LISTENER, US: LISTENER}
    return cast


def _names(texts: Iterable[str]) -> set[str]:
    """Capitalised words inside sentences, and the owners that facts begin with ("Goal of Ben:")."""
    found: set[str] = set()
    for text in texts:
        found.update(match.casefold() for match in re.findall(r"(?<=[a-z,] )[A-Z][^\W\d_]+", text))
        found.update(
            match.casefold()
            for match in re.findall(r"^([A-Z][a-z]+) (?:[a-z]+ed|did|has|was|is|will|wants)\b", text)
        )
    return found - _NOT_NAMES


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
            called.add(_first(full))
    return text, called


def _first(name: str) -> str:
    """The word by which a person is known: "ben", and "okoro" for Mr Okoro."""
    parts = [part for part in name.casefold().split() if part.rstrip(".") not in wordlist("titles")]
    return parts[0] if parts else ""


def _stems_of(words: Iterable[str]) -> set[str]:
    return {stem for word in words if word.isalpha() for stem in roots(word)}


def _spoken(who: Iterable[str]) -> str:
    return " or ".join(sorted(who)) or "somebody else"
