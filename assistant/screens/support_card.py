"""The support card: shown instead of a draft when words on record may be about somebody's safety."""

from collections.abc import Iterable

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft, Ending
from assistant.domain.people import Pair, Role
from assistant.prompts import load_replies
from assistant.safeguarding import gate
from assistant.screens import acting, session
from assistant.screens.literal import literal


def keep(draft: Draft, pair: Pair | None) -> bool:
    """Is this the card instead of a draft? Then it is shown until the next try; it is stored nowhere."""
    shown = draft.ending not in (Ending.ANSWERED, Ending.ASKED)
    if shown:
        st.session_state[_key(pair, draft.kind)] = draft
    else:
        st.session_state.pop(_key(pair, draft.kind), None)
    return shown


def show(pair: Pair | None, kind: str) -> bool:
    """The card that came instead of a draft of this kind, if one did."""
    draft: Draft | None = st.session_state.get(_key(pair, kind))
    if draft is None:
        return False
    title, *sentences = draft.notices or ("A person should hear this",)
    _card(title, sentences)
    return True


def for_words(text: str) -> bool:
    """The card for words that are looked at and kept nowhere, when they may be about somebody's safety."""
    if gate.concern([text]) is None:
        return False
    role = acting.principal().role if acting.anybody() else Role.MENTOR
    card = load_replies(session.assistant().settings.prompts_dir).card_for(role)
    _card(card.title, card.text)
    return True


def _card(title: str, sentences: Iterable[str]) -> None:
    with st.container(border=True):
        st.header(literal(title), anchor=False)
        st.markdown("\n".join(f"- {literal(sentence)}" for sentence in sentences))
        if contact := _contact():
            st.markdown(f"Your programme's contact: **{literal(contact)}**")


def _contact() -> str:
    if not acting.anybody():
        return ""
    me = acting.principal()
    return session.assistant().records.programme(me, Purpose.PREPARE_PAIR).support_contact


def _key(pair: Pair | None, kind: str) -> str:
    me = acting.principal()
    return f"support.{kind}.{me.person_id}.{me.role.value}.{pair.id if pair else ''}"
