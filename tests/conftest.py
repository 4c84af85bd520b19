"""Fixtures shared by all tests: a data folder of their own, and no way out to the network."""

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.records.store import SqlRecords, open_records
from tests.postgres import Server, binaries, server

LOCAL_NAMES = {"localhost", "localhost.localdomain", "", None}


def is_local(host: object) -> bool:
    """Loopback by name or number. Anything else would have to be looked up or reached outside."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(str(name).split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fail the test that tries to leave this machine; yields what was tried.

    pytest.fail raises a BaseException, so no `except Exception` on the way can swallow it; and in
    case a thread of a library does, the attempts are looked at once more when the test has ended.
    """
    tried: list[str] = []
    look_up, connect, connect_ex = socket.getaddrinfo, socket.socket.connect, socket.socket.connect_ex

    def guard(what: str, host: object) -> None:
        if not is_local(host):
            tried.append(f"{what} {host!r}")
            pytest.fail(f"this test tried to leave the machine: {tried[-1]}")

    def address_host(own: socket.socket, address: Any) -> object:
        # An address without a family that routes (a unix socket's path) cannot leave the machine.
        return address[0] if own.family in (socket.AF_INET, socket.AF_INET6) else "localhost"

    def guarded_look_up(host: Any, *rest: Any, **options: Any) -> Any:
        guard("look up", host)
        return look_up(host, *rest, **options)

    def guarded_connect(self: socket.socket, address: Any) -> None:
        guard("connect to", address_host(self, address))
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        guard("connect to", address_host(self, address))
        return connect_ex(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    yield tried
    assert not tried, f"this test tried to leave the machine: {', '.join(tried)}"


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, also for whatever reads the settings."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A private PostgreSQL server, or a loud skip when this machine has no binaries of it."""
    found = binaries()
    if found is None:
        pytest.skip("PostgreSQL is not installed: the records were NOT tested on it (apt: postgresql)")
    with server(found) as running:
        yield running


@pytest.fixture
def records(tmp_path: Path) -> Iterator[SqlRecords]:
    """Empty records on SQLite."""
    with open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}") as opened:
        yield opened
