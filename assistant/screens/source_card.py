"""A source as its reader needs it: the very passage, who stands behind it, and its licence."""

import streamlit as st

from assistant.domain.notes import Note, Passage
from assistant.screens import mishaps, plain, remembered, session
from assistant.screens.literal import literal, without_images


def open_passage(passage_id: str, quote: str = "") -> None:
    """The passage in a dialog. Nothing happens to the page behind it."""
    library = session.assistant().library
    passage = library.passages.get(passage_id)
    note = library.get(passage_id.partition("#")[0])

    @st.dialog(literal(note.title) if note else "This source", width="medium")
    def shown() -> None:
        with mishaps.told():
            if note is None or passage is None:
                st.info(
                    "The practice note has changed since this was written; the passage is no longer there."
                )
            else:
                _passage(note, passage, quote)

    shown()


def _passage(note: Note, passage: Passage, quote: str) -> None:
    st.markdown(f"**{literal(passage.heading)}**")
    if quote:
        st.markdown(f"The words used here: *{literal(quote)}*")
        st.divider()
    st.markdown(without_images(passage.text))
    st.divider()
    about(note)
    if st.button("Read the whole note", key=f"whole.{passage.id}"):
        remembered.put("note", note.id)
        st.switch_page("assistant/screens/notes.py")


def about(note: Note) -> None:
    """Works, kind of evidence, licence."""
    works = "\n".join(
        f"- {literal(work.author)} ({work.year}). *{literal(work.title)}*" for work in note.sources
    )
    st.markdown(f"Stands on:\n{works}")
    st.caption(
        f"Note {note.id} · rests on {plain.GRADES[note.evidence_grade]} · licence {literal(note.licence)} · "
        f"last looked over on {plain.day(note.reviewed_on)}"
    )


def whole(note: Note) -> None:
    st.header(literal(note.title), anchor=False)
    st.caption(plain.NOTE_TYPES[note.type])
    for passage in note.passages:
        if passage.heading == "Sources":
            continue
        st.subheader(literal(passage.heading), anchor=False)
        st.markdown(without_images(passage.text))
        if passage.heading == "When to use":
            _not_when(note)
    st.subheader("Sources", anchor=False)
    about(note)


def _not_when(note: Note) -> None:
    if note.not_when:
        st.markdown("**Not when**\n" + "\n".join(f"- {literal(each)}" for each in note.not_when))
