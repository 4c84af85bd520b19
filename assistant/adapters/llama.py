"""Starts, finds, restarts and stops the one process that runs the local model for all of ours."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import psutil
from filelock import FileLock, Timeout

from assistant.adapters.shelf import available, fits
from assistant.catalogue import Entry
from assistant.domain.value import Value
from assistant.errors import ModelError, ModelFault
from assistant.settings import ROOT

Endpoint = tuple[str, str]
"""Base URL and key."""

Waiting = Callable[[float], None]
"""Told the seconds since the start, about four times a second while a model is loading."""

SECRET = ("KEY", "TOKEN", "SECRET", "PASSWORD", "DATABASE_URL")
"""Parts of names of variables that another process has no business with."""


class Running(Value):
    """The order the process was started with, and who it is. Kept in a file only this user can read."""

    run: str
    model: str
    path: str
    key: str
    threads: int
    context: int
    idle: float
    pid: int = 0
    born: float = 0.0


class LocalServer:
    """One per data folder. Several processes of ours that share the folder share the model."""

    def __init__(
        self, data_dir: Path, models_dir: Path, *, threads: int = 1, idle_minutes: float = 30.0
    ) -> None:
        self._folder = data_dir / "local-model"
        self._models_dir = models_dir
        self._threads = threads
        self._idle = idle_minutes * 60
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self._folder / "server.log"

    def ensure(
        self,
        entry: Entry,
        *,
        deadline: float = 180.0,
        waiting: Waiting = lambda seconds: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Endpoint:
        """Where the model answers; it is started when it is not running, and again when it has died.

        Raises ModelError. A model that takes longer than the deadline goes on loading meanwhile.
        """
        if found := self._answering(entry):
            return found
        began = time.monotonic()
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._folder / "lock", timeout=deadline):
                running = self.running()
                if running is None or running.model != entry.name or self._stuck(running):
                    self._end(running)
                    running = self._start(entry)
                return self._loaded(running, began, deadline, waiting, cancelled)
        except Timeout as error:
            raise ModelError(
                ModelFault.TIMEOUT, f"{entry.name} is still being loaded. Try again soon."
            ) from error

    def running(self) -> Running | None:
        """The living process, loading or ready."""
        try:
            found = Running.model_validate_json((self._folder / "state.json").read_bytes())
        except (OSError, ValueError):
            return None
        return found if _lives(found) else None

    def stop(self) -> None:
        """End it, kindly and then not."""
        if self._folder.is_dir():
            with FileLock(self._folder / "lock", timeout=60):
                self._end(self.running())

    def _answering(self, entry: Entry) -> Endpoint | None:
        running = self.running()
        if running is None or running.model != entry.name:
            return None
        return self._healthy(running)

    def _healthy(self, running: Running) -> Endpoint | None:
        """Asked with the key, so that a stranger who got the port later is not taken for it."""
        port = self._port(running)
        if port is None:
            return None
        base_url = f"http://127.0.0.1:{port}/v1"
        try:
            answer = httpx2.get(
                f"{base_url}/models",
                headers={"Authorization": f"Bearer {running.key}"},
                timeout=3.0,
                trust_env=False,
            )
            return (base_url, running.key) if answer.status_code == 200 else None
        except httpx2.HTTPError:
            return None

    def _stuck(self, running: Running) -> bool:
        """Loaded, alive, and does not answer: twice, because a busy machine may be slow once."""
        return self._port(running) is not None and not (self._healthy(running) or self._healthy(running))

    def _port(self, running: Running) -> int | None:
        try:
            run, port = (self._folder / "ready").read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return None
        return int(port) if run == running.run and port.isdigit() else None

    def _start(self, entry: Entry) -> Running:
        path = available(self._models_dir).get(entry.name)
        if path is None:
            raise ModelError(
                ModelFault.UNREACHABLE,
                f"{entry.name} is not on this machine yet. Fetch it with: assistant model pull {entry.name}",
            )
        if not fits(entry):
            raise ModelError(
                ModelFault.UNREACHABLE,
                f"{entry.name} needs {entry.memory / 1e9:.1f} GB of free memory; there is less now. "
                "Close other programs or choose a smaller model.",
            )
        order = Running(
            run=secrets.token_hex(8),
            model=entry.name,
            path=str(path.resolve()),
            key=secrets.token_urlsafe(32),
            threads=self._threads,
            context=entry.context,
            idle=self._idle,
        )
        self._keep(order)
        with os.fdopen(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as log:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "assistant.adapters.llama_process", str(self._folder.resolve())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env={name: value for name, value in os.environ.items() if not _secret(name)},
                start_new_session=True,  # it outlives the page that started it, and its Ctrl-C
            )
        started = order.model_copy(update={"pid": self._child.pid, "born": _born(self._child.pid)})
        self._keep(started)
        return started

    def _loaded(
        self,
        running: Running,
        began: float,
        deadline: float,
        waiting: Waiting,
        cancelled: Callable[[], bool],
    ) -> Endpoint:
        while True:
            if found := self._healthy(running):
                return found
            if not _lives(running):
                self._end(running)
                raise ModelError(ModelFault.UNREACHABLE, self._why(running))
            passed = time.monotonic() - began
            if cancelled():
                raise ModelError(ModelFault.CANCELLED, "Waiting for the local model was stopped, as asked.")
            if passed > deadline:
                raise ModelError(
                    ModelFault.TIMEOUT, f"{running.model} is still being loaded. Try again in a moment."
                )
            waiting(passed)
            time.sleep(0.1 if passed < 2 else 0.25)

    def _why(self, running: Running) -> str:
        code = self._child.poll() if self._child and self._child.pid == running.pid else None
        if code == -signal.SIGILL:
            return f"{running.model} cannot run here: this processor lacks instructions it needs (AVX2)."
        if code == -signal.SIGKILL:
            return f"{running.model} was killed while it was loading; probably the memory ran out."
        return f"{running.model} could not be started. {self.log} says why."

    def _keep(self, running: Running) -> None:
        fresh = self._folder / "state.new"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(running.model_dump(), file)
        fresh.replace(self._folder / "state.json")

    def _end(self, running: Running | None) -> None:
        for name in ("state.json", "ready"):
            (self._folder / name).unlink(missing_ok=True)
        if running is None or not _lives(running):
            return
        process = psutil.Process(running.pid)
        for end in (process.terminate, process.kill):
            try:
                end()
                process.wait(5.0)
                break
            except psutil.TimeoutExpired:
                continue
            except psutil.NoSuchProcess:
                break


def _lives(running: Running) -> bool:
    """Whether that very process lives: a number alone may have passed to a stranger."""
    born = _born(running.pid)
    return born > 0 and abs(born - running.born) < 1.0


def _born(pid: int) -> float:
    """When the process was started; 0 when there is none."""
    if pid <= 0:
        return 0.0
    try:
        process = psutil.Process(pid)
        return 0.0 if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except psutil.Error:
        return 0.0


def _secret(name: str) -> bool:
    return any(part in name.upper() for part in SECRET)
