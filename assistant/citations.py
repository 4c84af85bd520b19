"""Every source opens an exact passage, and every quote is found in it word for word."""

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.domain.drafts import Source
from assistant.domain.notes import Hit, Note, Origin, Passage
from assistant.library import Library
from assistant.practice import LIST_MARK
from assistant.questions import sentences

_WORD = re.compile(r"[a-z']{4,}")
_CAREFUL = re.compile(
    r"^(?:do not|never|avoid|stop|slow down|leave|keep|set)\b|\b(?:if|when) you\b|\bnever\b", re.IGNORECASE
)
_LEANS = re.compile(
    r"^(?:so|then|that|these|those|they|it|both|such|this|the result)\b|^\w+ it\b|"
    r"\b(?:stud(?:y|ies)|research|review|evidence|filled in)\b|\d",
    re.IGNORECASE,
)
"""Sentences that need the one before them, or tell about research instead of what to do."""
_LONGEST = 30
SHORTEST_QUOTE = 3
"""Words: any fewer stand in every passage."""
_TEACHES = ("How", "In one line", "Words you can use")
"""Where a technique is explained, best first."""


def folded(text: str) -> str:
    """White space and case do not matter when a quote is looked up."""
    return " ".join(text.split()).casefold()


def found_in(quote: str, passage: Passage) -> bool:
    return bool(quote.strip()) and folded(quote) in folded(passage.text)


@lru_cache(maxsize=4096)
def _lines(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The sentences of a passage that can be quoted as they stand."""
    found = []
    for line in text.splitlines():
        for part in sentences(LIST_MARK.sub("", line).strip()):
            plain = part.strip().strip('"')
            if (
                4 <= len(plain.split()) <= _LONGEST
                and "*" not in plain
                and "{" not in plain
                and plain in text
            ):
                found.append((plain, frozenset(_WORD.findall(plain.casefold()))))
    return tuple(found)


def best_quote(passage: Passage, about: str) -> str:
    """The sentence of a passage that shares most words with what it is cited for; empty if none can stand."""
    wanted = frozenset(_WORD.findall(about.casefold()))
    options = _lines(passage.text)
    return max(options, key=lambda option: len(option[1] & wanted), default=("", frozenset()))[0]


def opening_words(passage: Passage) -> str:
    """Where no sentence can stand alone, as in a table: how the passage begins; empty if that says nothing."""
    begun = passage.text.split()[:_LONGEST]
    return " ".join(begun) if len(begun) >= SHORTEST_QUOTE else ""


def programme_line(title: str, author: str, licence: str) -> str:
    """How a document of a programme is named to a reader: never as if it were a practice note."""
    return f"{title} (from your programme, {author}, {licence})"


def own_words(text: str, sources: Iterable[Source]) -> str:
    """A text of a draft without the names of the programme's documents, which are somebody else's words."""
    for source in sources:
        if source.origin is Origin.PROGRAMME:
            text = text.replace(programme_line(source.title, source.author, source.licence), " ")
    return text


class Citations:
    """Collects the sources of one draft; a passage that is cited twice is one source."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sources: dict[str, Source] = {}

    def cite(self, technique: str, about: str, used_for: str) -> str | None:
        """Cite the passage that teaches a technique, with its sentence nearest to `about`. None if no note does."""
        try:
            note = self._library.by_technique(technique)
        except KeyError:
            return None
        return self._add(_teaching(note), about, used_for)

    def warn(self, technique: str) -> str | None:
        """One sentence of a technique's limits, cited."""
        try:
            passage = self._library.passage(self._library.by_technique(technique).id, "Watch out")
        except KeyError:
            return None
        return self._put(passage, _caution(passage), "watch out")

    def to_read(self, hit: Hit, used_for: str) -> str | None:
        """A note by title and id, or a document of the programme by name, cited. None if it cannot be quoted."""
        if hit.origin is Origin.LIBRARY:
            self._add(hit.passage, hit.passage.heading, used_for)
            return f"{hit.note_title} (note {hit.passage.note_id})"
        quote = best_quote(hit.passage, hit.passage.heading) or opening_words(hit.passage)
        if not self._put(hit.passage, quote, used_for, hit):
            return None
        return programme_line(hit.note_title, hit.author, hit.licence)

    def sources(self) -> tuple[Source, ...]:
        return tuple(self._sources.values())

    def _add(self, passage: Passage, about: str, used_for: str) -> str | None:
        return passage.id if self._put(passage, best_quote(passage, about), used_for) else None

    def _put(self, passage: Passage, quote: str, used_for: str, hit: Hit | None = None) -> str | None:
        """The quote that stands for this passage in this draft: the first one that was chosen."""
        known = self._sources.get(passage.id)
        quote = known.quote if known else quote
        if not quote:
            return None
        uses = f"{known.used_for}, {used_for}" if known else used_for
        source = Source(doc_id=passage.note_id, passage_id=passage.id, quote=quote, used_for=uses)
        if hit is not None:
            whose = {"title": hit.note_title, "author": hit.author, "licence": hit.licence}
            source = source.model_copy(update={"origin": hit.origin, **whose})
        self._sources[passage.id] = source
        return quote


def _caution(passage: Passage) -> str:
    """The shortest sentence that tells a mentor what to be careful about and can stand alone."""
    options = [sentence for sentence, _ in _lines(passage.text)]
    return max(
        options,
        key=lambda option: (bool(_CAREFUL.search(option)) - 2 * bool(_LEANS.search(option)), -len(option)),
        default="",
    )


def _teaching(note: Note) -> Passage:
    """The passage that explains a note's technique and has a sentence that can be quoted."""
    passages = [passage for heading in _TEACHES for passage in note.passages if passage.heading == heading]
    return next((passage for passage in passages if _lines(passage.text)), note.passages[0])
