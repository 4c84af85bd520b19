"""What the rules find, and what they leave alone: looks do not hide it, and a figure of speech is none."""

import pytest

from assistant.domain.safety import Category, Severity
from assistant.errors import ContentError
from assistant.safeguarding.detector import detect
from assistant.safeguarding.pattern import compiled
from assistant.safeguarding.plain_text import sentences
from assistant.safeguarding.rules import load_rules


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself.",
        "I WANT TO KILL MYSELF",
        "i want to k i l l myself",
        "i want to k1ll mys3lf",
        "I want to kill m\u200byself",
        "\uff29 want to \uff4bill myself",
        "I want to kiiiill myself",
        "I want to kill mysefl",
        "Went well.\n\nBut I don\u2019t want to be alive anymore",
        "Not gonna lie, I want to end it all",
        "I want to kill myself jk lol",
    ],
)
def test_looks_do_not_hide_it(text: str) -> None:
    assert detect(text).escalate


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We planned the week.",
        "I am dying to see it, the trailer killed me.",
        "You have to kill the process first.",
        "I don't want to kill myself, I want a holiday.",
        "In the novel she says she wants to kill herself. It is well written.",
        "I was dying of laughter.",
        "I cut myself some slack today.",
    ],
)
def test_quiet_texts_pass(text: str) -> None:
    assert not detect(text).escalate


def test_a_time_makes_it_imminent_and_the_gravest_comes_first() -> None:
    found = detect("My dad hits me. I am going to kill myself tonight.")
    assert found.severity is Severity.IMMINENT
    assert found.categories[0] is Category.SUICIDAL_ACTIVE
    assert Category.ABUSE in found.categories
    assert detect("I am thinking of killing myself").severity is Severity.CONCERN


def test_nothing_of_the_text_is_kept() -> None:
    found = detect("I want to kill myself, said Zyxolite")
    assert "yxolite" not in found.model_dump_json()


def test_every_rule_can_be_read_and_every_class_is_there() -> None:
    rules = load_rules()
    assert {frame.category for frame in rules.frames} >= set(Category) - {Category.DISTRESS}


@pytest.mark.parametrize("pattern", ["kill <nobody>", "kill [him]", "really?", "~"])
def test_a_pattern_that_cannot_be_meant_is_refused(pattern: str) -> None:
    with pytest.raises(ContentError):
        compiled(pattern, {})


def test_a_gap_does_not_pass_over_a_not() -> None:
    assert compiled("want ~ die", {}).needs == {"die"}
    assert detect("I want my friend not to kill myself") == detect("")


def test_sentences_are_plain_and_long_ones_come_in_pieces() -> None:
    assert list(sentences("Don't! Stop; now\n- e-mail: S\u00f3 caf\u00e9")) == [
        " dont ", " stop ", " now ", " e mail ", " so cafe ",
    ]  # fmt: skip
    pieces = list(sentences("word " * 2_000))
    assert len(pieces) > 1
    assert all(len(piece) <= 2_002 for piece in pieces)
