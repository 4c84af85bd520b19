"""Nothing leaves the machine in a whole session without a model; and what watches over it is not blind."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*options: str, before: tuple[str, ...] = (), home: Path) -> dict[str, Any]:
    """One session in a process of its own, with a home where nothing was ever stored."""
    command = [*before, sys.executable, "-m", "tests.offline_session", *options]
    env = {key: value for key, value in os.environ.items() if "TELEMETRY" not in key and "TRACING" not in key}
    env |= {"HOME": str(home), "ASSISTANT_DATA_DIR": str(home / "data")}
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=280, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    said: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return said


@pytest.fixture(scope="module")
def own_network() -> tuple[str, ...]:
    """Words before a command that give it a network with nothing in it but itself; none where that fails."""
    command = ("unshare", "--user", "--map-root-user", "--net")
    if not shutil.which("unshare") or subprocess.run([*command, "true"], check=False).returncode:
        return ()
    return command


def test_a_whole_session_stays_on_this_machine(own_network: tuple[str, ...], tmp_path: Path) -> None:
    said = run(*(["--alone"] if own_network else []), before=own_network, home=tmp_path)
    assert said["tried"] == []
    assert not said["lost"]
    assert said["searched by"] == "hybrid" and said["indexed"] and said["items"] >= 3
    assert said["tokens"] == 8
    assert said["page"] and not said["mishaps"]


def test_the_guard_catches_a_vendor_that_catches_everything(tmp_path: Path) -> None:
    said = run("--control", home=tmp_path)
    assert said["caught"] is True
    assert said["tried"] == ["socket.getaddrinfo 'example.org'"]


def test_the_packet_count_sees_past_python(own_network: tuple[str, ...], tmp_path: Path) -> None:
    if not own_network:
        pytest.skip("NATIVE CODE NOT WATCHED: this machine gives a process no network of its own (unshare)")
    said = run("--alone", "--control", before=own_network, home=tmp_path)
    assert said["tried"] == [] and said["lost"] >= 1
