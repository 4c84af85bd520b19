"""`python -m tests.evals.tuning`: what other weights and floors would do, on the tuning part alone.

Constants in the code are chosen by this and by nothing else; the held-back part is only ever measured.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from types import ModuleType

from assistant import evidence, retrieval
from assistant.measuring import KEYWORDS_ALONE, OURS, Measured, ask, measure
from assistant.retrieval import HYBRID, KEYWORDS, Retriever
from tests.evals.golden import Golden, golden
from tests.evals.retrieval import searches

KEYWORD_WEIGHTS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.8)
ASKED_SHARES = (0.4, 0.5, 0.6, 0.67, 0.75, 0.85)
OUTSIDE_WEIGHTS = (0.3, 0.4, 0.5)
FLOORS = tuple(number / 100 for number in range(22, 40, 2))
SHARE_FLOORS = tuple(number / 100 for number in range(20, 62, 4))
BEST = 12


def main() -> None:
    queries = [query for query in golden() if query.tuning]
    chosen = []
    for keyword, asked in product(KEYWORD_WEIGHTS, ASKED_SHARES):
        with _set(retrieval, KEYWORD_WEIGHT=keyword), _set(evidence, ASKED_SHARE=asked):
            chosen.append((_measured(OURS, queries), f"KEYWORD_WEIGHT {keyword:<5} ASKED_SHARE {asked:<5}"))
    chosen.sort(key=lambda found: -(_value(found[0], "ndcg") + _value(found[0], "best")))
    print(f"On {len(queries)} questions, best first (by nDCG and Recall@5, best)")
    for measured, name in chosen[:BEST]:
        print(f"  {name} {_line(measured)}")
    for outside, floor in product(OUTSIDE_WEIGHTS, FLOORS):
        with _set(retrieval, OUTSIDE_WEIGHT=outside, FLOOR=floor):
            print(f"  OUTSIDE_WEIGHT {outside} FLOOR {floor:<13} {_line(_measured(OURS, queries))}")
    for floor in SHARE_FLOORS:
        with _set(retrieval, SHARE_FLOOR=floor):
            print(f"  SHARE_FLOOR {floor:<22} {_line(_measured(KEYWORDS_ALONE, queries))}")


def _measured(way: str, queries: Sequence[Golden]) -> Measured:
    """With a new retriever: the one that is kept remembers its answers."""
    kept = searches()[way]
    fresh = Retriever(kept.library, kept._embedder, kept._vectors, kept._keywords)
    fresh._scan, fresh._outline = kept._scan, kept._outline
    fresh.__dict__["_spelling"] = kept._spelling
    return measure(queries, ask(fresh, queries, by=KEYWORDS if way == KEYWORDS_ALONE else HYBRID))


@contextmanager
def _set(module: ModuleType, **constants: float) -> Iterator[None]:
    before = {name: getattr(module, name) for name in constants}
    try:
        vars(module).update(constants)
        yield
    finally:
        vars(module).update(before)


def _value(measured: Measured, name: str) -> float:
    estimate = getattr(measured, name)
    return estimate.value if estimate else 0.0


def _line(measured: Measured) -> str:
    names = ("any", "best", "recall", "mrr", "ndcg", "abstained", "refused")
    return "  ".join(f"{name} {_value(measured, name):.3f}" for name in names)


if __name__ == "__main__":
    main()
