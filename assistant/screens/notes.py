"""The practice notes: ask them, read them, see what they stand on."""

import streamlit as st

from assistant.domain.notes import Hit
from assistant.retrieval import KEYWORDS
from assistant.screens import index_build, note_shelf, remembered, session, source_card
from assistant.screens.literal import literal, without_images

MOST = 6


def show() -> None:
    library = session.assistant().library
    reading = remembered.get("note")
    if reading and reading in library:
        if st.button("Back to all notes", icon=":material/arrow_back:"):
            remembered.drop("note")
            st.rerun()
        source_card.whole(library[reading])
        return
    index_build.show_when_missing()
    question = st.text_input(
        "What would you like to know?",
        placeholder="How do I start a first meeting?",
        key="notes.question",
        persist_state="session",
    )
    if question and question.strip():
        _answer(question)
    else:
        note_shelf.show(library, _read)


def _answer(question: str) -> None:
    with st.spinner("Looking in the notes ..."):
        found = session.assistant().retriever.search(question, MOST)
    if found.by == KEYWORDS and found.hits:
        st.info(f"Keyword search in use. {literal(found.notice)}")
    if not found.covered:
        st.markdown("**The library does not cover this.**")
        st.markdown(
            literal(found.notice)
            if found.notice
            else "It knows about mentoring: meetings, goals, strengths, feedback, reflection and limits. "
            "Perhaps other words help, or ask somebody who knows."
        )
        return
    for hit in found.hits:
        with st.container(border=True):
            _hit(hit)


def _hit(hit: Hit) -> None:
    st.header(literal(hit.note_title), anchor=False)
    st.caption(literal(hit.passage.heading))
    st.markdown(without_images(hit.passage.text))
    if st.button("Read the whole note", key=f"read.{hit.passage.id}"):
        _read(hit.passage.note_id)


def _read(note_id: str) -> None:
    remembered.put("note", note_id)
    st.rerun()


if __name__ == "__main__":
    show()
