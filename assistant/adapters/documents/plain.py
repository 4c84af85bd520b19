"""Plain text: which letters its bytes are, and what in it is a heading, a list or a paragraph."""

import codecs
import re
from collections.abc import Iterator

from assistant.adapters.documents.blocks import Block, Content
from assistant.adapters.documents.flowing import BULLET, Joiner, as_item, goes_on, usual_length
from assistant.domain.material import Remark, RemarkKind
from assistant.errors import InputError

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_SAMPLE = 200_000
"""Bytes that are enough to tell how a text was written."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_RUBBISH = 0.005
"""Share of control characters above which something is not text."""

_UNDERLINE = re.compile(r"(?:=+|-+|~+)$")
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\."
    r"|(?:chapter|part|section|unit|module) (?:\d+|[ivx]+|one|two|three)\b[.:]?)\s*\S",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(#{1,6}) +(\S.*?)#*$")


def read_text(data: bytes) -> Content:
    text, remarks = decode(data)
    return Content(blocks=list(_blocks(text)), remarks=remarks)


def decode(data: bytes) -> tuple[str, list[Remark]]:
    """The text in these bytes. Raises InputError where there is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return _checked(text), _lost(text)
    try:
        return _checked(data.decode("utf-8")), []
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if sum(letter > "\x7f" for letter in text[:_SAMPLE]) > 2 * broken:
        return _checked(text), _lost(text)  # UTF-8 with a few bytes damaged
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, list[Remark]]:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best() if b"\x00" not in data else None
    if best is None:
        raise _no_text()
    text = _checked(data.decode(best.encoding, errors="replace"))
    name = best.encoding.replace("_", "-")
    sentence = f"The text is not UTF-8 and was read as {name}. Look whether letters such as \u00e4 or \u00e9 are right."
    return text, [Remark(kind=RemarkKind.ENCODING, sentence=sentence)]


def _lost(text: str) -> list[Remark]:
    count = text.count("\ufffd")
    if not count:
        return []
    what = "1 character" if count == 1 else f"{count:,} characters"
    sentence = f"{what} could not be read and stand as \ufffd. Save the text as UTF-8 and add it again."
    return [Remark(kind=RemarkKind.ENCODING, sentence=sentence)]


def _checked(text: str) -> str:
    strange = sum(1 for _ in _CONTROL.finditer(text[:_SAMPLE]))
    if strange > 3 and strange > _RUBBISH * min(len(text), _SAMPLE):
        raise _no_text()
    return text


def _no_text() -> InputError:
    return InputError(
        "This is not a text file: most of it cannot be read as letters. Add the original document."
    )


def _blocks(text: str) -> Iterator[Block]:
    lines = [line.strip() for line in re.split("\r\n?|[\n\v\f\x85\u2028\u2029]", text)]
    length, joiner = usual_length(lines), Joiner(lines)
    group: list[str] = []
    for line in [*lines, ""]:
        if line:
            group.append(line)
            continue
        yield from _group(group, length, joiner)
        group = []


def _group(lines: list[str], length: int, joiner: Joiner) -> Iterator[Block]:
    """Lines between two empty ones."""
    if len(lines) == 1 and (level := _level(lines[0])):
        marked = _MARKED.match(lines[0])
        yield Block(marked[2] if marked else lines[0], level)
        return
    paragraph: list[str] = []
    for at, line in enumerate(lines):
        under = lines[at + 1] if at + 1 < len(lines) else ""
        headed = _is_underline(under, line)
        if paragraph and (headed or not goes_on(lines[at - 1], line, length)):
            yield Block(as_item("".join(paragraph)))
            paragraph = []
        if headed:
            yield Block(line, 1 if under[0] == "=" else 2)
        elif not _UNDERLINE.match(line):
            joiner.add(paragraph, line)
    if paragraph:
        yield Block(as_item("".join(paragraph)))


def _is_underline(under: str, line: str) -> bool:
    return (
        len(under) >= 3
        and bool(_UNDERLINE.match(under))
        and len(line) <= 100
        and abs(len(under) - len(line)) <= 10
    )


def _level(line: str) -> int:
    """The rank of a line that stands alone and is clearly a heading; else 0."""
    if marked := _MARKED.match(line):
        return len(marked[1])
    words = line.split()
    if len(words) > 10 or line[-1] in ".,;!" or BULLET.match(line) and not _NUMBERED.match(line):
        return 0
    if _NUMBERED.match(line):
        return 1 + line.split()[0].strip(".").count(".")
    letters = [letter for letter in line if letter.isalpha()]
    return 1 if len(letters) >= 4 and line == line.upper() and line != line.lower() else 0
