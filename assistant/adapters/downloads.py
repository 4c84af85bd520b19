"""Brings a model of the catalogue to this machine, and uses nothing that was not verified."""

import errno
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.adapters import hub as official
from assistant.adapters import mirror
from assistant.adapters.hub import HUB, Progress
from assistant.adapters.shelf import record_of, verified
from assistant.catalogue import Entry
from assistant.errors import ConflictError, ContentError, ModelError, ModelFault


def pull(
    entry: Entry, models_dir: Path, progress: Progress = lambda done, total: None, *, hub: str = HUB
) -> Path:
    """The model's file, fetched and verified. Broken off, it goes on from there the next time.

    The official source is asked first, then the mirror; an empty `hub` goes straight to the mirror.
    Raises ModelError when no source has it, ContentError when this machine cannot keep it, and
    ConflictError when another process is fetching it.
    """
    path = models_dir / entry.file
    with _written(models_dir), _only_one(entry, models_dir):
        if verified(entry, models_dir):
            return path
        _tidy(entry, models_dir)
        reasons = []
        for source in ("official", "mirror"):
            part = path.with_name(f"{entry.file}.{source}.part")
            try:
                _fetch(source, entry, hub, part, progress)
            except ModelError as error:
                reasons.append(f"{source} source: {error}")
                continue
            part.replace(path)
            _tidy(entry, models_dir, everything=True)
            return path
        raise ModelError(
            ModelFault.UNREACHABLE, f"{entry.name} could not be fetched. " + ". ".join(reasons) + "."
        )


def remove(entry: Entry, models_dir: Path) -> None:
    """Give its room back."""
    with _only_one(entry, models_dir):
        (models_dir / entry.file).unlink(missing_ok=True)
        record_of(entry, models_dir).unlink(missing_ok=True)
        _tidy(entry, models_dir, everything=True)


def _fetch(source: str, entry: Entry, hub: str, part: Path, progress: Progress) -> None:
    """Fetch into `part` and verify it; a file that is not the right one is deleted."""
    _room(entry, part)
    named = None
    if source == "official":
        if not hub:
            raise ModelError(ModelFault.UNREACHABLE, "it is switched off")
        named = official.fetch(entry, hub, part, progress)
    elif entry.mirror:
        mirror.fetch(entry, entry.mirror, part, progress)
    else:
        raise ModelError(ModelFault.UNREACHABLE, "there is none for this model")
    expected, digest = entry.sha256 or named, _sha256(part)
    if expected and digest != expected:
        part.unlink()
        raise ModelError(
            ModelFault.BROKEN, f"what it sent is not this model (its SHA-256 is {digest}); it was deleted"
        )
    record_of(entry, part.parent).write_text(f"{digest}  {entry.file}\n", encoding="ascii")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _room(entry: Entry, part: Path) -> None:
    here = part.stat().st_size if part.is_file() else 0
    free = shutil.disk_usage(part.parent).free
    # A package of the mirror lies beside what is made of it for a moment.
    needed = entry.bytes - here + (100_000_000 if entry.mirror and entry.bytes > 100_000_000 else 0)
    if free < needed:
        raise ContentError(
            f"{part.parent} has {free / 1e9:.1f} GB free, and {entry.name} needs {needed / 1e9:.1f} more. "
            "Make room, then try again: it goes on where it stopped."
        )


def _tidy(entry: Entry, models_dir: Path, everything: bool = False) -> None:
    """Remove what a killed process left behind, and at the end all that is no longer needed."""
    for folder in models_dir.glob(f".{entry.name}-*"):
        shutil.rmtree(folder, ignore_errors=True)
    if everything:
        for rest in models_dir.glob(f"{entry.file}.*.part*"):
            rest.unlink(missing_ok=True)


@contextmanager
def _only_one(entry: Entry, models_dir: Path) -> Iterator[None]:
    models_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(models_dir / f".{entry.name}.lock", timeout=0):
            yield
    except Timeout as error:
        raise ConflictError(
            f"{entry.name} is being fetched by another process of yours. Wait for it to finish."
        ) from error


@contextmanager
def _written(models_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ContentError(
                f"The disk of {models_dir} is full. Make room, then try again: it goes on where it stopped."
            ) from error
        raise ContentError(f"{error.filename or models_dir} cannot be written: {error.strerror}.") from error
