"""Fetches a model's file from its official source, going on where an earlier try broke off."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import httpx2

from assistant.catalogue import Entry
from assistant.errors import ModelError, ModelFault

HUB = "https://huggingface.co"

Progress = Callable[[int, int], None]
"""Told the bytes that are here, and the bytes there will be. What it raises ends the download."""

IDLE_TRIES = 3
"""Tries in a row that bring nothing new before the source is given up."""

STEP = 1 << 20
"""Bytes between two reports of progress."""

CONTENT_RANGE = re.compile(r"bytes (\d+)-\d*/")
DIGEST = re.compile(r"^[0-9a-f]{64}$")


def fetch(entry: Entry, hub: str, part: Path, progress: Progress) -> str | None:
    """Bring `part` to its whole length; answers the source's own digest when it names one.

    Raises ModelError when the source cannot be used; what has come stays for the next time.
    """
    url = f"{hub}/{entry.official.repository}/resolve/main/{entry.official.file}"
    # A host that is out of reach is given up quickly: the mirror may be near.
    timeout = httpx2.Timeout(30.0, connect=5.0)
    headers = {"Accept-Encoding": "identity", "User-Agent": "mentoring-assistant"}
    idle = 0
    with httpx2.Client(follow_redirects=True, timeout=timeout, headers=headers) as client:
        while True:
            had = _size(part)
            try:
                return _rest(client, url, entry, part, progress)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                if not had:
                    raise ModelError(ModelFault.UNREACHABLE, "it cannot be reached") from error
            except (httpx2.HTTPError, httpx2.StreamError):
                pass
            idle = idle + 1 if _size(part) <= had else 0
            if idle == IDLE_TRIES:
                raise ModelError(ModelFault.CUT, "it broke off again and again; what has come is kept")
            time.sleep(0.2 * 2**idle)


def _rest(client: httpx2.Client, url: str, entry: Entry, part: Path, progress: Progress) -> str | None:
    had = _size(part)
    headers = {"Range": f"bytes={had}-"} if had else {}
    with client.stream("GET", url, headers=headers) as response:
        digest = _own_digest(response)
        if response.status_code == 416:  # what is here is the whole, or more than there is
            if response.headers.get("content-range") == f"bytes */{had}":
                return digest
            part.unlink()
            raise httpx2.RemoteProtocolError("the file there is shorter than the part here")
        if response.status_code not in (200, 206):
            raise ModelError(ModelFault.SERVER, f"it answered HTTP {response.status_code}")
        start = _start(response)
        if start != had:
            had = 0
        total = had + int(response.headers.get("content-length") or entry.bytes)
        if entry.sha256 and total != entry.bytes:
            raise ModelError(ModelFault.BROKEN, "its file has another size than the catalogue says")
        _save(response, part, had, total, progress)
    return digest


def _save(response: httpx2.Response, part: Path, had: int, total: int, progress: Progress) -> None:
    with part.open("ab") as file:
        file.truncate(had)
        told = had
        for piece in response.iter_raw():  # as it comes: a larger piece would be lost when the line breaks
            file.write(piece)
            had += len(piece)
            if had > total:
                raise ModelError(ModelFault.BROKEN, "it sent more than its file has")
            if had - told >= STEP or had == total:
                told = had
                progress(had, total)
    if had < total:
        raise httpx2.RemoteProtocolError("it ended too early")


def _start(response: httpx2.Response) -> int:
    """Where the bytes that follow belong; a server that knows no ranges starts over."""
    found = CONTENT_RANGE.match(response.headers.get("content-range", ""))
    return int(found[1]) if response.status_code == 206 and found else 0


def _own_digest(response: httpx2.Response) -> str | None:
    """The hub tells the SHA-256 of a large file on the answer that redirects to its store."""
    for answer in (*response.history, response):
        named = answer.headers.get("x-linked-etag", "").strip('"')
        if DIGEST.match(named):
            return str(named)
    return None


def _size(part: Path) -> int:
    return part.stat().st_size if part.is_file() else 0
