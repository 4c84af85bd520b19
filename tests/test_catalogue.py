"""The list of models: complete, honest about where bytes come from, and refused when it is wrong."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.catalogue import CATALOGUE, catalogue, default_entry, entry_named
from assistant.errors import ContentError, InputError


def test_the_default_is_a_chat_model_that_a_package_index_has() -> None:
    entry = default_entry()
    assert (entry.name, entry.purpose, entry.licence) == ("qwen2.5-coder-1.5b", "chat", "Apache-2.0")
    assert entry.mirror and len(entry.mirror.packages) == 22
    assert entry.sha256 == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"


def test_a_mirror_is_only_used_where_the_digest_is_known() -> None:
    assert all(entry.sha256 for entry in catalogue() if entry.mirror)


def test_parts_are_in_the_order_of_their_numbers() -> None:
    for entry in catalogue():
        if entry.mirror and len(entry.mirror.packages) > 1:
            numbers = [int(package.rpartition("part")[2]) for package in entry.mirror.packages]
            assert numbers == list(range(1, len(numbers) + 1))


def test_models_come_smallest_first_and_need_more_memory_than_their_file() -> None:
    sizes = [entry.bytes for entry in catalogue()]
    assert sizes == sorted(sizes)
    assert all(entry.memory > entry.bytes for entry in catalogue())
    assert [entry.name for entry in catalogue() if entry.purpose == "tests"] == ["smollm2-135m"]


def test_no_host_stands_in_the_catalogue() -> None:
    assert "://" not in CATALOGUE.read_text(encoding="utf-8")


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(InputError, match="no model 'gpt'.*qwen2.5-coder-1.5b"):
        entry_named("gpt")


def first_changed(**changes: Any) -> list[dict[str, Any]]:
    listed = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    listed[0] |= changes
    return list(listed)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sha": "1"}, "0.sha: Extra inputs"),
        ({"sha256": "abc"}, "0.sha256"),
        ({"file": "../../etc/passwd"}, "0.file"),
        ({"mirror": {"packages": ["--index-url=x"], "version": "1", "member": "x"}}, "0.mirror.packages"),
        ({"official": {"repository": "http://x/y", "file": "f"}}, "0.official.repository"),
        ({"bytes": 0}, "0.bytes"),
        ({"name": "qwen2.5-coder-1.5b"}, "a name is there twice"),
        ({"default": True}, "exactly one model"),
    ],
)
def test_a_wrong_entry_is_refused_by_file_and_key(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text(yaml.safe_dump(first_changed(**changes)), encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        catalogue(path)
    assert "catalogue.yaml" in str(raised.value) and says in str(raised.value)
