"""What a person can do with a draft of any kind: accept it, make it again, look at its versions, set it aside."""

from collections.abc import Callable

import streamlit as st

from assistant.domain.drafts import Draft, DraftStatus
from assistant.screens import acting, entry, personal_words, session, versions


def show(
    draft: Draft,
    again: Callable[[], None],
    *,
    accept: str = "Accept",
    accepted: str,
    set_aside: str = "",
) -> None:
    """`again` draws the form for making it again; `accepted` and `set_aside` are said when that is done.

    Without `set_aside` there is no such button.
    """
    with st.container(horizontal=True):
        if draft.status is not DraftStatus.ACCEPTED:
            _decide(draft, DraftStatus.ACCEPTED, accept, accepted)
        with st.popover("Make it again", icon=":material/refresh:"):
            again()
        if draft.version > 1:
            with st.popover(f"Versions ({draft.version})", icon=":material/history:"):
                versions.choose(draft)
        if personal_words.possible(draft):
            _personalise(draft)
        if set_aside and draft.status is not DraftStatus.REJECTED:
            _decide(draft, DraftStatus.REJECTED, "Set aside", set_aside)
    versions.compare_if_asked(draft)


def _decide(draft: Draft, status: DraftStatus, label: str, done: str) -> None:
    taken = status is DraftStatus.ACCEPTED
    name = f"{'accept' if taken else 'aside'}.{draft.id}"
    look = {"type": "primary", "icon": ":material/check:"} if taken else {"icon": ":material/archive:"}
    if st.button(label, key=name, **look):  # type: ignore[arg-type]  # the literal types get lost in the mapping
        with entry.saving(name, done):
            session.assistant().guide.decide(acting.principal(), draft.id, status)


def _personalise(draft: Draft) -> None:
    if st.button("Fit the words to us", key=f"personalise.{draft.id}", icon=":material/edit_note:"):
        personal_words.begin(draft)
        st.rerun()
