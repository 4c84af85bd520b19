"""Which pair the reader looks at: one choice, shared by the pages that need it."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.people import Pair
from assistant.screens import acting, plain, remembered, session
from assistant.screens.literal import literal

SECTIONS = ("People", "Goals", "Strengths", "Commitments", "Talking points", "Sessions", "Shared with you")


def open_pair(pair_id: str, section: str | None = None) -> None:
    """From another page: look at this pair, perhaps at one section of its page."""
    remembered.put("pair", pair_id)
    st.session_state["pair.next"] = pair_id
    if section:
        st.session_state["section.next"] = section


def choose(purpose: Purpose) -> Pair | None:
    """Show the choice where there is one; None when the reader is in no pair."""
    me = acting.principal()
    pairs = {pair.id: pair for pair in session.assistant().records.pairs(me, purpose)}
    if not pairs:
        return None
    key = f"pair.{me.person_id}.{me.role.value}"
    ids = list(pairs)
    wishes = (st.session_state.pop("pair.next", None), st.session_state.get(key), remembered.get("pair"))
    st.session_state[key] = next((wish for wish in wishes if wish in pairs), ids[0])
    if len(ids) == 1:
        st.caption(literal(plain.pair_name(pairs[ids[0]], me.person_id)))
        return pairs[ids[0]]
    chosen = st.selectbox(
        "Pair",
        ids,
        key=key,
        persist_state="session",
        format_func=lambda pair_id: plain.pair_name(pairs[pair_id], me.person_id),
    )
    remembered.put("pair", chosen)
    return pairs[chosen]
