"""Publishing, watched and stopped here: it takes a while for a long document, and search goes on meanwhile."""

import streamlit as st

from assistant.domain.material import Material, MaterialStatus
from assistant.errors import Cancelled
from assistant.screens import acting, mishaps, session
from assistant.screens.arriving import EVERY, Arriving
from assistant.screens.literal import literal

BROKE_OFF = "Publishing broke off, and it is not your doing. Search is as it was before. Please try again."

_ENDED = "material.published"

_Done = tuple[int, int]
_running: dict[str, Arriving[_Done]] = {}
"""By version, of this process, so that it goes on when the page is left or loaded again."""


def begin(material: Material) -> None:
    guide, me = session.assistant().guide, acting.principal()

    def work(arriving: Arriving[_Done]) -> None:
        def report(done: int, total: int) -> None:
            arriving.report((done, total))

        guide.publish(me, material.id, material.version, report, arriving.cancelled)

    _running[material.key] = Arriving(work)


def going_on(material: Material) -> bool:
    """Show how far it is; when it has just ended, say how."""
    publishing = _running.get(material.key)
    if publishing is None:
        _say_how_it_ended(material)
    elif publishing.running:
        _watch(publishing)
    else:
        _running.pop(material.key, None)
        st.session_state[_ENDED] = publishing
        st.rerun()  # so that the page shows what is on record now
    return publishing is not None


def _say_how_it_ended(material: Material) -> None:
    ended: Arriving[_Done] | None = st.session_state.pop(_ENDED, None)
    if ended is None:
        return
    if material.status is MaterialStatus.PUBLISHED:
        st.success("Published. People can find it now: try a question.")
    elif isinstance(ended.fault, Cancelled):
        st.info("Stopped. Search is as it was before. When you publish it after all, it goes on from there.")
    else:
        st.error(literal(str(ended.fault or BROKE_OFF)))


def _watch(publishing: Arriving[_Done]) -> None:
    @mishaps.fragment(run_every=EVERY * 2)
    def look() -> None:
        if not publishing.running:
            st.rerun()
        done, total = publishing.latest or (0, 0)
        said = f"{done:,} of {total:,} passages are ready to be found" if total else "Getting ready ..."
        st.progress(min(done / max(total, 1), 1.0), said)
        # A callback, because it is called whatever this run is about to do.
        st.button("Stop", key="material.publishing.stop", on_click=publishing.stop)

    look()
