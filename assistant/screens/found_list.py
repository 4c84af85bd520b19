"""What a search found: notes and the programme's own material, each with where it comes from."""

import streamlit as st

from assistant.domain.notes import Hit, Origin
from assistant.retrieval import KEYWORDS
from assistant.screens import acting, remembered, session, source_card
from assistant.screens.literal import literal, literal_paragraphs, without_images


def show(question: str, limit: int) -> None:
    me = acting.principal() if acting.anybody() else None
    with st.spinner("Looking in the notes ..."):
        found = session.assistant().guide.search(me, question, limit)
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
    ours = hit.origin is Origin.PROGRAMME
    st.header(literal(hit.note_title), anchor=False)
    st.caption(source_card.stands(hit.origin, hit.author, hit.licence or _licence(hit)))
    st.markdown(f"**{literal(hit.passage.heading)}**")
    st.markdown(literal_paragraphs(hit.passage.text) if ours else without_images(hit.passage.text))
    if st.button("Read all of it" if ours else "Read the whole note", key=f"read.{hit.passage.id}"):
        remembered.put("note", hit.passage.note_id)
        st.switch_page("assistant/screens/notes.py")


def _licence(hit: Hit) -> str:
    note = session.assistant().library.get(hit.passage.note_id)
    return note.licence if note else ""
