"""The practice notes and the programme's own material: ask them, read them, see what they stand on."""

import re

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.material import Material
from assistant.errors import AccessError
from assistant.screens import (
    acting,
    found_list,
    index_build,
    material_text,
    note_shelf,
    remembered,
    session,
    source_card,
)

MOST = 6
_MATERIAL = re.compile(r"(M[0-9a-f]{8})\.(\d+)")


def show() -> None:
    library = session.assistant().library
    reading = remembered.get("note") or ""
    material = _MATERIAL.fullmatch(reading)
    if reading in library or material:
        if st.button("Back to all notes", icon=":material/arrow_back:"):
            remembered.drop("note")
            st.rerun()
        if material:
            _whole(material[1], int(material[2]))
        else:
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
        found_list.show(question, MOST)
    else:
        note_shelf.show(library, _own(), _read)


def _own() -> list[Material]:
    """What the programme has published for this reader."""
    if not acting.anybody():
        return []
    return session.assistant().records.materials(acting.principal(), Purpose.BROWSE_LIBRARY)


def _whole(material_id: str, version: int) -> None:
    """Only as long as it is there for this reader."""
    records, me = session.assistant().records, acting.principal()
    try:
        material = records.material(me, Purpose.BROWSE_LIBRARY, material_id, version)
    except AccessError:
        st.info("This is no longer here. Your programme has withdrawn it.")
    else:
        material_text.show_whole(material)


def _read(document_id: str) -> None:
    remembered.put("note", document_id)
    st.rerun()


if __name__ == "__main__":
    show()
