"""Exact counts without a network, and an honest estimate when the data is not there."""

import hashlib
from pathlib import Path

import pytest

from assistant.adapters import tokens
from assistant.adapters.tokens import counter, rough

KNOWN = {
    "": 0,
    "hello world": 2,
    "What made the first step possible?": 7,
    "お誕生日おめでとう": 8,
    "你好，世界": 3,
    "👩‍👩‍👧‍👦 family 🙂": 13,
    "naïve café": 4,
    "<|endoftext|>": 7,
    "a" * 1000: 125,
}
"""As tiktoken's o200k_base counts them."""


@pytest.mark.parametrize(("text", "count"), KNOWN.items(), ids=range(len(KNOWN)))
def test_counts_are_tiktokens_own_with_sockets_blocked(data_dir: Path, text: str, count: int) -> None:
    assert counter(data_dir)(text) == count


def test_the_address_and_the_digest_are_tiktokens_own() -> None:
    from tiktoken_ext.openai_public import o200k_base

    constants = o200k_base.__code__.co_consts
    assert tokens.ADDRESS in constants and tokens.SHA256 in constants


def test_a_damaged_copy_is_replaced_and_never_fetched(data_dir: Path, offline: list[str]) -> None:
    count = counter(data_dir)
    (copy,) = (data_dir / "tiktoken").iterdir()
    copy.write_bytes(copy.read_bytes()[:-100])
    assert counter(data_dir)("hello world") == count("hello world") == 2
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == tokens.SHA256
    assert not offline


@pytest.mark.parametrize("shipped", [b"", b"somebody else's ranks"])
def test_without_the_right_data_tokens_are_estimated(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, shipped: bytes
) -> None:
    monkeypatch.setattr(tokens, "_shipped", lambda: shipped)
    count = counter(data_dir)
    assert count is rough and "estimated" in caplog.text
    assert not (data_dir / "tiktoken").exists()


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert counter(blocked) is rough


def test_the_estimate_errs_on_the_safe_side(data_dir: Path) -> None:
    exact = counter(data_dir)
    texts = [
        "You wanted to lead the Monday meeting by March; what made the first step possible? " * 5,
        "Wir haben über ihre Stärken gesprochen. " * 5,
        "你好，世界。我们今天谈谈目标。" * 5,
    ]
    assert all(exact(text) <= rough(text) <= 3 * exact(text) for text in texts)
    assert (rough(""), rough("abcd"), rough("abcde")) == (0, 2, 3)
