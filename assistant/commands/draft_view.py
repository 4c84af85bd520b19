"""What drafts of every kind have in common in a terminal: lines, sources and who wrote it."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from assistant.citations import programme_line
from assistant.commands.output import plain
from assistant.domain.drafts import COMPOSED, Draft, Ending, Source
from assistant.domain.notes import Origin
from assistant.library import Library
from assistant.meter import cost

QUIET = "dim"
LOUD = "bold"

ASKED = "Please say one thing more"


def without_body(draft: Draft) -> RenderableType:
    """The questions back, or the card that stands in the place of a draft."""
    if draft.ending is Ending.ASKED:
        return Group(line(ASKED, LOUD), *paragraphs(draft.gaps))
    title, *card = draft.notices or (draft.ending.value,)
    return Group(line(title, LOUD), *paragraphs(card))


def foot(draft: Draft, library: Library, price: float) -> Iterator[RenderableType]:
    """What is not known, the sources, what is worth knowing, who wrote it."""
    yield from listed("What I do not know yet", draft.gaps)
    number = numbers(draft)
    yield from listed(
        "Sources",
        (f"[{number[one.passage_id]}] {_title(one, library)} - {one.quote}" for one in draft.sources),
    )
    yield Text()
    yield from (line(notice) for notice in draft.notices)
    yield line(_written_by(draft, price), QUIET)


def numbers(draft: Draft) -> dict[str, int]:
    """Of the sources, by passage."""
    return {source.passage_id: number for number, source in enumerate(draft.sources, start=1)}


def listed(title: str, texts: Iterable[str]) -> Iterator[RenderableType]:
    """Nothing at all when there is no text."""
    shown = [text for text in texts if text]
    if shown:
        yield heading(title)
        yield from paragraphs(shown)


def paragraphs(texts: Iterable[str]) -> Iterator[RenderableType]:
    return (Padding(line(text), (0, 0, 0, 2)) for text in texts if text)


def heading(text: str) -> Text:
    return line(f"\n{text}", LOUD)


def line(text: str, style: str = "") -> Text:
    return Text(plain(text), style=style)


def _written_by(draft: Draft, price: float) -> str:
    must = [check for check in draft.checks if check.gate == "must"]
    by = (
        "composed by rules, without a model"
        if draft.model_id == COMPOSED
        else f"phrased with {draft.model_id}"
    )
    spent = cost(draft.tokens, price)
    by += f" ({spent})" if spent else ""
    passed = sum(check.passed for check in must)
    checked = f"{passed} of {len(must)} checks that must pass do"
    return f"Draft {draft.id[:8]}, version {draft.version}: {by}; {checked}."


def _title(source: Source, library: Library) -> str:
    if source.origin is Origin.PROGRAMME:
        return programme_line(source.title, source.author, source.licence)
    return library[source.doc_id].title if source.doc_id in library else source.doc_id
