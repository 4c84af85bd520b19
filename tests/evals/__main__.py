"""Quality measured without a model: `make eval`."""

from tests.evals import agendas, drift, retrieval


def main() -> None:
    agendas.main()
    retrieval.main()
    print("\nJudging a model's words")
    drift.main()


if __name__ == "__main__":
    main()
