"""Sets of questions and texts in BEIR's layout: corpus.jsonl, queries.jsonl and qrels, read strictly."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant import chunking
from assistant.chunking import Piece
from assistant.domain.notes import Passage
from assistant.errors import ContentError
from assistant.measuring import Query

HEADER = ["query-id", "corpus-id", "score"]

_GRADE = re.compile(r"-?[0-9]{1,3}")


class BeirSet:
    """A Corpus in which every document is one passage, and the questions that are judged on it."""

    def __init__(
        self, titles: Mapping[str, str], texts: Mapping[str, str], queries: tuple[Query, ...]
    ) -> None:
        self._titles = titles
        # Ids are anybody's: numbers stand in for them, so that none can look like a part of another.
        self.passages: Mapping[str, Passage] = {
            str(number): Passage(id=str(number), note_id=document, heading="", text=text)
            for number, (document, text) in enumerate(texts.items())
        }
        self.queries = queries

    def title(self, document_id: str) -> str:
        return self._titles[document_id]

    @cached_property
    def _pieces(self) -> tuple[Piece, ...]:
        return tuple(
            piece
            for passage in self.passages.values()
            for piece in _pieces(passage, self._titles[passage.note_id])
        )

    def pieces(self) -> tuple[Piece, ...]:
        return self._pieces


def _pieces(passage: Passage, title: str) -> Iterator[Piece]:
    parts = list(chunking.packed(passage.text)) or [""]  # some documents are a title only
    for number, part in enumerate(parts, start=1):
        text = f"{title}\n{part}".strip()
        if not text:
            continue
        yield Piece(id=passage.id if number == 1 else f"{passage.id}~{number}", words=text, meaning=text)


def read(folder: Path, split: str = "test") -> BeirSet:
    """The set, or ContentError naming the file, the line and what is wrong there.

    Questions without a document that answers them, in this split, are left out, as everybody does.
    """
    documents = _by_id(folder / "corpus.jsonl")
    questions = _by_id(folder / "queries.jsonl")
    titles = {key: _text(row, "title", where, "") for key, (row, where) in documents.items()}
    texts = {key: _text(row, "text", where) for key, (row, where) in documents.items()}
    asks = {key: _text(row, "text", where) for key, (row, where) in questions.items()}
    labels = _labels(_qrels(folder, split), titles, asks)
    queries = tuple(
        Query(id=key, text=text, labels=labels[key])
        for key, text in asks.items()
        if max(labels.get(key, {}).values(), default=0) > 0
    )
    if not queries:
        raise ContentError(f"{_qrels(folder, split)}: no question here has a document that answers it")
    return BeirSet(titles, texts, queries)


def _qrels(folder: Path, split: str) -> Path:
    """BEIR's own place, or a single file beside the others."""
    place, single = folder / "qrels" / f"{split}.tsv", folder / "qrels.tsv"
    return single if single.is_file() and not place.is_file() else place


def _by_id(path: Path) -> dict[str, tuple[dict[str, Any], str]]:
    """Each line's object by its `_id`, with where it stands."""
    rows: dict[str, tuple[dict[str, Any], str]] = {}
    for line, where in _lines(path):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ContentError(f"{where}: not a JSON object on one line ({error})") from error
        if not isinstance(row, dict):
            raise ContentError(f'{where}: not a JSON object, as in {{"_id": "1", "text": "..."}}')
        key = row.get("_id")
        key = str(key) if isinstance(key, int) and not isinstance(key, bool) else _text(row, "_id", where)
        if not key:
            raise ContentError(f"{where}: _id: is empty")
        if key in rows:
            raise ContentError(f"{where}: _id: {key!r} stands already in {rows[key][1].rpartition(', ')[2]}")
        rows[key] = row, where
    if not rows:
        raise ContentError(f"{path}: is empty")
    return rows


def _labels(path: Path, documents: Mapping[str, str], asks: Mapping[str, str]) -> dict[str, dict[str, int]]:
    lines = _lines(path)
    first, where = next(lines, ("", f"{path}, line 1"))
    if first.split("\t") != HEADER:
        raise ContentError(f"{where}: the first line must be {', '.join(HEADER)}, with tabs between")
    labels: dict[str, dict[str, int]] = {}
    for line, where in lines:
        fields = line.split("\t")
        if len(fields) != len(HEADER):
            raise ContentError(f"{where}: three fields with tabs between are needed, here are {len(fields)}")
        query, document, grade = (field.strip() for field in fields)
        if query not in asks:
            raise ContentError(f"{where}: query-id: {query!r} is not in queries.jsonl")
        if document not in documents:
            raise ContentError(f"{where}: corpus-id: {document!r} is not in corpus.jsonl")
        if not _GRADE.fullmatch(grade):
            raise ContentError(f"{where}: score: {grade!r} is not a whole number of at most three digits")
        if document in labels.setdefault(query, {}):
            raise ContentError(f"{where}: {query!r} and {document!r} stand together already further up")
        labels[query][document] = int(grade)
    if not labels:
        raise ContentError(f"{path}: no labels stand under the first line")
    return labels


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Lines that are not blank, each with where it stands."""
    if not path.is_file():
        raise ContentError(f"{path}: there is no such file; BEIR's layout needs it")
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            where = f"{path}, line {number}"
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip("\r\n")
            except UnicodeDecodeError as error:
                raise ContentError(f"{where}: is not UTF-8 text") from error
            if text.strip():
                yield text, where


def _text(row: Mapping[str, Any], key: str, where: str, otherwise: str | None = None) -> str:
    value = row.get(key, otherwise)
    if not isinstance(value, str):
        raise ContentError(f"{where}: {key}: {'is missing' if value is None else 'is not a text'}")
    return value.encode("utf-8", "replace").decode()  # JSON can hold half a character, nobody else can
