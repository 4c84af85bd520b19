"""The practice notes by theme: eight shelves that open, narrowed to a reader, a phase or a form."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from assistant.domain.facts import Phase
from assistant.domain.material import Material
from assistant.domain.notes import Note, Origin
from assistant.domain.people import Form, Role
from assistant.library import Library
from assistant.screens import plain, source_card
from assistant.screens.literal import literal, without_images

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

THEMES = {
    "A": ("Strengths", "Seeing, naming and using what people are good at"),
    "B": ("Mentoring", "How mentoring works, from the first meeting to the last"),
    "C": ("Conversation", "Ways to ask, to listen and to find the next step together"),
    "D": ("Feedback", "Saying what you saw so that it helps"),
    "E": ("Goals", "Goals that fit a person, and small steps towards them"),
    "F": ("Reflection", "Looking back on what happened, and learning from it"),
    "G": ("Safety and limits", "When to pause, whom to turn to, and what is not yours to carry"),
    "H": ("Training", "For those who prepare mentors"),
}
READERS = (Role.MENTOR, Role.MENTEE, Role.TRAINER, Role.COORDINATOR)

C = TypeVar("C", Role, Phase, Form)


def show(library: Library, own: Sequence[Material], read: Callable[[str], None]) -> None:
    """`own` is what the programme has published; `read` opens any of them by its id."""
    if own:
        _own_shelf(own, read)
    notes = _narrowed(library)
    if not notes:
        st.info("No note fits all of that. Leave one of the three open.")
    for letter, (theme, about) in THEMES.items():
        shelf = [note for note in notes if note.id.startswith(letter)]
        if shelf:
            _shelf(letter, theme, about, shelf, read)


def _narrowed(library: Library) -> tuple[Note, ...]:
    who, when, how = st.columns(3)
    with who:
        reader = _choice("For whom?", "Everybody", READERS, plain.READERS)
    with when:
        phase = _choice("At what point?", "Any time", tuple(Phase), plain.PHASES)
    with how:
        form = _choice("Who meets?", "Any form", tuple(Form), plain.FORMS)
    notes = library.fitting(audience=reader, phase=phase, form=form)
    if notes and len(notes) < len(library):
        st.caption(f"{plain.counted(len(notes), 'note')} of {len(library)}")
    return notes


def _choice(label: str, everything: str, options: Sequence[C], words: Mapping[C, str]) -> C | None:
    # A kept choice of None would come back as no choice at all, so "everything" is an option with a name.
    chosen = st.selectbox(
        label,
        (everything, *(words[each] for each in options)),
        key=f"shelf.{label}",
        persist_state="session",
    )
    return next((each for each in options if words[each] == chosen), None)


def _own_shelf(own: Sequence[Material], read: Callable[[str], None]) -> None:
    with _opened("own", plain.ORIGINS[Origin.PROGRAMME], len(own), "What your programme has written") as box:
        for material in own if box.open else ():
            about = source_card.stands(Origin.PROGRAMME, material.author, material.licence)
            _entry(material.key, material.title, about, read)


def _shelf(letter: str, theme: str, about: str, notes: Sequence[Note], read: Callable[[str], None]) -> None:
    with _opened(letter, theme, len(notes), about) as box:
        for note in notes if box.open else ():
            _entry(note.id, note.title, without_images(_first_sentence(note)), read)


def _opened(name: str, theme: str, number: int, about: str) -> "ExpanderContainer":
    """What stands on a closed shelf is not even sent. Open ones are open again after a note was read."""
    kept = f"shelf.{name}.open"
    box = st.expander(
        f"**{theme}** ({number})  :gray[{about}]",
        expanded=st.session_state.get(kept, False),
        key=f"shelf.{name}",
        on_change="rerun",
    )
    st.session_state[kept] = box.open
    return box


def _entry(document_id: str, title: str, about: str, read: Callable[[str], None]) -> None:
    with st.container(gap=None):
        if st.button(f"**{literal(title)}**", key=f"note.{document_id}", type="tertiary"):
            read(document_id)
        st.caption(about)


def _first_sentence(note: Note) -> str:
    return note.passages[0].text.partition(". ")[0].rstrip(".") + "."
