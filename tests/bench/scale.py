"""Search among 1,000, 10,000 and 100,000 passages: time beside the question's embedding, and memory."""

import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from assistant.adapters.embedder import MiniLM
from assistant.adapters.keywords import Keywords
from assistant.adapters.vectors import ChromaFolder
from assistant.chunking import Piece
from assistant.domain.notes import Passage
from assistant.retrieval import Retriever
from tests.bench.row import Row
from tests.evals.golden import golden
from tests.searching import CACHE, real_embedder, real_library

SIZES = (1_000, 10_000, 100_000)
WORDS = 70
GOAL = 3.0
"""Times the embedding of the question, at 10,000 passages."""

QUESTIONS = 60
TRUE_DIMENSIONS = 20


class Many:
    """A corpus of passages put together from sentences of ours; its vectors are drawn by chance."""

    def __init__(self, count: int) -> None:
        chance = random.Random(7)
        text = "\n".join(passage.text for passage in real_library().passages.values())
        sentences = [found for found in re.split(r"(?<=[.?!])\s+", text) if found]
        self.passages = {
            f"d{number}": Passage(
                id=f"d{number}", note_id=f"d{number}", heading="", text=_text(sentences, chance)
            )
            for number in range(count)
        }

    def title(self, document_id: str) -> str:
        return f"Title {document_id}"

    @cached_property
    def _pieces(self) -> tuple[Piece, ...]:
        return tuple(
            Piece(id=passage.id, words=passage.text, meaning=passage.text)
            for passage in self.passages.values()
        )

    def pieces(self) -> tuple[Piece, ...]:
        return self._pieces


def rows() -> list[Row]:
    real_embedder()  # makes the faster weights, once
    return [row for size in SIZES for row in _of(size)]


def _of(size: int) -> list[Row]:
    """Measured in a process of its own, whose memory nobody else has touched."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.bench.scale", str(size)], capture_output=True, text=True, check=True
    )
    found = SimpleNamespace(**json.loads(child.stdout))
    among = f"{size:,} passages"
    goal, ok = ("<= 3", found.search <= GOAL) if size == 10_000 else ("-", True)
    return [
        Row(f"search against embedding the question, {among}", round(found.search, 2), "x", goal, ok),
        Row(f"of that, by words, {among}", round(found.words, 2), "x", "-", True),
        Row(f"of that, by vectors, {among}", round(found.vectors, 2), "x", "-", True),
        Row(f"the first search of a process, {among}", round(found.first, 1), "s", "-", True),
        Row(f"memory beside the embedder's, {among}", round(found.memory), "MB", "-", True),
    ]


def _text(sentences: list[str], chance: random.Random) -> str:
    chosen: list[str] = []
    length = 0
    while length < WORDS:
        chosen.append(chance.choice(sentences))
        length += len(chosen[-1].split())
    return " ".join(chosen)


def _unit(count: int, dimensions: int) -> np.ndarray:
    """Of as few dimensions as texts have: vectors of pure chance have no neighbours that a graph could find."""
    chance = np.random.default_rng(7)
    rows = chance.standard_normal((count, TRUE_DIMENSIONS), np.float32)
    rows = rows @ chance.standard_normal((TRUE_DIMENSIONS, dimensions), np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def _built(size: int, folder: Path) -> None:
    """In a process before, so that what building takes is not counted."""
    many = Many(size)
    ChromaFolder(folder / "vectors").write("scale", list(many.passages), _unit(size, 384))
    Keywords(folder / "keywords.sqlite3").replace(many.pieces(), "scale")


def _measured(size: int, folder: Path) -> dict[str, float]:
    import psutil

    model = MiniLM(CACHE)
    model.embed(["warm up"])
    process = psutil.Process()
    before = process.memory_info().rss
    many = Many(size)
    vectors, keywords = ChromaFolder(folder / "vectors").open("scale"), Keywords(folder / "keywords.sqlite3")
    retriever = Retriever(many, model, vectors, keywords)
    first = _seconds(lambda: retriever.search("a first question"))
    memory = process.memory_info().rss - before
    taken: dict[str, list[float]] = {"embed": [], "search": [], "words": [], "vectors": []}
    for number, query in enumerate(golden()[:QUESTIONS]):
        vector = model.embed([query.text])[0]
        steps: list[tuple[str, Callable[[], object]]] = [
            ("embed", lambda text=query.text: model.embed([text])),
            ("search", lambda text=query.text: retriever.search(text)),
        ]
        for name, step in steps if number % 2 else steps[::-1]:
            taken[name].append(_seconds(step))
        taken["words"].append(_seconds(lambda text=query.text: retriever._by_words(text)))
        taken["vectors"].append(_seconds(lambda vector=vector: vectors.search(vector, 200)))
    middle = {name: statistics.median(times) for name, times in taken.items()}
    ratios = {name: middle[name] / middle["embed"] for name in ("search", "words", "vectors")}
    return {**ratios, "first": first, "memory": memory / 1e6}


def _seconds(do: Callable[[], object]) -> float:
    """Of processor time, which a busy machine does not change as much."""
    begun = time.process_time()
    do()
    return time.process_time() - begun


def main(size: int, folder: str = "") -> None:
    if folder:
        print(json.dumps(_measured(size, Path(folder))))
        return
    with tempfile.TemporaryDirectory() as scratch:
        _built(size, Path(scratch))
        again = [sys.executable, "-m", "tests.bench.scale", str(size), scratch]
        print(subprocess.run(again, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
