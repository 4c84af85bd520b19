"""All pages: the day and the first words, a search in one's own words, and a fresh page."""

import streamlit as st

from assistant.domain.journal import Entry
from assistant.screens import (
    acting,
    journal_keeping,
    journal_leaving,
    journal_seen,
    journal_words,
    plain,
    session,
)
from assistant.screens.journal_keeping import OWN
from assistant.screens.literal import literal

SHOWN = 20
FIRST = 90


def show() -> None:
    me = acting.principal()
    pages = session.assistant().records.entries(me, OWN)
    if not pages:
        st.info(journal_words.of(me.role).first)
    st.button(
        "Write a new page", type="primary", icon=":material/edit:", on_click=journal_keeping.begin, key="new"
    )
    if not pages:
        return
    sought = st.text_input("Search in your own words", key="journal.search", placeholder="a word or a name")
    found = [page for page in pages if holds(page, sought)]
    if not found:
        st.info("None of your pages holds all of these words.")
    shared = {grant.entry_id for grant, _ in journal_seen.now_shared()}
    limit = st.session_state.get("journal.shown", SHOWN)
    for page in found[:limit]:
        _row(page, shared=page.id in shared)
    if len(found) > limit:
        st.button(f"Show more ({len(found) - limit})", key="journal.more", on_click=_more)
    journal_leaving.take_along()


def holds(page: Entry, sought: str | None) -> bool:
    """Every word of the search, somewhere in the page."""
    text = f"{page.title} {page.text}".casefold()
    return all(word in text for word in (sought or "").casefold().split())


def first_words(page: Entry) -> str:
    words = " ".join(page.text.split())
    return words if len(words) <= FIRST else words[:FIRST].rsplit(" ", 1)[0] + " ..."


def _row(page: Entry, *, shared: bool) -> None:
    with st.container(border=True):
        words, button = st.columns([5, 1], vertical_alignment="center")
        with words:
            st.caption(plain.day(page.on) + (" · shared in part or whole" if shared else ""))
            title = f"**{literal(page.title)}**  \n" if page.title else ""
            st.markdown(title + literal(first_words(page)))
        button.button("Open", key=f"open.{page.id}", on_click=journal_keeping.go_to, args=(page.id,))


def _more() -> None:
    st.session_state["journal.shown"] = st.session_state.get("journal.shown", SHOWN) + SHOWN
