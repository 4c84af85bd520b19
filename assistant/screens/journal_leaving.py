"""Taking one's words along, or deleting them."""

from datetime import date

import streamlit as st

from assistant.domain.journal import Entry
from assistant.guide.own_pages import as_json, as_markdown
from assistant.screens import acting, entry, journal_keeping, journal_words, own_file, session
from assistant.screens.journal_keeping import OWN


def take_along() -> None:
    """All pages as a file. The file is made inside the browser, so no address on the server holds it."""
    with st.expander("Take your words along", icon=":material/download:"):
        st.markdown("All your pages in one file, for you alone. It stays on your device: keep it safe there.")
        name = journal_words.of(acting.principal().role).title.lower().replace(" ", "-")
        today = date.today().isoformat()
        with st.container(horizontal=True):
            own_file.button(
                "As text (Markdown)",
                f"{name}-{today}.md",
                "text/markdown",
                lambda: as_markdown(_all()),
                key="take.markdown",
            )
            own_file.button(
                "As data (JSON)",
                f"{name}-{today}.json",
                "application/json",
                lambda: as_json(_all()),
                key="take.json",
            )


def delete(page: Entry) -> None:
    with st.popover("Delete this page", icon=":material/delete:"):
        st.markdown(
            "This deletes the page with all its versions, the prompts made from it, and everything you share "
            "of it: nobody can read that any more. It cannot be undone. What you copied into a digest stays "
            "there."
        )
        form = f"entry_delete.{page.id}"
        if st.button("Delete it for good", type="primary", key=entry.key(form, "go")):
            with entry.saving(form, "The page is deleted, with everything you shared of it."):
                session.assistant().records.delete_entry(acting.principal(), OWN, page.id)
                journal_keeping.close()


def _all() -> list[Entry]:
    return session.assistant().records.entries(acting.principal(), OWN)
