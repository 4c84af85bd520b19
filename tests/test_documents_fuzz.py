"""Whatever the bytes are: a document or one sentence, and never another error."""

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.adapters.documents.child import understand
from assistant.adapters.documents.parts import PARAGRAPH_CHARACTERS, PARAGRAPH_WORDS, assemble
from assistant.adapters.documents.reader import read_document
from assistant.cleaning import clean
from assistant.domain.material import FileFormat
from assistant.errors import InputError

DATA = Path(__file__).parent / "data"
GOOD = {path.name: path.read_bytes() for path in DATA.glob("handbook.*") if path.suffix in {".docx", ".pdf"}}

changes = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(["change", "remove", "insert", "cut"]),
        st.binary(min_size=1, max_size=40),
    ),
    min_size=1,
    max_size=8,
)
slowly = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
SIGNS = [
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "\n",
    "\n\n",
    "```",
    "~~~",
    "---",
    "===",
    "|",
    "<b>",
    "<!--",
    "![",
    "](",
] + ["**", "\t", "\u200b", "\x00", "\r"]
marked_up = st.lists(
    st.sampled_from(SIGNS) | st.text(max_size=12) | st.sampled_from(string.ascii_letters), max_size=60
).map("".join)


def mutated(data: bytes, steps: list[tuple[float, str, bytes]]) -> bytes:
    made = bytearray(data)
    for place, what, words in steps:
        at = int(place * len(made))
        if what == "change":
            made[at : at + len(words)] = words
        elif what == "remove":
            del made[at : at + len(words)]
        elif what == "insert":
            made[at:at] = words
        elif len(made) > 2_000:
            del made[at:]
    return bytes(made)


@pytest.mark.parametrize("name", GOOD)
@slowly
@given(steps=changes)
def test_a_damaged_document_is_read_or_refused(name: str, steps: list[tuple[float, str, bytes]]) -> None:
    try:
        found = read_document(mutated(GOOD[name], steps), name)
    except InputError as error:
        assert str(error).endswith(".")
    else:
        assert found.words and found.parts


@slowly
@given(
    st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b""]),
    st.binary(max_size=500),
    st.sampled_from(["a.pdf", "a.docx", "a.txt", "a.md"]),
)
def test_random_bytes_are_read_or_refused(start: bytes, data: bytes, name: str) -> None:
    try:
        assert read_document(start + data, name).words
    except InputError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize("kind", [FileFormat.MARKDOWN, FileFormat.TEXT])
@settings(deadline=None)
@given(data=st.binary(max_size=300) | marked_up.map(lambda text: text.encode("utf-8", "ignore")))
def test_text_of_any_kind_keeps_what_is_promised_of_parts(kind: FileFormat, data: bytes) -> None:
    try:
        outcome = assemble(understand(kind, data, lambda done, of: None), lambda: None)
    except InputError:
        return
    assert outcome.words > 0 and outcome.parts
    for part in outcome.parts:
        assert 0 < len(part.heading) <= 200 and clean(part.heading) == part.heading
        assert clean(part.text) == part.text and any(map(str.isalnum, part.text))
        for line in part.text.split("\n"):
            assert len(line) <= PARAGRAPH_CHARACTERS and line.count(" ") < PARAGRAPH_WORDS


@settings(deadline=None)
@given(st.lists(st.text(string.ascii_letters + " .,'", min_size=1, max_size=80), max_size=30))
def test_no_word_of_a_plain_text_is_lost(lines: list[str]) -> None:
    written = "\n".join(lines)
    try:
        outcome = assemble(understand(FileFormat.TEXT, written.encode(), lambda done, of: None), lambda: None)
    except InputError:
        assert not any(map(str.isalnum, written))
        return
    # A heading is also the text of its part only where nothing else stands under it.
    kept = " ".join(f"{part.heading} {part.text}" for part in outcome.parts)
    assert set(written.split()) <= set(kept.split()) | {
        word for word in written.split() if not any(map(str.isalnum, word))
    }
