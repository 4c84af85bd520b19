"""The reader's conversations at the side of the page: open, begin, name, delete."""

import streamlit as st

from assistant.domain.conversation import Thread
from assistant.screens import acting, plain, session
from assistant.screens.ask_state import Talking
from assistant.screens.literal import literal

MOST = 30


def show(now: Talking) -> None:
    threads = session.assistant().talk.threads(acting.principal())[:MOST]
    with st.sidebar:
        st.markdown("**Your conversations**")
        st.button(
            "New conversation",
            key=f"ask.new.{now.key}",
            icon=":material/add:",
            on_click=now.open,
            args=(None,),
            width="stretch",
        )
        for thread in threads:
            st.button(
                literal(name_of(thread)),
                key=f"ask.open.{thread.id}",
                type="primary" if now.kept and thread.id == now.thread_id else "tertiary",
                on_click=_open,
                args=(now, thread.id),
                help=f"Last changed on {plain.day(thread.changed_at.date())}" if thread.changed_at else None,
            )
    current = next((one for one in threads if now.kept and one.id == now.thread_id), None)
    if current is not None:
        _manage(now, current)


def name_of(thread: Thread) -> str:
    return thread.title or "A conversation"


def _open(now: Talking, thread_id: str) -> None:
    st.session_state[f"ask.nothing.{now.key}"] = False
    now.keep(True)
    now.open(thread_id)


def _manage(now: Talking, thread: Thread) -> None:
    with st.expander(f"This conversation: {literal(name_of(thread))}"):
        title = st.text_input("Its name", value=thread.title, max_chars=120, key=f"ask.name.{thread.id}")
        talk, me = session.assistant().talk, acting.principal()
        if title.strip() and title.strip() != thread.title:
            talk.rename(me, thread.id, title)
            st.rerun()
        sure = st.checkbox(
            "Yes, delete it for good, with every question and answer in it", key=f"ask.sure.{thread.id}"
        )
        if st.button("Delete this conversation", key=f"ask.delete.{thread.id}", disabled=not sure):
            talk.delete(me, thread.id)
            now.open(None)
            st.rerun()
