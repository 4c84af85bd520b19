"""The foot of every draft: what is not known, what it stands on, what was checked, who wrote it."""

import streamlit as st

from assistant import bootstrap
from assistant.domain.drafts import COMPOSED, Draft, Engine
from assistant.domain.people import Pair
from assistant.meter import cost
from assistant.screens import gap_list, quality, source_list
from assistant.screens.literal import literal

_MADE = {"agenda": "Planned"}
_FROM = {
    "feedback": "from your words, the record and the notes",
    "reflection": "from your words and the notes",
}


def show(draft: Draft, pair: Pair | None) -> None:
    gap_list.show(draft.gaps, pair)
    source_list.show(draft)
    quality.show(draft.checks)
    st.caption(written_by(draft))


def written_by(draft: Draft) -> str:
    taken = sum(1 for wording in draft.wordings if wording.shown is Engine.MODEL)
    spent = cost(draft.tokens, bootstrap.assistant().settings.model_price)
    if draft.model_id != COMPOSED and taken:
        made, lines = _MADE.get(draft.kind, "Written"), "one line" if taken == 1 else f"{taken} lines"
        return f"{made} by this program; {lines} put into other words by {literal(draft.model_id)} ({spent})"
    if draft.tokens.requests:
        return f"Written by this program; a model was asked, and none of its words are shown ({spent or 'no tokens'})"
    stands_on = _FROM.get(draft.kind, "from the record and the notes")
    return f"Written by this program {stands_on}; no model took part"
