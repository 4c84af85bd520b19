"""The page's one place for things that go wrong: a plain sentence for the reader, a number for the log."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from secrets import token_hex

import streamlit as st

from assistant.errors import AssistantError
from assistant.screens.literal import literal

log = logging.getLogger(__name__)


@contextmanager
def told() -> Iterator[None]:
    """Show what went wrong instead of a stack trace. Known errors speak for themselves."""
    try:
        yield
    except AssistantError as error:
        st.error(literal(str(error)))
    except Exception as error:  # noqa: BLE001  # the front door: nothing above could answer to it
        number = token_hex(3)
        log.error("page error %s: %s at %s", number, type(error).__name__, _places(error))
        st.error(
            "Something went wrong here, and it is not your doing. What you saved before is safe. "
            f"Please try again; if it stays, tell whoever looks after this programme the number **{number}**."
        )


def fragment(*, run_every: float | None = None) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """`st.fragment` with the same front door, because a fragment also runs on its own."""

    def made(body: Callable[[], None]) -> Callable[[], None]:
        @wraps(body)
        def guarded() -> None:
            with told():
                body()

        return st.fragment(guarded, run_every=run_every)

    return made


def _places(error: BaseException) -> str:
    """File and line only. The message of an error may hold somebody's words, so it is never logged."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
