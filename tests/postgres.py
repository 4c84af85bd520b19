"""A private PostgreSQL server for the tests: own folder, own socket, no privileges, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

UNPRIVILEGED = ("postgres", "nobody")
"""PostgreSQL refuses to run as root; the first of these users that exists runs it then."""


def binaries() -> Path | None:
    """The folder of initdb and postgres: on the path, as pg_config says, or where Debian puts it."""
    folders = [
        Path(found).resolve().parent for name in ("initdb", "postgres") if (found := shutil.which(name))
    ]
    if shutil.which("pg_config"):
        said = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False).stdout
        folders.append(Path(said.strip()))
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((f for f in folders if (f / "initdb").is_file() and (f / "postgres").is_file()), None)


def somebody_else() -> dict[str, Any]:
    """How a child process is started so that it has no privileges; nothing to do unless we are root."""
    if os.geteuid() != 0:
        return {}
    for name in UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError(f"PostgreSQL does not run as root, and there is no user {' or '.join(UNPRIVILEGED)}")


class Server:
    """A running server; `new_database` gives an empty database's URL."""

    def __init__(self, socket_folder: Path) -> None:
        self.socket_folder = socket_folder
        self.made = 0

    def url(self, database: str) -> str:
        return f"postgresql://tester@/{database}?host={self.socket_folder}"

    def new_database(self, template: str = "template0") -> str:
        self.made += 1
        name = f"test_{self.made}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def server(folder_of_binaries: Path) -> Iterator[Server]:
    """Start, wait until it answers, and take everything away again."""
    child = somebody_else()
    # Not pytest's own folder: another user may not walk into that one.
    home = Path(tempfile.mkdtemp(prefix="records-pg-"))
    if child:
        os.chown(home, child["user"], child["group"])
    data, log = home / "data", home / "log"
    quiet: dict[str, Any] = {"cwd": home, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **child}
    try:
        subprocess.run(
            [folder_of_binaries / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8"]
            + ["--locale=C", "--no-sync"],
            check=True,
            **quiet,
        )
        with log.open("wb") as output:
            process = subprocess.Popen(
                [folder_of_binaries / "postgres", "-D", data, "-k", home, "-c", "listen_addresses="]
                + ["-c", "fsync=off", "-c", "max_connections=60"],
                **{**quiet, "stdout": output},
            )
        try:
            yield _answering(Server(home), process, log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _answering(started: Server, process: "subprocess.Popen[bytes]", log: Path) -> Server:
    deadline = time.monotonic() + 30
    while True:
        try:
            started.run("SELECT 1")
            return started
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from error
            time.sleep(0.05)
