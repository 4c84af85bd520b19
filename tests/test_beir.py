from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.beir import read
from assistant.chunking import passage_of
from assistant.domain.notes import Passage
from assistant.errors import ContentError
from tests.beir_set import CORPUS, HEADER, LABELS, QUERIES, write_set


def test_a_set_is_read(tmp_path: Path) -> None:
    found = read(write_set(tmp_path))
    assert [query.id for query in found.queries] == ["q1", "q2"]
    assert found.queries[0].labels == {"tea": 2}
    assert found.queries[1].labels == {"tyre": 1, "bread": 0}
    assert [passage.note_id for passage in found.passages.values()] == ["bread", "tyre", "tea", "moon"]
    assert found.title("tea") == "Green tea"
    assert found.pieces()[1].words.startswith("Flat tyre\nTake the wheel")


def test_labels_in_one_file_and_other_splits(tmp_path: Path) -> None:
    assert (
        read(write_set(tmp_path / "single", single=True)).queries == read(write_set(tmp_path / "a")).queries
    )
    folder = write_set(tmp_path / "a")
    (folder / "qrels" / "dev.tsv").write_text(f"{HEADER}\r\nq2\tmoon\t1\r\n")
    assert [query.labels for query in read(folder, "dev").queries] == [{"moon": 1}]


def test_a_long_document_loses_no_word_and_stays_one_document(tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(500)]
    found = read(write_set(tmp_path, corpus=[*CORPUS, {"_id": "a~2#b", "text": " ".join(words)}]))
    pieces = [piece for piece in found.pieces() if "word" in piece.words]
    assert len(pieces) >= 4
    assert " ".join(piece.words for piece in pieces).split() == words
    assert {found.passages[passage_of(piece.id)].note_id for piece in pieces} == {"a~2#b"}


def test_what_sets_really_hold(tmp_path: Path) -> None:
    """Numbers as ids, no titles, no text, another alphabet, half a character, a byte order mark."""
    corpus = [
        {"_id": 7, "text": ""},
        {"_id": "tea", "text": "茶 \ud83d", "metadata": {}},
        {"_id": "tyre", "text": "x"},
    ]
    folder = write_set(tmp_path, corpus=corpus, labels=[HEADER, "q1\ttea\t1", "q2\t7\t-1", ""])
    path = folder / "queries.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    found = read(folder)
    assert [query.id for query in found.queries] == ["q1"]
    assert found.title("7") == ""
    assert [passage.text for passage in found.passages.values()] == ["", "茶 ?", "x"]
    assert len(found.pieces()) == 2


def test_a_document_that_is_a_title_only_can_be_found(tmp_path: Path) -> None:
    found = read(write_set(tmp_path, corpus=[*CORPUS, {"_id": "t", "title": "A title", "text": ""}]))
    assert found.pieces()[-1].words == "A title"


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"corpus": [*CORPUS, "{"]}, "corpus.jsonl, line 5: not a JSON object"),
        ({"corpus": [*CORPUS, "[" * 100_000]}, "corpus.jsonl, line 5: not a JSON object"),
        ({"corpus": [*CORPUS, "9" * 5_000]}, "corpus.jsonl, line 5: not a JSON object"),
        ({"corpus": [*CORPUS, "[1]"]}, "corpus.jsonl, line 5: not a JSON object"),
        ({"corpus": [*CORPUS, {"text": "x"}]}, "corpus.jsonl, line 5: _id: is missing"),
        ({"corpus": [*CORPUS, {"_id": "", "text": "x"}]}, "corpus.jsonl, line 5: _id: is empty"),
        ({"corpus": [*CORPUS, {"_id": True, "text": "x"}]}, "corpus.jsonl, line 5: _id: is not a text"),
        ({"corpus": [*CORPUS, {"_id": "x"}]}, "corpus.jsonl, line 5: text: is missing"),
        ({"corpus": [*CORPUS, {"_id": "x", "text": ["a"]}]}, "corpus.jsonl, line 5: text: is not a text"),
        ({"corpus": [*CORPUS, {"_id": "x", "text": "a", "title": 3}]}, "line 5: title: is not a text"),
        ({"corpus": [*CORPUS, CORPUS[0]]}, "corpus.jsonl, line 5: _id: 'bread' stands already in line 1"),
        ({"corpus": [""]}, "corpus.jsonl: is empty"),
        (
            {"queries": [*QUERIES, {"_id": "q1", "text": "x"}]},
            "queries.jsonl, line 4: _id: 'q1' stands already",
        ),
        ({"queries": ["\n"]}, "queries.jsonl: is empty"),
        ({"labels": LABELS}, "test.tsv, line 1: the first line must be query-id"),
        ({"labels": [""]}, "test.tsv, line 1: the first line must be query-id"),
        ({"labels": [HEADER]}, "test.tsv: no labels stand under the first line"),
        ({"labels": [HEADER, "q1\ttea"]}, "test.tsv, line 2: three fields"),
        (
            {"labels": [HEADER, *LABELS, "q9\ttea\t1"]},
            "test.tsv, line 5: query-id: 'q9' is not in queries.jsonl",
        ),
        (
            {"labels": [HEADER, "q1\tcoffee\t1"]},
            "test.tsv, line 2: corpus-id: 'coffee' is not in corpus.jsonl",
        ),
        ({"labels": [HEADER, "q1\ttea\tyes"]}, "test.tsv, line 2: score: 'yes' is not a whole number"),
        ({"labels": [HEADER, "q1\ttea\t99999999999"]}, "test.tsv, line 2: score: '99999999999'"),
        ({"labels": [HEADER, "q1\ttea\t1", "q1\ttea\t2"]}, "line 3: 'q1' and 'tea' stand together already"),
        ({"labels": [HEADER, "q1\ttea\t0"]}, "test.tsv: no question here has a document"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, parts: dict[str, list[str]], says: str) -> None:
    with pytest.raises(ContentError) as refused:
        read(write_set(tmp_path, **parts))
    assert says in str(refused.value)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_and_one_that_is_no_text(tmp_path: Path, name: str) -> None:
    path = write_set(tmp_path) / name
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n")
    with pytest.raises(ContentError, match=rf"{name}, line \d: is not UTF-8"):
        read(tmp_path)
    path.unlink()
    with pytest.raises(ContentError, match=f"{name}: there is no such file"):
        read(tmp_path)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_set_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    for name in ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv"):
        folder = write_set(tmp_path_factory.mktemp("any"))
        (folder / name).write_bytes(content)
        with pytest.raises(ContentError):
            read(folder)


def test_an_id_can_be_anything(tmp_path: Path) -> None:
    corpus = [{"_id": key, "text": "x"} for key in ("1", "0", "~", "#", "a b", "日", "0~2")]
    found = read(write_set(tmp_path, corpus=corpus, labels=[HEADER, "q1\t0~2\t1"]))
    of_pieces = [found.passages[passage_of(piece.id)] for piece in found.pieces()]
    assert all(isinstance(passage, Passage) for passage in of_pieces)
    assert [passage.note_id for passage in of_pieces] == ["1", "0", "~", "#", "a b", "日", "0~2"]
