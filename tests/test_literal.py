import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.screens.literal import literal, literal_lines, literal_paragraphs, without_images

JOINER = "\u2060"


def read_back(markdown: str) -> str:
    """What a reader of Markdown shows for text in which every mark is escaped."""
    shown, escaped = [], False
    for sign in markdown:
        if sign == "\\" and not escaped:
            escaped = True
            continue
        shown.append(sign)
        escaped = False
    return "".join(shown).replace(JOINER, "")


@pytest.mark.parametrize(
    "text",
    [
        "**x** [a](http://b) <img>",
        "# not a heading",
        "1. not a list",
        "- nor this",
        "`code` $x$ |",
        ":red[x]",
    ],
)
def test_every_mark_is_escaped(text: str) -> None:
    made = literal(text)
    assert read_back(made) == text
    for sign in "*[]()<>#`$|_":
        assert made.count(sign) == made.count(f"\\{sign}")


@pytest.mark.parametrize(
    "text", ["a -> b", "x <= y", ":smile:", "http://b.c", "www.b.org", "me@b.org", "a -- b"]
)
def test_what_the_page_changes_after_reading_the_backslashes_is_kept_apart(text: str) -> None:
    assert JOINER in literal(text)
    assert read_back(literal(text)) == text


def test_a_time_of_day_is_left_alone() -> None:
    assert JOINER not in literal("at 10:30, or 11:15")


def test_one_line_stays_one_line_and_lines_stay_lines() -> None:
    assert literal("a\n\n# b") == "a \\# b"
    assert literal_lines("a\n\n    # b").splitlines() == ["a  ", f"{JOINER}  ", "\\# b"]


def test_a_document_keeps_its_lists_and_rows_and_nothing_else_that_marks() -> None:
    text = "One *line*.\n- first\n- ![x](http://b/c.png)\nday | time\nMon | 9\n<img src=x>"
    assert literal_paragraphs(text).split("\n") == [
        "One \\*line\\*\\.",
        "",
        "- first",
        f"- {literal('![x](http://b/c.png)')}",
        "",
        "day \\| time  ",
        "Mon \\| 9",
        "",
        "\\<img src\\=x\\>",
    ]


@given(st.lists(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=30)))
def test_no_word_of_a_document_is_lost(lines: list[str]) -> None:
    shown = read_back(literal_paragraphs("\n".join(lines)))
    assert "".join(shown.split()) == "".join("".join(lines).split())


def test_controls_and_direction_tricks_are_dropped() -> None:
    assert literal("a\x00b\u202ec") == "abc"


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_nothing_is_lost(text: str) -> None:
    assert read_back(literal(text)) == " ".join(text.split())


def test_pictures_in_notes_are_not_fetched() -> None:
    assert "![" not in without_images("![a](http://b/c.png) and ![d][e]")
