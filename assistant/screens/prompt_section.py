"""Prompts for a page or a topic: asked for, drawn, answered."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from assistant.domain.drafts import Draft, Ending
from assistant.domain.reflection import ReflectionBody
from assistant.screens import (
    acting,
    draft_foot,
    personal_words,
    prompt_request,
    prompt_view,
    session,
    support_card,
)
from assistant.screens.journal_keeping import OWN, Page
from assistant.screens.literal import literal

KIND = "reflection"
MONTH = timedelta(days=30)
TOPIC = "journal.topic"
"""Where another page leaves a topic before it leads here."""


def for_page(page: Page) -> None:
    entry_id = page.entry.id
    draft = _newest(entry_id)
    opened = f"prompts.{entry_id}"
    with st.expander(
        "Questions to think further", icon=":material/forum:", expanded=draft is not None, key=opened
    ):
        asked = prompt_request.show(entry_id, again=draft is not None)
        _drawn(asked or draft, page)


def for_topic() -> None:
    """Questions without a page: about a topic, perhaps one that another page handed over."""
    st.markdown("Name something you want to think about. You get a few questions; write only if you like.")
    if handed := st.session_state.pop(TOPIC, ""):
        prompt_request.propose(handed)
    draft = _newest(None)
    asked = prompt_request.show(None, again=draft is not None)
    _drawn(asked or draft, None)


def _newest(entry_id: str | None) -> Draft | None:
    """The newest set for this page; without one, for a topic."""
    drafts = session.assistant().records.own_drafts(acting.principal(), OWN, KIND)
    return next((draft for draft in drafts if _about(draft) == entry_id), None)


def _about(draft: Draft) -> str | None:
    """The page it was made for."""
    return str(draft.body.get("entry_ref") or "").partition("@")[0] or None


def _drawn(draft: Draft | None, page: Page | None) -> None:
    if support_card.show(None, KIND) or draft is None:
        return
    if draft.ending is Ending.ASKED:
        st.info(literal(" ".join((*draft.notices, *draft.gaps))))
        return
    editable = personal_words.settled(draft)
    body = ReflectionBody.model_validate(draft.body)
    since = datetime.now(UTC) - MONTH
    shown = session.assistant().records.shown_prompts(acting.principal(), OWN, since=since)
    prompt_view.show(draft, body, page, {one.text: one.answered for one in shown}, editable=editable)
    draft_foot.show(draft, None)
