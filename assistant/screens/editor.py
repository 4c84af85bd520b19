"""A page to write on: it sends what is typed while it is typed, and says when it is safe.

Streamlit's own text area sends only when it is left, so this is a small component of our own (editor.js).
The browser owns the words; the server answers with the number of the newest ones it has stored.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st
from pydantic import Field, ValidationError

from assistant.domain.value import Value

MOST = 50_000

_HERE = Path(__file__)
_component = st.components.v2.component(
    "writing_page",
    html=_HERE.with_suffix(".html").read_text(encoding="utf-8"),
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)

# A server that was started again does not know the fragment that the words are sent to, and stays silent;
# a run of the whole page makes it known. So this stands outside the fragment.
_waker = st.components.v2.component(
    "writing_page_waker",
    html="<span hidden></span>",
    js="""
    export default function ({ setTriggerValue }) {
      const wake = () => setTriggerValue("woken", Date.now())
      window.addEventListener("nobodyanswers", wake)
      return () => window.removeEventListener("nobodyanswers", wake)
    }
    """,
)

_LABELS = {
    "title": "Title",
    "day": "Day",
    "share": "Share the marked words",
    "fresh": "",
    "waiting": "Not saved yet",
    "saved": "Saved {time}",
    "failed": "Could not be saved: your words are still here. Trying again.",
}


class Typed(Value):
    """What the browser sends: all the words, and a number that only grows."""

    id: str
    sequence: int
    title: str = Field(default="", max_length=120)
    on: date | None = None
    """None while a day is half typed."""
    text: str = Field(default="", max_length=MOST)
    done: str = ""
    """The last order that was carried out."""
    passage: str = ""
    """Words that were marked to be shared."""


class Order(Value):
    """Something for the page to do once with its own words, which may be newer than those of the server."""

    id: str
    append: str = ""
    replace: Mapping[str, str] | None = None
    """`title`, `on` and `text` that stand from now on."""


class Answer(Value):
    """How far the server is: the numbers of the newest words that are stored, or could not be."""

    saved: int = 0
    failed: int = 0
    time: str = ""
    order: Order | None = None


def show(
    page_id: str,
    words: Mapping[str, str],
    answer: Answer,
    received: Callable[[Typed], None],
    labels: Mapping[str, str],
) -> None:
    """Draw it. `words` (`title`, `on`, `text`) are only taken when it opens; `received` gets what was typed.

    `labels` must name the `text` and may hold a `placeholder`.
    """
    name = key(page_id)

    def take() -> None:
        if typed := newest(page_id):
            received(typed)

    _component(
        key=name,
        data={
            "id": page_id,
            **words,
            **answer.model_dump(mode="json"),
            "most": MOST,
            "labels": {**_LABELS, "placeholder": "", **labels},
        },
        on_typed_change=take,
    )


def stay_awake() -> None:
    """Once on a page with an editor, outside its fragment."""
    _waker(key="editor_waker", on_woken_change=lambda: None, height=1)


def newest(page_id: str) -> Typed | None:
    """What the browser sent last, or None. What is not in its proper form is as good as not sent."""
    state: Any = st.session_state.get(key(page_id)) or {}
    sent = state.get("typed")
    if not sent:
        return None
    try:
        typed = Typed.model_validate({**sent, "on": sent.get("on") or None})
    except (ValidationError, TypeError):
        return None
    return typed if typed.id == page_id else None


def key(page_id: str) -> str:
    return f"editor.{page_id}"
