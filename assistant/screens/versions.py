"""Versions of a draft, and what changed between two of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft
from assistant.screens import acting, session
from assistant.screens.literal import literal

SPOKEN = {
    "title": "Title",
    "one_line_purpose": "Purpose",
    "outcome": "Outcome",
    "items": "Item",
    "steps": "step",
    "questions": "question",
    "label": "name",
    "why": "reason",
    "minutes": "minutes",
    "next_step": "Next step",
    "close": "Close",
    "mentor_sheet": "Your sheet",
    "short_version": "Short version",
    "spoken": "To say",
    "written": "To write",
    "gentler": "gentler",
    "more_direct": "more direct",
    "for_group_setting": "in front of others",
    "check_before_saying": "Before you say it",
    "avoid_saying": "Leave this",
    "instead_of": "words",
}
SILENT = ("order", "tags", "_ref", "_refs", "given", "lead", "technique", "optional")


def choose(draft: Draft) -> None:
    """Which earlier version to compare with the newest."""
    earlier = range(draft.version - 1, 0, -1)
    chosen = st.selectbox(
        "Compare with",
        (None, *earlier),
        format_func=lambda number: f"Version {number}" if number else "Nothing",
        key=_key(draft),
        persist_state="page",
    )
    if chosen is None:
        st.caption("Every change makes a new version. None is ever lost.")


def compare_if_asked(draft: Draft) -> None:
    number = st.session_state.get(_key(draft))
    if number is None or number >= draft.version:
        return
    records = session.assistant().records
    old = records.draft(acting.principal(), Purpose.PREPARE_PAIR, draft.id, number)
    changes = list(differences(old.body, draft.body))
    with st.container(border=True):
        st.subheader(f"What changed since version {number}", anchor=False)
        if not changes:
            st.markdown("No words changed, only its state.")
        for place, before, after in changes:
            st.markdown(f"**{place}**")
            then, now = st.columns(2)
            then.markdown(f"Version {number}: {literal(before) or '(nothing)'}")
            now.markdown(f"Now: {literal(after) or '(nothing)'}")


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The places whose words differ, with both wordings."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    for place in dict.fromkeys([*after, *before]):
        if before.get(place, "") != after.get(place, ""):
            yield place, before.get(place, ""), after.get(place, "")


def _leaves(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            if not name.endswith(SILENT):
                spoken = SPOKEN.get(name, name.replace("_", " "))
                yield from _leaves(part, f"{place}, {spoken}" if place else spoken)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, part in enumerate(value, 1):
            yield from _leaves(part, f"{place} {number}")
    elif value is not None:
        yield place, str(value)


def _key(draft: Draft) -> str:
    return f"compare.{draft.id}"
