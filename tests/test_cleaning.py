"""Nothing hidden stays in words from outside, and nothing that a reader needs is lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cleaning import NAME_LENGTH, clean, clean_line, cleaned, display_name, sentences

HIDDEN = "\u200b\u200e\u202e\u2066\u2069\u2060\ufeff\U000e0041\ue000\x00\x07\x1b\x9b\u3164\ufffe\U000f0000\U000e0101"


@pytest.mark.parametrize("character", HIDDEN, ids=lambda character: f"U+{ord(character):04X}")
def test_what_cannot_be_seen_is_taken_out_and_counted(character: str) -> None:
    assert cleaned(f"go{character}al") == ("goal", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("mentor\u00ading", "mentoring"),
        ("\ufeffgoal", "goal"),
        ("o\ufb03ce work\ufb02ow e\ufb00ect", "office workflow effect"),
        ("cafe\u0301", "caf\u00e9"),
        ("2\u00b2 = 4 \u00bd \u2122", "2\u00b2 = 4 \u00bd \u2122"),
        ("\ufdfd", "\ufdfd"),
        ("\uf0b7 one", "\u2022 one"),
        ("a\u00a0b\u2003c\td", "a b c d"),
        ("a\r\nb\rc\u2028d\n\n\n e ", "a\nb\nc\nd\ne"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
        ("\u2764\ufe0f \U0001f469\u200d\U0001f4bb", "\u2764\ufe0f \U0001f469\u200d\U0001f4bb"),
        ("\ufe8d\ufedf\ufe8e", "\u0627\u0644\u0627"),
        ("h" + "\u0301" * 1000, "h" + "\u0301" * 6),
    ],
)
def test_what_a_reader_needs_stays(before: str, after: str) -> None:
    assert cleaned(before) == (after, 0)


def test_a_joiner_between_latin_letters_is_taken_out() -> None:
    assert cleaned("ig\u200cno\u200dre") == ("ignore", 2)


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once == unicodedata.normalize("NFC", once)
    assert not any(
        unicodedata.category(character) in {"Cc", "Cs", "Co"} for character in once if character != "\n"
    )
    assert "" not in once.split("\n") or once == ""


@given(st.text(), st.integers(min_value=3, max_value=40))
def test_a_line_is_one_line_and_no_longer(text: str, longest: int) -> None:
    line = clean_line(text, longest)
    assert len(line) <= longest and "\n" not in line


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("plan\x00.pdf", "plan.pdf"),
        ("annual\u202efdp.exe", "annualfdp.exe"),
        ("CON.txt", "CON.txt"),
        ("a\nb.md", "a b.md"),
        ("..", ""),
        ("", ""),
    ],
)
def test_a_name_is_shown_without_tricks(given_name: str, shown: str) -> None:
    assert display_name(given_name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    shown = display_name("x" * 300 + ".docx")
    assert len(shown) == NAME_LENGTH and shown.endswith("\u2026.docx")


@given(st.text())
def test_a_name_is_never_a_path(name: str) -> None:
    shown = display_name(name)
    assert len(shown) <= NAME_LENGTH and not set("/\\\x00\n") & set(shown) and shown not in {".", ".."}


def test_sentences_end_where_they_end() -> None:
    assert sentences(
        'Ask. "Why now?" Write to a.b@example.org or see https://example.org/a.b.c today!\nNext'
    ) == [
        "Ask.",
        '"Why now?"',
        "Write to a.b@example.org or see https://example.org/a.b.c today!",
        "Next",
    ]
