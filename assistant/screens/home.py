"""Home: what is next, and for whom."""

from datetime import date

import streamlit as st

from assistant.domain.access import Principal, Purpose
from assistant.domain.people import Pair, Role
from assistant.outlook import Outlook, look_ahead
from assistant.ports import Records
from assistant.screens import acting, index_build, pair_choice, plain, session, welcome
from assistant.screens.literal import literal

MOST_SHOWN = 3


def show() -> None:
    records = session.assistant().records
    if not acting.anybody():
        welcome.show(records)
        return
    index_build.show_when_missing()
    me = acting.principal()
    match me.role:
        case Role.TRAINER:
            _trainer()
        case Role.COORDINATOR:
            _coordinator(records, me)
        case _:
            _member(records, me)


def _member(records: Records, me: Principal) -> None:
    pairs = records.pairs(me, Purpose.MANAGE_PAIR)
    if not pairs:
        st.info(
            "You are not in a pair yet. Your coordinator can add you to one; until then, look into the notes."
        )
        st.page_link("assistant/screens/notes.py", label="Browse the practice notes")
        return
    for pair in pairs:
        with st.container(border=True):
            _card(records, me, pair)


def _card(records: Records, me: Principal, pair: Pair) -> None:
    ahead = look_ahead(
        records.goals(me, Purpose.MANAGE_PAIR, pair.id),
        records.commitments(me, Purpose.MANAGE_PAIR, pair.id),
        records.sessions(me, Purpose.MANAGE_PAIR, pair.id, limit=1),
        date.today(),
    )
    st.header(literal(plain.pair_name(pair, me.person_id)), anchor=False)
    st.markdown(literal(ahead.headline))
    _waiting(pair, me, ahead)
    with st.container(horizontal=True):
        if st.button("Prepare the next session", key=f"prepare.{pair.id}", type="primary"):
            pair_choice.open_pair(pair.id)
            st.switch_page("assistant/screens/prepare.py")
        if ahead.unrecorded_on and st.button("Record how it went", key=f"record.{pair.id}"):
            pair_choice.open_pair(pair.id, "Sessions")
            st.switch_page("assistant/screens/pair.py")
        if st.button("Open the pair", key=f"open.{pair.id}"):
            pair_choice.open_pair(pair.id)
            st.switch_page("assistant/screens/pair.py")


def _waiting(pair: Pair, me: Principal, ahead: Outlook) -> None:
    today = date.today()
    lines = []
    for commitment in ahead.due[:MOST_SHOWN]:
        who = "You" if commitment.owner_id == me.person_id else plain.member_name(pair, commitment.owner_id)
        late = commitment.due is not None and commitment.due < today
        when = f"{'was due' if late else 'due'} {plain.day(commitment.due)}" if commitment.due else "no date"
        lines.append(f"- **{literal(who)}**: {literal(commitment.text)} ({when})")
    if len(ahead.due) > MOST_SHOWN:
        lines.append(f"- and {len(ahead.due) - MOST_SHOWN} more")
    if lines:
        st.markdown("Open commitments:\n" + "\n".join(lines))
    for goal in ahead.unrated[:MOST_SHOWN]:
        st.markdown(f"Waiting for a rating: {literal(goal.text)}")


def _coordinator(records: Records, me: Principal) -> None:
    programme = records.programme(me, Purpose.MANAGE_PROGRAMME)
    pairs = records.pairs(me, Purpose.MANAGE_PROGRAMME)
    st.header(literal(programme.name), anchor=False)
    if not pairs:
        st.info("Nobody meets yet. Add the first pair: two names are enough to begin.")
    for pair in pairs:
        held = records.sessions(me, Purpose.MANAGE_PROGRAMME, pair.id, limit=1)
        last = f"last met on {plain.day(held[-1].on)}" if held else "has not met yet"
        st.markdown(f"- **{literal(plain.pair_name(pair))}**: {last}")
    if pairs:
        st.caption("As coordinator you see who meets and when, never what they talk about.")
    if st.button("Add a pair", type="primary"):
        st.session_state["pair.add"] = True
        st.switch_page("assistant/screens/pair.py")
    st.page_link("assistant/screens/materials.py", label="Add what your programme has written itself")


def _trainer() -> None:
    st.markdown(
        "As a trainer you work with the practice notes: search them, read them, check their sources. "
        "What your programme has written itself can stand beside them."
    )
    st.page_link("assistant/screens/notes.py", label="Open the practice notes")
    st.page_link("assistant/screens/materials.py", label="Add your programme's own material")


if __name__ == "__main__":
    show()
