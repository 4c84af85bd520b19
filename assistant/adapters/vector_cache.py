"""Vectors of texts embedded before, by fingerprint and digest, so that no text is embedded twice."""

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

from assistant.adapters.disposable import DisposableFile
from assistant.errors import IndexUnavailable
from assistant.ports import Vectors

_TABLE = """CREATE TABLE IF NOT EXISTS vector (
    fingerprint TEXT, digest TEXT, row BLOB NOT NULL, PRIMARY KEY (fingerprint, digest)
) WITHOUT ROWID"""


FEW = 100
"""Up to here texts are looked up one by one; a check of some must not read the vectors of all."""


class VectorCache:
    """A row that is no vector of unit length counts as not there."""

    def __init__(self, path: Path) -> None:
        self._file = DisposableFile(path)

    def get(self, fingerprint: str, digests: Collection[str], dimensions: int) -> dict[str, Vectors]:
        wanted = set(digests)
        few = list(wanted) if len(wanted) <= FEW else []
        only = f" AND digest IN ({', '.join('?' * len(few))})" if few else ""
        try:
            with self._file.read() as database:
                held = database.execute(
                    f"SELECT digest, row FROM vector WHERE fingerprint = ?{only}",  # noqa: S608  # marks only
                    (fingerprint, *few),
                ).fetchall()
        except IndexUnavailable:
            return {}
        sized = {
            digest: np.frombuffer(row, np.float32)
            for digest, row in held
            if digest in wanted and len(row) == 4 * dimensions
        }
        return {digest: row for digest, row in sized.items() if abs(float(row @ row) - 1) < 1e-3}

    def put(self, fingerprint: str, vectors: Mapping[str, Vectors]) -> None:
        rows = [(fingerprint, digest, row.tobytes()) for digest, row in vectors.items()]
        with self._file.write() as database:
            database.execute(_TABLE)
            database.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", rows)

    def keep(self, fingerprint: str, digests: Collection[str]) -> None:
        """Forget every other text and every other embedder."""
        kept = set(digests)
        with self._file.write() as database:
            database.execute(_TABLE)
            database.execute("DELETE FROM vector WHERE fingerprint <> ?", (fingerprint,))
            known = database.execute("SELECT digest FROM vector").fetchall()
            gone = [row for row in known if row[0] not in kept]
            database.executemany("DELETE FROM vector WHERE digest = ?", gone)
