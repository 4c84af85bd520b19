"""`assistant eval retrieval` on a small set, with the real embedder."""

from pathlib import Path

import pytest

from tests.beir_set import write_set
from tests.test_cli import Line


@pytest.fixture
def line(capsys: pytest.CaptureFixture[str], data_dir: Path) -> Line:
    return Line(capsys)


def test_a_set_is_measured(line: Line, tmp_path: Path, data_dir: Path) -> None:
    folder = write_set(tmp_path / "small")
    said = line("eval", "retrieval", "--beir", str(folder), "--json").data
    assert (said["set"], said["split"], said["documents"]) == ("small", "test", 4)
    assert list(said["ways"]) == ["keywords alone", "vectors alone", "ours"]
    for way in said["ways"].values():
        assert (way["inside"], way["outside"], way["abstained"]) == (2, 0, None)
        for measure in ("recall", "any", "best", "mrr", "ndcg"):
            assert way[measure] == {"value": 1.0, "low": 1.0, "high": 1.0}
    kept = [path for path in (data_dir / "index").rglob("*") if path.suffix == ".sqlite3"]
    assert len(kept) == 1, "the vectors stay, the index goes"


def test_a_person_gets_a_table(line: Line, tmp_path: Path) -> None:
    out = line("eval", "retrieval", "--beir", str(write_set(tmp_path))).out
    assert "4 documents, 2 questions (test)." in out
    assert "ours" in out and "1.000 (1.00-1.00)" in out


def test_a_second_run_embeds_no_text(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.adapters.embedder import MiniLM

    folder = str(write_set(tmp_path))
    first = line("eval", "retrieval", "--beir", folder, "--json").data

    def never(self: MiniLM, texts: object) -> None:
        raise AssertionError("embedded again")

    monkeypatch.setattr(MiniLM, "embed", never)
    monkeypatch.setattr(MiniLM, "embed_query", lambda self, text: self._run(text))
    assert line("eval", "retrieval", "--beir", folder, "--json").data == first


def test_what_is_wrong_is_said_in_one_line(line: Line, tmp_path: Path) -> None:
    line("eval", "retrieval").refused(2, "make eval")
    line("eval", "retrieval", "--beir", str(tmp_path / "none")).refused(2, "there is no such file")
    folder = write_set(tmp_path / "set")
    line("eval", "retrieval", "--beir", str(folder), "--split", "dev").refused(2, "dev.tsv: there is no such")
    line("eval", "retrieval", "--beir", str(folder), "--split", "../test").refused(2, "--split")
    (folder / "corpus.jsonl").write_text("{\n")
    line("eval", "retrieval", "--beir", str(folder)).refused(2, "corpus.jsonl, line 1")


def test_without_the_embedder_nothing_is_measured(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.adapters import weights
    from assistant.errors import IndexUnavailable

    def gone(folder: Path) -> None:
        raise IndexUnavailable("The search model is not installed.")

    monkeypatch.setattr(weights, "current", gone)
    monkeypatch.setattr(weights, "prepare", gone)
    line("eval", "retrieval", "--beir", str(write_set(tmp_path))).refused(1, "not installed")
