"""Feedback: from what was seen to words that can be said, and a look over words of one's own."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft
from assistant.domain.people import Pair
from assistant.errors import AccessError
from assistant.screens import (
    acting,
    feedback_list,
    feedback_request,
    feedback_view,
    own_draft,
    pair_choice,
    personal_words,
    remembered,
    session,
    support_card,
)

KIND = "feedback"
TELL, CHECK = "From what you saw", "Check your own draft"
_TAB = "feedback.tab"


def show() -> None:
    if wanted := st.session_state.pop(f"{_TAB}.next", None):
        st.session_state[_TAB] = wanted
    tell, check = st.tabs((TELL, CHECK), key=_TAB, on_change="rerun")
    with tell:
        if tell.open:
            _tell()
    with check:
        if check.open:
            own_draft.show(lambda: st.session_state.update({f"{_TAB}.next": TELL}))


def _tell() -> None:
    pair = pair_choice.choose(Purpose.PREPARE_PAIR)
    if pair is None:
        st.info(
            "Feedback is for somebody you meet, and you act as somebody who is in no pair. "
            f'You can still use "{CHECK}".'
        )
        return
    draft = _opened(pair)
    if draft is not None:
        _draft(draft, pair)
        return
    feedback_request.show(pair)
    support_card.show(pair, KIND)
    feedback_list.show(pair)


def _opened(pair: Pair) -> Draft | None:
    """The one the reader has open, if it is theirs and of this pair."""
    draft_id = remembered.get(KIND)
    if not draft_id:
        return None
    try:
        draft = session.assistant().records.draft(acting.principal(), Purpose.PREPARE_PAIR, draft_id)
    except AccessError:
        return None
    return draft if draft.kind == KIND and draft.pair_id == pair.id else None


def _draft(draft: Draft, pair: Pair) -> None:
    if st.button("Back to all feedback", icon=":material/arrow_back:"):
        remembered.drop(KIND)
        st.rerun()
    if support_card.show(pair, KIND):
        return
    feedback_view.show(draft, pair, editable=personal_words.settled(draft))


if __name__ == "__main__":
    show()
