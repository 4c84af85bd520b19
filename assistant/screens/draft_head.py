"""The head of every draft: its state, who can see it, and how it came to be."""

from collections.abc import Iterable

import streamlit as st

from assistant.domain.drafts import Draft, DraftStatus
from assistant.domain.people import Pair
from assistant.screens import acting
from assistant.screens.literal import literal
from assistant.wording import names

STATES = {
    DraftStatus.DRAFT: "Draft",
    DraftStatus.EDITED: "Edited by you",
    DraftStatus.ACCEPTED: "Accepted",
    DraftStatus.REJECTED: "Set aside",
}
ONLY_YOU = "Only you can see this"


def badges(draft: Draft, told: Iterable[str], *, accepted: str = STATES[DraftStatus.ACCEPTED]) -> None:
    """Its state first; a lock when nobody but the reader can see it."""
    done = draft.status is DraftStatus.ACCEPTED
    with st.container(horizontal=True, gap="small"):
        st.badge(accepted if done else STATES[draft.status], color="green" if done else "gray")
        for words in told:
            st.badge(words, color="gray")
        if private(draft):
            st.badge(ONLY_YOU, icon=":material/lock:", color="orange")


def private(draft: Draft) -> bool:
    """Is the reader the only one who can see it?"""
    return set(draft.visibility) | {draft.author_id} == {acting.principal().person_id}


def readers(draft: Draft, pair: Pair) -> str:
    """By name. Somebody who has left the pair is not named any more."""
    seen_by = names([member.name for member in pair.members if member.person_id in draft.visibility])
    return f"Visible to: {literal(seen_by)}."


def notices(draft: Draft) -> None:
    for notice in draft.notices:
        st.info(literal(notice))


def without_body(draft: Draft) -> None:
    """A draft that was stored without a body says why; nothing else of it can be shown."""
    for notice in draft.notices:
        st.warning(literal(notice))
