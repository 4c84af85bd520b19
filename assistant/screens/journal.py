"""The journal of a mentee or a peer, the log of a mentor: their own pages, and what they choose to share."""

import streamlit as st

from assistant.domain.people import Role
from assistant.screens import (
    acting,
    digest_section,
    journal_keeping,
    journal_list,
    journal_words,
    journal_writing,
    prompt_section,
    quick_exit,
    share_list,
)

PAGES, QUESTIONS, BEFORE, SHARED = "Pages", "Questions to think with", "Before we meet", "What I share"


def show() -> None:
    me = acting.principal()
    if journal_words.for_reader() is None:
        st.info(
            "Journals belong to mentees, peers and mentors. Nobody else can open them, and that is so for you "
            "too: not even that there is one can be seen."
        )
        return
    quick_exit.show()
    handed = bool(st.session_state.get(prompt_section.TOPIC))
    if handed:
        journal_keeping.close()
        st.session_state[f"journal.section.{me.role}"] = QUESTIONS
    entry_id = journal_keeping.open_id()
    if entry_id:
        with st.container(key="journal_page"):  # its own place, so that a message above does not draw it anew
            journal_writing.show(entry_id)
    else:
        _sections(me.role)


def _sections(role: Role) -> None:
    sections = {PAGES: journal_list.show, QUESTIONS: prompt_section.for_topic}
    if role is not Role.MENTOR:
        sections |= {BEFORE: digest_section.show, SHARED: share_list.of_all}
    key = f"journal.section.{role}"
    if key not in st.session_state:  # the first visit, or back from another page
        st.session_state[key] = st.session_state.get(f"{key}.last", PAGES)
    chosen = st.segmented_control(
        "Part of the journal",
        list(sections),
        required=True,
        key=key,
        label_visibility="collapsed",
    )
    st.session_state[f"{key}.last"] = chosen or PAGES
    sections[chosen or PAGES]()


if __name__ == "__main__":
    show()
