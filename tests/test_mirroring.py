"""Saying back what somebody wrote, and quoting it: word for word, whole, and kind."""

import re
from pathlib import Path

import pytest
import yaml

from assistant.domain.people import Role
from assistant.kinds.reflection.rules import line_faults
from assistant.mirroring import mirror, quotes
from assistant.mirroring.line import TENTATIVE
from assistant.mirroring.second_person import addressed
from tests.reflections import cases
from tests.test_reflection import HOSTILE

TABLE: list[tuple[str, str]] = [
    (text, line)
    for text, line in yaml.safe_load((Path(__file__).parent / "mirrored.yaml").read_text(encoding="utf-8"))
]
PAGES = [case.facts.entry.text for case in cases() if case.facts.entry] + [
    text[:50_000] for text in HOSTILE.values()
]


def test_the_table_is_long() -> None:
    assert len(TABLE) >= 90


@pytest.mark.parametrize(("text", "line"), TABLE, ids=[text for text, _ in TABLE])
def test_what_is_said_back(text: str, line: str) -> None:
    assert mirror(text, Role.MENTEE) == line


@pytest.mark.parametrize("at", range(len(PAGES)))
def test_a_line_is_short_tentative_and_adds_nothing(at: int) -> None:
    for role in (Role.MENTEE, Role.MENTOR):
        for turn in range(3):
            line = mirror(PAGES[at], role, turn)
            if line:
                assert len(line.split()) <= 30
                assert TENTATIVE.match(line)
                assert "?" not in re.sub(r'"[^"]*"', "", line)
                assert not line_faults(line, PAGES[at])


def test_two_lines_in_a_row_begin_in_two_ways() -> None:
    for text in ("I felt sad.", "I wrote two pages.", "They laughed at me.", "We won.", "Tell me what to do"):
        lines = [mirror(text, Role.MENTEE, turn) for turn in range(2)]
        assert lines[0].split()[:2] != lines[1].split()[:2], lines


@pytest.mark.parametrize("at", range(len(PAGES)))
def test_quotes_stand_in_the_text_word_for_word(at: int) -> None:
    found = quotes(PAGES[at])
    assert len(found) <= 6 and len(set(found)) == len(found)
    for quote in found:
        assert quote in PAGES[at]
        assert 1 <= len(quote.split()) <= 12
        assert not set(quote) & set('"\u201c\u201d\n?<>{}')


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "I went to the shop. I felt proud when she thanked me. Then I went home.",
            "I felt proud when she thanked me",
        ),
        ("The bus was late, but I still made it and I was happy about that.", "I was happy about that"),
        ("- bread\n- milk\n- I finally asked for help", "I finally asked for help"),
        ("Bored.", "Bored"),
        ("I am such a loser. I stayed until the end.", "I stayed until the end"),
        ("Ida told me a secret. I was glad she trusted me.", "I was glad she trusted me"),
    ],
)
def test_the_best_phrase_comes_first(text: str, first: str) -> None:
    assert quotes(text)[0] == first


@pytest.mark.parametrize(
    "text",
    ["", "   ", "?!", "https://example.org", "<b>glad</b>", "Ida is pregnant, it is a secret.", "\U0001f600"],
)
def test_what_must_not_be_quoted(text: str) -> None:
    assert quotes(text) == ()


def test_a_phrase_is_not_cut_in_the_middle_of_a_thought() -> None:
    text = (
        "I wanted to tell my supervisor that the third chapter is not what I had promised at all "
        "to anybody in spring."
    )
    for quote in quotes(text):
        assert quote.split()[-1] not in {"the", "to", "my", "is", "not", "of", "and"}


@pytest.mark.parametrize(
    "clause",
    ["We were late", "You know how it is", "Why am I so slow", "My boss is unfair", "Nobody likes me",
     "I should go", "I am right and he is wrong", "I hate him", "He was kind", "Ich bin froh", "I"],
)  # fmt: skip
def test_what_is_in_doubt_is_not_turned_round(clause: str) -> None:
    assert addressed(clause) is None
