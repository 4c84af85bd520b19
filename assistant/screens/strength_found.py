"""Strengths found in somebody's words: each with its quote, and added by a click alone."""

from collections.abc import Iterable
from datetime import date
from zlib import crc32

import streamlit as st

from assistant.domain.access import Action, Purpose, Resource
from assistant.domain.people import Pair
from assistant.domain.strengths import Evidence, Strength
from assistant.screens import acting, entry, plain, session
from assistant.screens.literal import literal
from assistant.spotting import WRITER, Spotted, spot

MOST = 5
"""More at once would be a list to work through instead of something nice to find."""

_GONE = "strength_found.gone"
_LABELS = {"name": "The strength", "text": "The moment"}


def offer(
    pair: Pair | None,
    text: str,
    on: date | None,
    owner_id: str,
    key: str,
    *,
    private: bool | None = None,
    most: int = MOST,
) -> int:
    """Draw what the text shows and is not on record yet; returns how much that was.

    `owner_id` wrote the text; empty when that is not known, and then the reader says whose deed it was.
    `private` is what is chosen at first for "who can see it": unless said otherwise, a text that
    belongs to no pair suggests something for its writer alone.
    """
    for_nobody = pair is None
    pair = pair or _a_pair()
    if pair is None or not text.strip():
        return 0
    records = session.assistant().records
    known = {
        moment.text
        for strength in records.strengths(acting.principal(), Purpose.MANAGE_PAIR, pair.id)
        for moment in strength.evidence
    }
    drawn = 0
    beginning = for_nobody if private is None else private
    name = plain.member_name(pair, owner_id) if owner_id else ""
    for found in _new(spot(text, name), known, key):
        people = _whose(pair, found, owner_id)
        if people and drawn < most:
            _card(pair, found, people, on, key, private=beginning)
            drawn += 1
    return drawn


def _a_pair() -> Pair | None:
    """A text of no pair, for instance of a journal: its strengths go to the writer's first pair."""
    return next(iter(session.assistant().records.pairs(acting.principal(), Purpose.MANAGE_PAIR)), None)


def _new(found: Iterable[Spotted], known: set[str], key: str) -> list[Spotted]:
    gone = st.session_state.get(_GONE, set())
    return [each for each in found if each.quote not in known and (key, each.name, each.quote) not in gone]


def _whose(pair: Pair, found: Spotted, owner_id: str) -> list[str]:
    """Person ids it may belong to, and to whom the reader may add it; a stranger's deed belongs to nobody here."""
    if found.about == WRITER:
        wanted = [owner_id] if owner_id else [member.person_id for member in pair.members]
    else:
        called = found.about.casefold()
        wanted = [
            member.person_id
            for member in pair.members
            if called in (member.name.casefold(), *member.name.casefold().split())
        ]
        wanted = wanted if len(wanted) == 1 else []
    return [person_id for person_id in wanted if acting.may(Action.WRITE, Resource.STRENGTH, person_id)]


def _card(pair: Pair, found: Spotted, people: list[str], on: date | None, key: str, *, private: bool) -> None:
    form = f"found.{key}.{crc32(f'{found.name} {found.quote}'.encode())}"
    me = acting.principal().person_id
    with st.container(border=True):
        st.markdown(f"\u201c{literal(found.quote)}\u201d")
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        name = left.text_input(
            "What would you call it?", found.name, key=entry.key(form, "name"), max_chars=80
        )
        who: str | None = people[0]
        if len(people) > 1:
            who = right.selectbox(
                "Whose is it?",
                people,
                index=None,
                placeholder="Please choose",
                format_func=lambda person_id: plain.member_name(pair, person_id),
                key=entry.key(form, "who"),
            )
        else:
            right.markdown(
                f"Shown by **{literal('you' if who == me else plain.member_name(pair, people[0]))}**"
            )
        shared = True
        if people == [me]:
            shared = _seen_by(form, private=private)
        with st.container(horizontal=True):
            if st.button("Add this", key=entry.key(form, "add")):
                with entry.saving(form, "The strength is added, in these words."):
                    _add(
                        pair,
                        entry.chosen(who, "Please say whose it is."),
                        name or "",
                        found.quote,
                        on,
                        shared=shared,
                    )
            if st.button("Not this", key=entry.key(form, "no"), help="It will not be shown again today."):
                st.session_state.setdefault(_GONE, set()).add((key, found.name, found.quote))
                st.rerun()


def _seen_by(form: str, *, private: bool) -> bool:
    choices = {True: "Your pair", False: "Only you"}
    return st.radio(
        "Who can see it?",
        tuple(choices),
        index=1 if private else 0,
        format_func=lambda each: choices[each],
        horizontal=True,
        key=entry.key(form, "shared"),
    )


def _add(pair: Pair, who: str, name: str, quote: str, on: date | None, *, shared: bool) -> None:
    me = acting.principal()
    entry.need(name, "Please name the strength in a word or two.")
    moment = entry.made(
        Evidence, _LABELS, text=quote[:500], on=on, noticed_by=plain.member_name(pair, me.person_id)
    )
    made = entry.made(
        Strength, _LABELS, id="", person_id=who, name=name.strip(), evidence=(moment,), shared=shared
    )
    session.assistant().records.save_strength(me, Purpose.MANAGE_PAIR, pair.id, made)
