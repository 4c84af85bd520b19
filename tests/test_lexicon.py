"""Labels, promises and stock phrases are found in our words and left alone in somebody's own."""

import pytest

from assistant import lexicon
from assistant.kinds.agenda.bank import sentences

FOUND = [
    (lexicon.clinical, "He is depressed.", ("depressed",)),
    (lexicon.clinical, "an ADHD kid with PTSD", ("ADHD", "PTSD")),
    (lexicon.clinical, "a TOXIC boss", ("TOXIC",)),
    (lexicon.clinical, "the eating disorder", ("eating disorder",)),
    (lexicon.deficit, "an unmotivated mentee", ("unmotivated",)),
    (lexicon.deficit, "at-risk youth", ("at-risk youth",)),
    (lexicon.deficit, "from a broken home", ("broken home",)),
    (lexicon.deficit, "a problem child, and lazy", ("problem child", "lazy")),
    (lexicon.promises, "Everything stays between us.", ("Everything stays between us",)),
    (lexicon.promises, "It\u2019s strictly confidential", ("strictly confidential",)),
    (lexicon.promises, "This will definitely work", ("This will definitely",)),
    (lexicon.promises, "I won't, I promise", ("I promise",)),
    (lexicon.promises, "I'll never tell anyone", ("I'll never tell anyone",)),
    (
        lexicon.promises,
        "We will tell nobody; we won't tell anyone",
        ("We will tell nobody", "we won't tell anyone"),
    ),
    (lexicon.promises, "it is guaranteed", ("guaranteed",)),
    (lexicon.stock, "Great job! You\u2019ve got this.", ("Great job", "You've got this")),
    (lexicon.stock, "on your journey", ("journey",)),
]
LEFT = [
    (lexicon.clinical, "the depressions in the road, an antitoxic drink"),
    (lexicon.clinical, 'You said "I am depressed".'),
    (lexicon.clinical, "You said \u201cmy toxic boss\u201d."),
    (lexicon.deficit, "What was lazily drawn, and how did the failings help?"),
    (lexicon.deficit, 'You wrote "lazy mornings".'),
    (lexicon.promises, "What we talk about stays here, unless somebody may be in danger."),
    (lexicon.promises, "I cannot promise that."),
    (lexicon.stock, "What a good job looks like to you"),
    (lexicon.stock, 'Your goal is "my journey to work".'),
]


@pytest.mark.parametrize(("find", "text", "words"), FOUND)
def test_found(find, text: str, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == words


@pytest.mark.parametrize(("find", "text"), LEFT)
def test_left_alone(find, text: str) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == ()


def test_every_label_has_words_that_name_the_situation() -> None:
    for label, better in lexicon.DEFICIT.items():
        assert better and not lexicon.deficit(better) and not lexicon.clinical(better), label


@pytest.mark.parametrize("find", [lexicon.clinical, lexicon.deficit, lexicon.promises, lexicon.stock])
def test_the_bank_uses_none_of_them(find) -> None:  # type: ignore[no-untyped-def]
    assert [text for text in sentences() if find(text)] == []


def test_what_is_quoted_is_left_out() -> None:
    assert lexicon.unquoted('a "b" c \u201cd\u201d e').split() == ["a", "c", "e"]
    assert lexicon.unquoted('one open " mark').split() == ["one", "open", '"', "mark"]
