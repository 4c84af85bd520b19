"""Names, numbers and dates that nobody gave are found; ordinary words and given names are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding import Known, invented, plain_words

KNOWN = Known.of(
    [
        "Amina", "Dr. Kim Lee", "O'Neil", "May", "Will", "Mark", "Zoë O'Brien-Nguyễn", "Александра", "学会说不",
        "I will ask Tom on 3 March", "lose 5 kg", "works at St. Mary's", "version 2.0",
    ],
    [date(2026, 12, 15), None],
    ordinary=["what will you do, and how may it help? ask, then mark it; march on"],
    vocabulary=frozenset({"start", "choose", "in", "she", "your"}),
)  # fmt: skip

GIVEN = [
    "What will you do?",
    "Will you ask Tom's mum?",
    "May I mark it?",
    "Mark it, then ask Mark.",
    "Kim Lee said: start.",
    "O\u2019Neil and O'Neil's plan",
    "Zoë O'Brien-Nguyễn helped.",
    "Александра и Kim",
    'You want to "学会说不".',
    "On Tuesday 15 December 2026, or 2026-12-15.",
    "on 3 March",
    "In 20 minutes, from 0 to 10, at 10:30",
    "At St. Mary's you lose 5 kg with version 2.0.",
    "I'd choose this, and I'm sure.",
    'She said "Start" and left.',
    "- Choose one.",
    "Your GROW and your WOOP",
    "",
]
INVENTED = {
    "Sigmund said so.": ("Sigmund",),
    "Then ask Bob.": ("Bob",),
    "What about Berlin?": ("Berlin",),
    "You have until 16 December.": ("16",),
    "on 15 January": ("January",),
    "on monday": ("monday",),
    "April will help.": ("April",),
    "the 6 kg": ("6",),
    "20% of it": ("20",),
    "in 2031": ("2031",),
    "ask NASA": ("NASA",),
    "ask McDonald": ("McDonald",),
    "Борис helped": ("Борис",),
    "李明 helped": ("李明",),
    "Ask Amina-Bob": ("Amina-Bob",),
    "Bob and Bob": ("Bob",),
    "Sum: Twenty": ("Sum", "Twenty"),
}


@pytest.mark.parametrize("text", GIVEN)
def test_what_was_given_is_known(text: str) -> None:
    assert invented(text, KNOWN) == ()


@pytest.mark.parametrize(("text", "words"), INVENTED.items())
def test_what_nobody_gave_is_found(text: str, words: tuple[str, ...]) -> None:
    assert invented(text, KNOWN) == words


def test_a_name_that_opens_a_sentence_is_no_ordinary_word() -> None:
    known = Known.of(["Amina"], ordinary=["we march in may", "the rose is red"])
    assert invented("March is near. May too.", known) == ("March",), "a month is never an ordinary word"
    assert invented("Rose is red", known) == ()
    assert invented("ask Rose", known) == ("Rose",)


def test_plain_words_hold_no_names() -> None:
    assert plain_words(["Tom will ask I", "Will asks"]) == {"will", "ask", "asks", "i"}


@given(st.lists(st.sampled_from(["Amina", "Tom", "5", "Tuesday", "2026", "Zoë"]), max_size=6))
def test_given_words_in_any_order_are_never_invented(words: list[str]) -> None:
    assert invented(" ".join(words), KNOWN) == ()
