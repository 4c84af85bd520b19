"""What a mentor praises is never taken for a fault, and faults are still found."""

from pathlib import Path

import pytest

from assistant.kinds.feedback import families

PRAISE = Path(__file__).parent.joinpath("evals", "praise.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("told", PRAISE)
def test_praise_with_the_words_of_a_fault_in_it_is_no_fault(told: str) -> None:
    assert families.hard(told) is None


@pytest.mark.parametrize(
    ("told", "family"),
    [
        ("You looked at your phone while I talked", "phone"),
        ("You were on your phone for most of the meeting", "phone"),
        ("You came ten minutes late", "late"),
        ("You were late 3 times", "late"),
        ("You started late again, although the bus was on time", "late"),
        ("You interrupted Lea twice while she explained the plan", "interrupting"),
        ("You took over the discussion", "taking_over"),
        ("You rewrote Ana's part", "taking_over"),
        ("You did not answer my two messages", "no_reply"),
        ("You laughed when Ana read her text", "mocking"),
        ("You shouted at Jo", "shouting"),
        ("You left out the date", "incomplete"),
        ("You told her that it was rubbish", "harsh"),
        ("You stayed silent in the meeting", "quiet"),
    ],
)
def test_a_fault_is_found(told: str, family: str) -> None:
    assert families.hard(told) == families.bank().hard[family]


def test_what_others_did_is_not_what_they_did() -> None:
    assert families.hard("You went on calmly when somebody was late") is None
    assert families.hard("You asked all your questions, although the man on the phone hurried you") is None
