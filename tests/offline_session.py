"""A whole session without a network, in a process of its own: `python -m tests.offline_session`.

Prints JSON: what was done, what tried to leave the machine through Python, and, where the process runs
in a network of its own, how many packets of any code, native code included, found no way out.
"""

import fcntl
import json
import os
import socket
import struct
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.conftest import is_local

CONTROL = "--control"
ALONE = "--alone"


class LeftTheMachine(BaseException):
    """No `except Exception` on the way can swallow it."""


class Guard:
    """Hears of every look-up and every connection that Python makes, from any library, and refuses it."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        sys.addaudithook(self.hear)

    def hear(self, event: str, details: tuple[Any, ...]) -> None:
        if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
            self.refuse(event, details[0])
        elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            own, address = details
            if own.family in (socket.AF_INET, socket.AF_INET6) and address:
                self.refuse(event, address[0])

    def refuse(self, event: str, host: object) -> None:
        if not is_local(host):
            self.tried.append(f"{event} {host!r}")
            raise LeftTheMachine(self.tried[-1])


def lost_packets() -> int:
    """Packets of this network that had nowhere to go: every attempt to leave it, whoever made it."""
    names, values = (line.split() for line in Path("/proc/net/snmp").read_text().splitlines()[:2])
    sixth = dict(line.split()[:2] for line in Path("/proc/net/snmp6").read_text().splitlines())
    return int(values[names.index("OutNoRoutes")]) + int(sixth["Ip6OutNoRoutes"])


def raise_loopback() -> None:
    """A new network starts with its loopback down."""
    up, request = 0x1 | 0x40, 0x8914
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, request, struct.pack("16sh14x", b"lo", up))


def session() -> dict[str, Any]:
    """What somebody does in their first quarter of an hour: all of it, on the real parts."""
    from streamlit.testing.v1 import AppTest

    from assistant import bootstrap
    from assistant.commands import acting
    from assistant.demo import load_demo
    from assistant.domain.access import Purpose
    from assistant.domain.agenda import AgendaRequest
    from assistant.domain.people import Role
    from assistant.settings import ROOT

    assistant = bootstrap.assistant()
    ready = assistant.index()
    load_demo(assistant.records, date.today())
    found = assistant.retriever.search("How do I start a first meeting?")
    boss = acting.coordinators(assistant.records)[0]
    pair = assistant.records.pairs(boss, Purpose.MANAGE_PROGRAMME)[0]
    leading = next(one for one in pair.members if one.role in (Role.MENTOR, Role.PEER))
    person = acting.person(assistant.records, leading.person_id)
    draft = assistant.guide.prepare(acting.as_role(person, leading.role), pair.id, AgendaRequest())
    tokens = assistant.count("Every model counts in its own tokens.")
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    return {
        "searched by": found.by,
        "indexed": ready.built is not None,
        "items": len(draft.body["items"]),
        "tokens": tokens,
        "page": [str(one.value) for one in page.title],
        "mishaps": [str(one.value) for one in page.exception],
    }


def tries_to_leave() -> dict[str, Any]:
    """The control: what the guard must catch, from a vendor's client that catches `Exception` itself."""
    import openai

    client = openai.OpenAI(base_url="https://example.org/v1", api_key="none", max_retries=0)
    try:
        client.chat.completions.create(model="any", messages=[{"role": "user", "content": "hello"}])
    except openai.APIError:
        return {"caught": False}
    except LeftTheMachine:
        return {"caught": True}
    return {"caught": False}


def native_try() -> dict[str, Any]:
    """The second control: past Python, by a child process that knows nothing of the guard."""
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-I", "-c", f"try:\n {code}\nexcept OSError: pass"])
    return {}


def main(options: list[str]) -> None:
    alone = ALONE in options
    if alone:
        raise_loopback()
    guard = Guard()
    acts: list[Callable[[], dict[str, Any]]] = [session]
    if CONTROL in options:
        acts = [native_try] if alone else [tries_to_leave]
    done: dict[str, Any] = {}
    for act in acts:
        done |= act()
    print(json.dumps({**done, "tried": guard.tried, "lost": lost_packets() if alone else None}))


if __name__ == "__main__":
    main(sys.argv[1:])
