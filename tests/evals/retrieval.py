"""How well the notes are found, on the golden set: by words, by meaning and by both, against measures.md 6.1."""

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from assistant.measuring import (
    KEYWORDS_ALONE,
    OURS,
    Estimate,
    Measured,
    Result,
    ask,
    compare,
    measure,
    ways,
)
from assistant.retrieval import KEYWORDS, Retriever
from tests.evals import disturbed
from tests.evals.golden import KINDS, ROLES, Golden, gaps, golden, reaching
from tests.searching import real_embedder, real_index, real_library

MEASURES = {
    "any": "Success@5",
    "best": "Success@5, best",
    "recall": "Recall@5",
    "mrr": "MRR@10",
    "ndcg": "nDCG@10",
    "abstained": "abstains",
    "refused": "refuses",
    "documents": "notes in 5",
}
BARS = (
    ("any", 0.85, 0.95),
    ("mrr", 0.65, 0.80),
    ("ndcg", 0.70, 0.85),
    ("abstained", 0.85, 0.95),
    ("refused", 0.08, 0.03),
    ("documents", 3.0, 4.0),
)
"""Measure, must, great; of refusals, few are good. measures.md speaks of Recall@5 of "the right document":
with three labelled notes a question on average that is read as Success@5, as MRR reads it too."""

STRICT = ("best", 0.85, 0.95)
"""The stricter reading: a note that answers the question by itself. Shown, and no part of the gate."""

OFFLINE = (0.70, 0.85)
"""Success@5 of the search that goes by words only: must, great."""


@cache
def searches() -> dict[str, Retriever]:
    ready = real_index()
    assert ready.vectors and ready.keywords, ready.notice
    return ways(real_library(), real_embedder(), ready.vectors, ready.keywords)


@cache
def whole() -> dict[str, Measured]:
    """The three ways on every question."""
    return compare(searches(), golden())


def ours(queries: Sequence[Golden]) -> Measured:
    return measure(queries, ask(searches()[OURS], queries))


def scanned(queries: Sequence[Golden]) -> Measured:
    """Without any index: what somebody gets before the first one is built."""
    return measure(queries, ask(Retriever(real_library()), queries, by=KEYWORDS))


class Verdict(NamedTuple):
    """One thing that is asked of search."""

    name: str
    value: float
    must: bool
    great: bool


def verdicts() -> list[Verdict]:
    found = whole()
    said = [_verdict(MEASURES[name], _of(found[OURS], name), must, great) for name, must, great in BARS]
    words = _of(found[KEYWORDS_ALONE], "any")
    said.append(_verdict(f"{MEASURES['any']}, by words only", words, *OFFLINE))
    for name in ("any", "best", "recall", "mrr", "ndcg"):
        more = _of(found[OURS], name) - max(_of(found[way], name) for way in found if way != OURS)
        said.append(Verdict(f"{MEASURES[name]}: ours above both halves by", more, more > 0, more > 0))
    return said


def _verdict(name: str, value: float, must: float, great: float) -> Verdict:
    few = must > great
    bars = f"{name} (must {'<=' if few else '>='} {must:g}, great {great:g})"
    return Verdict(
        bars, value, value <= must if few else value >= must, value <= great if few else value >= great
    )


def _of(measured: Measured, name: str) -> float:
    estimate = getattr(measured, name)
    assert isinstance(estimate, Estimate), name
    return estimate.value


def unreached() -> list[str]:
    """Notes that no question with their label finds among the first five."""
    reached = set()
    results: dict[str, Result] = ask(searches()[OURS], reaching())
    for query in reaching():
        reached |= {note for note in results[query.id].documents[:5] if query.labels.get(note, 0) >= 1}
    return sorted(set(real_library()) - reached)


def main() -> bool:
    """Prints everything; whether every "must" is met."""
    queries = golden()
    inside = sum(bool(query.best) for query in queries)
    print(f"\nFinding the notes: {inside} questions with an answer, {len(queries) - inside} out of scope")
    told = sum(not searches()[OURS].search(query.text).covered for query in gaps())
    print(f"  besides, {len(gaps())} in scope that no note answers: {told} of them get 'not covered'")
    _print("all questions", whole())
    for title, held in (
        ("tuning part, on which weights were chosen", False),
        ("held back, only measured", True),
    ):
        _print(title, compare(searches(), [query for query in queries if query.tuning != held]))
    _print("without any index", {"the notes scanned": scanned(queries)})
    rows: dict[str, Measured] = {}
    for name, part in _parts(queries):
        rows[name] = ours(part)
    _print("ours, by kind and by who asks", rows)
    disturb = {
        "as asked": list(queries),
        "IN CAPITALS": disturbed.capitals(queries),
        "no punctuation": disturbed.unpunctuated(queries),
        "one typo each": disturbed.one_typo(queries),
    }
    _print("ours, typed in other ways", {name: ours(part) for name, part in disturb.items()})
    print(f"  notes that no question finds: {', '.join(unreached()) or 'none'}")
    said, name = verdicts(), STRICT[0]
    strict = _verdict(f"{MEASURES[name]}, no part of the gate", _of(whole()[OURS], name), *STRICT[1:])
    for one in (*said, strict):
        mark = "great " if one.great else "met   " if one.must else "MISSED"
        print(f"  {mark} {one.value:6.3f}  {one.name}")
    return all(one.must for one in said)


def _parts(queries: Sequence[Golden]) -> Iterable[tuple[str, list[Golden]]]:
    for kind in KINDS:
        yield kind, [query for query in queries if query.kind == kind]
    for role in ROLES:
        yield role, [query for query in queries if query.role == role]


def _print(title: str, rows: dict[str, Measured]) -> None:
    table = Table("", *MEASURES.values(), box=SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left")
    for name, measured in rows.items():
        cells = (_cell(getattr(measured, key)) for key in MEASURES)
        table.add_row(f"{name} ({measured.inside}+{measured.outside})", *cells)
    Console(width=150).print(table)


def _cell(estimate: Estimate | None) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f}-{estimate.high:.2f})" if estimate else "-"


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
