"""Small choices that outlive a reload, kept in the page's address as ids and never as words."""

import streamlit as st


def get(name: str) -> str | None:
    found = st.session_state.get(f"remembered.{name}") or st.query_params.get(name)
    return str(found) if found else None


def put(name: str, value: str) -> None:
    st.session_state[f"remembered.{name}"] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def drop(name: str) -> None:
    st.session_state.pop(f"remembered.{name}", None)
    st.query_params.pop(name, None)
