"""Then and now: two of a writer's own sentences on one matter, weeks apart. The reader alone judges."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from assistant.domain.journal import Entry
from assistant.domain.value import Value
from assistant.questions import sentences
from assistant.safeguarding.gate import concern
from assistant.terms import stems

APART = timedelta(days=21)
LEAST_WORDS, MOST_WORDS = 5, 32
MOST = 12
ENTRIES, PER_ENTRY = 60, 12
"""So much is looked through: each pair of sentences costs a comparison."""

NEAR = 0.45
"""Cosine from which two single sentences may be on one matter, where a word they share says so too."""

_DONE_TO = re.compile(
    r"\b(?:made me|makes me|had to|have to|forced|was told|were told|got told|wasn't allowed|not allowed|can't|cannot|"
    r"couldn't|could not|nobody|no one|let me down|happened to me|i froze|i said nothing|gave up|"
    r"too (?:shy|scared|afraid)|didn't dare|did not dare|"
    r"they (?:decided|chose|said i)|he decided|she decided|always (?:they|he|she))\b",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\bi(?:'ve| have)? (?:\w+ly |just |then |also )?(?:asked|said|told|decided|chose|tried|started|wrote|called|rang|"
    r"went|made|offered|suggested|explained|planned|spoke|led|sent|booked|finished|showed|helped|raised|answered|refused|"
    r"applied|practised|practiced|learned|learnt|taught|put|took|found|built|brought|invited|introduced|managed|kept)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"\u201c\u201d]")
_SAID_BY_OTHERS = re.compile(
    r"^(?:(?:my|the|our) \w+|he|she|they|[A-Z]\w+) (?:says?|said|wrote|writes?|thinks?|told)\b", re.IGNORECASE
)
_OWN = re.compile(r"\b(?:i|my|me|we|our|myself)\b", re.IGNORECASE)
_EVERYDAY = frozenset(
    "today yesterday tomorrow week month year day morn even night time hour minut weekend monday tuesday wednesday "
    "thursday friday saturday sunday feel felt think thought know knew want tri come came went take took made look "
    "saw see ask told tell start stop keep kept happen good hard littl big whole life peopl somebodi someon "
    "everyon everyth anyth noth nobodi still alway never lot bit realli later long first last new old just sure "
    "mayb end said read write wrote back home thi ani veri onli becaus".split()
)
"""Stems that any sentence may hold: to share one is not to share a matter."""


class Likeness(Protocol):
    """What is asked of the embedder: from 0 to 1, how near two texts are."""

    def between(self, one: str, other: str) -> float: ...


class Line(Value):
    """One sentence, word for word, and where it stands."""

    text: str
    on: date
    entry_id: str


class ThenNow(Value):
    """Two sentences beside each other; nothing is said about which is better."""

    then: Line
    now: Line
    matter: tuple[str, ...] = ()
    """The words by which they were put together."""


def pairs(
    entries: Sequence[Entry],
    likeness: Likeness | None,
    today: date,
    words: Sequence[str] = (),
) -> tuple[ThenNow, ...]:
    """The most telling first, each sentence at most once. `words` are those of goals and strengths.

    Nothing is taken from an entry that may be about somebody's safety: that is not for looking back at.
    """
    weighty = {stem for text in words for stem in stems(text)} - _EVERYDAY
    lines = [line for entry in _chosen(entries, today) for line in _lines(entry)]
    held = [(line, _matter(line.text)) for line in lines]
    found = []
    for then, before in held:
        for now, after in held:
            shared = before & after
            if now.on - then.on >= APART and shared and not _same(then.text, now.text):
                score = _score(then.text, now.text, shared, weighty, likeness)
                if score is not None:
                    found.append(
                        (score, now.on, ThenNow(then=then, now=now, matter=_spoken(now.text, shared)))
                    )
    found.sort(key=lambda each: (-each[0], each[1], each[2].then.text))
    return _each_once([pair for _, _, pair in found])


def _chosen(entries: Sequence[Entry], today: date) -> list[Entry]:
    """The newest and the oldest: what lies between says least about a change."""
    readable = sorted(
        (entry for entry in entries if entry.on <= today and not concern([entry.title, entry.text])),
        key=lambda entry: entry.on,
    )
    if len(readable) <= ENTRIES:
        return readable
    return readable[: ENTRIES // 2] + readable[-ENTRIES // 2 :]


def _lines(entry: Entry) -> list[Line]:
    kept = []
    for paragraph in entry.text.splitlines():
        for sentence in sentences(paragraph):
            if _fits(sentence):
                kept.append(Line(text=sentence, on=entry.on, entry_id=entry.id))
    return kept[:PER_ENTRY]


def _fits(sentence: str) -> bool:
    """A statement of the writer's own, of a length to be read at a glance."""
    return (
        LEAST_WORDS <= len(sentence.split()) <= MOST_WORDS
        and "?" not in sentence
        and not sentence.startswith(("#", ">"))
        and not _QUOTED.search(sentence)
        and not _SAID_BY_OTHERS.match(sentence)
        and bool(_OWN.search(sentence))
    )


def _matter(sentence: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(sentence) if len(stem) > 2) - _EVERYDAY


def _same(one: str, other: str) -> bool:
    return one.casefold().strip(" .!") == other.casefold().strip(" .!")


def _score(
    then: str, now: str, shared: frozenset[str], weighty: set[str], likeness: Likeness | None
) -> float | None:
    """How telling; None when they are not on one matter."""
    named = len(shared & weighty)
    near = likeness.between(then, now) if likeness else min(1.0, 0.25 * len(shared))
    if not named and len(shared) < 2 and (likeness is None or near < NEAR):
        return None
    then, now = then.replace("\u2019", "'"), now.replace("\u2019", "'")
    shift = bool(_DONE_TO.search(then)) + bool(_DID.search(now) and not _DONE_TO.search(now))
    return near + 0.3 * min(named, 2) + (0.8 if shift == 2 else 0.2 * shift)


def _spoken(sentence: str, shared: frozenset[str]) -> tuple[str, ...]:
    words = re.findall(r"[^\W\d_]+", sentence)
    return tuple(dict.fromkeys(word.lower() for word in words if set(stems(word)) & shared))


def _each_once(found: Sequence[ThenNow]) -> tuple[ThenNow, ...]:
    used: set[str] = set()
    kept = []
    for pair in found:
        if not {pair.then.text, pair.now.text} & used:
            used |= {pair.then.text, pair.now.text}
            kept.append(pair)
    return tuple(kept[:MOST])
