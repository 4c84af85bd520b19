"""all-MiniLM-L6-v2 on this machine: texts to unit vectors, through onnxruntime and tokenizers."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np

from assistant import chunking
from assistant.adapters import weights
from assistant.ports import Vectors

VOCABULARY = Path(__file__).with_name("minilm_vocab.txt")
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
DIMENSIONS = 384
LONGEST = 256
"""Word pieces of a text that are seen."""

REMEMBERED = 512
"""Questions whose vectors are kept in memory, 1.5 KB each."""


class MiniLM:
    """Loads its vendors and weights at the first text. `embedded` counts texts really embedded."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = min(threads, 2)  # for one text at a time, more cost more than they bring
        self._lock = Lock()
        self._asked: OrderedDict[str, Vectors] = OrderedDict()
        self.embedded = 0

    @property
    def dimensions(self) -> int:
        return DIMENSIONS

    @cached_property
    def _weights(self) -> weights.Weights:
        return weights.current(self._folder)

    @cached_property
    def fingerprint(self) -> str:
        """Of everything that makes a vector what it is. Reads no weights; they are checked when loaded."""
        parts = {
            "model": "all-MiniLM-L6-v2",
            "weights": self._weights.sha256,
            "vocabulary": VOCABULARY_SHA256,
            "dimensions": DIMENSIONS,
            "pooling": "mean, unit length",
            "longest": LONGEST,
            "chunking": chunking.VERSION,
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row per text. One text per run: padding would cost more than a batch saves."""
        rows = np.empty((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            rows[row] = self._run(text)
            with self._lock:
                self.embedded += 1
        return rows

    def embed_query(self, text: str) -> Vectors:
        with self._lock:
            if text in self._asked:
                self._asked.move_to_end(text)
                return self._asked[text]
        vector: Vectors = self.embed([text])[0]
        vector.setflags(write=False)
        with self._lock:
            self._asked[text] = vector
            if len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
        return vector

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(VOCABULARY.read_text(encoding="utf-8").split())

    def knows(self, word: str) -> bool:
        return word in self._words

    def _run(self, text: str) -> Vectors:
        with self._lock:
            run = self._loaded
        return run(text)

    @cached_property
    def _loaded(self) -> Callable[[str], Vectors]:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that wait must not burn the core that the page needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(
            self._weights.checked(), options, providers=["CPUExecutionProvider"]
        )
        ids_of = tokenizer()

        def run(text: str) -> Vectors:
            ids = np.array([ids_of(text)], np.int64)
            inputs = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            }
            mean = session.run(None, inputs)[0][0].mean(axis=0)
            return np.asarray(mean / np.linalg.norm(mean), np.float32)

        return run


def tokenizer() -> Callable[[str], list[int]]:
    """Word pieces as the original model's tokenizer makes them."""
    from tokenizers import BertWordPieceTokenizer

    pieces = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    pieces.enable_truncation(LONGEST)

    def ids_of(text: str) -> list[int]:
        ids: list[int] = pieces.encode(text).ids
        return ids

    return ids_of
