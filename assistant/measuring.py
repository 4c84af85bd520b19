"""How well a search finds what it should: its results against graded labels, with bootstrap intervals."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import Field

from assistant.corpus import Corpus
from assistant.domain.value import Value
from assistant.errors import IndexUnavailable
from assistant.ports import Embedder, KeywordIndex, PassageScore, VectorIndex
from assistant.retrieval import HYBRID, KEYWORDS, NO_WORDS, PER_NOTE, Retriever

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEPTH = 10
SHOWN = 5
RESAMPLES = 1_000
SEED = 20261123

KEYWORDS_ALONE = "keywords alone"
VECTORS_ALONE = "vectors alone"
OURS = "ours"


class Query(Value):
    """A question, and the documents that answer it: a higher grade is a better answer, 0 is none."""

    id: str
    text: str
    labels: dict[str, int] = Field(default_factory=dict)
    """Empty for a question that should find nothing."""

    @property
    def best(self) -> int:
        return max(self.labels.values(), default=0)


class Result(Value):
    """What a search brought for one question."""

    documents: tuple[str, ...]
    """Of the passages found, in their places: a document with two passages stands there twice."""
    covered: bool


class Estimate(Value):
    """A mean over questions, and where 95 of 100 such means would lie."""

    value: float
    low: float
    high: float


class Measured(Value):
    """One way of searching. A measure is None where no question can show it."""

    inside: int
    """Questions that have an answer."""
    outside: int
    """Questions that have none."""
    recall: Estimate | None = None
    """Recall@5: of the documents with a label, how many are among the five passages shown."""
    any: Estimate | None = None
    """Success@5: whether a document with a label is among the five passages shown."""
    best: Estimate | None = None
    """The same for a document with the highest label of its question: one that answers it."""
    mrr: Estimate | None = None
    """MRR@10: one over the place of the first document with a label."""
    ndcg: Estimate | None = None
    """nDCG@10, by grade."""
    refused: Estimate | None = None
    """Questions with an answer that were said not to be covered."""
    documents: Estimate | None = None
    """Different documents among the five passages shown."""
    abstained: Estimate | None = None
    """Questions without an answer that were said not to be covered."""


class _NoWords:
    """A keyword index that finds nothing, so that the vectors decide alone."""

    def search(self, query: str, limit: int) -> list[PassageScore]:
        return []


def ways(
    corpus: Corpus, embedder: Embedder, vectors: VectorIndex, keywords: KeywordIndex
) -> dict[str, Retriever]:
    """The same search by each half of it and as a whole."""
    return {
        KEYWORDS_ALONE: Retriever(corpus, keywords=keywords),
        VECTORS_ALONE: Retriever(corpus, embedder, vectors, _NoWords()),
        OURS: Retriever(corpus, embedder, vectors, keywords),
    }


def ask(
    retriever: Retriever, queries: Iterable[Query], *, by: str = HYBRID, per_note: int = PER_NOTE
) -> dict[str, Result]:
    """Every question's result by its id: the places as if the floor were not there, and what the floor says.

    IndexUnavailable when the search went another way than `by`: its numbers would pass for this way's.
    """
    results = {}
    for query in queries:
        found = retriever.search(query.text, DEPTH, floor=False, per_note=per_note)
        if found.by != by and found.notice != NO_WORDS:
            raise IndexUnavailable(found.notice)
        documents = tuple(hit.passage.note_id for hit in found.hits)
        results[query.id] = Result(documents=documents, covered=found.covered)
    return results


def compare(searches: Mapping[str, Retriever], queries: Sequence[Query]) -> dict[str, Measured]:
    """Each of the `ways` on the same questions."""
    gone = {KEYWORDS_ALONE: KEYWORDS}
    return {
        name: measure(queries, ask(search, queries, by=gone.get(name, HYBRID)))
        for name, search in searches.items()
    }


def measure(queries: Sequence[Query], results: Mapping[str, Result]) -> Measured:
    """A question without a result counts as one that found nothing and was refused."""
    nothing = Result(documents=(), covered=False)
    inside = [query for query in queries if query.best > 0]
    outside = [query for query in queries if query.best <= 0]
    rows = [results.get(query.id, nothing) for query in inside]
    measures = {
        **_ranked(inside, rows),
        "refused": [float(not row.covered) for row in rows],
        "documents": [float(len(set(row.documents[:SHOWN]))) for row in rows],
    }
    said = [float(query.id in results and not results[query.id].covered) for query in outside]
    estimates = _estimates(measures) | _estimates({"abstained": said})
    return Measured(inside=len(inside), outside=len(outside), **estimates)


def _ranked(queries: Sequence[Query], rows: Sequence[Result]) -> dict[str, list[float]]:
    """Per question, in their order, by ir-measures: it counts as trec_eval does."""
    import ir_measures
    from ir_measures import RR, Qrel, R, ScoredDoc, Success, nDCG

    names = {R @ SHOWN: "recall", Success @ SHOWN: "any", RR @ DEPTH: "mrr", nDCG @ DEPTH: "ndcg"}
    labels, best, run = [], [], []
    for number, (query, row) in enumerate(zip(queries, rows, strict=True)):
        for document, grade in query.labels.items():
            labels.append(Qrel(str(number), _name(document), max(0, grade)))
            best.append(Qrel(str(number), _name(document), int(grade == query.best)))
        seen: set[str] = set()
        for place, document in enumerate(row.documents[:DEPTH]):
            # A second passage of a document takes up a place and brings nothing new.
            name = f"again at {place}" if document in seen else _name(document)
            seen.add(document)
            run.append(ScoredDoc(str(number), name, float(-place)))
    found: dict[str, list[float]] = {name: [0.0] * len(queries) for name in (*names.values(), "best")}
    if not queries:
        return found
    for metric in ir_measures.iter_calc(list(names), labels, run):
        found[names[metric.measure]][int(metric.query_id)] = float(metric.value)
    for metric in ir_measures.iter_calc([Success @ SHOWN], best, run):
        found["best"][int(metric.query_id)] = float(metric.value)
    return found


def _name(document: str) -> str:
    """An id as plain letters: the library below takes no others, and one of ours may be anything."""
    return document.encode("utf-8", "surrogatepass").hex()


def _estimates(measures: Mapping[str, Sequence[float]]) -> dict[str, Estimate]:
    import numpy as np

    columns = np.array(list(measures.values()), np.float64).T
    if not columns.size:
        return {}
    means = columns.mean(axis=0)
    low, high = np.percentile(_resampled(columns), (2.5, 97.5), axis=0)
    return {
        name: Estimate(value=float(means[at]), low=float(low[at]), high=float(high[at]))
        for at, name in enumerate(measures)
    }


def _resampled(columns: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Means over as many questions, drawn with replacement; the same draws each time."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    count = len(columns)
    return np.array([columns[chance.integers(count, size=count)].mean(axis=0) for _ in range(RESAMPLES)])
