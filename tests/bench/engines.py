"""What our way to a model costs over the bare line (G6), and what a stable prompt saves (G13)."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from assistant.adapters.chat import LangChainChat
from assistant.adapters.llama import LocalServer
from assistant.adapters.shelf import verified
from assistant.catalogue import entry_named
from assistant.ports import Turn
from assistant.settings import ROOT
from tests.bench.row import Row

TOKENS = 300
ROUNDS = 25
QUESTION = "What made the first step possible?"
MODELS = Path(os.environ.get("ASSISTANT_TEST_MODELS") or ROOT / ".cache" / "models")

STUB = f"""
import sys
from tests.stub_server import StubServer
with StubServer(replies=["word" * {TOKENS}]) as server:
    print(server.url, flush=True)
    sys.stdin.read()
"""
"""A server that answers at once, in a process of its own so that its work is not taken for ours."""

Client = Callable[[], Iterator[str]]


def rows() -> list[Row]:
    return [*request_rows(), *prefix_rows()]


def request_rows() -> list[Row]:
    """G6: interleaved against the same server, so that a busy machine slows all of them alike."""
    with _stub() as url:
        clients = {"raw": _raw(url), "ours": _ours(url), "chat": _chat_openai(url), "lcel": _lcel(url)}
        for client in clients.values():
            _once(client)
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in clients}
        for _ in range(ROUNDS):
            for name, client in clients.items():
                runs[name].append(_once(client))
    # Other programs only ever add to a time, so the quickest run is the one to compare.
    first = {name: min(run[0] for run in found) for name, found in runs.items()}
    cpu = {name: statistics.median(run[1] for run in found) for name, found in runs.items()}
    over, over_lcel = first["ours"] - first["raw"], first["lcel"] - first["raw"]
    share = cpu["ours"] / cpu["chat"]
    return [
        Row("G6 first words, over a bare request", round(over * 1e3, 2), "ms", "<= 5", over <= 0.005),
        Row("G6 the same, against LCEL's", round(over / over_lcel, 2), "x", "<= 2", over <= 2 * over_lcel),
        Row("G6 processor time a token, against ChatOpenAI's", round(share, 2), "x", "<= 1.2", share <= 1.2),
    ]


def prefix_rows() -> list[Row]:
    """G13: tokens the local model has to read, as the server counts them; exact on any machine."""
    entry = entry_named("smollm2-135m")
    if not verified(entry, MODELS):
        print(f"G13 was not measured: {entry.name} is not in {MODELS}", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory() as folder:
        server = LocalServer(Path(folder), MODELS)
        try:
            base_url, key = server.ensure(entry)
            share = _share_read(base_url, key)
        finally:
            server.stop()
    return [
        Row(
            "G13 tokens read at turn 2, against a cold prompt", round(share, 3), "x", "<= 0.25", share <= 0.25
        )
    ]


def _share_read(base_url: str, key: str) -> float:
    """Turn 1, turn 2 with the same beginning, then as long a prompt that begins otherwise."""
    rules = "Ask about one thing at a time and wait for the answer. " * 25
    first = [{"role": "system", "content": rules}, {"role": "user", "content": QUESTION}]
    second = [
        *first,
        {"role": "assistant", "content": "A short talk."},
        {"role": "user", "content": "And then?"},
    ]
    cold = [{"role": "system", "content": f"Another case. {rules}"}, *second[1:]]
    read = []
    with httpx2.Client(trust_env=False, timeout=120, headers={"Authorization": f"Bearer {key}"}) as client:
        for messages in (first, second, cold):
            body = {"messages": messages, "max_tokens": 4}
            answer = client.post(f"{base_url}/chat/completions", json=body).raise_for_status()
            read.append(int(answer.json()["timings"]["prompt_n"]))
    return read[1] / read[2]


@contextmanager
def _stub() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", STUB], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin and process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.stdin.close()
        process.wait(10)


def _once(client: Client) -> tuple[float, float]:
    """Seconds to the first words, and processor seconds of this process for all of them."""
    used, began, first = time.process_time(), time.perf_counter(), 0.0
    size = 0
    for piece in client():
        first = first or (time.perf_counter() - began if piece else 0.0)
        size += len(piece)
    assert size == 4 * TOKENS, size
    return first, time.process_time() - used


def _raw(url: str) -> Client:
    client = httpx2.Client(trust_env=False, timeout=60)

    def ask() -> Iterator[str]:
        body = {"model": "stub", "stream": True, "messages": [{"role": "user", "content": QUESTION}]}
        with client.stream("POST", f"{url}/chat/completions", json=body) as response:
            for line in response.iter_lines():
                if line.startswith("data: {"):
                    for choice in json.loads(line[6:])["choices"]:
                        yield choice["delta"].get("content") or ""

    return ask


def _ours(url: str) -> Client:
    chat = LangChainChat("stub", base_url=url, key="k")
    return lambda: chat.stream([Turn(speaker="user", text=QUESTION)])


def _llm(url: str) -> Any:
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(model="stub", base_url=url, api_key=SecretStr("k"), stream_usage=True, max_retries=0)


def _chat_openai(url: str) -> Client:
    llm = _llm(url)
    return lambda: (chunk.text for chunk in llm.stream(QUESTION))


def _lcel(url: str) -> Client:
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate

    chain = ChatPromptTemplate.from_messages([("user", "{question}")]) | _llm(url) | StrOutputParser()
    return lambda: chain.stream({"question": QUESTION})


if __name__ == "__main__":
    for row in rows():
        print(row)
