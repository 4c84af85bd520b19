"""What import-linter cannot say: the ground floor knows no vendor, and app.py only the page."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GROUND = [*(ROOT / "assistant" / "domain").glob("*.py"), ROOT / "assistant" / "errors.py"]


def imported(path: Path) -> set[str]:
    """The modules a file imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


@pytest.mark.parametrize("path", GROUND, ids=lambda path: path.stem)
def test_the_ground_floor_stands_on_python_and_pydantic(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"pydantic"}
    strange = {
        name
        for name in imported(path)
        if name.partition(".")[0] not in allowed and not name.startswith("assistant.domain.")
    }
    assert not strange


def test_the_page_knows_only_streamlit_and_the_screens() -> None:
    strange = {
        name
        for name in imported(ROOT / "app.py")
        if name.partition(".")[0] not in sys.stdlib_module_names | {"streamlit"}
        and not name.startswith("assistant.screens")
        and name != "assistant.telemetry"
    }
    assert not strange


def test_an_import_inside_a_function_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text("def f():\n    import openai\n    from os import path\n")
    assert imported(file) == {"openai", "os.path"}
