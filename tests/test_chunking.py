"""What is indexed of a programme's material: short pieces, and every word in one of them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.chunking import PIECE_WORDS, material_pieces, passage_of
from tests.shelving import document


def parts(text: str) -> list[str]:
    return [piece.meaning.partition("\n")[2] for piece in material_pieces(document(1, {"Keys": text}))]


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_piece_has_title_and_heading_in_front_and_no_summary() -> None:
    (piece,) = material_pieces(document(7, {"Keys": "Ask the porter.\nBring it back."}, title="House rules"))
    assert piece.id == "M00000007.1#1-keys"
    assert piece.meaning == "Keys: House rules.\nAsk the porter.\nBring it back."
    assert piece.words == "House rules. Keys\nAsk the porter.\nBring it back."


def test_a_long_passage_has_pieces_of_one_passage() -> None:
    text = "\n".join(f"Line {number} has just these seven words." for number in range(60))
    found = list(material_pieces(document(7, {"Keys": text})))
    assert [piece.id for piece in found] == ["M00000007.1#1-keys"] + [
        f"M00000007.1#1-keys~{number}" for number in range(2, len(found) + 1)
    ]
    assert {passage_of(piece.id) for piece in found} == {"M00000007.1#1-keys"}
    lengths = [len(part.split()) for part in parts(text)]
    assert max(lengths) <= PIECE_WORDS and max(lengths) - min(lengths) < 20, "of similar length"


def test_a_line_longer_than_a_piece_is_split_where_sentences_end() -> None:
    sentence = 'She said "the key hangs here." '
    found = parts(sentence * 60)
    assert len(found) > 2 and all(part.endswith('here."') for part in found)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 1_000,
        "x" * 20_000,
        "\u9053\u5177\u3002" * 3_000,
        "\u0437\u0430\u0434\u0430\u0447\u0430 " * 500,
        "1. \n2. \n3. ",
        '"End." (Yes.) \u201cNo.\u201d ' * 100,
    ],
)
def test_nothing_is_lost_and_nothing_is_long(text: str) -> None:
    found = parts(text)
    assert letters("".join(found)) == letters(text)
    assert all(len(part.split()) <= PIECE_WORDS and len(part) <= 8 * PIECE_WORDS + 8 for part in found)


@given(st.text(min_size=1, max_size=3_000))
@settings(max_examples=60, deadline=None)
def test_any_text_is_whole_again(text: str) -> None:
    assert letters("".join(parts(text))) == letters(text)


def test_a_long_heading_does_not_crowd_out_the_words() -> None:
    (piece,) = material_pieces(document(1, {"key " * 50: "Ask the porter."}, title="rules " * 33))
    assert len(piece.meaning.split()) < 30 and piece.meaning.endswith("Ask the porter.")
    assert len(piece.words.split()) > 80, "words of a title are found all the same"


def test_another_version_has_other_ids_and_the_same_vectors() -> None:
    one, two = (next(iter(material_pieces(document(1, version=number)))) for number in (1, 2))
    assert one.id != two.id and one.digest == two.digest
