"""A file or pasted text, read in the background while the rest of the form can be filled in."""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from assistant.domain.material import Understood
from assistant.indexing import Progress
from assistant.screens import entry, material_words, mishaps, plain, session
from assistant.screens.arriving import EVERY, Arriving
from assistant.screens.literal import literal

A_FILE, PASTED = "A file", "Pasted text"
MEGABYTES = 20

BROKE_OFF = (
    "Reading this broke off, and it is not your doing. Nothing was kept. Please try another form of the file."
)

Read = Callable[[Callable[[], bool], Progress], Understood]
"""Reads; asks now and then whether it should stop, and tells the pages that are done."""


class Given(NamedTuple):
    """What somebody has handed over. `token` tells it from the next one."""

    token: str
    file_name: str
    read: Read


class Reading:
    """It on its way to what was understood."""

    def __init__(self, given: Given) -> None:
        self.token, self.file_name = given.token, given.file_name
        self.pages = (0, 0)
        """Done, and of how many; none where a document has no pages."""
        self._read = given.read
        self.arriving: Arriving[Understood] = Arriving(self._work)

    def _work(self, arriving: Arriving[Understood]) -> None:
        arriving.report(self._read(arriving.cancelled, self._turned))

    def _turned(self, done: int, total: int) -> None:
        self.pages = done, total


def show(form: str) -> Reading | None:
    """Ask for it, begin to read it, and tell how that goes; None while nothing was given."""
    way = st.radio("What do you have?", (A_FILE, PASTED), horizontal=True, key=entry.key(form, "way"))
    given = _text(form) if way == PASTED else _file(form)
    reading = _kept(form, given)
    if reading:
        _tell(form, reading)
    return reading


def _file(form: str) -> Given | None:
    # Any kind may be chosen: the sentence that says what to do with a .doc is ours.
    chosen = st.file_uploader(
        "Markdown, plain text, PDF or Word (.docx)", max_upload_size=MEGABYTES, key=entry.key(form, "file")
    )
    if chosen is None:
        return None
    data, name = chosen.getvalue(), chosen.name
    read = session.assistant().read_document
    return Given(chosen.file_id, name, lambda cancelled, turned: read(data, name, cancelled, turned))


def _text(form: str) -> Given | None:
    text = st.text_area(
        "The text",
        height=240,
        key=entry.key(form, "text"),
        placeholder="# A heading\n\nA line that begins with # is a heading.",
    )
    if not text or not text.strip():
        return None
    token = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    read = session.assistant().read_text
    return Given(token, "", lambda cancelled, _: read(text, cancelled=cancelled))


def _kept(form: str, given: Given | None) -> Reading | None:
    """The reading of what is given, begun when it is new. What was given before is let go."""
    key = entry.key(form, "reading")
    reading: Reading | None = st.session_state.get(key)
    if reading and (given is None or given.token != reading.token):
        reading.arriving.stop()
        reading = None
    if given and reading is None:
        reading = Reading(given)
    st.session_state[key] = reading
    return reading


def _tell(form: str, reading: Reading) -> None:
    arriving = reading.arriving
    if arriving.running:
        _watch(reading)
    elif understood := arriving.latest:
        parts = plain.counted(len(understood.parts), "part")
        st.success(f"Read: {parts}, {material_words.size(understood.pages, understood.words)}.")
    elif arriving.cancelled():
        st.info("Stopped. Nothing was kept.")
        if st.button("Read it after all", key=entry.key(form, "again")):
            del st.session_state[entry.key(form, "reading")]
            st.rerun()
    else:
        st.error(literal(str(arriving.fault or BROKE_OFF)))


def _watch(reading: Reading) -> None:
    @mishaps.fragment(run_every=EVERY)
    def look() -> None:
        if not reading.arriving.running:
            st.rerun()
        done, total = reading.pages
        said = f"Reading it: page {done:,} of {total:,}" if total else "Reading it ..."
        st.progress(min(done / max(total, 1), 1.0), said)
        # A callback, because it is called whatever this run is about to do.
        st.button("Stop", key="material.reading.stop", on_click=reading.arriving.stop)

    look()
