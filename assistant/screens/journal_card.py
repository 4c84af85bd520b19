"""The support card beside a page: the page stays, is saved, and can be written on."""

import streamlit as st

from assistant.prompts import load_replies
from assistant.screens import acting, session
from assistant.screens.journal_keeping import OWN
from assistant.screens.literal import literal


def show() -> None:
    """Fixed words and the programme's own contact. No model has read the page."""
    me, assistant = acting.principal(), session.assistant()
    words = load_replies(assistant.settings.prompts_dir).page_card_for(me.role)
    with st.container(border=True, key="journal_card"):
        st.header(literal(words.title), anchor=False)
        st.markdown("\n".join(f"- {literal(sentence)}" for sentence in words.text))
        if contact := assistant.records.programme(me, OWN).support_contact:
            st.markdown(f"Your programme's contact: **{literal(contact)}**")
