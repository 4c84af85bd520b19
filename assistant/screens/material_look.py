"""One version of a document, looked at before it is published and after."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.material import Material, MaterialStatus
from assistant.screens import (
    acting,
    found_list,
    material_actions,
    material_changes,
    material_publishing,
    material_remarks,
    material_text,
    material_words,
    session,
)
from assistant.screens.literal import literal

TRIED = 3


def show(material: Material, listed: Sequence[Material]) -> None:
    """`listed` is what the programme has, to find the version that this one would replace."""
    _head(material)
    waiting = material.status is MaterialStatus.DRAFT
    if waiting:
        material_remarks.show(material.remarks)
        _changes(material, listed)
    if not material_publishing.going_on(material):
        material_actions.show(material)
    if material.status is MaterialStatus.PUBLISHED:
        _try_it(material)
    material_text.show(material)
    if not waiting:
        material_remarks.show(material.remarks)


def _head(material: Material) -> None:
    st.header(literal(material.title), anchor=False)
    material_words.badge(material)
    st.markdown(material_words.standing(material))
    st.caption(material_words.facts(material))
    if material.file_name:
        st.caption(f"From the file {literal(material.file_name)}")


def _changes(material: Material, listed: Sequence[Material]) -> None:
    for other in listed:
        if other.id == material.id and other.status is MaterialStatus.PUBLISHED:
            me, purpose = acting.principal(), Purpose.MANAGE_LIBRARY
            published = session.assistant().records.material(me, purpose, other.id, other.version)
            material_changes.show(material, published)


def _try_it(material: Material) -> None:
    question = st.text_input(
        "Try a question",
        key=f"material.try.{material.key}",
        placeholder="What would somebody ask who needs this?",
        help="Shows what a search finds now, this document among all the rest.",
    )
    if question and question.strip():
        found_list.show(question, TRIED)
