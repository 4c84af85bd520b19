"""What search and indexing cost beside the embedder, which nobody can do without (goal of the issue, G5, G15)."""

import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.adapters.embedder import MiniLM
from assistant.adapters.vectors import ChromaFolder
from assistant.chunking import NOT_INDEXED
from assistant.domain.notes import Note
from assistant.indexing import Indexes, build, ensure_index
from assistant.library import Library
from assistant.retrieval import Retriever
from tests.bench.row import Row
from tests.evals.golden import golden
from tests.searching import CACHE, make_indexes, real_embedder, real_library

NOTES = 100
"""With five indexed passages each: 500 passages."""

WORDS = 70


def rows() -> list[Row]:
    real_embedder()  # makes the faster weights, once
    model = MiniLM(CACHE)
    library = Library(_notes(random.Random(7)))
    with tempfile.TemporaryDirectory() as folder:
        indexes = make_indexes(Path(folder), ChromaFolder(Path(folder) / "vectors"), model)
        return [*_ingest(library, model, indexes), *_search(library, model, indexes)]


def _ingest(library: Library, model: MiniLM, indexes: Indexes) -> Iterator[Row]:
    texts = [piece.meaning for piece in library.pieces()]
    half = len(texts) // 2
    model.embed(texts[:20])
    raw = _processor(lambda: model.embed(texts[:half]))
    ours = _processor(lambda: build(library, indexes))
    raw += _processor(lambda: model.embed(texts[half:]))
    ratio = raw / ours
    yield Row(
        "G15 ingest against embedding alone, 500 passages", round(ratio, 2), "x", ">= 0.85", ratio >= 0.85
    )
    again = _embedded(model, lambda: build(library, indexes))
    yield Row("G15 texts embedded when nothing changed", again, "", "= 0", again == 0)
    one = _embedded(model, lambda: build(_changed(library), indexes))
    yield Row("G15 texts embedded when one passage changed", one, "", "= 1", one == 1)
    build(library, indexes)
    check = 1000 * statistics.median(_processor(lambda: ensure_index(library, indexes)) for _ in range(9))
    yield Row("start-up check of a sound index, processor time", round(check), "ms", "< 50", check < 50)


def _search(library: Library, model: MiniLM, indexes: Indexes) -> Iterator[Row]:
    ready = ensure_index(library, indexes)
    retriever = Retriever(library, model, ready.vectors, ready.keywords)
    retriever.search("warm up")
    alone: list[float] = []
    whole: list[float] = []
    again: list[float] = []

    def embed(question: str) -> None:
        alone.append(_wall(lambda: model.embed([question])))

    def search(question: str) -> None:
        whole.append(_wall(lambda: retriever.search(question)))

    questions = _questions()
    for number, question in enumerate(questions):
        # Who comes first finds the caches of the other; so they take turns.
        for step in (embed, search) if number % 2 else (search, embed):
            step(question)
        again.append(_wall(lambda question=question: retriever.search(question)))
    ratio = statistics.median(whole) / statistics.median(alone)
    yield Row(
        "search against embedding the question, 500 passages", round(ratio, 2), "x", "<= 1.5", ratio <= 1.5
    )
    repeat = statistics.median(again) / statistics.median(whole)
    yield Row("G5 the same question again", round(repeat, 3), "x", "<= 0.15", repeat <= 0.15)
    count = _embedded(model, lambda: [retriever.search(question) for question in questions])
    yield Row("G5 texts embedded for questions asked before", count, "", "= 0", count == 0)


def _questions() -> list[str]:
    return [query.text for query in golden()[:90]]


def _notes(chance: random.Random) -> Iterator[Note]:
    """Notes of the size of ours, put together from sentences of ours."""
    real = list(real_library().values())
    sentences = [s for n in real for p in n.passages for s in re.split(r"(?<=[.?!])\s+", p.text)]
    for number in range(NOTES):
        note = real[number % len(real)]
        note_id = f"{'ABCDEFGH'[number % 8]}{number:02}"
        passages = tuple(
            passage.model_copy(
                update={
                    "id": f"{note_id}#{passage.id.partition('#')[2]}",
                    "note_id": note_id,
                    "text": passage.text if passage.heading in NOT_INDEXED else _words(sentences, chance),
                }
            )
            for passage in note.passages
        )
        yield note.model_copy(update={"id": note_id, "technique_tags": (), "passages": passages})


def _words(sentences: list[str], chance: random.Random) -> str:
    text = ""
    while len(text.split()) < WORDS:
        text = f"{text} {chance.choice(sentences)}".strip()
    return text


def _changed(library: Library) -> Library:
    first, *others = library.values()
    passages = tuple(
        passage.model_copy(update={"text": "Now in new words."}) if passage.heading == "How" else passage
        for passage in first.passages
    )
    return Library([first.model_copy(update={"passages": passages}), *others])


def _wall(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _processor(do: Callable[[], object]) -> float:
    """Seconds of processor time, of child processes too; others on the machine do not count."""
    begun = os.times()
    do()
    ended = os.times()
    return sum(ended[:4]) - sum(begun[:4])


def _embedded(model: MiniLM, do: Callable[[], object]) -> int:
    before = model.embedded
    do()
    return model.embedded - before
