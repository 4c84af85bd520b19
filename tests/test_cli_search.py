"""`assistant search` for somebody: the notes, and what their programme published beside them."""

from pathlib import Path

import pytest

from tests.test_cli import Line, line, words_only  # noqa: F401  # fixtures

ASK = "Who has the brass key of the bicycle shed?"
SHED = "# Keys\n\nThe bicycle shed opens at seven. Ask the porter for the brass key.\n"
ABOUT = ("--author", "Harbour Trust", "--licence", "CC-BY-4.0", "--audience", "mentor")


@pytest.fixture
def published(line: Line, words_only: None, tmp_path: Path) -> str:  # noqa: F811
    """A programme with a mentor, a mentee and a document for mentors; returns the document's id."""
    line("pair", "add", "--programme", "Trial", "--as", "Dana", "--mentor", "Ana", "--mentee", "Ben")
    (tmp_path / "keys.md").write_text(SHED, encoding="utf-8")
    added = line("material", "add", str(tmp_path / "keys.md"), "--as", "Dana", *ABOUT, "--json").data
    assert line("search", ASK, "--as", "Ana", "--json").data["hits"] == []
    assert line("material", "publish", added["id"], "--as", "Dana").status == 0
    return str(added["id"])


def test_a_reader_finds_it_named_as_the_programmes(line: Line, published: str) -> None:  # noqa: F811
    (hit,) = line("search", ASK, "--as", "Ana", "--json").data["hits"]
    assert (hit["origin"], hit["author"], hit["licence"]) == ("programme", "Harbour Trust", "CC-BY-4.0")
    assert "(from your programme, Harbour Trust, CC-BY-4.0)" in line("search", ASK, "--as", "Ana").out


def test_others_do_not(line: Line, published: str) -> None:  # noqa: F811
    assert line("search", ASK, "--as", "Ben", "--json").data["hits"] == []
    assert line("search", ASK, "--json").data["hits"] == []
    line("search", ASK, "--as", "Nobody").refused(2, "not known here")
    line("search", ASK, "--role", "mentor").refused(2, "--as")


def test_not_after_it_is_withdrawn(line: Line, published: str, data_dir: Path) -> None:  # noqa: F811
    assert line("material", "withdraw", published, "--as", "Dana").status == 0
    assert line("search", ASK, "--as", "Ana", "--json").data["hits"] == []
    below = data_dir / "index" / "programmes"
    assert not any(b"bicycle" in path.read_bytes() for path in below.rglob("*") if path.is_file())
