import pytest

from assistant.spelling import MOST, Spelling

WORDS = {
    "boundary": 3, "boundaries": 9, "feedback": 20, "listening": 4, "strength": 12, "strengths": 30, "note": 40,
    "goal": 25, "goals": 20, "compliment": 2, "participants": 3, "parting": 1, "project": 5, "confidence": 4,
}  # fmt: skip
ENGLISH = {"parrot", "coffee", "write", "cancel"}


@pytest.fixture
def spelling() -> Spelling:
    return Spelling(WORDS, lambda word: word in ENGLISH)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("my strenght", "my strength"),
        ("particpants lisening", "participants listening"),
        ("How do I set a boundry?", "How do I set a boundary?"),
        ("FEEDBAKC!", "feedback!"),
        ("too many golas", "too many goals"),
        ("confidense", "confidence"),
    ],
)
def test_an_error_is_put_right(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.corrected(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "coffee",  # the embedder knows it
        "parroting",  # it knows the stem of it
        "sourdough pancakes",  # nothing near
        "I cant, I dont, he isnt",  # short forms
        "bote rote gote",  # another first letter, or too short to tell
        "complimented",  # a form of a known word
        "日本語 b4 2nite x1y2",
        "",
    ],
)
def test_what_is_not_an_error_stays(spelling: Spelling, typed: str) -> None:
    assert Spelling(WORDS | {"got": 1}, lambda word: word in {*ENGLISH, "gote"}).corrected(typed) == typed


def test_the_nearest_then_the_commonest_is_taken() -> None:
    words = {"meting": 1, "meeting": 50, "melting": 2}
    assert Spelling(words, lambda word: False).corrected("meetng") == "meeting"
    assert Spelling(words, lambda word: False).corrected("mewting") in {"meting", "meeting", "melting"}
    assert Spelling({"stale": 9, "stalk": 2}, lambda word: False).corrected("stalc") == "stale"


def test_a_question_of_rubbish_costs_little() -> None:
    asked: list[str] = []
    spelling = Spelling({"wording": 1}, lambda word: False)
    spelling._nearest = lambda word: asked.append(word)  # type: ignore[method-assign]
    spelling.corrected(" ".join(f"qwert{'abcdefghijklmnopqrstuvwxyz'[number % 26]}" for number in range(400)))
    assert len(asked) == MOST
