"""A child process that reads one file, as the app sees it: fed, listened to, and ended in time."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import IO, Any

from assistant.adapters.documents.child import MOST_SECONDS, SECONDS, SECONDS_A_STEP, SIGNS
from assistant.domain.material import FileFormat
from assistant.errors import InputError

MOST_BYTES = 30_000_000
"""Of an answer."""

LONGEST_LINE = 4_000_000
LOOK = 0.1
"""Seconds between two looks at the clock and at whether somebody gave up."""

_CODE = Path(__file__).resolve().parents[3]
_KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL")
"""All that the child gets of the environment: no keys, no addresses, no proxies."""

_AT_ONCE = BoundedSemaphore(2)
"""Each may take most of a gigabyte, so others wait."""

STOPPED = "Reading was stopped, and nothing was added."
TOO_LONG = (
    "Reading this file took too long, so it was stopped and nothing was added. "
    "Open it in the program that made it, save it again or split it, and add that."
)
DAMAGED = {
    FileFormat.PDF: "This PDF is damaged. Open it in the program that made it, save it again and add that.",
    FileFormat.DOCX: "This Word document is damaged. Open it in Word or LibreOffice, save it again and add that.",
    FileFormat.MARKDOWN: "This text could not be read. Save it as plain text in UTF-8 and add that.",
    FileFormat.TEXT: "This text could not be read. Save it as plain text in UTF-8 and add that.",
}

Line = tuple[str, Any]


def ask(kind: FileFormat, data: bytes, cancelled: Callable[[], bool]) -> Iterator[Line]:
    """What the child says, line by line, the last being "whole". Raises InputError for every other ending."""
    with _a_turn(cancelled), _started(kind) as child:
        heard: SimpleQueue[bytes] = SimpleQueue()
        Thread(target=_feed, args=(child.stdin, data), daemon=True).start()
        Thread(target=_listen, args=(child.stdout, heard), daemon=True).start()
        started, allowed = time.monotonic(), float(SECONDS)
        while True:
            if cancelled():
                raise InputError(STOPPED)
            if time.monotonic() - started > min(allowed, MOST_SECONDS):
                raise InputError(TOO_LONG)
            with suppress(Empty):
                name, value = _parsed(heard.get(timeout=LOOK), child, kind)
                if name == "refused":
                    raise InputError(str(value))
                allowed += SECONDS_A_STEP * (name in SIGNS)
                yield name, value
                if name == "whole":
                    return


def _parsed(line: bytes, child: "subprocess.Popen[bytes]", kind: FileFormat) -> Line:
    """One line; an empty one means that the child ended without having finished."""
    if line:
        with suppress(ValueError, TypeError):
            name, value = json.loads(line)
            return str(name), value
    with suppress(subprocess.TimeoutExpired):
        child.wait(1)
    out_of_time = child.returncode is not None and child.returncode == -getattr(signal, "SIGXCPU", 0)
    raise InputError(TOO_LONG if out_of_time else DAMAGED[kind])


@contextmanager
def _a_turn(cancelled: Callable[[], bool]) -> Iterator[None]:
    while not _AT_ONCE.acquire(timeout=LOOK):
        if cancelled():
            raise InputError(STOPPED)
    try:
        yield
    finally:
        _AT_ONCE.release()


@contextmanager
def _started(kind: FileFormat) -> "Iterator[subprocess.Popen[bytes]]":
    env = {name: os.environ[name] for name in _KEPT if name in os.environ} | {"PYTHONPATH": str(_CODE)}
    child = subprocess.Popen(
        [sys.executable, "-P", "-B", "-X", "utf8", "-m", "assistant.adapters.documents.child", kind.value],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it may hold words of the document
        env=env,
        cwd=Path(_CODE.anchor),
        start_new_session=True,  # so that it can be ended with all it may have started
    )
    try:
        yield child
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    child.wait()


def _feed(pipe: IO[bytes], data: bytes) -> None:
    with suppress(OSError, ValueError):  # it ended before it had read everything
        pipe.write(data)
        pipe.close()


def _listen(pipe: IO[bytes], heard: "SimpleQueue[bytes]") -> None:
    """Hands on every line, and an empty one at the end or when there are too many."""
    taken = 0
    with suppress(OSError, ValueError):
        while taken < MOST_BYTES and (line := pipe.readline(LONGEST_LINE)):
            taken += len(line)
            heard.put(line)
        pipe.close()
    heard.put(b"")
