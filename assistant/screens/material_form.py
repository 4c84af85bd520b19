"""Adding a document, or a new version of one: what it is, who wrote it, and who may read it."""

from datetime import datetime

import streamlit as st

from assistant import materials
from assistant.domain.access import Purpose
from assistant.domain.material import Material
from assistant.domain.people import Role
from assistant.errors import InputError
from assistant.materials import Described
from assistant.screens import acting, entry, material_place, material_reading, material_words, session
from assistant.screens.literal import literal
from assistant.screens.material_reading import Reading

LICENCES = (
    "The programme's own words",
    "Used with the author's permission",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
)
LONGEST = 200


def show(replaces: Material | None) -> None:
    form = f"material.{replaces.id if replaces else 'new'}"
    if replaces:
        st.header(f"A new version of {literal(replaces.title)}", anchor=False)
        st.markdown("What is published now stays as it is until you publish the new version.")
    else:
        st.header("Add material", anchor=False)
    reading = material_reading.show(form)
    described = _describe(form, replaces, reading)
    if st.button("Look at what was understood", type="primary", key=entry.key(form, "go")):
        with entry.saving(form, "This is what was understood. Nobody else sees it yet."):
            _add(reading, described, replaces)


def _describe(form: str, replaces: Material | None, reading: Reading | None) -> Described:
    title = _title(form, replaces, reading)
    author = st.text_input(
        "Who wrote it?",
        replaces.author if replaces else "",
        max_chars=LONGEST,
        key=entry.key(form, "author"),
        placeholder="A name, or the name of your programme",
    )
    licence = _licence(form, replaces)
    return Described(
        author=author or "",
        licence=licence or "",
        audience=_audience(form, replaces),
        title=title,
        file_name=reading.file_name[-255:] if reading else "",
    )


def _title(form: str, replaces: Material | None, reading: Reading | None) -> str:
    """Its own title is offered behind the field: put into it, it could overwrite what is being typed."""
    understood = reading.arriving.latest if reading else None
    return st.text_input(
        "Title",
        replaces.title if replaces else "",
        max_chars=LONGEST,
        key=entry.key(form, "title"),
        placeholder=understood.title if understood else "",
        help="Leave this empty to take the title that the document has.",
    )


def _licence(form: str, replaces: Material | None) -> str | None:
    options = list(dict.fromkeys([*LICENCES, *([replaces.licence] if replaces else [])]))
    return st.selectbox(
        "On what terms may it be used?",
        options,
        index=options.index(replaces.licence) if replaces else None,
        placeholder="Choose a licence, or type your own words",
        accept_new_options=True,
        key=entry.key(form, "licence"),
        help="It is shown beside every passage, wherever it appears.",
    )


def _audience(form: str, replaces: Material | None) -> tuple[Role, ...]:
    before = replaces.audience if replaces else (Role.MENTOR,)
    with st.container(horizontal=True):
        ticked = [
            role
            for role, label in ((Role.MENTOR, "Mentors may read it"), (Role.MENTEE, "Mentees may read it"))
            if st.checkbox(label, role in before, key=entry.key(form, f"audience.{role}"))
        ]
    audience = tuple(ticked) or (Role.TRAINER, Role.COORDINATOR)
    st.caption(
        f"For {material_words.readers(audience)}. Peers read what mentors or mentees may read; "
        "trainers and coordinators read everything."
    )
    return audience


def _add(reading: Reading | None, described: Described, replaces: Material | None) -> None:
    if reading is None:
        raise InputError("Please choose a file or paste the text first.")
    if reading.arriving.running:
        raise InputError("It is still being read. One moment, please.")
    if reading.arriving.fault:
        raise reading.arriving.fault
    if reading.arriving.latest is None:
        raise InputError("The reading was stopped. Read it after all, or choose another file.")
    entry.need(described.author, "Please say who wrote it; readers see the name beside every passage.")
    entry.need(described.licence, "Please choose on what terms it may be used.")
    me = acting.principal()
    now = datetime.now().astimezone()
    material = materials.made(reading.arriving.latest, described, me, now, replaces)
    stored = session.assistant().records.add_material(me, Purpose.MANAGE_LIBRARY, material)
    material_place.look_at(stored)
