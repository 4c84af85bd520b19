"""What is shared now, and the button that takes it back."""

import streamlit as st

from assistant.domain.journal import Entry, Grant
from assistant.domain.people import Pair
from assistant.errors import AccessError
from assistant.screens import acting, entry, journal_seen, plain, session
from assistant.screens.journal_keeping import OWN
from assistant.screens.literal import literal, literal_lines


def of_page(page: Entry) -> None:
    for grant, pair in journal_seen.now_shared(page.id):
        _row(grant, pair, page)


def of_all() -> None:
    """Everything, from every page."""
    given = journal_seen.now_shared()
    if not given:
        st.info(
            "You share nothing now. To share something, open a page, mark a few words and press "
            '"Share the marked words".'
        )
    for grant, pair in given:
        page = _as_shown(grant)
        if page is not None:
            _row(grant, pair, page)


def _as_shown(grant: Grant) -> Entry | None:
    try:
        return session.assistant().records.entry(acting.principal(), OWN, grant.entry_id)
    except AccessError:  # deleted a moment ago, in another window
        return None


def _row(grant: Grant, pair: Pair, page: Entry) -> None:
    readers = journal_seen.readers(pair)
    with st.container(border=True):
        since = f" since {plain.day(grant.granted_at.date())}" if grant.granted_at else ""
        use = (
            "The assistant may use it to prepare." if grant.use_in_drafts else "The assistant may not use it."
        )
        st.caption(f"{literal(readers)} can read this{since}. {use}")
        st.markdown(literal_lines(grant.excerpt) if grant.excerpt else f"All of **{literal(_name(page))}**")
        form = f"revoke.{grant.id}"
        if st.button("Take back", key=entry.key(form, "go"), icon=":material/undo:"):
            with entry.saving(form, f"Taken back. {readers} cannot read it any more."):
                session.assistant().records.revoke(acting.principal(), OWN, grant.id)
        if not grant.excerpt and page.version > grant.version:
            _newer(grant, pair, page)


def _newer(grant: Grant, pair: Pair, page: Entry) -> None:
    """No is what happens when nobody presses anything."""
    readers, form = journal_seen.readers(pair), f"newer.{grant.id}"
    st.markdown(
        f"You have changed this page since. {literal(readers)} still sees what it was when you shared it."
    )
    again = st.radio(
        "Share the new version too?", ("No", "Yes"), horizontal=True, key=entry.key(form, "again")
    )
    if again == "Yes" and st.button("Share the new version", key=entry.key(form, "go")):
        with entry.saving(form, f"{readers} can read the new version now."):
            records, me = session.assistant().records, acting.principal()
            fresh = {"id": "", "version": page.version, "granted_at": None, "expires_at": None}
            records.grant(me, OWN, grant.model_copy(update=fresh))


def _name(page: Entry) -> str:
    return page.title or f"the page of {plain.day(page.on)}"
