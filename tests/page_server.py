"""The real page on a free port, and a visitor that speaks its protocol without a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app.py"
OPTIONS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
}


@dataclass(frozen=True)
class Page:
    """A page that is being served."""

    url: str
    process: psutil.Process
    seconds: float
    """From the start of the process to its first healthy answer."""

    @property
    def processor_seconds(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(
    data_dir: Path,
    script: Path = APP,
    env: Mapping[str, str] | None = None,
    log: Path | None = None,
    port: int | None = None,
) -> Iterator[Page]:
    """Serve `script`. Its process is ended afterwards, whatever happened."""
    port = port or free_port()
    flags = [f"--{name}={value}" for name, value in {**OPTIONS, "server.port": port}.items()]
    settings = {key: value for key, value in os.environ.items() if not key.startswith("ASSISTANT_")}
    settings |= {"ASSISTANT_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT), **(env or {})}
    with (log or data_dir.parent / f"page-{port}.log").open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *flags],
            cwd=ROOT,
            env=settings,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process)
            yield Page(url, psutil.Process(process.pid), time.perf_counter() - began)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def index(data_dir: Path) -> None:
    """Make the notes searchable, as the set-up does before the page is served."""
    environment = {**os.environ, "ASSISTANT_DATA_DIR": str(data_dir)}
    subprocess.run(
        [sys.executable, "-m", "assistant", "index"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )


def _wait(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the page ended at once with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.01)
    raise RuntimeError(f"the page was not healthy within {seconds} seconds")


@dataclass
class Run:
    """What one run of the script sent."""

    seconds: float
    bytes: int
    messages: int
    texts: list[str]


class Visitor:
    """One session of the page, as the browser would open it."""

    def __init__(self, page: Page) -> None:
        address = page.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._connecting = connect(address, max_size=None, origin=page.url)  # type: ignore[arg-type]

    def __enter__(self) -> "Visitor":
        self._line = self._connecting.__enter__()
        return self

    def __exit__(self, *about: Any) -> None:
        self._connecting.__exit__(*about)

    def ask(self, fragment: str = "") -> None:
        """Ask for a run of the script, or of one fragment of it."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        if fragment:
            message.rerun_script.fragment_id = fragment
        self._line.send(message.SerializeToString())

    def read(self, timeout: float = 60) -> tuple[ForwardMsg, int]:
        data = self._line.recv(timeout)
        assert isinstance(data, bytes)
        message = ForwardMsg()
        message.ParseFromString(data)
        return message, len(data)

    def run(self, until: str = "", timeout: float = 120) -> Run:
        """One whole run; with `until`, only up to the first text that holds it."""
        began = time.perf_counter()
        self.ask()
        return self.follow(began, until, timeout)

    def follow(self, began: float, until: str = "", timeout: float = 120) -> Run:
        size, count, texts = 0, 0, list[str]()
        while True:
            message, length = self.read(timeout)
            size, count = size + length, count + 1
            texts += _texts(message)
            if (until and any(until in text for text in texts)) or message.HasField("script_finished"):
                return Run(time.perf_counter() - began, size, count, texts)


def _texts(message: ForwardMsg) -> list[str]:
    element = message.delta.new_element
    found = [element.heading.body, element.markdown.body, element.button.label]
    return [text for text in found if text]
