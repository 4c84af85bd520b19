"""A model's words, arriving while the composed agenda already stands."""

import streamlit as st

from assistant.domain.drafts import Draft, Engine
from assistant.screens import acting, mishaps, session
from assistant.screens.arriving import EVERY, Arriving
from assistant.screens.literal import literal


def begin_if_earned(draft: Draft) -> None:
    """Right after an agenda was made, when a model is set up and may phrase by itself."""
    if session.assistant().guide.engine().engine is Engine.MODEL:
        begin(draft)


def possible(draft: Draft) -> bool:
    """Is there a model that a person may ask for this draft, although it was not asked yet?"""
    model = session.assistant().guide.engine().model
    return bool(model) and not any(wording.personalised for wording in draft.wordings)


def begin(draft: Draft) -> None:
    """Ask the model in a thread of its own. Who presses the button may also ask one that is untested."""
    guide, me = session.assistant().guide, acting.principal()

    def work(arriving: Arriving[Draft]) -> None:
        for growing in guide.personalise(me, draft.id, engine=Engine.MODEL, cancelled=arriving.cancelled):
            arriving.report(growing)

    st.session_state[_key(draft)] = Arriving(work)


def latest(draft: Draft) -> Draft | None:
    """The draft as far as it has been phrased; None when no model is at work on it."""
    arriving = _arriving(draft)
    if arriving is None or not arriving.running:
        return None
    return arriving.latest or draft


def say_why_not(draft: Draft) -> None:
    """When the model was asked and no words came of it. Stays until it is asked again."""
    arriving = _arriving(draft)
    if arriving is None:
        return
    if arriving.fault:
        st.warning(literal(str(arriving.fault)))
    elif not arriving.count:
        st.info(literal(session.assistant().guide.engine().sentence))


def watch(draft: Draft) -> None:
    """Draw the page again whenever another line is settled, and let the reader stop it."""
    arriving = _arriving(draft)
    seen = arriving.count if arriving else 0

    @mishaps.fragment(run_every=EVERY)
    def look() -> None:
        arriving = _arriving(draft)
        if arriving is None or not arriving.running or arriving.count != seen:
            st.rerun()
        settled = len(arriving.latest.wordings) if arriving.latest else 0
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":material/edit_note: The model is fitting the words to you. Settled so far: {settled}. "
                "The composed agenda below is complete and can be used as it is."
            )
            if st.button("Stop", key=f"stop.{draft.id}"):
                arriving.stop()

    look()


def _arriving(draft: Draft) -> Arriving[Draft] | None:
    found: Arriving[Draft] | None = st.session_state.get(_key(draft))
    return found


def _key(draft: Draft) -> str:
    return f"arriving.{draft.id}"
