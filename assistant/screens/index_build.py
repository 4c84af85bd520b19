"""How far the notes have been made searchable, shown only while that is going on."""

import streamlit as st

from assistant.screens import mishaps, warming


def show_when_missing() -> None:
    """Nothing is shown while there is nothing to do; at the end the page is drawn once more."""
    if not warming.done():
        _watch()


@mishaps.fragment(run_every=0.5)
def _watch() -> None:
    if warming.done():
        st.rerun()
    if (progress := warming.progress()) is None:
        return
    done, total = progress
    st.progress(done / max(total, 1), f"Reading the practice notes for search: {done} of {total} passages")
