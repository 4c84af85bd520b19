"""A model's words, arriving while the composed draft already stands."""

import streamlit as st

from assistant.domain.drafts import Draft, Engine
from assistant.screens import acting, mishaps, plain, session
from assistant.screens.arriving import EVERY, Arriving
from assistant.screens.literal import literal


def begin_if_earned(draft: Draft) -> None:
    """Right after a draft was made, when a model is set up and may phrase by itself."""
    if session.assistant().guide.engine(draft.kind).engine is Engine.MODEL:
        begin(draft)


def possible(draft: Draft) -> bool:
    """Is there a model that a person may ask for this draft, although it was not asked yet?"""
    model = session.assistant().guide.engine(draft.kind).model
    return bool(model) and not any(wording.personalised for wording in draft.wordings)


def begin(draft: Draft) -> None:
    """Ask the model in a thread of its own. Who presses the button may also ask one that is untested."""
    guide, me = session.assistant().guide, acting.principal()

    def work(arriving: Arriving[Draft]) -> None:
        for growing in guide.personalise(me, draft.id, engine=Engine.MODEL, cancelled=arriving.cancelled):
            arriving.report(growing)

    st.session_state[_key(draft)] = Arriving(work)


def settled(draft: Draft) -> bool:
    """Say what a model is doing with this draft, or why it did not. May the draft be changed now?"""
    if arriving(draft):
        watch(draft)
        return False
    say_why_not(draft)
    return True


def arriving(draft: Draft) -> bool:
    """Is a model at work on this draft?"""
    found = _arriving(draft)
    return found is not None and found.running


def say_why_not(draft: Draft) -> None:
    """When the model was asked and no words came of it. Stays until it is asked again."""
    arriving = _arriving(draft)
    if arriving is None:
        return
    if arriving.fault:
        st.warning(literal(str(arriving.fault)))
    elif not arriving.count:
        st.info(literal(session.assistant().guide.engine(draft.kind).sentence))


def watch(draft: Draft) -> None:
    """The lines as they come, above a draft that stands still and can be used meanwhile.

    Only this box is drawn again and again; the page as a whole once, when the last line is there.
    """

    @mishaps.fragment(run_every=EVERY)
    def look() -> None:
        at_work = _arriving(draft)
        if at_work is None or not at_work.running:
            st.rerun()
        with st.container(border=True):
            st.markdown(
                ":material/edit_note: The model is fitting the words to you. "
                f"The {plain.KINDS[draft.kind]} below is complete and can be used as it is."
            )
            _settled(at_work.latest)
            # A callback, because it is called whatever this run is about to do.
            st.button("Stop", key=f"stop.{draft.id}", on_click=at_work.stop)

    look()


def _settled(growing: Draft | None) -> None:
    wordings = growing.wordings if growing else ()
    taken = [f"- {literal(wording.personalised)}" for wording in wordings if wording.personalised]
    if taken:
        st.markdown("\n".join(taken))
    kept = len(wordings) - len(taken)
    if kept:
        st.caption(f"{kept} {'line stays' if kept == 1 else 'lines stay'} as composed.")


def _arriving(draft: Draft) -> Arriving[Draft] | None:
    found: Arriving[Draft] | None = st.session_state.get(_key(draft))
    return found


def _key(draft: Draft) -> str:
    return f"arriving.{draft.id}"
