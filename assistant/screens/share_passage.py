"""Sharing a passage of a page, or all of it: first what the mentor will see, then two switches, both off."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.journal import Entry, Grant
from assistant.domain.people import Pair, Role
from assistant.errors import InputError
from assistant.screens import acting, entry, journal_seen, plain, session, share_list
from assistant.screens.journal_keeping import OWN, Page
from assistant.screens.literal import literal, literal_lines

PASSAGE, WHOLE = "A passage", "The whole page"
NOT_BACK = (
    "You can take it back at any time. What somebody has read or printed by then cannot be taken back, "
    "and neither can an agenda that was made with it."
)
_ASKED, _FRESH = "share.passage", "share.fresh"


def offer(entry_id: str, passage: str) -> None:
    """Words that the writer marked; the section below opens with them."""
    st.session_state[_ASKED] = (entry_id, passage)
    st.session_state[_FRESH] = True


def just_asked() -> bool:
    return bool(st.session_state.pop(_FRESH, False))


def show(page: Page) -> None:
    """Nothing for a mentor: a log is shown to nobody."""
    me = acting.principal()
    if me.role is Role.MENTOR:
        return
    pairs = session.assistant().records.pairs(me, OWN)
    asked_id, passage = st.session_state.get(_ASKED, ("", ""))
    marked = passage if asked_id == page.entry.id else ""
    with st.expander("Share something of this page", icon=":material/share:", expanded=bool(marked)):
        if not pairs:
            st.info("You are in no pair yet, so there is nobody to share with.")
            return
        share_list.of_page(page.entry)
        _form(page.entry, pairs, marked)


def _form(page: Entry, pairs: list[Pair], marked: str) -> None:
    form = f"share.{page.id}"
    pair = pairs[0]
    if len(pairs) > 1:
        names = {pair.id: plain.pair_name(pair, acting.principal().person_id) for pair in pairs}
        chosen = st.selectbox("With whom?", list(names), format_func=names.__getitem__, key=f"{form}.pair")
        pair = next(each for each in pairs if each.id == chosen)
    what = st.radio("What do you want to share?", (PASSAGE, WHOLE), horizontal=True, key=f"{form}.what")
    words = page.text.strip()
    if what == PASSAGE:
        words = _passage(page, marked, form)
    if not words:
        return
    readers = journal_seen.readers(pair)
    _preview(page, words, readers, whole=what == WHOLE)
    _decide(page, pair, "" if what == WHOLE else words, readers, form)


def _passage(page: Entry, marked: str, form: str) -> str:
    if not marked:
        st.caption('Mark words on the page and press "Share the marked words", or paste them here.')
    name = entry.key(form, f"words.{hash(marked)}")
    words = st.text_area("The words, as they stand on the page", marked, key=name, height=100) or ""
    if words.strip() and words.strip() not in page.text:
        st.warning("These words are not on the page just so. Copy them as they stand there.")
        return ""
    return words.strip()


def _preview(page: Entry, words: str, readers: str, *, whole: bool) -> None:
    st.markdown(f"This is all that {literal(readers)} will see:")
    with st.container(border=True, key="share_preview"):
        title = f"**{literal(page.title)}**\n\n" if whole and page.title else ""
        st.caption(plain.day(page.on))
        st.markdown(title + literal_lines(words))


def _decide(page: Entry, pair: Pair, excerpt: str, readers: str, form: str) -> None:
    read = st.toggle(f"{literal(readers)} can read this", key=entry.key(form, "read"))
    use = st.toggle(
        f"The assistant may use it when it helps {literal(readers)} prepare", key=entry.key(form, "use")
    )
    st.caption(NOT_BACK)
    if st.button("Share this", type="primary", key=f"{form}.go", icon=":material/share:"):
        with entry.saving(form, f"Shared. {readers} can read it now."):
            if not read:
                raise InputError(f'Turn on "{readers} can read this" first. Nothing is shared yet.')
            give(page, pair, excerpt, use=use)
            st.session_state.pop(_ASKED, None)


def give(page: Entry, pair: Pair, excerpt: str, *, use: bool) -> None:
    me = acting.principal()
    grant = Grant(
        entry_id=page.id,
        version=page.version,
        owner_id=me.person_id,
        pair_id=pair.id,
        excerpt=excerpt,
        use_in_drafts=use,
    )
    session.assistant().records.grant(me, Purpose.REFLECT_SELF, grant)
