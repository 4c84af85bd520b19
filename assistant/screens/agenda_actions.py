"""What a person can do with an agenda: accept it, make it again, look at its versions."""

import streamlit as st

from assistant.domain.agenda import AgendaBody, AgendaRequest
from assistant.domain.drafts import Draft, DraftStatus
from assistant.domain.people import Pair
from assistant.screens import acting, entry, personal_words, session, support_card, versions
from assistant.screens.literal import literal


def show(draft: Draft, pair: Pair) -> None:
    with st.container(horizontal=True):
        if draft.status is not DraftStatus.ACCEPTED:
            _accept(draft)
        with st.popover("Make it again", icon=":material/refresh:"):
            _again(draft, pair)
        if draft.version > 1:
            with st.popover(f"Versions ({draft.version})", icon=":material/history:"):
                versions.choose(draft)
        if personal_words.possible(draft):
            _personalise(draft)
    versions.compare_if_asked(draft)


def _accept(draft: Draft) -> None:
    if st.button("Accept", key=f"accept.{draft.id}", type="primary", icon=":material/check:"):
        with entry.saving(f"accept.{draft.id}", "Accepted. It is your agenda now."):
            session.assistant().guide.decide(acting.principal(), draft.id, DraftStatus.ACCEPTED)


def _personalise(draft: Draft) -> None:
    if st.button("Fit the words to us", key=f"personalise.{draft.id}", icon=":material/edit_note:"):
        personal_words.begin(draft)
        st.rerun()


def _again(draft: Draft, pair: Pair) -> None:
    """Items that were edited stay as they are, unless their box is ticked."""
    body = AgendaBody.model_validate(draft.body)
    form = f"again.{draft.id}.{draft.version}"
    minutes = st.number_input("Minutes", 20, 120, body.duration_min, key=entry.key(form, "minutes"))
    edited = [
        index
        for index, _ in enumerate(body.items)
        if any(path.startswith(f"items[{index}]") for path in draft.locked)
    ]
    release = []
    if edited:
        st.markdown("What you edited is kept. Tick what may be written anew:")
    for index in edited:
        label = f"{index + 1}. {literal(body.items[index].label)}"
        if st.checkbox(label, key=entry.key(form, f"release{index}")):
            release.append(f"items[{index}]")
    if st.button("Make it again", key=entry.key(form, "go"), type="primary"):
        with entry.saving(form, "Made again from what is on record today."):
            request = AgendaRequest(minutes=int(minutes), mode=body.mode)
            fresh = session.assistant().guide.again(acting.principal(), draft.id, request, release)
            if not support_card.keep(fresh, pair):
                personal_words.begin_if_earned(fresh)
