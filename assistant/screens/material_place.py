"""Where the reader is on the page of the programme's material; it outlives a reload."""

import re
from typing import NamedTuple, NoReturn

import streamlit as st

from assistant.domain.material import Material
from assistant.screens import remembered

_NAME = "material"
_LOOK = re.compile(r"(M[0-9a-f]{8})\.(\d+)")
_FORM = re.compile(r"new(?::(M[0-9a-f]{8}))?")


class Place(NamedTuple):
    """One version to look at; or the form, perhaps for a new version of something; or else the list."""

    looking: tuple[str, int] | None = None
    adding: bool = False
    replaces: str | None = None


def current() -> Place:
    token = remembered.get(_NAME) or ""
    if found := _LOOK.fullmatch(token):
        return Place(looking=(found[1], int(found[2])))
    if found := _FORM.fullmatch(token):
        return Place(adding=True, replaces=found[1])
    return Place()


def look_at(material: Material) -> None:
    remembered.put(_NAME, material.key)


def add(replaces: Material | None = None) -> None:
    remembered.put(_NAME, f"new:{replaces.id}" if replaces else "new")


def leave() -> None:
    remembered.drop(_NAME)


def go_back() -> NoReturn:
    leave()
    st.rerun()
