"""What a file is: its first bytes decide, and its name must say the same."""

from assistant.cleaning import display_name
from assistant.domain.material import FileFormat
from assistant.errors import InputError

LARGEST = 20_000_000
"""Bytes of a file."""

ENDINGS = {
    "md": FileFormat.MARKDOWN,
    "markdown": FileFormat.MARKDOWN,
    "txt": FileFormat.TEXT,
    "pdf": FileFormat.PDF,
    "docx": FileFormat.DOCX,
}

_AS_DOCX = "Open it in Word or LibreOffice, save it as .docx and add that."
_AS_PDF = "Save it as a PDF and add that."
_ADVICE = {
    "doc": f"The older Word format (.doc) cannot be read here. {_AS_DOCX}",
    "docm": f"Word documents with macros (.docm) are not taken. {_AS_DOCX}",
    "dot": f"Word templates are not taken. {_AS_DOCX}",
    "dotx": f"Word templates are not taken. {_AS_DOCX}",
    "dotm": f"Word templates with macros are not taken. {_AS_DOCX}",
    "rtf": f"RTF files cannot be read here. {_AS_DOCX}",
    "odt": f"OpenDocument files (.odt) cannot be read here. {_AS_DOCX}",
    "pages": "Pages documents cannot be read here. Export it as Word (.docx) and add that.",
    "html": "Web pages are not taken. Copy the text and paste it, or save the page as a PDF and add that.",
    "zip": "A zip file is not taken. Unpack it and add the documents in it one by one.",
    "pptx": f"Slides cannot be read here. {_AS_PDF}",
    "xlsx": f"Tables of numbers cannot be read here. {_AS_PDF}",
    "epub": f"E-books cannot be read here. {_AS_PDF}",
    "png": "A picture holds no text that can be searched. Type the words, or run text recognition (OCR) and add that.",
}
_SAME = {
    "htm": "html", "xhtml": "html", "mht": "html", "ppt": "pptx", "odp": "pptx", "key": "pptx", "pptm": "pptx",
    "xls": "xlsx", "xlsm": "xlsx", "ods": "xlsx", "csv": "xlsx", "jpg": "png", "jpeg": "png", "gif": "png",
    "tif": "png", "tiff": "png", "heic": "png", "webp": "png", "bmp": "png", "svg": "png", "rar": "zip",
    "7z": "zip", "gz": "zip", "tar": "zip", "tgz": "zip",
}  # fmt: skip
_OTHER = frozenset(
    "exe com bat cmd scr ps1 js vbs jar msi dll sh py php lnk app dmg iso eml msg xml json yaml".split()
)
_KNOWN = {*ENDINGS, *_ADVICE, *_SAME, *_OTHER}
"""Endings that are never just a word of a title."""

TAKEN = "Add a PDF, a Word document (.docx), Markdown (.md) or plain text (.txt)."

_STARTS = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document, a zip file or something like them"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older or locked office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"MZ\x90", "a program"),
    (b"\x7fELF", "a program"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
]


def kind_of(data: bytes, file_name: str) -> FileFormat:
    """What the file is. Raises InputError when it is nothing we read, or when name and content disagree."""
    told = _told(display_name(file_name))
    if not data:
        raise InputError("This file is empty: it has no bytes at all. Save it again and add that.")
    if len(data) > LARGEST:
        raise InputError(
            "This file is larger than 20 MB. Split it, or make its pictures smaller, and add that."
        )
    inside = _inside(data)
    if told is FileFormat.DOCX and inside.startswith("an older or locked"):
        raise InputError(
            "This Word document is locked with a password or in the older .doc format. "
            "Open it, save it as .docx without a password and add that."
        )
    if told is FileFormat.PDF:
        fits = b"%PDF-" in data[:1024]
    elif told is FileFormat.DOCX:
        fits = data.startswith(b"PK\x03\x04")
    else:
        fits = not inside
    if not fits:
        ending = next(ending for ending, form in ENDINGS.items() if form is told)
        what = f"it is {inside} inside" if inside else "what is inside is something else, or damaged"
        raise InputError(f"This file is called .{ending}, but {what}. Add the original with its right name.")
    return told


def _told(name: str) -> FileFormat:
    stem, dot, ending = name.lower().rpartition(".")
    if not dot or not stem:
        raise InputError(f"This file's name does not say what it is. {TAKEN}")
    if ending in ENDINGS:
        before = stem.rpartition(".")[2].strip()
        if "." in stem and before in _KNOWN:
            raise InputError(
                f"This file's name has two endings (.{before}.{ending}). Give it one name and add it again."
            )
        return ENDINGS[ending]
    advice = _ADVICE.get(_SAME.get(ending, ending))
    shown = f"Files of the kind .{ending}" if ending.isalnum() and len(ending) <= 10 else "Files of this kind"
    raise InputError(advice or f"{shown} are not taken. {TAKEN}")


def _inside(data: bytes) -> str:
    """What the first bytes give away; empty for what may be text."""
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, what in _STARTS:
        if start.startswith(magic) or (magic[:1] == b"<" and start.lower().startswith(magic)):
            return what
    return ""
