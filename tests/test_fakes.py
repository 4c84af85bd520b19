import numpy as np

from tests.fakes import WordEmbedder


def test_near_texts_share_words_and_far_ones_do_not() -> None:
    rows = WordEmbedder().embed(
        ["a mentee cancelled twice", "cancelling two meetings", "bread and butter", ""]
    )
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert rows[0] @ rows[1] > 0.3
    assert rows[0] @ rows[2] < 0.01


def test_the_same_text_has_the_same_row_and_another_name_another_space() -> None:
    one, two = WordEmbedder(), WordEmbedder("other words")
    assert np.array_equal(one.embed(["feedback"]), WordEmbedder().embed(["feedback"]))
    assert one.fingerprint != two.fingerprint
    assert not np.array_equal(one.embed(["feedback"]), two.embed(["feedback"]))


def test_a_question_is_embedded_once() -> None:
    fake = WordEmbedder()
    fake.embed_query("what now?")
    fake.embed_query("what now?")
    assert fake.embedded == 1
