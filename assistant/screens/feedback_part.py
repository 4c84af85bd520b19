"""The parts feedback is made of, each to be read, traced to its source and changed by hand."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import streamlit as st

from assistant import slots
from assistant.domain.drafts import Draft
from assistant.errors import InputError
from assistant.screens import acting, draft_part, entry, session
from assistant.screens.literal import literal


class Part(NamedTuple):
    name: str
    title: str
    fields: tuple[tuple[str, str], ...]
    """Paths into the body, each with its label."""

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(path for path, _ in self.fields)


WHOLE = (
    Part("spoken", "To say", (("spoken", "To say"),)),
    Part("gentler", "Gentler", (("alternatives.gentler", "Gentler"),)),
    Part("more_direct", "More direct", (("alternatives.more_direct", "More direct"),)),
    Part("written", "To write", (("written", "To write"),)),
)
"""The texts that can be used as they stand."""

PARTS = (
    Part("opener", "To open", (("opener", "To open"),)),
    Part(
        "seen",
        "What happened",
        (
            ("observation.situation", "When and where"),
            ("observation.behaviour", "What was seen or heard"),
            ("impact.on", "On whom or what"),
            ("impact.effect", "What it did"),
        ),
    ),
    Part("intent", "A question before you judge", (("intent_question", "A question before you judge"),)),
    Part(
        "strength",
        "The strength",
        (("strength.name", "The strength"), ("strength.evidence_from_behaviour", "Seen in this")),
    ),
    Part(
        "stretch",
        "One stretch",
        (
            ("stretch.change", "The change"),
            ("stretch.why_it_matters", "Why it matters"),
            ("stretch.first_step", "The first step"),
            ("stretch.when", "When"),
        ),
    ),
    Part("belief", "Why you believe in it", (("belief_line", "Why you believe in it"),)),
    Part(
        "invitation",
        "Inviting an answer, and offering help",
        (("invitation", "The question at the end"), ("support_offer", "What you offer")),
    ),
)


def words(body: Mapping[str, Any], part: Part) -> dict[str, str]:
    """What stands at the paths of a part; places without words are left out."""
    found = {}
    for path in part.paths:
        try:
            text = slots.at(body, path)
        except InputError:  # the draft has no such part
            continue
        if isinstance(text, str) and text:
            found[path] = text
    return found


def carried(body: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, str]:
    """The changes, and the whole texts that hold the very words they change."""
    carried = dict(changes)
    for path in (path for part in WHOLE for path in part.paths if path not in changes):
        text = whole = slots.read(body, path)
        for place, new in changes.items():
            old = slots.read(body, place)
            if len(old.split()) > 1:
                text = text.replace(old, new)
        if text != whole:
            carried[path] = text
    return carried


def show(draft: Draft, part: Part, *, editable: bool) -> None:
    found = words(draft.body, part)
    if not found:
        return
    with st.container(border=True):
        mark = " :gray-badge[edited]" if draft_part.edited(draft, part.paths) else ""
        st.markdown(f"**{part.title}**{mark}")
        if editable and draft_part.being_edited(draft, part.name):
            form(draft, part, found)
            return
        labels = dict(part.fields)
        if len(found) == 1:
            st.markdown(literal(*found.values()))
        else:
            st.markdown("\n".join(f"- {labels[path]}: {literal(text)}" for path, text in found.items()))
        foot(draft, part, editable=editable)


def foot(draft: Draft, part: Part, *, editable: bool) -> None:
    """The buttons under a part or a whole text."""
    if not editable:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        draft_part.edit_button(draft, part.name)
        draft_part.whose_words(draft, part.name, part.paths, f"Words of: {part.title}")


def form(draft: Draft, part: Part, found: Mapping[str, str]) -> None:
    """The words of a part, to be changed by hand."""
    name, labels = f"part.{draft.id}.{part.name}", dict(part.fields)
    with st.form(name, border=False):
        typed = {
            path: (
                st.text_area(labels[path], text, height="content", key=entry.key(name, path)) or ""
            ).strip()
            for path, text in found.items()
        }
        with st.container(horizontal=True):
            save = st.form_submit_button("Save", type="primary")
            leave = st.form_submit_button("Leave it as it was")
    if leave:
        draft_part.leave(draft)
        st.rerun()
    if save:
        with entry.saving(name, "Your words are kept, also when it is made again."):
            changes = {path: text for path, text in typed.items() if text != found[path]}
            if changes:
                changed = carried(draft.body, changes)
                session.assistant().guide.edit(acting.principal(), draft.id, changed)
            draft_part.leave(draft)
