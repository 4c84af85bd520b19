"""Quality measured without a model: `make eval`. Exit 1 when search misses what it must reach."""

import sys

from tests.evals import (
    agendas,
    dialogue,
    drift,
    engines,
    feedback,
    goals,
    proofreading,
    reflection,
    retrieval,
    spotting,
)


def main() -> int:
    for kind in (agendas, feedback, reflection):
        kind.main()
    engines.main()
    for measured in (proofreading, dialogue, goals, spotting):
        measured.main()
    met = retrieval.main()
    print("\nJudging a model's words")
    drift.main()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
