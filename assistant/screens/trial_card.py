"""A model earns its lines: the test that finds out how many it may phrase, watched and stopped here."""

from collections.abc import Callable

import streamlit as st

from assistant import earning
from assistant.errors import ModelError, ModelFault
from assistant.screens import engine_form, mishaps, session
from assistant.screens.arriving import EVERY, Arriving
from assistant.screens.literal import literal

_Tested = tuple[int, int]
_trials: dict[str, Arriving[_Tested]] = {}
"""By model, of this process, so that a test survives a reload of the page."""


def show() -> None:
    assistant = session.assistant()
    choice = assistant.choice
    if choice.kind == "composed":
        return
    st.subheader("What this model has earned", anchor=False)
    said = (earning.sentence(kind, choice.name, assistant.record(kind)) for kind in assistant.kinds)
    st.markdown("\n".join(f"- {literal(sentence)}" for sentence in said))
    if choice.name in _trials:
        _watch(choice.name)
    elif st.button("Test how many lines it may phrase", key="trial", help="Takes some minutes."):
        _begin(choice.name)
        st.rerun()


def _begin(name: str) -> None:
    assistant = session.assistant()

    def work(arriving: Arriving[_Tested]) -> None:
        for number, kind in enumerate(assistant.kinds):
            assistant.trial(_telling(arriving, number, len(assistant.kinds)), arriving.cancelled, kind)

    _trials[name] = Arriving(work)


def _telling(arriving: Arriving[_Tested], number: int, kinds: int) -> Callable[[int, int], None]:
    """One bar for all kinds: each has the same share of it."""
    return lambda done, total: arriving.report((number * total + done, kinds * total))


def _watch(name: str) -> None:
    @mishaps.fragment(run_every=EVERY * 2)
    def look() -> None:
        trial = _trials.get(name)
        if trial is None:
            st.rerun()
        elif trial.running:
            done, total = trial.latest or (0, 0)
            st.progress(done / max(total, 1), f"{done} of {total or 'its'} test lines")
            if st.button("Stop", key="trial.stop"):
                trial.stop()
        else:
            _ended(name, trial)

    look()


def _ended(name: str, trial: Arriving[_Tested]) -> None:
    fault = trial.fault
    if fault is None:
        del _trials[name]
        engine_form.start_afresh()
        st.rerun()
    if isinstance(fault, ModelError) and fault.fault is ModelFault.CANCELLED:
        st.info("Stopped. Nothing was found out about the model, so nothing changes.")
    else:
        st.error(literal(str(fault)))
    if st.button("Try again", key="trial.again"):
        del _trials[name]
        st.rerun()
