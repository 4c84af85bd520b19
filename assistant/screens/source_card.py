"""A source as its reader needs it: the very passage, who stands behind it, and its licence."""

from collections.abc import Collection, Iterable

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.drafts import Source
from assistant.domain.material import Material, MaterialStatus
from assistant.domain.notes import Note, Origin, Passage
from assistant.screens import acting, mishaps, plain, remembered, session
from assistant.screens.literal import literal, literal_paragraphs, without_images

REPLACED = "A newer version has replaced this one since. These are the words that were used here."
WITHDRAWN = "Your programme has withdrawn this since. Only the words that were used here are left."
CHANGED = "The practice note has changed since this was written; the passage is no longer there."

_OPEN, _READER = "source.open", "source.reader"


def stands(origin: Origin, author: str, licence: str) -> str:
    """Where words come from, in one line beside them."""
    told = (plain.ORIGINS[origin], author, plain.licensed(licence) if licence else "")
    return " · ".join(literal(part) for part in told if part)


def title_of(source: Source) -> str:
    """As it is called on the page; empty when the note is gone."""
    note = session.assistant().library.get(source.doc_id)
    return note.title if note else source.title


def origin_of(source: Source) -> str:
    note = session.assistant().library.get(source.doc_id)
    return stands(source.origin, source.author, note.licence if note else source.licence)


def gone(sources: Iterable[Source]) -> frozenset[str]:
    """The passages of the programme's material that nobody may read any more. One look at the records."""
    theirs = {source.passage_id for source in sources if source.origin is Origin.PROGRAMME}
    return frozenset(theirs - _readable(theirs).keys()) if theirs else frozenset()


def _readable(passage_ids: Collection[str]) -> dict[str, tuple[Passage, Material]]:
    records, me = session.assistant().records, acting.principal()
    return records.material_passages(me, Purpose.PREPARE_PAIR, passage_ids, earlier=True)


def open_source(source: Source) -> None:
    """What a button does. It stays open while the page behind it is drawn again, as when a draft is ready."""
    st.session_state[_OPEN] = source


def close() -> None:
    st.session_state.pop(_OPEN, None)


def show_open(page: str) -> None:
    """The passage in a dialog, once in every run. It closes when the reader leaves `page`, or is another."""
    reader = (page, acting.principal() if acting.anybody() else None)
    if st.session_state.get(_READER) != reader:
        close()
    st.session_state[_READER] = reader
    source: Source | None = st.session_state.get(_OPEN)
    if source is None:
        return

    @st.dialog(literal(title_of(source)) or "This source", width="medium", on_dismiss=close)
    def shown() -> None:
        with mishaps.told():
            if source.quote:
                st.markdown(f"The words used here: *{literal(source.quote)}*")
                st.divider()
            if source.origin is Origin.PROGRAMME:
                _material(source)
            else:
                _note(source)

    shown()


def _note(source: Source) -> None:
    library = session.assistant().library
    note, passage = library.get(source.doc_id), library.passages.get(source.passage_id)
    if note is None or passage is None:
        st.info(CHANGED)
        return
    st.markdown(f"**{literal(passage.heading)}**")
    st.markdown(without_images(passage.text))
    st.divider()
    about(note)
    _whole(note.id, "Read the whole note")


def _material(source: Source) -> None:
    """A programme's own: only as long as its readers may read it."""
    found = _readable([source.passage_id]).get(source.passage_id)
    if found is None:
        st.info(WITHDRAWN)
        st.caption(origin_of(source))
        return
    passage, material = found
    if material.status is MaterialStatus.REPLACED:
        st.info(REPLACED)
    st.markdown(f"**{literal(passage.heading)}**")
    st.markdown(literal_paragraphs(passage.text))
    st.divider()
    st.caption(f"{stands(source.origin, material.author, material.licence)} · version {material.version}")
    if material.status is MaterialStatus.PUBLISHED:
        _whole(material.key, "Read all of it")


def _whole(document_id: str, label: str) -> None:
    if st.button(label, key=f"whole.{document_id}"):
        close()
        remembered.put("note", document_id)
        st.switch_page("assistant/screens/notes.py")


def about(note: Note) -> None:
    """Works, kind of evidence, licence."""
    works = "\n".join(
        f"- {literal(work.author)} ({work.year}). *{literal(work.title)}*" for work in note.sources
    )
    st.markdown(f"Stands on:\n{works}")
    st.caption(
        f"Note {note.id} · rests on {plain.GRADES[note.evidence_grade]} · licence {literal(note.licence)} · "
        f"last looked over on {plain.day(note.reviewed_on)}"
    )


def whole(note: Note) -> None:
    st.header(literal(note.title), anchor=False)
    st.caption(plain.NOTE_TYPES[note.type])
    for passage in note.passages:
        if passage.heading == "Sources":
            continue
        st.subheader(literal(passage.heading), anchor=False)
        st.markdown(without_images(passage.text))
        if passage.heading == "When to use":
            _not_when(note)
    st.subheader("Sources", anchor=False)
    about(note)


def _not_when(note: Note) -> None:
    if note.not_when:
        st.markdown("**Not when**\n" + "\n".join(f"- {literal(each)}" for each in note.not_when))
