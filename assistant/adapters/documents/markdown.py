"""Markdown: its headings, and everything else as plain text."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from assistant.adapters.documents.blocks import Block, Content, Tell
from assistant.adapters.documents.plain import decode
from assistant.errors import InputError

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(?=[\w-]+[ \t]*:)(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^title[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE | re.IGNORECASE)
_SECTION = re.compile(r"^(?=#{1,6} )", re.MULTILINE)
_SEAMS = (_SECTION, re.compile("\n\n"), re.compile("\n"))
_FENCE = re.compile(r"^ {0,3}(```|~~~)", re.MULTILINE)

MOST_HEADINGS = 20_000

_PIECE = 50_000
"""Characters that are taken apart at a time: the parser's notes on a text are many times its size."""


def read_markdown(data: bytes, tell: Tell) -> Content:
    text, remarks = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(_SECTION.findall(text)) > MOST_HEADINGS:
        raise InputError(
            "This text has more headings than can be searched well. Split it and add the parts that matter."
        )
    front = _FRONT.match(text)
    title = _TITLE.search(front[1]) if front else None
    return Content(
        blocks=list(_blocks(text[front.end() :] if front else text, tell)),
        title=title[1] if title else "",
        remarks=remarks,
    )


def _blocks(text: str, tell: Tell) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    pieces = list(_pieces(text))
    for number, piece in enumerate(pieces, start=1):
        yield from _Reader(parser.parse(piece)).blocks()
        tell(number, len(pieces))


def _pieces(text: str) -> Iterator[str]:
    """A long text in pieces that begin at a heading, else at an empty line, else at any; never inside code."""
    fences = [found.start() for found in _FENCE.finditer(text)]
    start = 0
    while len(text) - start > _PIECE:
        end = _seam(text, start, fences)
        yield text[start:end]
        start = end
    yield text[start:]


def _seam(text: str, start: int, fences: list[int]) -> int:
    for pattern in _SEAMS:
        for found in pattern.finditer(text, start + _PIECE // 2, start + _PIECE):
            if bisect_left(fences, found.start()) % 2 == 0:
                return found.start()
    at = bisect_left(fences, start + _PIECE)
    if at % 2 == 0:  # a line without end
        space = text.rfind(" ", start, start + _PIECE)
        return space if space > start else start + _PIECE
    closed = text.find("\n", fences[at]) if at < len(fences) else -1
    return closed + 1 or len(text)


class _Reader:
    """Walks over the parser's tokens once."""

    def __init__(self, tokens: "list[Token]") -> None:
        self.tokens = tokens
        self.level = 0
        self.lists: list[int | None] = []
        """For every list that is open: None for signs, else the number of its next item."""
        self.sign = ""
        self.row: list[str] | None = None

    def blocks(self) -> Iterator[Block]:
        for token in self.tokens:
            if token.type == "inline":
                yield from self._inline(_inline(token.children or []))
            elif token.type in {"fence", "code_block"}:
                yield Block(token.content)
            elif token.type == "html_block":
                yield Block(_without_tags(token.content))
            elif token.type == "tr_close":
                yield Block(" | ".join(self.row or []))
                self.row = None
            else:
                self._open_or_close(token)

    def _inline(self, text: str) -> Iterator[Block]:
        if self.row is not None:
            self.row.append(" ".join(text.split()))
        elif text.strip():
            yield Block(self.sign + text, self.level)
            self.sign = ""

    def _open_or_close(self, token: "Token") -> None:
        if token.type == "heading_open":
            self.level = int(token.tag[1:])
        elif token.type == "heading_close":
            self.level = 0
        elif token.type == "tr_open":
            self.row = []
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            ordered = token.type == "ordered_list_open"
            self.lists.append(int(token.attrGet("start") or 1) if ordered else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif token.type == "list_item_open":
            number = self.lists[-1]
            self.sign = "- " if number is None else f"{number}. "
            self.lists[-1] = None if number is None else number + 1


def _inline(tokens: "list[Token]") -> str:
    """Words without what marks them; links and pictures are their own words."""
    words: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak":
            words.append("\n")
        elif token.type == "image":
            words.append(_inline(token.children or []))
        elif token.type == "html_inline" and re.match(r"<br\b", token.content, re.IGNORECASE):
            words.append("\n")
    return "".join(words)


class _Text(HTMLParser):
    """Collects what a browser would show."""

    _ENDS_A_LINE = frozenset(
        "address blockquote br dd div dt h1 h2 h3 h4 h5 h6 hr li p pre section td th tr".split()
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        if tag in self._ENDS_A_LINE:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in {"script", "style"}))
        if tag in self._ENDS_A_LINE:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def _without_tags(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)
