"""Who acts in a line: pronouns, names and people, the words each one stands before, and what is whose."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.drift.novelty import roots
from assistant.drift.wordlists import wordlist
from assistant.kind import Slot
from assistant.terms import STOP_WORDS, stems

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
_PEOPLE = wordlist("people")
_BEFORE_OBJECTS = wordlist("prepositions")
_HELPING = wordlist("helping")
_RELATING = wordlist("relating")
_CLAUSES = wordlist("clauses")
_ADVERBS = wordlist("adverbs")
_GIVING = wordlist("giving")
_LETTING = wordlist("letting")
_POSSESSIVES = wordlist("possessives")
_CALENDAR = wordlist("calendar")
NOT_NAMES = _CALENDAR | wordlist("titles") | STOP_WORDS | {"may"}
_NUMBERS = wordlist("numbers")
_TITLES = wordlist("titles")
_ACTS = wordlist("acts")
_SUBJECTS = frozenset({"i", "we", "he", "she", "they"})
_ARTICLES = _POSSESSIVES | {"the", "a", "an", "this", "that", "these", "those"}
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019][a-z]+)?|\d+|[.;:!?,]")
ENDS = frozenset(".;:!?")


class Reading:
    """The actors of some sentences: who stands before each content word, and whose each thing is."""

    def __init__(self, texts: Iterable[str], cast: dict[str, str], ends: frozenset[str] = ENDS) -> None:
        self.cast = cast
        self.doers: dict[str, set[str]] = defaultdict(set)
        self.owner: dict[str, set[str]] = defaultdict(set)
        self.subjects: set[str] = set()
        self.kinds: dict[str, set[str]] = defaultdict(set)
        """What is said right before a person: the angry customer."""
        self.things: set[str] = set()
        self.present: set[str] = set()
        self.people: set[str] = set()
        self.words: set[str] = set()
        self.dates: set[str] = set()
        """Days of a month that are named."""
        for text in texts:
            self._read(_TOKEN.findall(text.replace("\u2019", "'")), ends)

    def _read(self, tokens: Sequence[str], ends: frozenset[str]) -> None:
        doer, opening = "", True
        for place, token in enumerate(tokens):
            word = token.casefold().split("'")[0]
            self._see(word)
            if token in ends:
                doer, opening = "", True
            elif who := self._actor(word) or _asked_for(tokens, place):
                if self._meet(who, tokens, place):
                    doer, opening = who, False
            elif word in _NUMBERS or word in _TITLES or word in _ADVERBS:
                continue
            elif word.isalpha() and (word not in STOP_WORDS or word in _ACTS):
                stem = roots(word)[0]
                self._note(stem, doer, tokens[max(0, place - 3) : place])
                if (
                    opening
                    and place
                    and _leads(tokens[place - 1])
                    and tokens[place + 2 : place + 3] != ["to"]
                ):
                    doer = stem  # a thing that does something: "the bus is late"
                    self.things.add(stem)
                opening = False
            else:
                opening = _opens(word, opening)

    def _see(self, word: str) -> None:
        self.words.add(word)
        if word in _CALENDAR or word.isdigit():
            self.dates.add(word)

    def _meet(self, who: str, tokens: Sequence[str], place: int) -> bool:
        """Take note of a person; True when they do what follows."""
        self.present.add(who)
        before = tokens[place - 1].casefold() if place else ""
        if who in self.people and before.isalpha() and before not in STOP_WORDS:
            self.kinds[who].update(roots(before))
        if self._does(tokens, place):
            self.subjects.add(who)
            return True
        return False

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
        if before.isdigit() or before in NOT_NAMES - STOP_WORDS:
            return True  # after a date: "on Sunday 14 February you counted"
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
        for place in range(len(before) - 1, -1, -1):
            plain = before[place].casefold()
            if plain in _POSSESSIVES:
                return self._actor(plain)
            if plain.endswith("'s") and (who := self._actor(plain.split("'")[0])):
                kin = self._actor(before[place - 1].casefold()) if place else ""
                return kin or who  # "your uncle Rami's" is the uncle's
            if not plain.isalpha() or plain in STOP_WORDS:
                return ""
        return ""


def _opens(word: str, opening: bool) -> bool:
    """May a new doer come next? After a conjunction or a comma; articles and helping verbs do not matter."""
    if word in _CLAUSES or word == ",":
        return True
    return opening and (word in _ARTICLES or word in _HELPING)


def _leads(before: str) -> bool:
    """Does an article or a number stand before this thing?"""
    plain = before.casefold()
    return plain in _ARTICLES or plain in _NUMBERS or plain.isdigit()


def _asked_for(tokens: Sequence[str], place: int) -> str:
    """ "Who" that asks, not the one that relates: somebody, as yet unknown."""
    if tokens[place].casefold() != "who":
        return ""
    before = tokens[place - 1].casefold() if place else ""
    asks = not before.isalpha() or (before in STOP_WORDS and before not in _PRONOUNS)
    return SOMEBODY if asks else ""


def _is_thing(before: Sequence[str]) -> bool:
    """Does a word after these name a thing rather than an act?"""
    return any(
        word.casefold() in _ARTICLES | _NUMBERS | {"one"} | _BEFORE_OBJECTS - {"to"} for word in before
    )


def cast_of(slot: Slot) -> dict[str, str]:
    """Names to sides: the speaker is "I", the listener "you"; in a group everyone is "you"."""
    cast = {name: name for name in names([slot.composed, *slot.facts])}
    if slot.speaker:
        cast[known_as(slot.speaker)] = SPEAKER
    if slot.listener:
        cast[known_as(slot.listener)] = LISTENER
    if slot.listener.casefold() in {"everyone", "everybody", "the group", "both"}:
        cast |= {ALL: LISTENER, US: LISTENER}
    return cast


def names(texts: Iterable[str]) -> set[str]:
    """Capitalised words inside sentences, and the owners that facts begin with ("Goal of Ben:")."""
    found: set[str] = set()
    for text in texts:
        found.update(match.casefold() for match in re.findall(r"(?<=[a-z,] )[A-Z][^\W\d_]+", text))
        found.update(
            match.casefold()
            for match in re.findall(r"^([A-Z][a-z]+) (?:[a-z]+ed|did|has|was|is|will|wants)\b", text)
        )
    return found - NOT_NAMES


def known_as(name: str) -> str:
    """The word by which a person is known: "ben", and "okoro" for Mr Okoro."""
    parts = [part for part in name.casefold().split() if part.rstrip(".") not in wordlist("titles")]
    return parts[0] if parts else ""
