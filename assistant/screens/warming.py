"""What is loaded behind the reader's back, once, after the first page stands."""

import gc
import logging
from threading import Event, Lock, Thread

from assistant.errors import AssistantError

log = logging.getLogger(__name__)

_lock = Lock()
_thread: Thread | None = None
_done = Event()
_progress: tuple[int, int] | None = None


def begin(*, again: bool = False) -> Thread:
    """Start it, unless it has been started before; again after the settings have changed."""
    global _thread
    with _lock:
        if _thread is None or (again and not _thread.is_alive()):
            _thread = Thread(target=_warm, name="warming", daemon=True)
            _thread.start()
        return _thread


def done() -> bool:
    return _done.is_set()


def progress() -> tuple[int, int] | None:
    """How many passages have been made searchable, and of how many; None while none is new."""
    return _progress


def _warm() -> None:
    from assistant import bootstrap

    try:
        assistant = bootstrap.assistant()
        assistant.index(_report)
        assistant.warm()
    except AssistantError as error:
        log.warning("not everything could be loaded ahead: %s", type(error).__name__)
    finally:
        # Streamlit collects all garbage after every run; what will never be garbage need not be looked at.
        gc.collect()
        gc.freeze()
        _done.set()


def _report(done: int, total: int) -> None:
    global _progress
    _progress = None if done >= total else (done, total)
