"""What a draft does not know yet, each with the place where it can be added."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.people import Pair
from assistant.screens import pair_choice
from assistant.screens.literal import literal

# The first word that occurs in the sentence says where the answer belongs.
_PLACES = (
    ("talking point", "Talking points"),
    ("strength", "Strengths"),
    ("date", "Sessions"),
    ("sessions are planned", "People"),
    ("upset", "People"),
    ("library", None),
    ("goal", "Goals"),
    ("rated", "Goals"),
    ("confirmed", "Goals"),
)


def show(gaps: Sequence[str], pair: Pair | None) -> None:
    """Without a pair there is no record to add it to."""
    if not gaps:
        return
    st.subheader("What I do not know yet", anchor=False)
    for number, gap in enumerate(gaps):
        words, add = st.columns([5, 1], vertical_alignment="center")
        words.markdown(literal(gap))
        place = place_for(gap) if pair else None
        if place == "People":
            words.caption("Your coordinator can add this.")
        elif pair and place and add.button("Add it", key=f"gap.{number}", help=f"Opens: {place}"):
            pair_choice.open_pair(pair.id, place)
            st.switch_page("assistant/screens/pair.py")


def place_for(gap: str) -> str | None:
    unquoted = "".join(gap.split('"')[::2]).lower()
    return next((place for word, place in _PLACES if word in unquoted), None)
