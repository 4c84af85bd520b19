"""`assistant run`: serve the page."""

import os
import socket
import sys
from typing import Annotated

import typer

from assistant.commands import output
from assistant.commands.output import Json
from assistant.errors import InputError
from assistant.settings import ROOT, load_settings

ADDRESS = "127.0.0.1"
"""This machine only: there is no login yet."""

PAGE = ROOT / "app.py"


def run(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Instead of ASSISTANT_PORT.")] = None,
    json: Json = False,
) -> None:
    """Serve the page on this machine until you stop it with Ctrl-C."""
    chosen = port or load_settings().port
    _free(chosen)
    url = f"http://localhost:{chosen}"
    if json:
        output.print_json({"url": url, "pid": os.getpid()})
    else:
        output.say(f"The page is at {url} (stop it with Ctrl-C).")
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the server says is not what was asked for
    os.execv(sys.executable, [sys.executable, *_server(chosen)])  # noqa: S606  # it takes our place, and Ctrl-C


def _server(port: int) -> list[str]:
    options = {
        "server.address": ADDRESS,
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return ["-m", "streamlit", "run", str(PAGE), *flags]


def _free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise InputError(
                f"Port {port} cannot be used ({error.strerror}). Stop what uses it, "
                f"or choose another: ASSISTANT_PORT={min(port + 1, 65535)} make run."
            ) from error
