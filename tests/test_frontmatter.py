from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

from assistant import frontmatter
from assistant.errors import ContentError


class Prompt(BaseModel):
    name: str
    version: int


def wrong(tmp_path: Path, text: str) -> str:
    path = tmp_path / "prompt.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        frontmatter.read(path)
    assert "prompt.md" in str(caught.value)
    return str(caught.value)


def test_reads_fields_and_body(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(
        b"\xef\xbb\xbf---\r\nname: answer\r\nsince: 2026-02-28\r\n---\r\nWords.\r\n---\r\nMore.\r\n"
    )
    fields, body = frontmatter.read(path)
    assert fields == {"name": "answer", "since": date(2026, 2, 28)}
    assert body == "Words.\n---\nMore.\n"


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("0123", "0123"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        ("1e3", "1e3"),
        (".nan", ".nan"),
        ("true", True),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("~", None),
        ("2026-1-2", "2026-1-2"),
        ('"2026-01-02"', "2026-01-02"),
        ("2026-01-02", date(2026, 1, 2)),
    ],
)
def test_a_word_stays_a_word(yaml: str, value: object) -> None:
    assert frontmatter.load_yaml(f"key: {yaml}", Path("a.md")) == {"key": value}


def test_every_fault_names_file_and_place(tmp_path: Path) -> None:
    assert "line 3: 'name' stands there twice" in wrong(tmp_path, "---\nname: a\nname: b\n---\n")
    assert "line 2" in wrong(tmp_path, "---\nsince: 2026-02-30\n---\n")
    assert "2026-02-30" in wrong(tmp_path, "---\nsince: 2026-02-30\n---\n")
    assert "line 4" in wrong(tmp_path, "---\nname: a\nlist: [1, 2\n---\n")
    assert "twice" in wrong(tmp_path, "---\nsources:\n  - {year: 1, year: 2}\n---\n")
    assert "front matter" in wrong(tmp_path, "name: a\n")
    assert "front matter" in wrong(tmp_path, "---\nname: a\n")
    assert "found str" in wrong(tmp_path, "---\njust words\n---\n")
    assert "found NoneType" in wrong(tmp_path, "---\n---\n")
    assert "cannot be read" in wrong(tmp_path, "---\nname: !!python/object:os.system x\n---\n")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "b.md"
    path.write_bytes(b"---\nname: \xff\xfe\n---\n")
    with pytest.raises(ContentError, match=r"b\.md"):
        frontmatter.read(path)
    with pytest.raises(ContentError, match=r"c\.md"):
        frontmatter.read(tmp_path / "c.md")


def test_fill_names_the_key(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert frontmatter.fill(Prompt, {"name": "a", "version": 2}, path) == Prompt(name="a", version=2)
    with pytest.raises(ContentError, match=r"a\.md: version: is missing"):
        frontmatter.fill(Prompt, {"name": "a"}, path)
    with pytest.raises(ContentError, match=r"version: .*not 1\.5"):
        frontmatter.fill(Prompt, {"name": "a", "version": 1.5}, path)
