"""What every page needs of this session: the assistant and the person it acts for."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import bootstrap
from assistant.bootstrap import Assistant
from assistant.screens import acting, entry, warming
from assistant.screens.literal import literal


def assistant() -> Assistant:
    return bootstrap.assistant()


def open_for(who: DeltaGenerator, engine_line: DeltaGenerator) -> None:
    """Settle who is acting, before any page asks for anything."""
    acting.settle()
    with who:
        st.session_state["principal"] = acting.choose(assistant().records)
    if warming.done():
        engine_line.caption(literal(assistant().guide.engine().sentence))
    entry.say_it()
