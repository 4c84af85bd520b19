"""Word documents: headings by style, lists, tables as rows, and what an author took out or hid left out."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from assistant.adapters.documents import archive
from assistant.adapters.documents.blocks import Block, Content
from assistant.domain.material import Remark, RemarkKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"

_SILENT = frozenset(
    f"{_W}{name}"
    for name in (
        "del moveFrom delText instrText pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr commentReference"
    ).split()
) | {f"{_MC}Fallback"}
"""What is there, but not (or no longer) part of the text."""

_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc( heading| \d)|table of (contents|figures)|contents heading|index \d")


def read_word(data: bytes) -> Content:
    remarks = archive.check(data)
    import docx

    document = docx.Document(BytesIO(data))
    reader = _Reader(document)
    blocks = list(reader.blocks(document.element.body))
    if not any(block.level for block in blocks):
        blocks = [block._replace(level=1) if id(block) in reader.bold else block for block in blocks]
    title = document.core_properties.title or ""
    return Content(blocks=blocks, title=title, remarks=[*remarks, *_left_out(document, reader.hidden)])


class _Reader:
    """Walks over the body once; what stands in a box or a footnote follows its paragraph."""

    def __init__(self, document: Any) -> None:
        self.styles = _Styles(document.styles.element)
        self.notes = _notes(document)
        self.bold: set[int] = set()
        """Which paragraphs are short and all bold: headings, where there are no others."""
        self.hidden = 0
        self._aside: list[Block] = []

    def blocks(self, parent: Any) -> Iterator[Block]:
        for element in parent.iterchildren("*"):
            if element.tag in _SILENT:
                continue
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            else:  # a content control, a tracked insertion, a smart tag: what is in it counts
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        before, self._aside = self._aside, []
        text = "".join(self._words(element))
        style = self.styles.of(element)
        if text.strip() and not _CONTENTS.match(style.name):
            sign = "- " if style.listed and not style.level and not text.lstrip().startswith("- ") else ""
            block = Block(sign + text, style.level)
            if (
                not sign
                and _all_bold(element)
                and len(text.split()) <= 12
                and text.rstrip()[-1] not in ".,;:!"
            ):
                self.bold.add(id(block))
            yield block
        yield from self._aside
        self._aside = before

    def _words(self, parent: Any) -> Iterator[str]:
        for element in parent.iterchildren("*"):
            tag = element.tag
            if tag in _SILENT or (tag == f"{_W}r" and self._is_hidden(element)):
                continue
            if tag in {f"{_W}t", f"{_M}t"}:
                yield element.text or ""
            elif tag in {f"{_W}br", f"{_W}cr"}:
                yield "" if element.get(f"{_W}type") in {"page", "column"} else "\n"
            elif tag in {f"{_W}tab", f"{_W}ptab"}:
                yield " "
            elif tag == f"{_W}noBreakHyphen":
                yield "-"
            elif tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
                self._note(tag.removesuffix("Reference"), element.get(f"{_W}id"))
            elif tag == f"{_W}txbxContent":
                self._aside += list(self.blocks(element))
            else:
                yield from self._words(element)

    def _note(self, kind: str, number: str) -> None:
        note = self.notes.get((kind, number))
        words = " ".join(block.text.strip() for block in self.blocks(note)) if note is not None else ""
        if words:
            self._aside.append(Block(f"Footnote: {words}"))

    def _is_hidden(self, run: Any) -> bool:
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        hidden = vanish is not None and _on(vanish)
        self.hidden += hidden and any((text.text or "").strip() for text in run.iter(f"{_W}t"))
        return hidden

    def _table(self, element: Any) -> Iterator[Block]:
        rows = [row for row in element.iter(f"{_W}tr") if _owner(row, "tbl") is element]
        if len(rows) == 1 and len(list(_cells(rows[0]))) == 1:  # a frame around some text
            yield from self.blocks(next(_cells(rows[0])))
            return
        for row in rows:
            cells = [
                " ".join(" ".join(block.text.split()) for block in self.blocks(cell)) for cell in _cells(row)
            ]
            if any(cells):
                yield Block(" | ".join(cells))


class _Style:
    """What a paragraph is, by its style and what it says itself."""

    def __init__(self, name: str = "", level: int = 0, listed: bool = False) -> None:
        self.name, self.level, self.listed = name, level, listed


class _Styles:
    """Styles by their id, which office programs translate; their names and what they build on they do not."""

    def __init__(self, element: Any) -> None:
        found = element.iter(f"{_W}style")
        self._by_id = {style.get(f"{_W}styleId"): style for style in found}
        self._named = cache(self._resolve)

    def of(self, paragraph: Any) -> _Style:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        named = self._named(style.get(f"{_W}val")) if style is not None else _Style()
        level, listed = _said(paragraph)
        return _Style(
            named.name, named.level if level is None else level, named.listed if listed is None else listed
        )

    def _resolve(self, style_id: str | None) -> _Style:
        level: int | None = None
        listed: bool | None = None
        first = ""
        for _ in range(20):  # a style may build on itself by mistake
            style = self._by_id.get(style_id)
            if style is None:
                break
            name = _value(style.find(f"{_W}name")).lower()
            first = first or name
            own_level, own_listed = _said(style)
            if heading := _HEADING.fullmatch(name):
                own_level = int(heading[1])
            elif name == "title":
                own_level = 1
            level = own_level if level is None else level
            listed = own_listed if listed is None else listed
            style_id = _value(style.find(f"{_W}basedOn")) or None
        return _Style(first, level or 0, bool(listed))


def _said(element: Any) -> tuple[int | None, bool | None]:
    """The level and whether it is an item of a list, as far as a paragraph or a style says so itself."""
    outline = _value(element.find(f"{_W}pPr/{_W}outlineLvl"))
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    level = int(outline) + 1 if outline.isdigit() else None
    listed = _value(number) not in {"", "0"} if number is not None else None
    return (0 if level == 10 else level), listed


def _value(element: Any) -> str:
    return (element.get(f"{_W}val") or "") if element is not None else ""


def _on(element: Any) -> bool:
    return _value(element) not in {"0", "false", "off"}


def _owner(element: Any, name: str) -> Any:
    return next(element.iterancestors(f"{_W}{name}"), None)


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row.iter(f"{_W}tc") if _owner(cell, "tr") is row)


def _all_bold(paragraph: Any) -> bool:
    runs = [
        run
        for run in paragraph.iter(f"{_W}r")
        if any((text.text or "").strip() for text in run.iter(f"{_W}t"))
    ]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(marks) and all(mark is not None and _on(mark) for mark in marks)


def _related(document: Any, kind: str) -> Iterator[Any]:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            yield relation.target_part


def _notes(document: Any) -> dict[tuple[str, str], Any]:
    from docx.oxml import parse_xml

    return {
        (note.tag, note.get(f"{_W}id")): note
        for kind in ("footnote", "endnote")
        for part in _related(document, f"{kind}s")
        for note in parse_xml(part.blob).iter(f"{_W}{kind}")
    }


def _left_out(document: Any, hidden: int) -> Iterator[Remark]:
    body = document.element.body
    pictures = sum(1 for _ in body.iter(f"{_A}blip", f"{_V}imagedata"))
    comments = sum(part.blob.count(b"<w:comment ") for part in _related(document, "comments"))
    linked = sum(
        relation.is_external and not relation.reltype.endswith("/hyperlink")
        for part in document.part.package.iter_parts()
        for relation in part.rels.values()
    ) + sum(1 for _ in body.iter(f"{_W}altChunk"))
    for count, one, many in (
        (pictures, "1 picture was left out; say in words what it shows, if it matters",
         "{} pictures were left out; say in words what they show, if it matters"),
        (comments, "1 comment was left out", "{} comments were left out"),
        (hidden, "Text that the document hides was left out", "Text that the document hides was left out"),
        (linked, "A file that the document only points to was left out",
         "{} files that the document only points to were left out"),
    ):  # fmt: skip
        if count:
            sentence = one if count == 1 else many.format(count)
            yield Remark(kind=RemarkKind.LEFT_OUT, sentence=f"{sentence}.")
