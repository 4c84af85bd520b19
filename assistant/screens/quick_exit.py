"""A button that leaves at once, to an empty page that does not lead back here; Escape twice does the same."""

from pathlib import Path

import streamlit as st

_component = st.components.v2.component(
    "quick_exit",
    html="""<button type="button" title="Or press Escape twice">Leave quickly</button>""",
    css=Path(__file__).with_suffix(".css").read_text(encoding="utf-8"),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def show() -> None:
    _component(key="quick_exit", width="content")
