"""Looks at everything the assistant needs, one line each, with what to do where something is wrong."""

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version

from assistant.bootstrap import Assistant
from assistant.domain.drafts import Engine
from assistant.domain.value import Value
from assistant.errors import AssistantError

ENOUGH_DISK = 2_000_000_000
ENOUGH_MEMORY = 600_000_000
"""Free memory for the page with search; a local model needs its own on top."""


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(Value):
    name: str
    state: State
    says: str


Look = Callable[[Assistant], tuple[State, str]]


def examine(assistant: Assistant) -> Iterator[Finding]:
    """Every finding, as soon as it is known. Nothing here changes what people wrote."""
    for name, look in LOOKS.items():
        try:
            state, says = look(assistant)
        except AssistantError as error:
            state, says = State.FAIL, str(error)
        yield Finding(name=name, state=state, says=says)


def _python(_: Assistant) -> tuple[State, str]:
    says = f"Python {platform.python_version()} at {sys.executable}"
    if not (3, 11) <= sys.version_info < (3, 14):
        return State.WARN, f"{says}; 3.11 to 3.13 are the versions we test."
    try:
        return State.OK, f"{says}, Streamlit {version('streamlit')}"
    except PackageNotFoundError:
        return State.FAIL, f"{says}, but the page's packages are missing. Run `make setup`."


def _data_folder(assistant: Assistant) -> tuple[State, str]:
    folder = assistant.settings.data_dir
    probe = folder / ".writable"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return (
            State.FAIL,
            f"{folder} cannot be written ({error.strerror}). Set ASSISTANT_DATA_DIR to another folder.",
        )
    return State.OK, f"{folder} can be written"


def _database(assistant: Assistant) -> tuple[State, str]:
    people = len(assistant.records.actors())
    kind = "PostgreSQL" if assistant.settings.database_url.startswith("postgres") else "SQLite"
    if not people:
        return (
            State.OK,
            f"{kind}, up to date, nobody in it yet. `assistant demo` loads people to try it with.",
        )
    return State.OK, f"{kind}, up to date, {people} people"


def _library(assistant: Assistant) -> tuple[State, str]:
    library = assistant.library
    overdue = [note.id for note in library.overdue(date.today())]
    if overdue:
        return State.WARN, f"{len(library)} practice notes; these are due for a review: {', '.join(overdue)}"
    return State.OK, f"{len(library)} practice notes, all reviewed within a year"


def _embedder(assistant: Assistant) -> tuple[State, str]:
    assistant.embedder.embed(["How do I start a first meeting?"])
    return State.OK, f"search by meaning works ({assistant.embedder.dimensions} dimensions)"


def _index(assistant: Assistant) -> tuple[State, str]:
    found = assistant.retriever.search("How do I start a first meeting?", 1)
    if found.notice:
        return State.WARN, f"{found.notice} Run `assistant index` to try again."
    return State.OK, "the practice notes are found by meaning and by words"


def _engine(assistant: Assistant) -> tuple[State, str]:
    state = assistant.engine_state()
    wanted = assistant.settings.engine
    unmet = wanted is Engine.MODEL and state.engine is Engine.COMPOSED
    return (State.WARN if unmet else State.OK), state.sentence


def _disk(assistant: Assistant) -> tuple[State, str]:
    folder = assistant.settings.data_dir
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    says = f"{free / 1e9:.1f} GB free where your data lies"
    return (
        (State.OK, says) if free >= ENOUGH_DISK else (State.WARN, f"{says}; a local model needs up to 2 GB.")
    )


def _memory(assistant: Assistant) -> tuple[State, str]:
    free = assistant.free_memory
    says = f"{free / 1e9:.1f} GB of memory free"
    return (
        (State.OK, says)
        if free >= ENOUGH_MEMORY
        else (State.WARN, f"{says}; close something, or it may be slow.")
    )


LOOKS: dict[str, Look] = {
    "python": _python,
    "data folder": _data_folder,
    "database": _database,
    "practice notes": _library,
    "embedder": _embedder,
    "index": _index,
    "engine": _engine,
    "disk": _disk,
    "memory": _memory,
}
