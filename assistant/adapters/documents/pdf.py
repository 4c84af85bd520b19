"""PDF: the lines of its pages with where and how large they stand, its bookmarks, and pages without text."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from struct import error as StructError
from typing import TYPE_CHECKING, Any

from assistant.adapters.documents.blocks import Content, Tell
from assistant.adapters.documents.layout import Bookmark, Line, flow
from assistant.domain.material import Remark, RemarkKind
from assistant.errors import InputError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 2_000
MOST_CHARACTERS = 25_000_000
MOST_BOOKMARKS = 5_000
MOST_UNPACKED = 30_000_000
"""Bytes of one stream: a page of text has less than one in a hundred of that."""

MOST_OPERATIONS = 1_000_000
"""On one page."""

LOCKED = "This PDF is locked with a password. Save a copy without one and add that."


def _broken() -> tuple[type[Exception], ...]:
    """What a damaged page makes the parser raise; the other pages are read all the same."""
    from pypdf.errors import PyPdfError

    return (
        PyPdfError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, NotImplementedError,
        AssertionError, StructError, zlib.error, RecursionError,
    )  # fmt: skip


def read_pdf(data: bytes, tell: Tell) -> Content:
    from pypdf import PdfReader, overwrite_configuration

    overwrite_configuration(
        zlib_maximum_output_length=MOST_UNPACKED,
        lzw_maximum_output_length=MOST_UNPACKED,
        run_length_maximum_output_length=MOST_UNPACKED,
        stream_parsing_work_maximum_count=MOST_OPERATIONS,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    )
    reader = PdfReader(BytesIO(data), strict=False)
    _unlock(reader)
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise InputError(
            f"This PDF has more than {MOST_PAGES:,} pages. Split it and add the chapters that matter."
        )
    pages: list[list[Line]] = []
    pictures: list[int] = []
    damaged: list[int] = []
    characters = 0
    for number, page in enumerate(reader.pages, start=1):
        try:
            lines = _lines(page, number)
        except _broken():
            lines = []
            damaged.append(number)
        if not lines and number not in damaged and _shows_something(page):
            pictures.append(number)
        characters += sum(len(line.text) for line in lines)
        if characters > MOST_CHARACTERS:
            raise InputError(
                "This PDF is too long to be searched well. Split it and add the chapters that matter."
            )
        pages.append(lines)
        tell(number, count)
    if not any(pages):
        raise _nothing(pictures, damaged)
    return Content(
        blocks=flow(pages, _bookmarks(reader)),
        title=_title(reader),
        remarks=list(_remarks(pictures, damaged)),
        pages=count,
    )


def _unlock(reader: "PdfReader") -> None:
    """Some files are locked only against printing and open without a password."""
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except _broken():
        raise InputError(LOCKED) from None
    if not opened:
        raise InputError(LOCKED)


def _lines(page: "PageObject", number: int) -> list[Line]:
    """The lines of a page in the order in which they were written."""
    found: list[Line] = []
    words: list[str] = []
    first: tuple[float, float, float, bool] | None = None

    def end() -> None:
        nonlocal first
        text = " ".join("".join(words).split())
        if text and first:
            found.append(Line(text, *first, page=number))
        words.clear()
        first = None

    def see(text: str, outer: Any, inner: Any, font: Any, size: float) -> None:
        nonlocal first
        for at, piece in enumerate(text.split("\n")):
            if at:
                end()
            if piece.strip() and first is None:
                first = _place(outer, inner, font, size)
            words.append(piece)

    page.extract_text(visitor_text=see)
    end()
    return found


def _place(outer: Any, inner: Any, font: Any, size: float) -> tuple[float, float, float, bool]:
    """Where a text starts, how large it is, and whether it is bold."""
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    up = (inner[2] * outer[0] + inner[3] * outer[2], inner[2] * outer[1] + inner[3] * outer[3])
    scale = float((up[0] ** 2 + up[1] ** 2) ** 0.5)
    name = str(font.get("/BaseFont", "")) if font is not None else ""
    return (
        float(x),
        float(y),
        abs(float(size)) * scale,
        bool(re.search(r"bold|black|heavy", name, re.IGNORECASE)),
    )


def _shows_something(page: "PageObject") -> bool:
    """Whether a page without text has a picture or a drawing on it, and is not simply empty."""
    try:
        content = page.get_contents()
        return content is not None and len(content.get_data().strip()) > 20
    except _broken():
        return True


def _bookmarks(reader: "PdfReader") -> list[Bookmark]:
    found: list[Bookmark] = []

    def walk(entries: Any, level: int) -> Iterator[Bookmark]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
                continue
            page = reader.get_destination_page_number(entry)
            if page is not None and page >= 0 and entry.title:
                top = entry.top
                yield Bookmark(
                    str(entry.title), level, page + 1, float(top) if isinstance(top, int | float) else None
                )

    try:
        for bookmark in walk(reader.outline, 1):
            found.append(bookmark)
            if len(found) == MOST_BOOKMARKS:
                break
    except _broken():
        return []
    return found


def _title(reader: "PdfReader") -> str:
    try:
        return str((reader.metadata and reader.metadata.title) or "")
    except _broken():
        return ""


def _nothing(pictures: list[int], damaged: list[int]) -> InputError:
    if damaged:
        return InputError(
            "This PDF is damaged. Open it in the program that made it, save it again and add that."
        )
    if pictures:
        return InputError(
            "There is no text in this PDF: its pages are pictures, as a scanner makes them. "
            "Run text recognition (OCR) on it, or add the document it was printed from."
        )
    return InputError("There is no text in this PDF: its pages are empty. Add the document it was made from.")


def _remarks(pictures: list[int], damaged: list[int]) -> Iterator[Remark]:
    if pictures:
        where = _spans(pictures)
        what = "is a picture" if len(pictures) == 1 else "are pictures"
        sentence = f"{where.capitalize()} {what}: nothing there can be found. Use text recognition (OCR) if it matters."
        yield Remark(kind=RemarkKind.NO_TEXT, sentence=sentence, where=where)
    if damaged:
        where = _spans(damaged)
        sentence = f"{where.capitalize()} could not be read. Save the PDF again if it matters."
        yield Remark(kind=RemarkKind.NO_TEXT, sentence=sentence, where=where)


def _spans(numbers: list[int]) -> str:
    """For instance "pages 3 to 5 and 9"."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    said = [str(first) if first == last else f"{first} to {last}" for first, last in spans]
    if len(said) > 8:
        said = [*said[:7], f"{len(said) - 7} other places"]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"page {listed}" if len(numbers) == 1 else f"pages {listed}"
