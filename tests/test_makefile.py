"""The set-up commands: what they say when Python is too old, and what they do not do twice."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("sh", "make", "awk", "rm", "cmp", "cp", "grep", "env")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the Makefile, and a path on which no Python is new enough."""
    folder, tools = tmp_path / "checkout", tmp_path / "tools"
    folder.mkdir()
    tools.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    return folder


def make(folder: Path, *targets: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    env["PATH"] = str(folder.parent / "tools")
    return subprocess.run(
        ["make", *targets], cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def test_without_a_python_that_is_new_enough_it_says_what_to_do(checkout: Path) -> None:
    ran = make(checkout, "setup")
    assert ran.returncode != 0
    assert "Python 3.11, 3.12 or 3.13 is needed" in ran.stderr and "make PYTHON=" in ran.stderr
    assert not (checkout / ".venv").exists()


def test_a_python_that_cannot_make_an_environment_leaves_none_behind(checkout: Path) -> None:
    python = checkout.parent / "tools" / "python3.12"
    python.write_text('#!/bin/sh\n[ "$1" = -m ] && { env mkdir .venv; exit 1; }\nexit 0\n')
    python.chmod(0o755)
    (checkout.parent / "tools" / "mkdir").symlink_to(shutil.which("mkdir") or "mkdir")
    ran = make(checkout, "setup")
    assert ran.returncode != 0 and "python3-venv" in ran.stderr
    assert not (checkout / ".venv").exists()


def test_a_lock_is_installed_once(checkout: Path) -> None:
    calls = checkout / "calls"
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n')
    python.chmod(0o755)
    (checkout / "requirements.lock").write_text("one==1\n")
    (checkout / "pyproject.toml").write_text("")

    def installs() -> int:
        calls.write_text("")
        assert make(checkout, "setup").returncode == 0
        assert "-m assistant index" in calls.read_text()
        return calls.read_text().count("--require-hashes")

    assert [installs(), installs()] == [1, 0]
    (checkout / "requirements.lock").write_text("one==2\n")
    assert installs() == 1


def test_a_failed_installation_is_not_taken_for_a_done_one(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\ncase "$*" in *require-hashes*) exit 1;; esac\n')
    python.chmod(0o755)
    (checkout / "requirements.lock").write_text("one==1\n")
    assert make(checkout, "setup").returncode != 0
    assert not (checkout / ".venv" / "installed-requirements.lock").exists()


def test_bare_make_lists_the_commands(checkout: Path) -> None:
    said = make(checkout).stdout
    assert "make run" in said and "make test" in said


def test_machines_run_what_people_run() -> None:
    commands = [
        line
        for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert commands[-1] == "exec make test" and len(commands) == 3
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_no_lock_names_a_host() -> None:
    for lock in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text and "--index" not in text
        pins = [line for line in text.splitlines() if "==" in line]
        assert pins and text.count("--hash=sha256:") >= len(pins)
