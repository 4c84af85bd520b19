"""The checks that every kind of draft must pass (GE-1 to GE-16)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant import lexicon
from assistant.citations import SHORTEST_QUOTE, found_in, own_words
from assistant.domain.drafts import COMPOSED, Check, Draft, Source
from assistant.domain.notes import Origin, Passage
from assistant.grounding import Known, invented
from assistant.kind import Own
from assistant.language import looks_like
from assistant.library import Library
from assistant.reading import grade

_AUTHOR_YEAR = re.compile(r"\b([A-Z][a-z]+(?: (?:and|&) [A-Z][a-z]+)?),? \(?((?:19|20)\d\d)\b")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)
_DOCUMENT = re.compile(r"M[0-9a-f]{8}\.[1-9]\d*")
_TOKEN = re.compile(r"[\w']+")
MENTEE_GRADE, TRAINER_GRADE, GRADE_SLACK = 8, 12, 2
OVERLAP = 5
STOCK_LIMIT = 1


def verdict(code: str, faults: Iterable[str], *, gate: str = "must", fine: str = "") -> Check:
    """A check that passes when there is nothing to complain about."""
    found = [fault for fault in faults if fault]
    return Check(code=code, passed=not found, detail="; ".join(found[:4]) if found else fine, gate=gate)


def texts(value: Any, skip: Sequence[str] = ()) -> list[str]:
    """Every string a reader sees in a body; keys of `skip` and references are left out."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        parts = [
            (key, part) for key, part in value.items() if key not in skip and not str(key).endswith("_ref")
        ]
        return [text for _, part in parts for text in texts(part, skip)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part, skip)]
    return []


def sources(draft: Draft, library: Library, own: Own = None) -> list[Check]:
    """GE-2, GE-3 and GE-16: quotes stand in their passages, nothing cites more, nothing is cited that is not there."""
    passages = {**(own or {}), **library.passages}
    ours, theirs = _by_origin(draft.sources)
    unquoted = [
        f"{source.passage_id}: the quote is not in the passage"
        for source in draft.sources
        if (source in ours or source.passage_id in passages) and not _quoted(source, passages)
    ]
    unquoted += [
        f"{source.passage_id}: is no passage of {source.doc_id}"
        for source in draft.sources
        if source.passage_id.partition("#")[0] != source.doc_id
    ]
    unquoted += [
        f"{source.passage_id}: {source.quote!r} is too short to be a quote"
        for source in draft.sources
        if len(source.quote.split()) < SHORTEST_QUOTE
    ]
    cited = {source.passage_id for source in draft.sources}
    unquoted += [f"{ref}: is not among the sources" for ref in sorted(_refs(draft.body) - cited)]
    missing = [f"there is no note {source.doc_id}" for source in ours if source.doc_id not in library]
    missing += [
        f"{source.doc_id}: is no document of a programme, or has no title and licence"
        for source in theirs
        if not (_DOCUMENT.fullmatch(source.doc_id) and source.title and source.licence)
    ]
    found = [verdict("GE-2", unquoted), verdict("GE-3", [*missing, *_unknown_works(draft, library)])]
    return [*found, verdict("GE-16", _gone(theirs, own), gate="warn")] if theirs else found


def _by_origin(given: Iterable[Source]) -> tuple[list[Source], list[Source]]:
    """Those that cite practice notes, and those that cite the programme's material."""
    both: tuple[list[Source], list[Source]] = ([], [])
    for source in given:
        both[source.origin is Origin.PROGRAMME].append(source)
    return both


def _quoted(source: Source, passages: Mapping[str, Passage]) -> bool:
    return source.passage_id in passages and found_in(source.quote, passages[source.passage_id])


def _gone(theirs: Iterable[Source], own: Own) -> list[str]:
    """What was withdrawn keeps its quote in the draft, and the reader is told."""
    if own is None:
        return ["the quotes of the programme's material were not compared: its records are not at hand"]
    gone = [source.title for source in theirs if source.passage_id not in own]
    return [f"withdrawn since: {title}; the words quoted here stay" for title in dict.fromkeys(gone)]


def _unknown_works(draft: Draft, library: Library) -> list[str]:
    works = [
        (author, year)
        for text in texts(draft.body)
        for author, year in _AUTHOR_YEAR.findall(own_words(text, draft.sources))
        if not _MONTH.search(author)
    ]
    return [
        f"{author} {year} is not in the library"
        for author, year in works
        if not _in_library(author.split()[0], int(year), library)
    ]


def _refs(body: Mapping[str, Any]) -> set[str]:
    """The passages that the items of a body point to."""
    items = body.get("items", ())
    return {str(item["source_ref"]) for item in items if isinstance(item, Mapping) and item.get("source_ref")}


def _in_library(name: str, year: int, library: Library) -> bool:
    refs = (ref for note in library.values() for ref in note.sources)
    return any(ref.year == year and name in re.findall(r"[A-Z][a-z]+", ref.author) for ref in refs)


def wording(
    draft: Draft, shown: Sequence[str], *, quotable: Sequence[str], limit: int = MENTEE_GRADE
) -> list[Check]:
    """GE-5 to GE-9 and GE-13: language, reading level, labels, promises, stock phrases.

    `quotable` is what people typed: their own words may stand in a draft, in quotation marks or alone.
    """
    shown = [line for line in shown if not any(line in text for text in quotable)]
    plain = [lexicon.unquoted(text) for text in shown]
    text = "\n".join(plain)
    level = grade(text)
    english = "composed in English" if _untouched(draft) and draft.language == "en" else ""
    other = "" if english or looks_like(text, draft.language) else f"does not read as '{draft.language}'"
    clinical = [f"'{word}' is a clinical label" for line in shown for word in lexicon.clinical(line)]
    deficit = [
        f"'{word}' is a label; say '{lexicon.DEFICIT[word.casefold()]}'"
        for line in shown
        for word in lexicon.deficit(line)
    ]
    promised = [f"'{phrase}' promises too much" for line in plain for phrase in lexicon.promises(line)]
    stock = [phrase for line in shown for phrase in lexicon.stock(line)]
    too_hard = f"grade {level:.1f}, above {limit + GRADE_SLACK}" if level > limit + GRADE_SLACK else ""
    return [
        verdict("GE-5", [other], fine=english or draft.language),
        verdict("GE-6", [too_hard], fine=f"grade {level:.1f}"),
        verdict("GE-7", clinical),
        verdict("GE-8", deficit),
        verdict("GE-9", promised),
        verdict("GE-13", stock if len(stock) > STOCK_LIMIT else [], gate="target"),
    ]


def _untouched(draft: Draft) -> bool:
    return draft.model_id == COMPOSED and not draft.locked


def grounded(shown: Sequence[str], known: Known) -> Check:
    """GE-4: no name, number, date or place that nobody gave."""
    return verdict("GE-4", [f"'{word}' was not given" for text in shown for word in invented(text, known)])


def unseen(shown: Sequence[str], hidden: Sequence[str], given: Sequence[str]) -> Check:
    """GE-11: five words in a row from something the reader may not see, unless they may see them elsewhere."""
    allowed = {gram for text in given for gram in _grams(text)}
    secret = {gram for text in hidden for gram in _grams(text)} - allowed
    leaked = any(gram in secret for text in shown for gram in _grams(text))
    return verdict("GE-11", ["words of a private item appear"] if leaked else [])


def _grams(text: str) -> list[tuple[str, ...]]:
    found = [word.casefold() for word in _TOKEN.findall(text)]
    return [tuple(found[i : i + OVERLAP]) for i in range(len(found) - OVERLAP + 1)]
