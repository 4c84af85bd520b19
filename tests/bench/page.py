"""What the page costs beside a bare Streamlit page: start, streaming, and clicks with everything loaded (G7-G9)."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.row import Row
from tests.page_server import ROOT, Page, Visitor, served

STARTS = 5
RERUNS = 30
TOKENS = 500
FRAME = "Home"

Times = tuple[float, float, float, float]

HELLO = "import streamlit as st\nst.title('Hello')\n"

WIDGETS = """
import streamlit as st
for number in range(10):
    st.markdown(f"Line {number}")
    st.button("Press", key=f"a{number}")
    st.text_input("Words", key=f"b{number}")
    st.selectbox("One of", ["x", "y"], key=f"c{number}")
    st.checkbox("Yes", key=f"d{number}")
"""

LOADED = """
import chromadb, langchain_openai, onnxruntime, openai, sqlalchemy.orm, tiktoken, tokenizers
"""

FROZEN = """
import gc, sys
if "frozen_once" not in sys.modules:
    sys.modules["frozen_once"] = sys
    gc.collect(); gc.freeze()
"""

WORDS = """
import time
def words():
    for number in range({tokens}):
        time.sleep(0.005)
        yield f"word{{number}} "
"""

THEIRS = (
    WORDS
    + """
import streamlit as st
st.write_stream(words())
st.markdown("the end")
"""
)

# As on our page, where nothing that was loaded is looked at again after a run.
OURS = (
    WORDS
    + FROZEN
    + """
import streamlit as st
from assistant.screens import mishaps
from assistant.screens.arriving import EVERY, Arriving

def work(arriving):
    text = ""
    for word in words():
        text += word
        arriving.report(text)

if "arriving" not in st.session_state:
    st.session_state["arriving"] = Arriving(work)

@mishaps.fragment(run_every=EVERY)
def look():
    arriving = st.session_state["arriving"]
    st.markdown(arriving.latest or "")
    if not arriving.running:
        st.markdown("the end")

look()
"""
)


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder)
        return [*_starts(own), *_streaming(own), *_clicks(own)]


def _starts(own: Path) -> list[Row]:
    """Fresh processes in turn, the page's own database already there, as after the first start."""
    data, hello = own / "data", _script(own, "hello", HELLO)
    data.mkdir()
    with served(data) as page, Visitor(page) as visitor:
        visitor.run()
    ours: list[Times] = []
    bare: list[Times] = []
    for _ in range(STARTS):
        ours.append(_start(data, ROOT / "app.py", FRAME))
        bare.append(_start(data, hello, "Hello"))
    health, first = (_least(ours, part) / _least(bare, part) for part in (0, 2))
    start = (_least(ours, 1) + _least(ours, 2)) / (_least(bare, 1) + _least(bare, 2))
    content = (_least(ours, 1) + _least(ours, 3)) / (_least(bare, 1) + _least(bare, 3))
    return [
        _row("server start to the first page, over a bare page", start, 1.5),
        _row("G8 first page after health, over a hello page's first run", first, 2.0),
        _row("G8 processor time from start to health, over a hello page", health, 1.1),
        Row(
            "server start to the people on record, over a bare page",
            round(content, 2),
            "x",
            "(no goal)",
            True,
        ),
    ]


def _start(data: Path, script: Path, frame: str) -> Times:
    """Processor seconds and seconds to health; from there seconds to the frame, and to the first run's end."""
    with served(data, script) as page, Visitor(page) as visitor:
        busy, began = page.processor_seconds, time.perf_counter()
        first = visitor.run(until=frame)
        visitor.follow(began)
        return busy, page.seconds, first.seconds, time.perf_counter() - began


def _streaming(own: Path) -> list[Row]:
    with _visited(own, "theirs", THEIRS.format(tokens=TOKENS)) as (page, visitor):
        visitor.run()  # imports pandas, which is not what is compared
        theirs = _cost(page, lambda: visitor.run().bytes)
    with _visited(own, "ours", OURS.format(tokens=TOKENS)) as (page, visitor):
        ours = _cost(page, lambda: _follow_fragment(visitor))
    return [
        _row("G7 bytes of 500 arriving words, over st.write_stream", ours[1] / theirs[1], 0.15),
        _row("G7 processor time of 500 arriving words, over st.write_stream", ours[0] / theirs[0], 0.5),
    ]


def _follow_fragment(visitor: Visitor) -> int:
    """Do as the browser does: look again whenever the page asked for it, until all words are there."""
    size, fragment, every, ended = 0, "", 0.0, False
    visitor.ask()
    while not ended:
        message, length = visitor.read()
        size += length
        if message.HasField("auto_rerun"):
            fragment, every = message.auto_rerun.fragment_id, message.auto_rerun.interval
        ended = message.delta.new_element.markdown.body == "the end"
        if message.HasField("script_finished") and not ended:
            time.sleep(every)
            visitor.ask(fragment)
    return size + _rest(visitor)


def _rest(visitor: Visitor) -> int:
    size = 0
    while True:
        message, length = visitor.read()
        size += length
        if _finished(message):
            return size


def _finished(message: ForwardMsg) -> bool:
    return bool(message.HasField("script_finished"))


def _clicks(own: Path) -> list[Row]:
    """Processor time of a rerun with fifty widgets."""
    bare = _rerun(own, "bare", FROZEN + WIDGETS)
    frozen = _rerun(own, "frozen", LOADED + FROZEN + WIDGETS)
    loaded = _rerun(own, "loaded", LOADED + WIDGETS)
    return [
        _row("G9 rerun with all libraries loaded and frozen, over none loaded", frozen / bare, 1.3),
        Row(
            "G9 the same without freezing, over frozen",
            round(loaded / frozen, 1),
            "x",
            ">= 5",
            loaded / frozen >= 5,
        ),
    ]


def _rerun(own: Path, name: str, text: str) -> float:
    with _visited(own, name, text) as (page, visitor):
        for _ in range(3):
            visitor.run()
        seconds, _ = _cost(page, lambda: sum(visitor.run().bytes for _ in range(RERUNS)))
    return seconds / RERUNS


@contextmanager
def _visited(own: Path, name: str, text: str) -> Iterator[tuple[Page, Visitor]]:
    with served(own / "data", _script(own, name, text)) as page, Visitor(page) as visitor:
        yield page, visitor


def _cost(page: Page, work: Callable[[], int]) -> tuple[float, int]:
    """Processor seconds of the server, and what the work returns."""
    before = page.processor_seconds
    found = work()
    return page.processor_seconds - before, found


def _script(own: Path, name: str, text: str) -> Path:
    path = own / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


def _least(found: list[Times], part: int) -> float:
    """Whatever else the machine was doing only ever adds."""
    return min(each[part] for each in found)


def _row(name: str, ratio: float, goal: float) -> Row:
    return Row(name, round(ratio, 2), "x", f"<= {goal}", ratio <= goal)
