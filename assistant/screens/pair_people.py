"""Who is in a pair, what makes meetings work for them, and its end."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.people import Pair, Role
from assistant.screens import acting, entry, plain, session
from assistant.screens.literal import literal


def show(pair: Pair) -> None:
    me = acting.principal()
    st.header(literal(plain.pair_name(pair, me.person_id)), anchor=False)
    st.caption(plain.FORMS[pair.form])
    for member in pair.members:
        you = " (you)" if member.person_id == me.person_id else ""
        st.markdown(f"- **{literal(member.name)}**, {plain.ROLES[member.role]}{you}")
    if pair.planned_sessions:
        st.markdown(f"Planned: {pair.planned_sessions} meetings.")
    if pair.access_needs:
        needs = "; ".join(literal(need) for need in pair.access_needs)
        st.markdown(f"What makes meetings work for everyone: {needs}.")
    if me.role is Role.COORDINATOR:
        _continue_as(pair)
        _edit(pair)
        _close(pair)


def _continue_as(pair: Pair) -> None:
    """Whoever sets a programme up usually wants to go on as one of its people."""
    guides = plain.people_of(pair, {Role.MENTOR, Role.PEER})
    st.caption("Goals and meetings belong to the pair. To see or enter them, act as one of its people.")
    with st.container(horizontal=True):
        for member in guides:
            label = f"Continue as {literal(member.name)}"
            if st.button(label, key=f"become.{pair.id}.{member.person_id}"):
                acting.become(member.person_id, member.role)
                st.session_state["pair.next"] = pair.id
                st.rerun()


def _edit(pair: Pair) -> None:
    form = f"pair_edit.{pair.id}"
    with st.expander("Change name, number of meetings or needs"), st.form(form, border=False):
        name = st.text_input(
            "Name of the pair or group (may be empty)", pair.name, key=entry.key(form, "name")
        )
        planned = st.number_input(
            "Meetings planned in all (0: not decided)",
            0,
            200,
            pair.planned_sessions or 0,
            key=entry.key(form, "planned"),
        )
        needs = st.text_area(
            "What makes meetings work for everyone, one per line",
            "\n".join(pair.access_needs),
            key=entry.key(form, "needs"),
            placeholder="Captions on video",
        )
        if st.form_submit_button("Save"):
            with entry.saving(form, "The pair is saved."):
                changed = entry.made(
                    Pair,
                    {"name": "Name", "planned_sessions": "Meetings planned"},
                    **pair.model_dump(exclude={"name", "planned_sessions", "access_needs"}),
                    name=(name or "").strip(),
                    planned_sessions=int(planned) or None,
                    access_needs=entry.lines(needs),
                )
                session.assistant().records.save_pair(
                    acting.principal(), Purpose.MANAGE_PROGRAMME, changed, seen=pair
                )


def _close(pair: Pair) -> None:
    form = f"pair_close.{pair.id}"
    with st.expander("Close this pair"):
        st.markdown(
            "A closed pair leaves everybody's list. Its people keep what is their own; nothing is deleted."
        )
        sure = st.checkbox("Yes, their time together has ended", key=entry.key(form, "sure"))
        if st.button("Close the pair", key=entry.key(form, "close"), disabled=not sure):
            with entry.saving(form, "The pair is closed."):
                session.assistant().records.close_pair(acting.principal(), Purpose.MANAGE_PROGRAMME, pair.id)
