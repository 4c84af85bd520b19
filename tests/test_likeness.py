"""How alike texts are, and when a painful matter has come back."""

from itertools import combinations

import pytest

from assistant import likeness as module
from assistant.lexicon import bright, sore
from assistant.likeness import Likeness, shared_words
from tests.fakes import WordEmbedder
from tests.reflections import cases
from tests.searching import real_embedder

WORDS = Likeness()
MEANING = Likeness(real_embedder)
BOTH = pytest.mark.parametrize("likeness", [WORDS, MEANING], ids=["words", "meaning"])
PAGES = [
    "Grandma does not know my name any more. I smiled and then cried on the bus.",
    "Visited grandma, she asked three times who I was. It breaks my heart.",
    "They say grandma has to go into a home. I feel guilty that I can't look after her.",
]
GLAD = [
    "We won 3-1 in football and I scored! Best day ever.",
    "Football training was great, coach put me in the first team. So happy.",
    "Another football win. I played left wing and it felt easy.",
]
OTHERS = [
    "I failed the maths test again and I feel stupid.",
    "I saw her with somebody else at the market and had to go home. It hurts.",
    "The letter from the office came and they want more documents. I am scared.",
    "I lost my temper with a customer at the shop. I was ashamed.",
    "My knee hurts and I could not run the race I trained for. I'm so sad.",
]


def test_the_embedder_is_asked_for_only_when_texts_are_compared() -> None:
    asked = []

    def ask() -> WordEmbedder:
        asked.append(1)
        return WordEmbedder()

    likeness = Likeness(ask)
    assert not likeness.theme("A good day", PAGES) and not asked
    likeness.between("a", "b")
    likeness.between("a", "c")
    assert len(asked) == 1


@BOTH
def test_the_same_is_alike_and_the_strange_is_not(likeness: Likeness) -> None:
    one, other = "What helped you to stay calm?", "Who was at the market on Tuesday?"
    assert likeness.between(one, one) == pytest.approx(1.0, abs=0.01)
    assert likeness.alike(one, one) and likeness.alike(one, one, in_a_set=True)
    assert not likeness.alike(one, other) and not likeness.alike(one, other, in_a_set=True)
    assert likeness.between(one, other) == pytest.approx(likeness.between(other, one), abs=1e-5)
    assert likeness.between("", one) == 0.0


def test_meaning_sees_what_words_do_not() -> None:
    one, other = "What helped you to stay calm?", "How did you manage to remain calm?"
    assert shared_words(one, other) < module.WORDS
    assert MEANING.between(one, other) > 0.7


def test_half_of_the_words_are_too_many() -> None:
    assert WORDS.alike("what did you see", "what did you hear")
    assert not WORDS.alike("what did you see", "where has she gone now")


@BOTH
def test_a_painful_matter_that_comes_back_is_found(likeness: Likeness) -> None:
    assert likeness.theme(PAGES[2], PAGES[:2])
    assert likeness.theme(PAGES[2], [*OTHERS, *PAGES[:2]])


@BOTH
def test_twice_is_not_yet_a_theme(likeness: Likeness) -> None:
    assert not likeness.theme(PAGES[1], PAGES[:1])
    assert not likeness.theme(PAGES[1], [])


@BOTH
def test_joy_that_comes_back_is_no_theme(likeness: Likeness) -> None:
    assert not likeness.theme(GLAD[2], GLAD[:2])


@BOTH
def test_three_pains_of_three_sorts_are_no_theme(likeness: Likeness) -> None:
    taken = [trio for trio in combinations(OTHERS, 3) if likeness.theme(trio[0], trio[1:])]
    assert len(taken) <= 1, taken


@BOTH
def test_the_themes_of_the_fixture(likeness: Likeness) -> None:
    """Written blind: all eight that came back are found, and none of the three that did not."""
    for case in cases():
        if case.facts.entry and case.facts.earlier:
            found = likeness.theme(case.facts.entry.text, [one.text for one in case.facts.earlier])
            assert found is case.expects["loop"], case.name


@BOTH
def test_a_long_page_is_compared_by_the_sentences_that_hurt(likeness: Likeness) -> None:
    long = "The bus was late. I read the paper. " * 60 + PAGES[2]
    assert likeness.theme(long, PAGES[:2])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I am sad and tired of it", 2),
        ("I was not afraid", 0),
        ("I am no longer angry", 0),
        ("Without fear I went in", 0),
        ("A sunny day with cake", 0),
        ("I can't sleep", 1),
        ("She laughed at me in front of all", 1),
        ("I can\u2019t stop thinking about it", 1),
    ],
)
def test_words_of_pain(text: str, words: int) -> None:
    assert sore(text) == words


@pytest.mark.parametrize(
    "text",
    ["Look on the bright side.", "Everything happens for a reason.", "Stay positive!", "Well, at least you tried.",
     "It could be worse.", "Don't worry.", "Don\u2019t be sad.", "Time heals.", "It will be fine.", "Cheer up."],
)  # fmt: skip
def test_cheer_that_brushes_pain_aside(text: str) -> None:
    assert bright(text)


@pytest.mark.parametrize(
    "text",
    ["What is at least one thing you saw?", 'You wrote "stay positive".', "What was the brightest hour?"],
)
def test_harmless_words_are_no_such_cheer(text: str) -> None:
    assert not bright(text)
