"""Everything a draft stands on: where each source comes from, and its passage one click away."""

import streamlit as st

from assistant.domain.drafts import Draft, Source
from assistant.screens import source_card
from assistant.screens.literal import literal


def show(draft: Draft) -> None:
    """A closed list is not even sent; it opens by itself when something in it was withdrawn."""
    sources = draft.sources
    if not sources:
        return
    gone = source_card.gone(sources)
    box = st.expander(
        f"What this stands on ({len(sources)})",
        icon=":material/menu_book:",
        expanded=bool(gone),
        key=f"stands.{draft.id}",
        on_change="rerun",
    )
    with box:
        for source in sources if box.open else ():
            _row(source, withdrawn=source.passage_id in gone)


def _row(source: Source, *, withdrawn: bool) -> None:
    words, button = st.columns([5, 1], vertical_alignment="center")
    with words:
        title = literal(source_card.title_of(source)) or "A note that is no longer here"
        since = " :orange-badge[Withdrawn since]" if withdrawn else ""
        st.markdown(f"**{title}**{since}")
        st.caption(f"{source_card.origin_of(source)} · for: {literal(source.used_for)}")
    key = f"stands.{source.passage_id}"
    button.button("Open", key=key, on_click=source_card.open_source, args=(source,))
