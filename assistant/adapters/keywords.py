"""Keyword search with SQLite's own full-text index, in a file that can be thrown away."""

from collections.abc import Sequence
from pathlib import Path

from assistant.adapters.disposable import DisposableFile
from assistant.chunking import Piece
from assistant.errors import IndexUnavailable
from assistant.ports import PassageScore
from assistant.terms import content_words

MOST_WORDS = 60
"""Of a question; more would only slow the search."""

_FIND = "SELECT id, -rank FROM piece WHERE piece MATCH ? ORDER BY rank LIMIT ?"


class Keywords:
    """Scores are BM25, larger is better."""

    def __init__(self, path: Path) -> None:
        self._file = DisposableFile(path)

    def search(self, query: str, limit: int) -> list[PassageScore]:
        words = list(dict.fromkeys(content_words(query)))[:MOST_WORDS]
        # Words are letters and digits only, and quoted: nothing in a question is an operator.
        wanted = " OR ".join(f'"{word}"' for word in words)
        if not wanted:
            return []
        with self._file.read() as database:
            rows = database.execute(_FIND, (wanted, limit)).fetchall()
        return [PassageScore(passage_id=piece_id, score=score) for piece_id, score in rows]

    def content(self) -> str:
        """The digest of what is indexed; empty when there is no index that answers."""
        try:
            with self._file.read() as database:
                database.execute(_FIND, ("mentor OR goal", 1)).fetchall()
                row = database.execute("SELECT digest FROM content").fetchone()
        except IndexUnavailable:
            return ""
        return str(row[0]) if row else ""

    def replace(self, pieces: Sequence[Piece], content: str) -> None:
        """All at once: a search sees the old words or the new ones, and an interruption changes nothing."""
        try:
            self._write(pieces, content)
        except IndexUnavailable:
            self._write(pieces, content)  # a damaged file is gone by now

    def _write(self, pieces: Sequence[Piece], content: str) -> None:
        with self._file.write() as database:
            database.execute("DROP TABLE IF EXISTS piece")
            database.execute("DROP TABLE IF EXISTS content")
            database.execute(
                "CREATE VIRTUAL TABLE piece USING fts5(id UNINDEXED, words, tokenize='porter unicode61')"
            )
            database.execute("CREATE TABLE content (digest TEXT NOT NULL)")
            rows = [(piece.id, piece.words) for piece in pieces if piece.words]
            database.executemany("INSERT INTO piece (id, words) VALUES (?, ?)", rows)
            database.execute("INSERT INTO content VALUES (?)", (content,))
