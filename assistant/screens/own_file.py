"""A file with private words, made inside the browser: no address on the server ever holds it."""

from collections.abc import Callable

import streamlit as st

_JS = """
const given = new WeakMap()
export default function ({ parentElement, data, setStateValue }) {
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.onclick = () => setStateValue("asked", Date.now())
  if (!data.text || given.get(parentElement) === data.asked) return
  given.set(parentElement, data.asked)
  const address = URL.createObjectURL(new Blob([data.text], { type: data.type }))
  const link = Object.assign(document.createElement("a"), { href: address, download: data.name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10000)
}
"""
_CSS = """
button {
  font: 1rem var(--st-font); color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  padding: 0.45rem 0.9rem; min-height: 2.5rem; cursor: pointer;
}
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
_component = st.components.v2.component("own_file", html='<button type="button"></button>', css=_CSS, js=_JS)


def button(label: str, name: str, kind: str, words: Callable[[], str], *, key: str) -> None:
    """`words` is asked for when the button is pressed, and the browser saves them as a file called `name`."""
    asked = f"{key}.asked"
    pressed = (st.session_state.get(key) or {}).get("asked")
    fresh = pressed if pressed != st.session_state.get(asked) else None
    st.session_state[asked] = pressed
    _component(
        key=key,
        width="content",
        data={"label": label, "name": name, "type": kind, "asked": fresh, "text": words() if fresh else ""},
        on_asked_change=lambda: None,
    )
