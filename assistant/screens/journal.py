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
    lookback_view,
    prompt_section,
    quick_exit,
    session,
    share_list,
)
from assistant.screens.journal_keeping import OWN

PAGES, QUESTIONS, BEFORE = "Pages", "Questions to think with", "Before we meet"
SHARED, THEN = "What I share", "Then and now"


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
    sections[THEN] = _then_and_now
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


def _then_and_now() -> None:
    """Two of one's own sentences; what one's goals speak of is looked for first."""
    records, me = session.assistant().records, acting.principal()
    goals = [goal for pair in records.pairs(me, OWN) for goal in records.goals(me, OWN, pair.id)]
    own = [goal.text for goal in goals if goal.owner_id == me.person_id]
    lookback_view.show(records.entries(me, OWN), own)


if __name__ == "__main__":
    show()
