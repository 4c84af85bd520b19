"""Two windows wrote on the same page: both texts are shown, and the writer decides."""

import streamlit as st

from assistant.domain.journal import Entry
from assistant.screens import journal_keeping
from assistant.screens.editor import Typed
from assistant.screens.journal_keeping import Page
from assistant.screens.literal import literal_lines

BETWEEN = "\n\n* * *\n\n"


def show(page: Page) -> None:
    """Nothing is lost meanwhile: the one is on record, the other in this window."""
    if page.other is None or page.typed is None:
        return
    other, typed = page.other, page.typed
    with st.container(border=True):
        st.markdown(
            "**This page was written on in another window too.** Both texts are safe. Which one should stay?"
        )
        theirs, mine = st.columns(2, gap="medium")
        with theirs:
            _text("From the other window", other.title, other.text)
        with mine:
            _text("From this window", typed.title, typed.text)
        with st.container(horizontal=True):
            both = "Keep both, one below the other"
            st.button(both, type="primary", on_click=_both, args=(page, other, typed), key="conflict.both")
            st.button("Keep this window's", on_click=_mine, args=(page, typed), key="conflict.mine")
            st.button("Keep the other one", on_click=_theirs, args=(page, other), key="conflict.theirs")


def _text(label: str, title: str, text: str) -> None:
    st.caption(label)
    with st.container(border=True, height=220):
        st.markdown(f"**{literal_lines(title)}**\n\n{literal_lines(text)}" if title else literal_lines(text))


def _both(page: Page, other: Entry, typed: Typed) -> None:
    journal_keeping.settle(page, other.title or typed.title, other.on, other.text + BETWEEN + typed.text)


def _mine(page: Page, typed: Typed) -> None:
    journal_keeping.settle(page, typed.title, typed.on or page.entry.on, typed.text)


def _theirs(page: Page, other: Entry) -> None:
    journal_keeping.settle(page, other.title, other.on, other.text)
