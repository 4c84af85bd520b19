"""Models that can run on this machine: what fits, fetching one, and seeing it come."""

from typing import TYPE_CHECKING

import streamlit as st

from assistant.screens import engine_form, mishaps, session
from assistant.screens.arriving import EVERY, Arriving
from assistant.screens.literal import literal

if TYPE_CHECKING:
    from assistant.domain.models import LocalModel

Fetched = tuple[int, int]

_pulls: dict[str, Arriving[Fetched]] = {}
"""Of this process, so that a fetch survives a reload of the page."""


def show() -> None:
    st.markdown(
        "A model here needs no key and tells nobody anything. It starts when it is needed. Without one, "
        "everything works with composed words."
    )
    models = [model for model in session.assistant().models.listed() if model.purpose == "chat"]
    for model in models:
        with st.container(border=True):
            _card(model)


def _card(model: "LocalModel") -> None:
    st.subheader(literal(model.title), anchor=False)
    fits = "fits this machine's memory" if model.fits else "needs more memory than is free now"
    facts = [_size(model.bytes), f"licence {literal(model.licence)}", fits]
    facts += ["running"] if model.running else []
    st.caption(" · ".join(facts))
    if model.name in _pulls:
        _watch(model)
    elif model.here:
        st.markdown(":green[:material/check:] On this machine and verified")
        if st.button("Remove it", key=f"remove.{model.name}"):
            session.assistant().models.remove(model.name)
            engine_form.start_afresh()
            st.rerun()
    elif st.button(
        "Fetch it", key=f"pull.{model.name}", help=f"{_size(model.bytes)}; can be stopped and resumed"
    ):
        _begin(model)
        st.rerun()


def _begin(model: "LocalModel") -> None:
    models = session.assistant().models

    def work(arriving: Arriving[Fetched]) -> None:
        models.pull(model.name, lambda done, total: arriving.report_or_stop((done, total)))

    _pulls[model.name] = Arriving(work)


def _watch(model: "LocalModel") -> None:
    pull = _pulls[model.name]

    @mishaps.fragment(run_every=EVERY * 2)
    def look() -> None:
        if not pull.running:
            _ended(model, pull)
            return
        done, total = pull.latest or (0, model.bytes)
        st.progress(min(done / max(total, 1), 1.0), f"{_size(done)} of {_size(total)}")
        if st.button("Stop", key=f"stop.{model.name}", help="What has come so far is kept."):
            pull.stop()

    look()


def _ended(model: "LocalModel", pull: Arriving[Fetched]) -> None:
    if pull.fault is None:
        _pulls.pop(model.name, None)
        engine_form.start_afresh()
        st.rerun()
    st.error(literal(str(pull.fault)))
    if st.button("Try again", key=f"again.{model.name}"):
        _begin(model)
        st.rerun()


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
