"""Strengths in somebody's own words: what counts as a deed, whose it is, and what never counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spotting import WRITER, spot, strengths
from tests.evals.spotting import score, sentences


@pytest.mark.parametrize("split", ["dev", "test"])
def test_what_is_spotted_is_right_and_much_of_it_is_found(split: str) -> None:
    got = score(sentences(split))
    assert got.precision >= 0.9, got
    assert got.recall >= 0.5, got


@pytest.mark.parametrize(
    ("text", "name", "about"),
    [
        ("I asked Mrs Okafor to show me how the till works.", "Asks for help", WRITER),
        ("Louise spoke up when the others wanted to skip the check.", "Speaks up", "Louise"),
        ("Nadia told the story. She checked every figure twice.", "Checks carefully", "Nadia"),
        ("Rang the office three times until somebody answered.", "Keeps going", WRITER),
        ("- asked Dana for feedback on the slides", "Asks for feedback", WRITER),
        ("I\u2019ve been teaching my neighbour\u2019s son the guitar.", "Explains clearly", WRITER),
    ],
)
def test_a_deed_is_quoted_with_its_doer(text: str, name: str, about: str) -> None:
    found = spot(text)
    assert [(each.name, each.about) for each in found] == [(name, about)]
    assert found[0].quote in text


@pytest.mark.parametrize(
    "text",
    [
        "I am a very patient person.",
        "I did not ask for help.",
        "I would have asked for help.",
        "I will speak up next week.",
        "I wish I had spoken up.",
        "Did I listen to her?",
        "My sister asked him to stop.",
        "Mum says I helped my brother.",
        'He wrote: "I helped my brother."',
        "Oh great, I helped my brother again.",
        "Ana and Ben talked. She helped my brother.",
        "I copied his essay and told the teacher that it was mine.",
        "",
    ],
)
def test_what_is_no_deed_is_passed_over(text: str) -> None:
    assert spot(text) == ()


def test_nothing_is_admired_in_a_text_about_somebodys_safety() -> None:
    assert spot("I asked my aunt to help me with the form.")
    assert spot("My stepfather hit me again. I asked my aunt to help me with the form.") == ()


def test_the_writer_may_write_of_themselves_by_name() -> None:
    assert spot("Theo helped Sam with the pump.", "Theo")[0].about == WRITER
    assert spot("Theo helped Sam with the pump.", "Sam")[0].about == "Theo"


def test_a_long_sentence_is_quoted_by_its_clause() -> None:
    text = (
        "We sat in the library for an hour and it was loud, " * 4 + "but I asked Dana for help with the form."
    )
    (found,) = spot(text)
    assert found.quote == "but I asked Dana for help with the form."


def test_there_are_many_strengths_in_plain_words() -> None:
    assert len(strengths()) >= 25
    assert all(len(name.split()) <= 4 and name[0].isupper() for name in strengths())


@given(st.text(max_size=400), st.sampled_from(["", "Ana", "I"]))
def test_whatever_is_written_each_quote_stands_in_it(text: str, name: str) -> None:
    for prefix in ("", "I asked Dana for help with "):
        for found in spot(prefix + text, name):
            assert found.quote in prefix + text and found.quote
