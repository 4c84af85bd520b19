"""Which models are on this machine, whole and verified, and which it has the memory for."""

from pathlib import Path

from assistant.catalogue import Entry, catalogue


def available(models_dir: Path) -> dict[str, Path]:
    """The models that are here, by name, smallest first."""
    return {entry.name: models_dir / entry.file for entry in catalogue() if verified(entry, models_dir)}


def verified(entry: Entry, models_dir: Path) -> bool:
    """Whether the file is here and was found right when it came."""
    path, record = models_dir / entry.file, record_of(entry, models_dir)
    if not (path.is_file() and record.is_file()):
        return False
    digest = record.read_text(encoding="ascii").partition(" ")[0]
    return digest == entry.sha256 and path.stat().st_size == entry.bytes if entry.sha256 else bool(digest)


def record_of(entry: Entry, models_dir: Path) -> Path:
    """Holds the digest that was found, in the form that `sha256sum --check` reads."""
    return models_dir / f"{entry.file}.sha256"


def fits(entry: Entry) -> bool:
    """Whether this machine has the memory for it now."""
    import psutil

    return int(psutil.virtual_memory().available) >= entry.memory
