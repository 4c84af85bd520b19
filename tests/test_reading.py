"""The reading grade: known sentences, and what makes a text harder."""

import pytest

from assistant.kinds.agenda.bank import bank, needs
from assistant.reading import grade, words

EASY = "We met. You told me what went well. I was glad."
HARD = (
    "Notwithstanding considerable organisational complexity, participants should systematically operationalise "
    "their developmental aspirations within institutional accountability frameworks."
)


def test_easy_is_easier_than_hard() -> None:
    assert grade(EASY) < 3
    assert grade(HARD) > 18


@pytest.mark.parametrize("text", ["", "   ", "12 + 7", "?!"])
def test_a_text_without_words_has_no_grade(text: str) -> None:
    assert grade(text) == 0.0
    assert words(text) == 0


def test_longer_sentences_and_longer_words_are_harder() -> None:
    short = "You asked a question. Everyone was glad. The date had moved."
    assert grade(short.replace(". E", " and e").replace(". T", " because t")) > grade(short)
    assert grade("You investigated the organisation.") > grade("You looked at the group.")


def test_known_text() -> None:
    """By hand: 9 words, 1 sentence, 11 syllables."""
    assert grade("The cat sat on the mat beside a window.") == pytest.approx(
        0.39 * 9 + 11.8 * 11 / 9 - 15.59, abs=1.4
    )


def test_lines_and_colons_end_a_sentence() -> None:
    assert grade("Say one thing\nAsk one thing") == pytest.approx(grade("Say one thing. Ask one thing."))
    assert grade("Say this: one thing is done.") < grade("Say this one thing is done.")


def test_words_count_names_and_not_numbers() -> None:
    assert words("O'Brien-Nguyễn met Tom's 3 friends, don't you think?") == 7
    assert words("Научиться говорить нет") == 3


def test_no_sentence_of_the_bank_is_hard() -> None:
    texts = [
        (q.format_map({w: "it" for w in needs(q)}))
        for e in bank().values()
        for some in e.questions.values()
        for q in some
    ]
    hard = [text for text in texts if grade(text) > 11]
    assert hard == []
    assert grade("\n".join(texts)) <= 6
