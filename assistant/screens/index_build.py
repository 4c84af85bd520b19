"""How far the notes have been made searchable, shown only while that is going on."""

import streamlit as st

from assistant.screens import mishaps, warming


def show_when_missing() -> None:
    if warming.progress() is not None and not warming.done():
        _watch()


@mishaps.fragment(run_every=0.5)
def _watch() -> None:
    progress = warming.progress()
    if progress is None or warming.done():
        st.rerun()
    done, total = progress
    st.progress(done / max(total, 1), f"Reading the practice notes for search: {done} of {total} passages")
