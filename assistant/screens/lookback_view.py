"""Then and now: two of the reader's own sentences beside each other. Nothing of it is stored."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from assistant.domain.journal import Entry
from assistant.lookback import Likeness, Line, ThenNow, pairs
from assistant.screens import plain
from assistant.screens.literal import literal

_PLACE, _GONE = "lookback.place", "lookback.gone"


def show(entries: Sequence[Entry], words: Sequence[str] = (), likeness: Likeness | None = None) -> None:
    """`words` are the reader's goals and strengths: what they care about is looked for first."""
    found = [
        pair
        for pair in _found(entries, words, likeness)
        if _key(pair) not in st.session_state.get(_GONE, set())
    ]
    if not found:
        st.info(
            "Nothing to look back at yet. Once two of your pages, three weeks apart, speak of the same matter, "
            "you can read both sentences here."
        )
        return
    pair = found[st.session_state.get(_PLACE, 0) % len(found)]
    then, now = st.columns(2)
    with then:
        _line("Then", pair.then)
    with now:
        _line("Now", pair.now)
    st.caption("Both are your own words. What you see in them is up to you. Nothing of this is kept.")
    with st.container(horizontal=True):
        if len(found) > 1 and st.button("Another pair", key="lookback.another"):
            st.session_state[_PLACE] = st.session_state.get(_PLACE, 0) + 1
            st.rerun()
        if st.button("Not this one", key="lookback.not", help="It will not be shown again today."):
            st.session_state.setdefault(_GONE, set()).add(_key(pair))
            st.rerun()


def _found(entries: Sequence[Entry], words: Sequence[str], likeness: Likeness | None) -> tuple[ThenNow, ...]:
    """Compared once for the same pages, not on every click."""
    stamp = (
        tuple((entry.id, entry.version, entry.changed_at) for entry in entries),
        tuple(words),
        date.today(),
    )
    kept = st.session_state.get("lookback.found")
    if kept is None or kept[0] != stamp:
        kept = (stamp, pairs(entries, likeness, date.today(), words))
        st.session_state["lookback.found"] = kept
    made: tuple[ThenNow, ...] = kept[1]
    return made


def _key(pair: ThenNow) -> tuple[str, str]:
    return pair.then.text, pair.now.text


def _line(title: str, line: Line) -> None:
    with st.container(border=True):
        st.caption(f"{title} · {plain.day(line.on)}")
        st.markdown(f"\u201c{literal(line.text)}\u201d")
