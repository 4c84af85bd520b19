"""A look at the package of a Word document before anything in it is opened."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from assistant.domain.material import Remark, RemarkKind
from assistant.errors import InputError

MOST_ENTRIES = 2_000
LARGEST_LIST = 500_000
"""Bytes of the list of entries: so many that no honest one is longer, so few that reading it costs nothing."""
LARGEST_WHOLE = 100_000_000
LARGEST_XML = 30_000_000
"""Bytes of one part of text, unpacked; as a tree it takes many times that."""
MOST_UNPACKED = 100
"""How many times its size a part of more than a megabyte may become."""

_END = b"PK\x05\x06"
_NESTED = (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".jar", ".rar", ".7z", ".gz", ".bin", ".exe")
_XML = (".xml", ".rels", ".vml")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})

_TOO_MUCH = (
    "This Word document unfolds into far more than a document needs, so it was not opened. "
    "If you trust it, save it as a PDF and add that."
)
_UNUSUAL = (
    "This Word document is damaged or put together in an unusual way, so it was not opened. "
    "Open it in Word or LibreOffice, save it again and add that."
)


def check(data: bytes) -> list[Remark]:
    """Raises InputError for a package that could do harm; else what is in it and is left out."""
    entries = _entries(data)
    _check_sizes(entries)
    _check_places(data, entries)
    names = {entry.filename.lower() for entry in entries}
    if "[content_types].xml" not in names or not any(name.endswith("document.xml") for name in names):
        raise InputError(
            "This file is called .docx but is no Word document inside. Add the original document."
        )
    macros = any("vbaproject" in name or "vbadata" in name for name in names)
    with zipfile.ZipFile(BytesIO(data)) as package:
        for entry in entries:
            if entry.filename.lower().endswith(_XML):
                part = package.read(entry)
                _check_xml(part)
                macros = macros or (entry.filename == "[Content_Types].xml" and b"macroEnabled" in part)
    if macros:
        raise InputError("This Word document holds macros. Save it as .docx without them and add that.")
    return list(_left_out(names))


def _entries(data: bytes) -> list[zipfile.ZipInfo]:
    """What the list at the end of the file names, read only when it is short."""
    at = data.rfind(_END, max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise InputError(_UNUSUAL)
    count, length = (
        int.from_bytes(data[at + 10 : at + 12], "little"),
        int.from_bytes(data[at + 12 : at + 16], "little"),
    )
    if count > MOST_ENTRIES or length > LARGEST_LIST:
        raise InputError(_TOO_MUCH)
    with zipfile.ZipFile(BytesIO(data)) as package:
        entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise InputError(_TOO_MUCH)
    return entries


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise InputError(_TOO_MUCH)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise InputError(
                "This Word document is locked with a password. Save a copy without one and add that."
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise InputError(_UNUSUAL)
        if entry.file_size > 1_000_000 and entry.file_size > MOST_UNPACKED * max(1, entry.compress_size):
            raise InputError(_TOO_MUCH)
        if entry.file_size > LARGEST_XML and entry.filename.lower().endswith(_XML):
            raise InputError(_TOO_MUCH)


def _check_places(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Every entry has a place of its own inside the package, and a name that leads nowhere else."""
    if min((entry.header_offset for entry in entries), default=1):
        raise InputError(_UNUSUAL)  # something stands in front: a file that is two things at once
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        head = data[entry.header_offset : entry.header_offset + 30]
        if entry.header_offset < end or len(head) < 30 or not head.startswith(b"PK\x03\x04"):
            raise InputError(_UNUSUAL)
        end = entry.header_offset + 30 + entry.compress_size
        end += int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        name = entry.orig_filename
        if name.startswith(("/", "\\")) or ":" in name or "\x00" in name or ".." in re.split(r"[/\\]", name):
            raise InputError(_UNUSUAL)
    if end > len(data) or len({entry.filename.lower() for entry in entries}) < len(entries):
        raise InputError(_UNUSUAL)


def _check_xml(part: bytes) -> None:
    """Text parts of an office document never declare types or entities; a bomb or a theft does."""
    declared = _DECLARED.search(part[:400].replace(b"\x00", b""))
    if declared and declared[1].lower() not in _ENCODINGS:
        raise InputError(_UNUSUAL)
    flat = part.replace(b"\x00", b"") if b"\x00" in part[:400] else part
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise InputError(_UNUSUAL)


def _left_out(names: set[str]) -> Iterator[Remark]:
    embedded = sum(name.endswith(_NESTED) or "/embeddings/" in name for name in names)
    if embedded:
        what = "1 file that is embedded was" if embedded == 1 else f"{embedded} files that are embedded were"
        sentence = f"{what} left out. Add what matters there as a file of its own."
        yield Remark(kind=RemarkKind.LEFT_OUT, sentence=sentence)
