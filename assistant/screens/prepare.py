"""Prepare a session: ask for an agenda, read it, make it yours."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft
from assistant.domain.people import Pair
from assistant.screens import (
    acting,
    agenda_actions,
    agenda_request,
    agenda_view,
    pair_choice,
    pair_shared,
    personal_words,
    session,
    support_card,
)

KIND = "agenda"


def show() -> None:
    pair = pair_choice.choose(Purpose.PREPARE_PAIR)
    if pair is None:
        st.info("You prepare sessions with a pair, and you act as somebody who is in none.")
        return
    pair_shared.line(pair)
    draft = _current(pair)
    if draft is None:
        agenda_request.show(pair)
    else:
        with st.expander("Prepare another agenda", icon=":material/add:"):
            agenda_request.show(pair)
    if support_card.show(pair, KIND):
        return
    if draft is not None:
        _agenda(draft, pair)


def _current(pair: Pair) -> Draft | None:
    """The newest agenda of this pair that the reader may see."""
    me = acting.principal()
    records = session.assistant().records
    drafts = [draft for draft in records.drafts(me, Purpose.PREPARE_PAIR, pair.id) if draft.kind == KIND]
    return drafts[0] if drafts else None


def _agenda(draft: Draft, pair: Pair) -> None:
    settled = personal_words.settled(draft)
    actions = (lambda: agenda_actions.show(draft, pair)) if settled else (lambda: None)
    agenda_view.show(draft, pair, actions, editable=settled)


if __name__ == "__main__":
    show()
