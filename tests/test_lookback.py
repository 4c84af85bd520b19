"""Then and now: which sentences are put beside each other, and which never are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.journal import Entry
from assistant.domain.people import Role
from assistant.lookback import APART, pairs

TODAY = date(2026, 3, 1)
THEN = "They made me give the presentation and I said nothing after it."
NOW = "I asked for the second presentation myself and it was short."


def entry(days_ago: int, text: str) -> Entry:
    on = TODAY - timedelta(days=days_ago)
    return Entry(id=f"{days_ago}", owner_id="ana", role=Role.MENTEE, text=text, on=on)


def test_two_sentences_on_one_matter_stand_beside_each_other_word_for_word() -> None:
    (found,) = pairs(
        [entry(60, f"Rain. {THEN}"), entry(1, f"{NOW} Then bus.")], None, TODAY, ["give a presentation"]
    )
    assert (found.then.text, found.now.text) == (THEN, NOW)
    assert (found.then.entry_id, found.now.entry_id) == ("60", "1")
    assert "presentation" in found.matter


def test_less_than_three_weeks_apart_says_nothing() -> None:
    old, new = entry(APART.days - 1, THEN), entry(0, NOW)
    assert pairs([old, new], None, TODAY, ["presentation"]) == ()
    assert pairs([entry(APART.days, THEN), new], None, TODAY, ["presentation"])


@pytest.mark.parametrize(
    "now",
    [
        "Why did I say yes to the presentation again this time?",
        'My boss wrote: "I liked your presentation and the short talk."',
        "She said that I did my presentation rather well in the end.",
        "The presentation.",
        "I wrote about the presentation " + "and more " * 30,
        "I cooked soup for my sister and her friends at home.",
    ],
)
def test_questions_quotes_fragments_and_other_matters_are_left_alone(now: str) -> None:
    assert pairs([entry(60, THEN), entry(1, now)], None, TODAY, ["presentation"]) == ()


def test_a_shift_from_done_to_me_to_i_did_comes_first() -> None:
    plain = "I have another presentation about the garden next to the window."
    found = pairs([entry(60, THEN), entry(2, plain), entry(1, NOW)], None, TODAY, ["presentation"])
    assert found[0].now.text == NOW


def test_an_entry_about_somebodys_safety_is_never_looked_back_at() -> None:
    hard = f"My stepfather hit me again. {THEN}"
    assert pairs([entry(60, hard), entry(1, NOW)], None, TODAY, ["presentation"]) == ()


def test_the_embedder_may_say_that_one_shared_word_is_enough() -> None:
    class Near:
        def __init__(self, near: float) -> None:
            self.near = near

        def between(self, one: str, other: str) -> float:
            return self.near

    entries = [entry(60, THEN), entry(1, NOW)]
    assert pairs(entries, None, TODAY) == ()
    assert pairs(entries, Near(0.7), TODAY)
    assert pairs(entries, Near(0.1), TODAY) == ()


def test_each_sentence_is_shown_once() -> None:
    entries = [entry(60, THEN), entry(30, "I gave my presentation to two friends at home."), entry(1, NOW)]
    found = pairs(entries, None, TODAY, ["presentation"])
    said = [line.text for pair in found for line in (pair.then, pair.now)]
    assert len(said) == len(set(said))


@given(st.lists(st.tuples(st.integers(0, 90), st.text(max_size=200)), max_size=5))
def test_whatever_is_written_both_sentences_stand_in_their_entries(written: list[tuple[int, str]]) -> None:
    entries = [entry(days, f"{THEN} {text}") for days, text in written]
    for found in pairs(entries, None, TODAY, ["presentation"]):
        assert found.now.on - found.then.on >= APART
        assert any(found.then.text in each.text for each in entries)
