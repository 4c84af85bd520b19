"""How near texts are to a question: by meaning where an embedder works, else by the words they share."""

from collections.abc import Sequence
from hashlib import sha256
from threading import Lock

from assistant.errors import IndexUnavailable
from assistant.ports import Embedder, Vectors
from assistant.terms import stems

KEPT = 4_096
"""Vectors kept in this process, by a digest of the text; nothing of them is written anywhere."""

WORDS_COUNT = 0.15
"""Of the share of the question's words, added to the cosine: names and rare words carry little meaning."""


class Nearness:
    """Exact, over just the texts it is given."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self._guard = Lock()

    @property
    def by_meaning(self) -> bool:
        return self._embedder is not None

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One for each text, 0 to about 1."""
        asked = set(stems(question))
        shared = [len(asked & set(stems(text))) / max(1, min(len(asked), 8)) for text in texts]
        if self._embedder is None or not texts:
            return shared
        try:
            rows = self._rows([question, *texts])
        except IndexUnavailable:
            return shared
        wanted = rows[0]
        return [float(wanted @ row) + WORDS_COUNT * part for row, part in zip(rows[1:], shared, strict=True)]

    def _rows(self, texts: Sequence[str]) -> list[Vectors]:
        keys = [sha256(text.encode("utf-8", "replace")).hexdigest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new and self._embedder is not None:
            made = self._embedder.embed(list(new.values()))
            with self._guard:
                if len(self._known) + len(new) > KEPT:
                    self._known = {key: self._known[key] for key in keys if key in self._known}
                self._known.update(zip(new, made, strict=True))
        known = self._known
        return [known[key] for key in keys]
