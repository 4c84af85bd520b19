"""One page of the journal: the words, whether they are safe, and who can see them."""

from collections.abc import Callable

import streamlit as st

from assistant.domain.people import Role
from assistant.screens import (
    acting,
    editor,
    journal_conflict,
    journal_keeping,
    journal_leaving,
    journal_seen,
    journal_strengths,
    journal_words,
    mishaps,
    prompt_section,
    share_passage,
    support_card,
)
from assistant.screens.editor import Typed
from assistant.screens.journal_keeping import Page
from assistant.screens.literal import literal


def show(entry_id: str) -> None:
    page = journal_keeping.open_page(entry_id)
    st.button("All pages", icon=":material/arrow_back:", on_click=journal_keeping.close, type="tertiary")
    _write(page)
    editor.stay_awake()
    if page.stored and not page.concern:
        prompt_section.for_page(page)
        journal_strengths.show(page.entry)
    if page.stored:
        share_passage.show(page)
        journal_leaving.delete(page.entry)


def _write(page: Page) -> None:
    """Drawn by itself after each save, so that the rest of the page stands still while somebody writes."""
    before = (page.stored, page.concern)
    entry_id = page.entry.id

    def received(typed: Typed) -> None:
        journal_keeping.receive(page, typed)
        if typed.passage:
            share_passage.offer(entry_id, typed.passage)

    @mishaps.fragment()
    def writing() -> None:
        journal_seen.show(page.entry)
        _words(page, received)
        late = editor.newest(entry_id)
        if late and journal_keeping.is_new(page, late):
            received(late)  # sent before this session was there: the server was started again
            st.rerun()
        if page.fault:
            st.error(literal(page.fault))
        journal_conflict.show(page)
        if page.card:
            support_card.show_card(page.card, entry_id)
        if (page.stored, page.concern) != before or share_passage.just_asked():
            st.rerun()  # the sections below have to come or go

    writing()


def _words(page: Page, received: Callable[[Typed], None]) -> None:
    entry = page.entry
    words = {"title": entry.title, "on": entry.on.isoformat(), "text": entry.text}
    placeholder = journal_words.of(acting.principal().role).placeholder
    labels = {"text": "Your words", "placeholder": placeholder}
    if acting.principal().role is Role.MENTOR:
        labels["share"] = ""
    editor.show(entry.id, words, page.answer, received, labels)
