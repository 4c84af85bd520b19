"""From the lines of printed pages to headings and paragraphs as they were written."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.adapters.documents.blocks import Block
from assistant.adapters.documents.flowing import BULLET, Joiner, as_item, goes_on, usual_length

EDGE = 2
"""How many lines at the top and at the bottom of a page may be a running header or footer."""

REPEATED = 3
"""On how many pages the same line stands at the same height before it counts as one."""

LARGER = 1.12
"""How many times the usual size a heading has at least."""

HEADING_WORDS = 15
WIDER = 1.35
"""How many times the usual distance between two lines starts a paragraph."""

_NUMBER = re.compile(
    r"(?:page|seite|p\.|s\.)?\s*[-\u2013\u2014|]?\s*(?:\d{1,4}|[ivxl]{1,7})\s*(?:(?:of|/|von|de|sur)\s*\d{1,4})?\s*[-\u2013\u2014|]?",
    re.IGNORECASE,
)


class Line(NamedTuple):
    text: str
    x: float
    y: float
    size: float
    bold: bool
    page: int


class Bookmark(NamedTuple):
    title: str
    level: int
    page: int
    top: float | None


def flow(pages: Sequence[Sequence[Line]], bookmarks: Sequence[Bookmark]) -> list[Block]:
    """Everything on the pages that is not a running header, in reading order."""
    lines = [line for page in _without_edges(pages) for line in page]
    named = _from_bookmarks(lines, bookmarks) if len(bookmarks) >= max(2, len(pages) / 20) else {}
    levels = named or _from_looks(lines)
    return list(_paragraphs(lines, levels))


def _without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    usual = _usual_size([line for page in pages for line in page])
    edges = [_edge(page, usual) for page in pages]
    repeated = Counter(_key(line) for edge in edges for line in set(edge))
    for page, edge in zip(pages, edges, strict=True):
        dropped = {
            line
            for line in edge
            if repeated[_key(line)] >= REPEATED or (len(pages) > 1 and _NUMBER.fullmatch(line.text))
        }
        yield [line for line in page if line not in dropped]


def _edge(page: Sequence[Line], usual: float) -> list[Line]:
    """The highest and the lowest lines, but nothing set as large as a heading."""
    by_height = sorted(page, key=lambda line: -line.y)
    return [line for line in [*by_height[:EDGE], *by_height[EDGE:][-EDGE:]] if line.size < LARGER * usual]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / 4)


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_rounded(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _from_bookmarks(lines: Sequence[Line], bookmarks: Sequence[Bookmark]) -> dict[int, tuple[int, int]]:
    """For the index of a line: the level of the heading it is, and how many lines the heading has."""
    by_page: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(at)
    found: dict[int, tuple[int, int]] = {}
    for bookmark in bookmarks:
        wanted = _plain(bookmark.title)
        for at in by_page.get(bookmark.page, []):
            length = next(
                (n for n in (1, 2, 3) if _plain("".join(line.text for line in lines[at : at + n])) == wanted),
                0,
            )
            if length and at not in found:
                found[at] = (bookmark.level, length)
                break
    return found


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+|^[\d.]+", "", text.casefold())


def _from_looks(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Lines that are larger than the rest, or bold and alone."""
    usual = _usual_size(lines)
    larger = sorted({_rounded(line.size) for line in lines if line.size >= LARGER * usual}, reverse=True)
    rank = {size: number for number, size in enumerate(larger, start=1)}
    found: dict[int, tuple[int, int]] = {}
    at = 0
    while at < len(lines):
        level = rank.get(_rounded(lines[at].size), len(larger) + 1 if lines[at].bold else 0)
        end = at + 1
        while level and end < len(lines) and _same_look(lines[end - 1], lines[end]):
            end += 1
        text = " ".join(line.text for line in lines[at:end])
        if level and _may_head(text):
            found[at] = (level, end - at)
        at = end
    return found


def _same_look(line: Line, after: Line) -> bool:
    near = 0 <= line.y - after.y < 2 * max(line.size, 1)
    return (
        near
        and line.page == after.page
        and line.bold == after.bold
        and _rounded(line.size) == _rounded(after.size)
    )


def _may_head(text: str) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    return (
        letters >= 2
        and len(text.split()) <= HEADING_WORDS
        and text[-1] not in ".,;"
        and not BULLET.match(text)
    )


def _paragraphs(lines: Sequence[Line], levels: dict[int, tuple[int, int]]) -> Iterator[Block]:
    joiner = Joiner([line.text for line in lines])
    gap = _usual_gap(lines)
    lengths = _lengths(lines)
    paragraph: list[str] = []
    page = 0
    at = 0
    while at < len(lines):
        line = lines[at]
        if at in levels or not _continues(
            lines[at - 1] if paragraph else None, line, gap, lengths[line.page]
        ):
            if paragraph:
                yield Block(as_item("".join(paragraph)), page=page)
            paragraph, page = [], line.page
        if at in levels:
            level, length = levels[at]
            yield Block(" ".join(part.text for part in lines[at : at + length]), level, line.page)
            at += length
            continue
        joiner.add(paragraph, line.text)
        at += 1
    if paragraph:
        yield Block(as_item("".join(paragraph)), page=page)


def _lengths(lines: Sequence[Line]) -> dict[int, int]:
    """What a full line holds on each page; on a page with few lines, what it holds in the whole."""
    by_page: dict[int, list[str]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line.text)
    whole = usual_length([line.text for line in lines])
    return {page: usual_length(texts) if len(texts) >= 8 else whole for page, texts in by_page.items()}


def _usual_gap(lines: Sequence[Line]) -> float:
    """The distance of two lines of a paragraph, in sizes of their letters."""
    gaps = Counter(
        round((line.y - after.y) / line.size, 1)
        for line, after in zip(lines, lines[1:], strict=False)
        if line.page == after.page and line.size > 0 and 0.5 * line.size < line.y - after.y < 4 * line.size
    )
    return gaps.most_common(1)[0][0] if gaps else 1.2


def _continues(line: Line | None, after: Line, gap: float, length: int) -> bool:
    if line is None:
        return False
    fell = line.y - after.y
    if line.page != after.page or fell < 0:  # another page or column
        return after.text[:1].islower() and line.text[-1] not in ".!?:"
    if abs(line.size - after.size) > 0.1 * line.size or fell > WIDER * gap * max(line.size, after.size):
        return False
    return goes_on(line.text, after.text, length)
