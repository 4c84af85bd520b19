"""The text of a document as it was understood: its parts by heading, opened one at a time."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.material import Material, MaterialStatus
from assistant.domain.notes import Origin, Passage
from assistant.screens import plain, source_card
from assistant.screens.literal import literal, literal_paragraphs

AT_ONCE = 20
FIRST_WORDS = 12


def show(material: Material) -> None:
    passages = material.passages
    st.subheader(f"What people will find: {plain.counted(len(passages), 'part')}", anchor=False)
    for passage in _page(material.key, passages):
        heading, words = literal(passage.heading), literal(_first_words(passage))
        with st.expander(f"**{heading}**  :gray[{words}]"):
            st.markdown(literal_paragraphs(passage.text))


def _page(key: str, passages: Sequence[Passage]) -> Sequence[Passage]:
    """A long document a page at a time: a thousand parts at once would stop the browser."""
    pages = -(-len(passages) // AT_ONCE)
    if pages < 2:
        return passages
    page = st.pagination(pages, key=f"material.page.{key}")
    return passages[(page - 1) * AT_ONCE : page * AT_ONCE]


def _first_words(passage: Passage) -> str:
    words = [word for word in passage.text.split() if word not in ("-", "|")]
    return " ".join(words[:FIRST_WORDS]) + (" ..." if len(words) > FIRST_WORDS else "")


def show_whole(material: Material) -> None:
    """For its readers."""
    st.header(literal(material.title), anchor=False)
    st.caption(source_card.stands(Origin.PROGRAMME, material.author, material.licence))
    if material.status is MaterialStatus.REPLACED:
        st.info("A newer version has replaced this one.")
    for passage in _page(material.key, material.passages):
        st.subheader(literal(passage.heading), anchor=False)
        st.markdown(literal_paragraphs(passage.text))
