"""Who can see a page, said beside it, and what that means."""

from datetime import UTC, datetime

import streamlit as st

from assistant.domain.journal import Entry, Grant
from assistant.domain.people import Pair, Role
from assistant.safeguarding.explained import in_one_sentence
from assistant.safeguarding.support import SAFE
from assistant.screens import acting, plain, session
from assistant.screens.journal_keeping import OWN
from assistant.screens.literal import literal
from assistant.wording import names

ONLY_YOU = "Who can see this: only you"
MEANING = (
    "In this app nobody else can open it: not your mentor, not your mentee, not your coordinator, not a "
    "trainer. They cannot even see that it is here. You alone can share a page, or a part of it, and take "
    "that back. One thing to know: whoever runs the computer that this app is on could read its disk."
)


def show(entry: Entry) -> None:
    """And, in one sentence, who learns of it when the words are about danger."""
    _who(entry)
    protocol = session.assistant().records.protocol(acting.principal(), SAFE)
    st.caption(literal(in_one_sentence(protocol, "")))


def _who(entry: Entry) -> None:
    given = now_shared(entry.id)
    if not given:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(ONLY_YOU, icon=":material/lock:", color="green")
            with st.popover("What does that mean?", type="tertiary"):
                st.markdown(MEANING)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for grant, pair in given:
            st.badge(literal(told(grant, pair)), icon=":material/visibility:", color="orange")
        with st.popover("What does that mean?", type="tertiary"):
            st.markdown("They see just what you shared, and nothing that you write after that. " + MEANING)


def now_shared(entry_id: str | None = None) -> list[tuple[Grant, Pair]]:
    """What others can read at this moment, the newest first."""
    records, me = session.assistant().records, acting.principal()
    grants = [grant for grant in records.grants(me, OWN, entry_id) if in_force(grant)]
    pairs = {pair.id: pair for pair in records.pairs(me, OWN)} if grants else {}
    return [(grant, pairs[grant.pair_id]) for grant in grants if grant.pair_id in pairs]


def in_force(grant: Grant) -> bool:
    now = datetime.now(UTC)
    return grant.revoked_at is None and (grant.expires_at is None or now < grant.expires_at)


def told(grant: Grant, pair: Pair) -> str:
    """For instance "You and Lee can see the version of 3 March"."""
    what = "a passage of the version" if grant.excerpt else "the version"
    when = f" of {plain.day(grant.granted_at.date())}" if grant.granted_at else ""
    return f"You and {readers(pair)} can see {what}{when}"


def readers(pair: Pair) -> str:
    """By name, who reads what is shared in this pair: its mentors; between peers, the other one."""
    me = acting.principal().person_id
    guiding = plain.people_of(pair, (Role.MENTOR, Role.PEER))
    return names([member.name for member in guiding if member.person_id != me]) or "nobody"
