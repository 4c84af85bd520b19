"""On a narrow screen the sidebar lies over the page, so it closes when somebody has chosen where to go."""

import streamlit as st

# Streamlit closes it for the links of its own menu, and not for ours.
_component = st.components.v2.component(
    "narrow_sidebar",
    html="<span hidden></span>",
    js="""
    export default function () {
      const close = (event) => {
        if (!event.target.closest?.('[data-testid="stSidebar"] a')) return
        if (!window.matchMedia("(max-width: 768px)").matches) return
        setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click())
      }
      document.addEventListener("click", close)
      return () => document.removeEventListener("click", close)
    }
    """,
)


def show() -> None:
    _component(key="narrow_sidebar", height=1)
