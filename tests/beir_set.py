"""A small set in BEIR's layout, with numbers that can be worked out by hand."""

import json
from pathlib import Path

CORPUS = [
    {
        "_id": "bread",
        "title": "Bread",
        "text": "Knead flour, water and yeast. Let the dough rest and bake it.",
    },
    {"_id": "tyre", "title": "Flat tyre", "text": "Take the wheel off the bicycle and patch the inner tube."},
    {
        "_id": "tea",
        "title": "Green tea",
        "text": "Steep the leaves for two minutes in water that is not boiling.",
    },
    {
        "_id": "moon",
        "title": "The moon",
        "text": "The moon goes round the earth in a month; tides follow it.",
    },
]
QUERIES = [
    {"_id": "q1", "text": "how long to steep green tea leaves"},
    {"_id": "q2", "text": "my bicycle wheel has a hole in the tube"},
    {"_id": "q3", "text": "a question that nobody judged"},
]
LABELS = ["q1\ttea\t2", "q2\ttyre\t1", "q2\tbread\t0"]
HEADER = "query-id\tcorpus-id\tscore"


def write_set(
    folder: Path,
    corpus: list[object] | None = None,
    queries: list[object] | None = None,
    labels: list[str] | None = None,
    single: bool = False,
) -> Path:
    """The set with one part of it exchanged. A line that is a string is written as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("corpus", corpus or CORPUS), ("queries", queries or QUERIES)):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    place = folder / "qrels.tsv" if single else folder / "qrels" / "test.tsv"
    place.parent.mkdir(exist_ok=True)
    place.write_text("\n".join([HEADER, *LABELS] if labels is None else labels) + "\n", encoding="utf-8")
    return folder
