"""The process that opens a file from outside: it has little memory and time, and can write and reach nothing."""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from assistant.adapters.documents.blocks import Content, Tell
from assistant.adapters.documents.parts import assemble
from assistant.domain.material import FileFormat
from assistant.errors import InputError

MEMORY = 800_000_000
"""Bytes of address space, of which the interpreter and the parsers take a quarter."""

SECONDS = 20
"""Of work until something is read."""

SECONDS_A_STEP = 0.25
SIGNS = ("step", "alive")
MOST_SECONDS = 300
"""A long document that is read page after page has more time; one that stands still has not."""

TOO_MUCH = (
    "This file unfolds into far more than a document needs, so reading it was stopped and nothing was added. "
    "Save it again or split it, and add that."
)

_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.remove",
    "os.rename",
)


def main(kind: str) -> None:
    """Reads the file from standard input and writes what it found to standard output, a line each."""
    _limit()
    data = sys.stdin.buffer.read()
    sys.addaudithook(_guard)
    for name, value in answers(FileFormat(kind), data):
        _write(name, value)


def _write(name: str, value: Any) -> None:
    sys.stdout.write(json.dumps([name, value], ensure_ascii=False) + "\n")
    if name in SIGNS:
        sys.stdout.flush()


def answers(kind: FileFormat, data: bytes) -> Iterator[tuple[str, Any]]:
    """Everything there is to say about a file: remarks, parts, and the whole; or why it is refused."""
    try:
        outcome = assemble(understand(kind, data, _say), _alive)
    except InputError as error:
        yield "refused", str(error)
    except (MemoryError, RecursionError):
        yield "refused", TOO_MUCH
    else:
        for remark in outcome.remarks:
            yield "remark", remark.model_dump(mode="json")
        for part in outcome.parts:
            yield "part", part.model_dump(mode="json")
        yield "whole", {"title": outcome.title, "pages": outcome.pages, "words": outcome.words}


def understand(kind: FileFormat, data: bytes, tell: Tell) -> Content:
    """A damaged file makes a parser raise nearly anything; that ends this process and no other."""
    if kind is FileFormat.PDF:
        from assistant.adapters.documents.pdf import read_pdf

        return read_pdf(data, tell)
    if kind is FileFormat.DOCX:
        from assistant.adapters.documents.word import read_word

        return read_word(data)
    if kind is FileFormat.MARKDOWN:
        from assistant.adapters.documents.markdown import read_markdown

        return read_markdown(data, tell)
    from assistant.adapters.documents.plain import read_text

    return read_text(data)


def _say(number: int, count: int) -> None:
    _write("step", [number, count])
    _allow()


def _alive() -> None:
    _write("alive", None)
    _allow()


def _limit() -> None:
    """Where the system knows no such limits, the clock of the app still ends this process."""
    try:
        import resource
    except ImportError:
        return
    for name, soft, hard in (
        ("RLIMIT_AS", MEMORY, MEMORY),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),
        ("RLIMIT_NOFILE", 64, 64),
        ("RLIMIT_CPU", SECONDS, MOST_SECONDS),
    ):
        with suppress(AttributeError, ValueError, OSError):  # not known here, or already lower
            resource.setrlimit(getattr(resource, name), (soft, hard))


def _allow() -> None:
    """A little more time to compute, for what was done."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        if soft != resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_CPU, (min(max(soft, int(used) + SECONDS), hard), hard))


def _guard(event: str, details: tuple[Any, ...]) -> None:
    """No parser has a reason to reach the network, another program, or a file it would change."""
    writes = event == "open" and isinstance(details[1], str) and set(details[1]) & set("wax+")
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed here")


if __name__ == "__main__":
    main(sys.argv[1])
