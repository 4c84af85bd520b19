"""Chroma as a server: collections by name, checked by asking for what is known."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import urlsplit

from assistant.adapters.collection import CollectionIndex, add, answers, create, translated
from assistant.adapters.vectors import UNSOUND, samples
from assistant.errors import ContentError, IndexUnavailable
from assistant.ports import Vectors


class ChromaServer:
    """Has no lock: every generation has a name of its own, and the server orders the writers."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        if self._url.scheme not in ("http", "https") or not self._url.hostname:
            raise ContentError(f"ASSISTANT_CHROMA_URL: {url!r} is not like http://host:8000")

    def hold(self) -> AbstractContextManager[None]:
        return nullcontext()

    def write(self, name: str, ids: Sequence[str], rows: Vectors) -> str:
        with translated():
            collection = create(self._connected(), name)
            add(collection, ids, rows)
            if not answers(collection, samples(ids, rows)):
                raise IndexUnavailable(UNSOUND)
        return name

    def intact(self, name: str, seal: str, known: Mapping[str, Vectors]) -> bool:
        from chromadb.errors import NotFoundError

        with translated():
            try:
                collection = self._connected().get_collection(name, embedding_function=None)
            except NotFoundError:
                return False
            return seal == name and (not known or answers(collection, known))

    def open(self, name: str) -> CollectionIndex:
        return CollectionIndex(lambda: self._connected().get_collection(name, embedding_function=None))

    def keep(self, name: str, instead_of: str) -> None:
        """Drops only what this generation replaces: the other collections may be somebody else's."""
        from chromadb.errors import NotFoundError

        if instead_of and instead_of != name:
            with translated():
                try:
                    self._connected().delete_collection(instead_of)
                except NotFoundError:
                    return

    def _connected(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        secure = self._url.scheme == "https"
        return chromadb.HttpClient(
            host=self._url.hostname or "",
            port=self._url.port or (443 if secure else 80),
            ssl=secure,
            settings=Settings(anonymized_telemetry=False),
        )
