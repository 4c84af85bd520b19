"""Words from outside, made safe to show and to keep: nothing hidden in them, and one way to write each letter."""

import re
import unicodedata
from typing import NamedTuple

NAME_LENGTH = 255
"""The longest name of a file that is shown."""

_ENDS = re.compile("\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")

# Letters of scripts that are written wrongly without a joiner between them: Arabic, Syriac, N'Ko, Mongolian,
# and those of India and its neighbours.
_JOINED = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_PICTURES = "\u2600-\u27bf\U0001f000-\U0001faff"
_KEPT = re.compile(
    f"(?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}])"
    f"|(?<=[{_PICTURES}])\ufe0f|(?<=[{_PICTURES}\ufe0f])\u200d(?=[{_PICTURES}])"
)

_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # fillers that show nothing
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufe00-\ufe0f"  # zero width, direction
    "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"  # private use, no characters, halves
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"  # tags, more variants, private planes
)
_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED = re.compile(f"({_MARKS}{{6}}){_MARKS}+")

# Signs of print that stand for several letters, and shapes of Arabic and Hebrew letters as print sets them.
# A blind NFKC would also turn one sign into eighteen letters, and a power into a number.
_PRINTED = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufbb1\ufbd3-\ufd3d\ufe70-\ufefc]")
_BULLET = re.compile("[\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf02d]")
"""What Symbol and Wingdings call a bullet, in the private use area where office software leaves it."""

_SENTENCE = re.compile(r"((?:[.!?\u2026][\"'\u201d\u2019)\]]*\s)|[\u3002\uff01\uff1f])")


class Cleaned(NamedTuple):
    text: str
    hidden: int
    """How many characters were taken out that nobody could see."""


def clean(text: str) -> str:
    """Without what cannot be seen; spaces single, no empty lines, composed letters (NFC)."""
    return cleaned(text).text


def cleaned(text: str) -> Cleaned:
    text, hidden = _without_hidden(_BULLET.sub("\u2022", text.replace("\xad", "")))
    text = _PRINTED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = unicodedata.normalize("NFC", _PILED.sub(r"\1", text))
    lines = (_SPACES.sub(" ", line).strip(" ") for line in _ENDS.sub("\n", text).split("\n"))
    return Cleaned("\n".join(line for line in lines if line), hidden)


def _without_hidden(text: str) -> tuple[str, int]:
    if not _HIDDEN.search(text):
        return text, 0
    kept = {found.start() for found in _KEPT.finditer(text)}
    hidden = 0

    def take_out(found: re.Match[str]) -> str:
        nonlocal hidden
        if found.start() in kept:
            return found[0]
        hidden += found[0] != "\ufeff" or found.start() > 0  # a mark at the very start only says "Unicode"
        return ""

    return _HIDDEN.sub(take_out, text), hidden


def clean_line(text: str, longest: int = 200) -> str:
    """One line, cut at a word when it is longer."""
    line = " ".join(clean(text[: 20 * longest]).split())
    if len(line) <= longest:
        return line
    return (
        line[: longest - 1].rsplit(" ", 1)[0][: longest - 1].rstrip(" ,;:-") or line[: longest - 1]
    ) + "\u2026"


def display_name(file_name: str) -> str:
    """A file's name as it may be shown and kept: cleaned, without folders, its ending kept when it is cut."""
    name = " ".join(clean(file_name[-10_000:]).replace("\\", "/").split()).rpartition("/")[2].strip(". ")
    if len(name) <= NAME_LENGTH:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
    return name[: NAME_LENGTH - len(ending) - 1] + "\u2026" + ending


def sentences(text: str) -> list[str]:
    """The sentences of a text; an address with dots in it is not cut."""
    return [sentence for line in text.split("\n") for sentence in _split(line) if sentence]


def _split(line: str) -> list[str]:
    pieces = [*_SENTENCE.split(line), ""]
    return [(words + end).strip() for words, end in zip(pieces[::2], pieces[1::2], strict=True)]
