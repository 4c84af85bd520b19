"""The words and minutes of one item, to be changed by hand."""

from collections.abc import Callable

import streamlit as st

from assistant.domain.agenda import Item
from assistant.domain.drafts import Draft
from assistant.screens import acting, entry, session


def show(draft: Draft, index: int, item: Item, done: Callable[[], object]) -> None:
    name = f"item.{draft.id}.{index}"
    place = f"items[{index}]"
    with st.form(name, border=False):
        typed: dict[str, str | int] = {
            f"{place}.label": _line("What it is called", item.label, name, "label"),
            f"{place}.minutes": st.number_input(
                "Minutes", 3, 120, item.minutes, key=entry.key(name, "minutes")
            ),
            f"{place}.why": _line("Why", item.why, name, "why"),
        }
        for kind, label, lines in (("steps", "Step", item.steps), ("questions", "Question", item.questions)):
            for number, words in enumerate(lines):
                path = f"{place}.{kind}[{number}]"
                typed[path] = _line(f"{label} {number + 1}", words, name, path)
        with st.container(horizontal=True):
            save = st.form_submit_button("Save", type="primary")
            leave = st.form_submit_button("Leave it as it was")
    if leave:
        done()
        st.rerun()
    if save:
        with entry.saving(name, "Your words are kept, also when the agenda is made again."):
            changes = {path: value for path, value in typed.items() if value != _was(item, path)}
            if changes:
                session.assistant().guide.edit(acting.principal(), draft.id, changes)
            done()


def _line(label: str, words: str, name: str, field: str) -> str:
    return (st.text_area(label, words, height="content", key=entry.key(name, field)) or "").strip()


def _was(item: Item, path: str) -> str | int:
    """The value an item has at `items[1].steps[0]`, `items[1].why` and the like."""
    field, _, rest = path.partition(".")[2].partition("[")
    value = getattr(item, field)
    found: str | int = value[int(rest.rstrip("]"))] if rest else value
    return found
