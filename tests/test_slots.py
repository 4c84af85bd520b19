"""Places in a body."""

import copy

import pytest

from assistant import slots
from assistant.errors import InputError

BODY = {
    "outcome": "By the end we will have one step.",
    "close": {"appreciation_prompt": "What helped today?"},
    "items": [
        {"label": "Arrive", "questions": ["How are you?", "What is new?"]},
        {"label": "Focus", "questions": ("What would a good talk look like?",)},
    ],
}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("outcome", "By the end we will have one step."),
        ("close.appreciation_prompt", "What helped today?"),
        ("items[0].questions[1]", "What is new?"),
        ("items[1].questions[0]", "What would a good talk look like?"),
    ],
)
def test_read_finds_the_words(path: str, words: str) -> None:
    assert slots.read(BODY, path) == words


@pytest.mark.parametrize("path", ["outcome", "close.appreciation_prompt", "items[1].questions[0]"])
def test_write_changes_one_place_and_leaves_the_old_body(path: str) -> None:
    before = copy.deepcopy(BODY)
    fresh = slots.write(BODY, path, "New words.")
    assert slots.read(fresh, path) == "New words."
    assert before == BODY
    assert slots.write(fresh, path, slots.read(BODY, path)).keys() == BODY.keys()
    assert fresh["items"][0] == BODY["items"][0]


@pytest.mark.parametrize(
    "path",
    ["", "items", "items[9].label", "items[0].nothing", "nowhere", "outcome[0]", "items[0]", "close"],
)
def test_a_place_that_is_not_there_or_not_words_is_refused_by_name(path: str) -> None:
    with pytest.raises(InputError) as refused:
        slots.write(BODY, path, "x")
    assert path in str(refused.value)


@pytest.mark.parametrize(
    "path", ["items[-1].label", "items[0", "items..label", "__class__", "a b", "items[0]x"]
)
def test_what_is_no_place_is_refused(path: str) -> None:
    with pytest.raises(InputError):
        slots.read(BODY, path)
