"""A document of the programme in plain words: what it is, who may read it, how it stands."""

from collections.abc import Collection

import streamlit as st

from assistant.domain.material import Material, MaterialStatus
from assistant.domain.people import Role
from assistant.screens import plain
from assistant.screens.literal import literal
from assistant.wording import names


def size(pages: int | None, words: int) -> str:
    counted = plain.counted(words, "word")
    return f"{plain.counted(pages, 'page')}, {counted}" if pages else counted


def facts(material: Material) -> str:
    """One line under its title."""
    return " · ".join(
        (
            f"Version {material.version}",
            plain.FILE_FORMATS[material.format],
            size(material.pages, material.words),
            literal(material.author),
            literal(plain.licensed(material.licence)),
            f"for {readers(material.audience)}",
        )
    )


def badge(material: Material) -> None:
    match material.status:
        case MaterialStatus.PUBLISHED:
            st.badge(plain.MATERIAL_STATES[material.status], color="green")
        case MaterialStatus.DRAFT:
            st.badge(plain.MATERIAL_STATES[material.status], color="orange")
        case _:
            st.badge(plain.MATERIAL_STATES[material.status], color="gray")


def readers(audience: Collection[Role]) -> str:
    """Trainers and coordinators always may, so they are named only when nobody else is."""
    invited = [
        plain.READERS[role].lower() for role in (Role.MENTOR, Role.MENTEE, Role.PEER) if role in audience
    ]
    return names(invited) if invited else "trainers and coordinators alone"


def standing(material: Material) -> str:
    """How it stands, in a sentence."""
    added = plain.day(material.added_at.date())
    return {
        MaterialStatus.DRAFT: f"Added on {added}. Nobody finds it until you publish it.",
        MaterialStatus.PUBLISHED: f"Found in search. Added on {added}.",
        MaterialStatus.REPLACED: f"A newer version has taken its place. Added on {added}.",
        MaterialStatus.WITHDRAWN: f"Nobody finds it. Added on {added}.",
    }[material.status]
