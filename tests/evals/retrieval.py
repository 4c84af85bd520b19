"""How well the notes are found: keywords alone, vectors alone and ours, on questions as people ask them."""

from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import yaml

from assistant.ports import Embedder, KeywordIndex, PassageScore, VectorIndex, Vectors
from assistant.retrieval import Retriever
from tests.searching import real_embedder, real_index, real_library, real_retriever

FILE = Path(__file__).with_name("retrieval_seed.yaml")
DEPTH = 5


class Measured(NamedTuple):
    name: str
    recall: float
    mrr: float
    abstained: float
    refused: float
    notes: float


class NoVectors:
    """An index that finds nothing, so that only the other half decides."""

    def search(self, vector: Vectors, limit: int) -> list[PassageScore]:
        return []


class NoWords:
    def search(self, query: str, limit: int) -> list[PassageScore]:
        return []


def report() -> list[Measured]:
    """Recall and reciprocal rank are taken without the floor, abstention and refusals with it."""
    ready = real_index()
    halves: list[tuple[str, Embedder | None, VectorIndex | None, KeywordIndex | None]] = [
        ("keywords alone", None, None, ready.keywords),
        ("vectors alone", real_embedder(), ready.vectors, NoWords()),
    ]
    found = [measure(name, Retriever(real_library(), *parts)) for name, *parts in halves]
    return [*found, measure("ours", real_retriever())]


def measure(name: str, retriever: Retriever) -> Measured:
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    inside, outside = read["in_scope"], read["out_of_scope"]
    ranks, notes = [], []
    for case in inside:
        hits = [hit.passage.note_id for hit in retriever.search(case["ask"], DEPTH, floor=False).hits]
        ranks.append(_rank(hits, case["notes"]))
        notes.append(len(set(hits)))
    asks = [case["ask"] if isinstance(case, dict) else case for case in outside]
    return Measured(
        name,
        mean(rank > 0 for rank in ranks),
        mean(1 / rank if rank else 0.0 for rank in ranks),
        mean(not retriever.search(ask, DEPTH).covered for ask in asks),
        mean(not retriever.search(case["ask"], DEPTH).covered for case in inside),
        mean(notes),
    )


def _rank(hits: Sequence[str], wanted: Sequence[str]) -> int:
    return next((place for place, note in enumerate(hits, 1) if note in wanted), 0)


def main() -> None:
    print("\nFinding the notes (a seed of questions; the full golden set is still to come)")
    print(f"  {'':16} {'Recall@5':>9} {'MRR@5':>7} {'abstains':>9} {'refuses':>8} {'notes in 5':>11}")
    for row in report():
        name, recall, mrr, abstained, refused, notes = row
        print(f"  {name:16} {recall:9.2f} {mrr:7.2f} {abstained:9.2f} {refused:8.2f} {notes:11.1f}")
    print("  abstains: out-of-scope questions answered by 'not covered'; refuses: in-scope ones that were")


if __name__ == "__main__":
    main()
