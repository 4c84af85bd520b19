"""The network guard itself: it must fail loudly, and never get in the way of loopback."""

import socket

import pytest

OUTSIDE = "192.0.2.1"  # TEST-NET-1 of RFC 5737: an address nobody has


@pytest.mark.parametrize("host", ["example.org", OUTSIDE, "2001:db8::1"])
def test_looking_up_an_outside_name_fails_the_test(host: str, offline: list[str]) -> None:
    with pytest.raises(pytest.fail.Exception, match="leave the machine"):
        socket.getaddrinfo(host, 443)
    offline.clear()


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_connecting_outside_fails_the_test(method: str, offline: list[str]) -> None:
    with socket.socket() as caller, pytest.raises(pytest.fail.Exception, match="leave the machine"):
        getattr(caller, method)((OUTSIDE, 443))
    offline.clear()


def test_no_except_exception_can_swallow_it(offline: list[str]) -> None:
    def careless() -> None:
        try:
            socket.create_connection(("example.org", 80))
        except Exception:  # noqa: BLE001 - the very habit this test is about
            return

    with pytest.raises(pytest.fail.Exception):
        careless()
    offline.clear()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_loopback_stays_open(host: str) -> None:
    assert socket.getaddrinfo(host, 80)


def test_a_local_server_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()[:2]) as caller:
            caller.sendall(b"x")
        assert server.accept()[0].recv(1) == b"x"
