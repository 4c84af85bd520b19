"""Files that mean harm or are broken get one clear sentence, in time, and change nothing (UP01 to UP06)."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import psutil
import pytest

from assistant.adapters.documents import process
from assistant.adapters.documents.kinds import LARGEST
from assistant.adapters.documents.reader import read_document, read_text
from assistant.domain.material import RemarkKind, Understood
from assistant.errors import InputError
from tests import hostile

ROOT = Path(__file__).resolve().parent.parent
READABLE = {"a table that follows itself", "bookmarks in a ring", "a swelling description"}
SLOW = {"a table of a million objects", "a page of 20 MB of words", "drawings that double"}


def refusal(data: bytes, file_name: str) -> str:
    with pytest.raises(InputError) as caught:
        read_document(data, file_name)
    return kind(str(caught.value))


def kind(sentence: str) -> str:
    """A message fit for a person: it begins and ends like a sentence, and shows nothing of the inside."""
    assert re.fullmatch(r"[A-Z].{20,250}\.", sentence), sentence
    assert not re.search(r"Traceback|Error|Exception|0x|pypdf|lxml|/tmp|/usr|rId", sentence), sentence
    return sentence


@pytest.fixture(autouse=True)
def nobody_left() -> Iterator[None]:
    before = set(psutil.Process().children(recursive=True))
    yield
    left = set(psutil.Process().children(recursive=True)) - before
    assert not [child for child in left if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("name", hostile.PACKAGES)
def test_up01_a_package_that_could_do_harm_is_not_opened(name: str) -> None:
    started = time.monotonic()
    sentence = refusal(hostile.PACKAGES[name](), "plan.docx")
    assert time.monotonic() - started < 10
    assert "Word" in sentence


def test_up01_what_is_said_fits_what_was_found() -> None:
    assert "far more than a document needs" in refusal(hostile.PACKAGES["unpacks to 150 MB"](), "plan.docx")
    assert "password" in refusal(hostile.PACKAGES["a locked entry"](), "plan.docx")
    assert "macros" in refusal(hostile.PACKAGES["macros by type only"](), "plan.docx")
    assert "no Word document inside" in refusal(hostile.PACKAGES["a spreadsheet"](), "plan.docx")
    assert "password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.docx")


def test_up01_a_bomb_inside_a_document_is_carried_and_never_opened() -> None:
    found = read_document(hostile.nested(), "plan.docx")
    assert [part.text for part in found.parts] == ["Words that can be read."]
    assert [remark.kind for remark in found.remarks] == [RemarkKind.LEFT_OUT]


@pytest.mark.parametrize("name", [name for name in hostile.PDFS if name not in SLOW])
def test_up02_a_broken_pdf_is_refused_or_read(name: str) -> None:
    if name in READABLE:
        assert read_document(hostile.PDFS[name](), "plan.pdf").parts[0].text == "Words that can be read."
    else:
        refusal(hostile.PDFS[name](), "plan.pdf")


@pytest.mark.parametrize("name", sorted(SLOW))
def test_up02_a_pdf_that_keeps_the_parser_busy_is_ended(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SECONDS", 1.0)
    started = time.monotonic()
    assert "took too long" in refusal(hostile.PDFS[name](), "plan.pdf")
    assert time.monotonic() - started < 3


def test_up02_the_real_limit_is_twenty_seconds_until_something_is_read() -> None:
    assert process.SECONDS == 20 and process.SECONDS_A_STEP < 1 and process.MOST_SECONDS <= 300


def test_up02_a_locked_pdf_says_so_and_one_locked_against_printing_is_read() -> None:
    assert refusal(hostile.locked(), "plan.pdf") == (
        "This PDF is locked with a password. Save a copy without one and add that."
    )
    assert read_document(hostile.locked(owner_only=True), "plan.pdf").words == 5


@pytest.fixture
def ear() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what was asked of it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        open_ = True

        def listen() -> None:
            while open_:
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                with caller:
                    heard.append(caller.recv(200))

        thread = Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard
        open_ = False
        thread.join()


def test_up03_nothing_outside_a_document_is_expanded_or_fetched(ear: tuple[str, list[bytes]]) -> None:
    address, heard = ear
    for data in hostile.pieces_of_xml(address).values():
        assert "unusual" in refusal(data, "plan.docx")
    assert heard == []


def test_up03_a_template_and_pictures_elsewhere_are_not_fetched(ear: tuple[str, list[bytes]]) -> None:
    address, heard = ear
    pointing = hostile.docx(
        relations=hostile.relation("attachedTemplate", f"{address}/t.dotm")
        + hostile.relation("image", f"{address}/i.png")
        + hostile.relation("aFChunk", f"{address}/a.html")
        + hostile.relation("hyperlink", f"{address}/only-a-link")
    )
    found = read_document(pointing, "plan.docx")
    assert [remark.sentence for remark in found.remarks] == [
        "3 files that the document only points to were left out."
    ]
    assert heard == []
    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as caller:
        caller.send(b"the ear hears")
    time.sleep(0.5)
    assert heard == [b"the ear hears"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("plan.pdf.exe", "are not taken"),
        ("plan.exe.pdf", "two endings"),
        ("plan.docx.pdf", "two endings"),
        ("plan.exe", "are not taken"),
        ("annual\u202efdp.exe", "are not taken"),
        ("plan", "does not say what it is"),
        (".pdf", "does not say what it is"),
        ("", "does not say what it is"),
        ("plan.doc", "older Word format"),
        ("plan.docm", "macros"),
        ("plan.rtf", "RTF"),
        ("plan.odt", "OpenDocument"),
        ("plan.html", "Web pages"),
        ("plan.zip", "Unpack it"),
        ("plan.jpeg", "picture"),
        ("plan.txt", "is a PDF inside"),
        ("plan.md", "is a PDF inside"),
        ("plan.docx", "is a PDF inside"),
    ],
)
def test_up04_a_name_that_does_not_fit_is_refused(name: str, said: str) -> None:
    assert said in refusal(hostile.PDFS["bookmarks in a ring"](), name)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (hostile.docx(), "plan.pdf", "Word document"),
        (hostile.docx(), "plan.txt", "Word document"),
        (b"just words", "plan.pdf", "something else"),
        (b"just words", "plan.docx", "something else"),
        (b"{\\rtf1 words}", "plan.docx", "RTF"),
        (b"  <!DOCTYPE HTML><p>words", "plan.md", "web page"),
        (b"\x89PNG\r\n\x1a\n", "plan.txt", "picture"),
        (b"MZ\x90\0\3", "plan.txt", "program"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_up04_what_is_inside_decides(data: bytes, name: str, said: str) -> None:
    assert said in refusal(data, name)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../etc/passwd.txt", "passwd"),
        ("C:\\Users\\plan_b.txt", "plan b"),
        ("pl\x00an.txt", "plan"),
        ("CON.txt", "CON"),
        ("evil\u202e\u2066.txt", "evil"),
        ("v1.2 final.txt", "v1.2 final"),
        ("PLAN.TXT", "PLAN"),
    ],
)
def test_up04_a_strange_name_is_only_shown(name: str, title: str, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    try:
        assert read_document(b"A few words.", name).title == title
        assert list(tmp_path.iterdir()) == []
    finally:
        os.chdir(ROOT)


def test_up04_a_name_of_300_characters_is_cut() -> None:
    assert len(read_document(b"A few words.", "x" * 300 + ".txt").title) <= 200


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "no text"),
        ("\ufeff\u200b\n".encode(), "no text"),
        (b"--- *** ...", "no text"),
        (b"x" * (LARGEST + 1), "larger than 20 MB"),
        (bytes(range(256)) * 100, "not a text file"),
        (b"\x00\x01\x02\x03" * 1000, "not a text file"),
        (b"words\x00words" * 100, "not a text file"),
    ],
    ids=["nothing", "spaces", "invisible", "signs", "too large", "all bytes", "control", "NUL"],
)
def test_up06_what_holds_no_words_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data, "plan.txt")


def test_up06_a_pdf_of_pictures_is_refused_with_what_to_do() -> None:
    picture = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"
    assert "text recognition" in refusal(hostile.page(hostile.stream(picture)), "plan.pdf")
    assert "pages are empty" in refusal(hostile.page(hostile.stream(b"")), "plan.pdf")


def test_pasted_nothing_is_refused() -> None:
    for text in ("", " \n ", "***", "\u200b"):
        with pytest.raises(InputError) as caught:
            read_text(text)
        kind(str(caught.value))


def test_reading_can_be_cancelled() -> None:
    asked: list[float] = []

    def after_a_while() -> bool:
        asked.append(time.monotonic())
        return asked[-1] - asked[0] > 0.3

    started = time.monotonic()
    with pytest.raises(InputError, match="stopped, and nothing was added"):
        read_document(hostile.PDFS["a table of a million objects"](), "plan.pdf", cancelled=after_a_while)
    assert time.monotonic() - started < 3


def test_the_child_gets_no_secrets_and_no_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], dict[str, str]]] = []

    class Watched(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, command: list[str], **options: object) -> None:
            seen.append((command, options["env"]))  # type: ignore[arg-type]
            assert not options.get("shell") and options["start_new_session"]
            super().__init__(command, **options)  # type: ignore[call-overload]

    monkeypatch.setenv("ASSISTANT_MODEL_KEY", "secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    monkeypatch.setattr(subprocess, "Popen", Watched)
    read_document(b"Words.", "secret name; rm -rf.txt")
    ((command, env),) = seen
    assert set(env) <= {"PATH", "SYSTEMROOT", "LANG", "LC_ALL", "PYTHONPATH"}
    assert "secret" not in " ".join(command)


def in_the_child(code: str) -> str:
    """What happens when a parser tries something, under the limits of the child."""
    before = "import sys\nfrom assistant.adapters.documents import child\nchild._limit()\n"
    before += "sys.addaudithook(child._guard)\n"
    after = "\ntry:\n    attempt()\nexcept BaseException as error:\n    print(type(error).__name__)\n"
    after += "else:\n    print('done')\n"
    ran = subprocess.run(
        [sys.executable, "-c", before + code + after], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return ran.stdout.strip() or str(ran.returncode)


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("def attempt():\n    return 1", "done"),
        ("def attempt():\n    open('README.md').read()", "done"),
        ("import socket\ndef attempt():\n    socket.socket()", "PermissionError"),
        ("import socket\ndef attempt():\n    socket.getaddrinfo('example.org', 80)", "PermissionError"),
        ("import subprocess\ndef attempt():\n    subprocess.run(['true'])", "PermissionError"),
        ("import os\ndef attempt():\n    os.system('true')", "PermissionError"),
        ("def attempt():\n    open('/tmp/should-not-be', 'w')", "PermissionError"),
        ("def attempt():\n    open('/tmp/should-not-be', 'ab')", "PermissionError"),
        ("import os\ndef attempt():\n    os.remove('/tmp/should-not-be')", "PermissionError"),
        ("def attempt():\n    bytearray(2_000_000_000)", "MemoryError"),
    ],
)
def test_the_child_can_read_and_nothing_else(code: str, ending: str) -> None:
    pytest.importorskip("resource", reason="LIMITS NOT TESTED: this system has no resource limits")
    assert in_the_child(code) == ending


def test_a_child_that_answers_nonsense_is_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = sys.executable
    for said in ('["whole", 3]', '["part", {}]\n["whole", {}]', "nonsense", '["part"]', "", '{"a": 1}'):
        liar = tmp_path / "liar"
        liar.write_text(f"#!{python}\nprint('''{said}''')\n")
        liar.chmod(0o755)
        monkeypatch.setattr(process.sys, "executable", str(liar))
        assert "PDF is damaged" in refusal(hostile.PDFS["bookmarks in a ring"](), "plan.pdf")


def test_a_child_that_never_stops_talking_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    python = sys.executable
    for line in ("x" * 1000, "", '["remark", {}]' + " " * 1000):
        liar = tmp_path / "liar"
        liar.write_text(f"#!{python}\nwhile True:\n    print('''{line}''')\n")
        liar.chmod(0o755)
        monkeypatch.setattr(process.sys, "executable", str(liar))
        refusal(hostile.PDFS["bookmarks in a ring"](), "plan.pdf")


GROWTH = """
import resource, sys
from pathlib import Path
from assistant.adapters.documents import process
from assistant.adapters.documents.reader import read_document
from assistant.errors import InputError

files = [(path.read_bytes(), path.name) for path in sorted(Path(sys.argv[1]).iterdir())]
read_document(b"A few words.", "a.txt")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
read = 0
for data, name in files:
    process.SECONDS = 20 if name == "line.txt" else 2
    try:
        found = read_document(data, name)
    except InputError:
        continue
    read += 1
    assert found.words > 400_000
    assert max(len(line) for part in found.parts for line in part.text.split("\\n")) <= 1_000
print(read, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_up01_up06_the_app_stays_small_over_bombs_and_a_line_of_20_mb(tmp_path: Path) -> None:
    pytest.importorskip(
        "resource", reason="MEMORY NOT TESTED: this system does not tell the most that was used"
    )
    for number, name in enumerate(("unpacks to 150 MB", "100,000 entries")):
        (tmp_path / f"{number}.docx").write_bytes(hostile.PACKAGES[name]())
    for number, name in enumerate(("a page of 70 MB of words", "a page of a gigabyte, packed twice")):
        (tmp_path / f"{number}.pdf").write_bytes(hostile.PDFS[name]())
    (tmp_path / "line.txt").write_bytes(b"word " * 400_000 + "a\u20ac".encode() * 4_400_000)
    ran = subprocess.run(
        [sys.executable, "-c", GROWTH, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-1000:]
    read, growth = map(int, ran.stdout.split())
    assert read == 1 and growth < 150_000


def test_two_read_at_once_and_the_third_waits() -> None:
    found: list[Understood] = []
    threads = [Thread(target=lambda: found.append(read_document(b"Some words.", "a.txt"))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(found) == 5 and len(set(found)) == 1
