"""Talking points: what each person would like to talk about next time."""

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.meetings import TalkingPoint
from assistant.domain.people import Pair
from assistant.screens import acting, entry, plain, session
from assistant.screens.literal import literal


def show(pair: Pair) -> None:
    me = acting.principal()
    points = session.assistant().records.talking_points(me, Purpose.MANAGE_PAIR, pair.id)
    st.caption("Everyone in the pair sees these, and the next agenda makes room for them.")
    for point in points:
        words, remove = st.columns([5, 1], vertical_alignment="center")
        words.markdown(f"**{literal(plain.member_name(pair, point.by))}**: {literal(point.text)}")
        form = f"point_delete.{point.id}"
        if point.by == me.person_id and remove.button("Remove", key=entry.key(form, "delete")):
            with entry.saving(form, "The talking point is removed."):
                session.assistant().records.delete_talking_point(me, Purpose.MANAGE_PAIR, pair.id, point.id)
    if not points:
        st.info("Nobody has added anything yet.")
    _form(pair)


def _form(pair: Pair) -> None:
    form = f"point.{pair.id}"
    with st.form(form):
        text = st.text_input("What would you like to talk about?", key=entry.key(form, "text"))
        if st.form_submit_button("Add it", type="primary"):
            with entry.saving(form, "The talking point is added."):
                words = entry.need(text, "Please write a few words first.")
                me = acting.principal()
                point = entry.made(TalkingPoint, {"text": "The talking point"}, by=me.person_id, text=words)
                session.assistant().records.save_talking_point(me, Purpose.MANAGE_PAIR, pair.id, point)
