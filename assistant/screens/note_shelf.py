"""The practice notes by theme: eight shelves that open, narrowed to a reader, a phase or a form."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from assistant.domain.agenda import Phase
from assistant.domain.notes import Note
from assistant.domain.people import Form, Role
from assistant.library import Library
from assistant.screens import plain
from assistant.screens.literal import literal, without_images

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


def show(library: Library, read: Callable[[str], None]) -> None:
    """`read` opens a note by its id."""
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


def _shelf(letter: str, theme: str, about: str, notes: Sequence[Note], read: Callable[[str], None]) -> None:
    """What stands on a closed shelf is not even sent."""
    kept = f"shelf.{letter}.open"
    box = st.expander(
        f"**{theme}** ({len(notes)})  :gray[{about}]",
        expanded=st.session_state.get(kept, False),
        key=f"shelf.{letter}",
        on_change="rerun",
    )
    st.session_state[kept] = box.open
    if not box.open:
        return
    with box:
        for note in notes:
            with st.container(gap=None):
                if st.button(f"**{literal(note.title)}**", key=f"note.{note.id}", type="tertiary"):
                    read(note.id)
                st.caption(without_images(_first_sentence(note)))


def _first_sentence(note: Note) -> str:
    return note.passages[0].text.partition(". ")[0].rstrip(".") + "."
