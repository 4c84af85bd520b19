"""Starting is cheap: nothing heavy is imported before something needs it (goal G17)."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "alembic",
    "chromadb",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "numpy",
    "onnxruntime",
    "openai",
    "pandas",
    "sqlalchemy",
    "streamlit",
    "tiktoken",
    "tokenizers",
    "xllamacpp",
}


def modules(code: str) -> set[str]:
    """The modules that are loaded when the code has run in a Python of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded: list[str] = json.loads(ran.stdout.rpartition("\n[")[2].join(["[", ""]))
    return set(loaded)


def command(*arguments: str) -> str:
    return (
        "import sys\n"
        f"sys.argv = {['assistant', *arguments]!r}\n"
        "from assistant.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("pair", "--help"),
        ("agenda", "--help"),
        ("agenda",),
        ("agenda", "--facts", "missing.json"),
    ],
)
def test_help_and_refusals_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert not modules(command(*arguments)) & HEAVY


def test_importing_the_package_costs_nothing() -> None:
    assert len(modules("import assistant") - modules("pass")) < 5


def test_the_guard_sees_what_is_loaded() -> None:
    assert "sqlite3" in modules("import sqlite3")
