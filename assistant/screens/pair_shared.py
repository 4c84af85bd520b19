"""What others of the pair have shown the reader: passages and digests, just those words and nothing around them."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.journal import Digest, Shown
from assistant.domain.people import Pair, Role
from assistant.screens import acting, pair_choice, plain, session
from assistant.screens.literal import literal, literal_lines
from assistant.wording import names

SECTION = "Shared with you"


def show(pair: Pair) -> None:
    if not reads(acting.principal().role):
        st.info(
            "What you share is for your mentor. You find it in your journal, and you can take it back there."
        )
        return
    passages, digests = _found(pair)
    if not passages and not digests:
        st.info(
            "Nobody shares anything with you just now. What somebody writes in their journal is theirs alone "
            "until they choose to show a part of it."
        )
        return
    st.caption("They chose these words for you, and can take them back. Please do not copy them on.")
    for digest in digests:
        _digest(pair, digest)
    for passage in passages:
        _passage(pair, passage)


def line(pair: Pair) -> None:
    """On the page where a session is prepared: that there is something to read first."""
    if not reads(acting.principal().role):
        return
    passages, digests = _found(pair)
    if not passages and not digests:
        return
    owners = {one.owner_id for one in passages} | {one.owner_id for one in digests}
    who = names(sorted(plain.member_name(pair, owner) for owner in owners))
    words, button = st.columns([4, 1], vertical_alignment="center")
    words.markdown(f":material/mark_email_unread: {literal(who)} shared something with you before you meet.")
    if button.button("Read it", key=f"shared.{pair.id}"):
        pair_choice.open_pair(pair.id, SECTION)
        st.switch_page("assistant/screens/pair.py")


def reads(role: Role) -> bool:
    """Sharing goes to mentors; between peers, to each other."""
    return role in (Role.MENTOR, Role.PEER)


def _found(pair: Pair) -> tuple[list[Shown], list[Digest]]:
    records, me = session.assistant().records, acting.principal()
    return records.shown(me, Purpose.MANAGE_PAIR, pair.id), records.released(me, Purpose.MANAGE_PAIR, pair.id)


def _digest(pair: Pair, digest: Digest) -> None:
    with st.container(border=True):
        when = f", {plain.day(digest.released_at.date())}" if digest.released_at else ""
        name = literal(plain.member_name(pair, digest.owner_id))
        st.markdown(f"**{name} wants you to know before you meet**{when}")
        st.markdown("\n".join(f"- {literal(point.text)}" for point in digest.points))


def _passage(pair: Pair, passage: Shown) -> None:
    with st.container(border=True):
        st.caption(
            f"{literal(plain.member_name(pair, passage.owner_id))} wrote this on {plain.day(passage.on)}"
        )
        title = f"**{literal(passage.title)}**\n\n" if passage.title else ""
        st.markdown(title + literal_lines(passage.text))
