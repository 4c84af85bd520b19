"""The programme's own material: what is there, and what a trainer can do with it."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.material import Material
from assistant.screens import (
    acting,
    material_form,
    material_look,
    material_place,
    material_words,
    session,
)
from assistant.screens.literal import literal

FOR = "What your programme has written itself: guides, rules, handouts, examples."


def show() -> None:
    me = acting.principal()
    if not acting.looks_after_material():
        st.info("Trainers and coordinators look after this. What they have published is among the notes.")
        st.page_link("assistant/screens/notes.py", label="Open the notes")
        return
    place = material_place.current()
    if place != material_place.Place() and st.button("Back to all material", icon=":material/arrow_back:"):
        material_place.go_back()
    records = session.assistant().records
    if place.looking:
        material = records.material(me, Purpose.MANAGE_LIBRARY, *place.looking)
        material_look.show(material, records.materials(me, Purpose.MANAGE_LIBRARY))
    elif place.adding:
        replaced = records.material(me, Purpose.MANAGE_LIBRARY, place.replaces) if place.replaces else None
        material_form.show(replaced)
    else:
        _list(records.materials(me, Purpose.MANAGE_LIBRARY))


def _list(materials: Sequence[Material]) -> None:
    st.markdown(FOR)
    if not materials:
        st.info(
            "Nothing is here yet. Add a file or paste a text, look at what was understood, and publish it. "
            "From then on people find it beside the practice notes, and agendas can point to it. "
            "Nothing leaves this machine."
        )
    if st.button("Add material", type="primary", icon=":material/add:"):
        material_place.add()
        st.rerun()
    documents: dict[str, list[Material]] = {}
    for material in materials:
        documents.setdefault(material.id, []).append(material)
    for versions in documents.values():
        with st.container(border=True):
            for number, material in enumerate(versions):
                _card(material, first=not number)


def _card(material: Material, *, first: bool) -> None:
    if first:
        st.header(literal(material.title), anchor=False)
    else:
        st.divider()
    with st.container(horizontal=True, vertical_alignment="center"):
        material_words.badge(material)
        st.markdown(material_words.standing(material))
    st.caption(material_words.facts(material))
    if st.button("Look at it", key=f"material.look.{material.key}"):
        material_place.look_at(material)
        st.rerun()


if __name__ == "__main__":
    show()
