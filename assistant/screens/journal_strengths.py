"""Strengths that show in a page, each with the writer's own words; added by a click alone."""

import streamlit as st

from assistant.domain.journal import Entry
from assistant.domain.people import Role
from assistant.screens import acting, strength_found


def show(page: Entry) -> None:
    """Not for a mentor: a log tells of others, and strengths on record are those of a pair."""
    if acting.principal().role is Role.MENTOR:
        return
    box = st.expander(
        "Strengths in your words", icon=":material/star:", key=f"strengths.{page.id}", on_change="rerun"
    )
    if not box.open:
        return  # looked for only when somebody wants to see it
    with box:
        st.caption("Nothing is added unless you press the button. You choose who can see it.")
        drawn = strength_found.offer(None, page.text, page.on, page.owner_id, f"journal.{page.id}")
        if not drawn:
            st.markdown("No clear moment stands out here just now. That says nothing about you or your day.")
