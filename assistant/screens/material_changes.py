"""What a new version changes: headings that came and went, parts with other words, and how long it is."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.material import Material
from assistant.domain.notes import Passage
from assistant.screens import plain
from assistant.screens.literal import literal

MOST_NAMED = 8


def show(new: Material, old: Material) -> None:
    with st.container(border=True):
        st.subheader(f"What changed since version {old.version}", anchor=False)
        st.markdown("\n".join(f"- {line}" for line in lines(new, old)))


def lines(new: Material, old: Material) -> list[str]:
    before, after = _by_heading(old.passages), _by_heading(new.passages)
    came = [heading for heading in after if heading not in before]
    went = [heading for heading in before if heading not in after]
    stayed = [heading for heading in after if heading in before]
    rewritten = [heading for heading in stayed if after[heading] != before[heading]]
    told = [
        f"{words}: {_named(headings)}"
        for words, headings in (("New", came), ("Gone", went), ("Other words", rewritten))
        if headings
    ]
    same = len(stayed) - len(rewritten)
    return [
        *told,
        f"{plain.counted(same, 'part')} unchanged" if same else "No part is unchanged",
        _length(new, old),
    ]


def _by_heading(passages: Sequence[Passage]) -> dict[str, str]:
    found: dict[str, str] = {}
    for passage in passages:
        found[passage.heading] = f"{found.get(passage.heading, '')}\n{passage.text}"
    return found


def _named(headings: Sequence[str]) -> str:
    more = len(headings) - MOST_NAMED
    named = ", ".join(f"*{literal(heading)}*" for heading in headings[:MOST_NAMED])
    return f"{named} and {more} more" if more > 0 else named


def _length(new: Material, old: Material) -> str:
    by = new.words - old.words
    if not by:
        return f"{new.words:,} words, as before"
    return f"{new.words:,} words, {abs(by):,} {'more' if by > 0 else 'fewer'} than before"
