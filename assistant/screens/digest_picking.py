"""Where the points of a digest come from: sentences of one's own pages, open points, or a line of one's own."""

import re
from collections.abc import Callable

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.journal import Digest, Entry, Point
from assistant.domain.meetings import CommitmentStatus
from assistant.domain.people import Pair
from assistant.screens import acting, entry, plain, session
from assistant.screens.journal_keeping import OWN
from assistant.screens.journal_list import first_words
from assistant.screens.literal import literal

LATELY = 20
LONGEST = 500
_END = re.compile(r"(?<=[.!?])\s+|\n+")

Save = Callable[..., None]


def show(pair: Pair, digest: Digest, save: Save) -> None:
    page, waiting, own = st.tabs(["From a page", "Open points", "In your own words"])
    with page:
        _from_page(pair, digest, save)
    with waiting:
        _open_points(pair, digest, save)
    with own:
        _own(pair, digest, save)


def sentences(text: str) -> list[str]:
    """As they stand on the page. Headings are left out: they are often a question somebody else asked."""
    own = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    parts = (part.strip().lstrip("*- ").strip() for part in _END.split(own))
    return [part[:LONGEST] for part in parts if len(part) > 2]


def _from_page(pair: Pair, digest: Digest, save: Save) -> None:
    pages = session.assistant().records.entries(acting.principal(), OWN, limit=LATELY)
    if not pages:
        st.caption("You have no pages yet.")
        return
    named = {page.id: page for page in pages}
    chosen = st.selectbox(
        "Page", list(named), format_func=lambda each: _name(named[each]), key=f"digest.page.{pair.id}"
    )
    form = f"digest.pick.{pair.id}.{chosen}"
    with st.form(form, border=False):
        picked = [
            sentence
            for number, sentence in enumerate(sentences(named[chosen].text))
            if st.checkbox(literal(sentence), key=entry.key(form, str(number)))
        ]
        if st.form_submit_button("Add what is ticked"):
            with entry.saving(form, "Added. Only you see it until you release it."):
                entry.need(" ".join(picked), "Please tick a sentence first.")
                save(digest, *(Point(text=sentence, entry_id=chosen) for sentence in picked))


def _open_points(pair: Pair, digest: Digest, save: Save) -> None:
    """What the pair has on record anyway and this person may want to speak about."""
    records, me = session.assistant().records, acting.principal()
    lines = [
        f"My goal: {goal.text}" for goal in records.goals(me, OWN, pair.id) if goal.owner_id == me.person_id
    ]
    lines += [
        f"I said I would: {one.text}"
        for one in records.commitments(me, Purpose.MANAGE_PAIR, pair.id)
        if one.owner_id == me.person_id and one.status is CommitmentStatus.OPEN
    ]
    lines = [
        line[:LONGEST] for line in lines if line[:LONGEST] not in {point.text for point in digest.points}
    ]
    if not lines:
        st.caption("There is nothing more of yours on record for this.")
    for number, line in enumerate(lines):
        words, button = st.columns([5, 1], vertical_alignment="center")
        words.markdown(literal(line))
        form = f"digest.open.{pair.id}.{number}"
        if button.button("Add", key=entry.key(form, "go")):
            with entry.saving(form, "Added. Only you see it until you release it."):
                save(digest, Point(text=line))


def _own(pair: Pair, digest: Digest, save: Save) -> None:
    form = f"digest.own.{pair.id}"
    with st.form(form, border=False):
        text = st.text_input("One line", max_chars=LONGEST, key=entry.key(form, "text"))
        if st.form_submit_button("Add it"):
            with entry.saving(form, "Added. Only you see it until you release it."):
                words = entry.need(text, "Please write a few words first.")
                save(digest, entry.made(Point, {"text": "The line"}, text=words))


def _name(page: Entry) -> str:
    return f"{plain.day(page.on)}: {page.title or first_words(page)}"
