"""What is loaded before the first page stands: Streamlit, and nothing heavy."""

import json
from pathlib import Path

from tests.page_server import ROOT, Visitor, served

HEAVY = {"sqlalchemy", "alembic", "chromadb", "langchain_core", "langchain_openai", "openai", "onnxruntime"}
HEAVY |= {"pandas", "numpy", "pyarrow", "altair", "PIL", "tokenizers", "tiktoken", "pydantic", "yaml"}

PROBE = """
import builtins, json, runpy, sys
from pathlib import Path

real = builtins.__import__

def watched(name, *rest, **options):
    # The first import of ours after the frame: what is there now is what the first paint cost.
    if name == "assistant.screens" and "session" in (rest[2] or ()) and not Path(REPORT).exists():
        Path(REPORT).write_text(json.dumps(sorted({{module.partition(".")[0] for module in sys.modules}})))
    return real(name, *rest, **options)

REPORT = {report!r}
builtins.__import__ = watched
sys.path.insert(0, {root!r})
runpy.run_path({app!r})
"""


def test_the_frame_stands_before_anything_heavy_is_imported(data_dir: Path, tmp_path: Path) -> None:
    report, probe = tmp_path / "modules.json", tmp_path / "probe.py"
    probe.write_text(PROBE.format(report=str(report), root=str(ROOT), app=str(ROOT / "app.py")))
    with served(data_dir, probe) as page, Visitor(page) as visitor:
        first = visitor.run(until="Opening your records")
        assert "Home" in first.texts
        visitor.follow(0.0)
    loaded = set(json.loads(report.read_text()))
    assert "streamlit" in loaded
    assert not loaded & HEAVY


def test_what_follows_stands_without_a_model_or_an_index(data_dir: Path) -> None:
    with served(data_dir) as page, Visitor(page) as visitor:
        assert "Load the demonstration programme" in visitor.run().texts
