import math
from pathlib import Path

import pytest

from assistant.errors import IndexUnavailable
from assistant.measuring import (
    KEYWORDS_ALONE,
    OURS,
    VECTORS_ALONE,
    Estimate,
    Query,
    Result,
    ask,
    compare,
    measure,
    ways,
)
from assistant.retrieval import KEYWORDS, Retriever
from tests.fakes import WordEmbedder
from tests.notes import small_library
from tests.searching import make_indexes, retriever_of


def asked(key: str, **labels: int) -> Query:
    return Query(id=key, text=key, labels=labels)


def found(*documents: str, covered: bool = True) -> Result:
    return Result(documents=documents, covered=covered)


def value(estimate: Estimate | None) -> float:
    assert estimate is not None
    assert estimate.low <= estimate.value <= estimate.high
    return estimate.value


def test_numbers_worked_out_by_hand() -> None:
    """b is found in second place, with the lower of two labels; the better answer a comes in sixth."""
    one = measure([asked("q", a=2, b=1)], {"q": found("x", "b", "y", "z", "w", "a")})
    assert value(one.recall) == 1 / 2
    assert (value(one.any), value(one.best)) == (1, 0), "the better one of two is not shown"
    assert value(one.mrr) == 1 / 2
    ideal = 2 / math.log2(2) + 1 / math.log2(3)
    assert value(one.ndcg) == pytest.approx((1 / math.log2(3) + 2 / math.log2(7)) / ideal)
    assert value(one.documents) == 5
    assert value(one.refused) == 0
    assert one.abstained is None


def test_a_second_passage_of_a_document_takes_a_place_and_counts_once() -> None:
    one = measure([asked("q", a=1, b=1)], {"q": found("a", "a", "b")})
    assert value(one.documents) == 2
    ideal = 1 + 1 / math.log2(3)
    assert value(one.ndcg) == pytest.approx((1 + 1 / math.log2(4)) / ideal)
    late = measure([asked("q", b=1)], {"q": found("a", "a", "c", "c", "d", "b")})
    assert value(late.recall) == 0


def test_what_comes_after_the_tenth_counts_nothing() -> None:
    one = measure([asked("q", a=1)], {"q": found(*"bcdefghijk", "a")})
    assert (value(one.mrr), value(one.ndcg)) == (0, 0)


def test_a_question_without_a_result_counts_as_nothing_found() -> None:
    one = measure([asked("q", a=1), asked("lost", a=1)], {"q": found("a")})
    assert [value(part) for part in (one.recall, one.mrr, one.ndcg, one.refused)] == [0.5, 0.5, 0.5, 0.5]
    assert measure([asked("out")], {}).abstained == Estimate(value=0, low=0, high=0)


def test_abstention_and_refusals_are_told_apart() -> None:
    queries = [asked("in", a=1), asked("in2", a=1), asked("out"), asked("zero", a=0)]
    results = {
        "in": found("a"),
        "in2": found("a", covered=False),
        "out": found("a", covered=False),
        "zero": found("a"),
    }
    one = measure(queries, results)
    assert (one.inside, one.outside) == (2, 2)
    assert (value(one.refused), value(one.abstained)) == (0.5, 0.5)


def test_nothing_to_measure() -> None:
    one = measure([], {})
    assert (one.inside, one.recall, one.abstained) == (0, None, None)


def test_intervals_are_the_same_each_time_and_shrink_with_more_questions() -> None:
    def of(count: int) -> Estimate:
        queries = [asked(str(number), a=1) for number in range(count)]
        results = {str(number): found("a" if number % 2 else "b") for number in range(count)}
        estimate = measure(queries, results).recall
        assert estimate is not None
        return estimate

    assert of(40) == of(40)
    few, many = of(40), of(640)
    assert (few.value, many.value) == (0.5, 0.5)
    # 1.96 * sqrt(0.25 / n) on each side
    assert few.high - few.low == pytest.approx(0.31, abs=0.06)
    assert many.high - many.low == pytest.approx(0.077, abs=0.02)


def test_ids_of_any_kind(tmp_path: Path) -> None:
    for key in ("a b", "日本", "\ud83d", "", "0\t1", "again at 1"):
        query = Query(id="q", text="q", labels={key: 1})
        assert value(measure([query], {"q": found("x", key)}).mrr) == 0.5


def test_each_way_alone_and_both(tmp_path: Path) -> None:
    notes = small_library(tmp_path / "notes")
    both = retriever_of(notes, make_indexes(tmp_path / "index"))
    assert both._vectors and both._keywords
    searches = ways(notes, WordEmbedder(), both._vectors, both._keywords)
    queries = [
        Query(id="1", text="somebody cancelled twice", labels={"B16": 2}),
        Query(id="2", text="bake sourdough bread"),
        Query(id="3", text="?!", labels={"B16": 2}),
    ]
    measured = compare(searches, queries)
    assert list(measured) == [KEYWORDS_ALONE, VECTORS_ALONE, OURS]
    for one in measured.values():
        assert (value(one.recall), value(one.refused), value(one.abstained)) == (0.5, 0.5, 1.0)


def test_a_half_that_does_not_work_is_not_measured_as_the_other(tmp_path: Path) -> None:
    alone = Retriever(small_library(tmp_path), notice="There is no model.")
    queries = [Query(id="1", text="cancelled", labels={"B16": 1})]
    with pytest.raises(IndexUnavailable, match="There is no model"):
        ask(alone, queries)
    assert ask(alone, queries, by=KEYWORDS)["1"].documents[0] == "B16"
