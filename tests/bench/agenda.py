"""An agenda against a longer history, and against the plain chain of the tutorials on the same local model."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.adapters.downloads import pull
from assistant.adapters.embedder import MiniLM
from assistant.adapters.llama import LocalServer
from assistant.adapters.local_chat import LocalChat
from assistant.adapters.records.engine import url_of
from assistant.adapters.records.store import open_records
from assistant.adapters.shelf import available
from assistant.adapters.tokens import counter
from assistant.catalogue import Entry, catalogue
from assistant.demo import load_demo
from assistant.domain.access import Principal, Purpose
from assistant.domain.agenda import AgendaRequest
from assistant.domain.drafts import Engine
from assistant.domain.facts import Facts
from assistant.domain.meetings import Session
from assistant.domain.people import Role
from assistant.drafting import Drafting, Envelope, Phraser
from assistant.errors import ModelError
from assistant.guide import EngineState, Guide
from assistant.guide.desk import PairDesk
from assistant.kinds.agenda.kind import AgendaKind
from assistant.library import load_library
from assistant.phrasing import batches
from assistant.ports import CountTokens
from assistant.prompts import Prompt, load_prompts, load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT, Settings
from tests.agendas import TODAY, pair
from tests.bench.row import Row
from tests.bench.tutorial import TutorialChain
from tests.shelving import in_memory

ROUNDS = 40
MODELS = Path(os.environ.get("ASSISTANT_TEST_MODELS") or ROOT / ".cache" / "models")
LIBRARY = load_library(ROOT / "knowledge")


def rows() -> list[Row]:
    return [*history_rows(), *tutorial_rows()]


def _agendas() -> Drafting[Facts, AgendaRequest]:
    retriever = Retriever(LIBRARY)
    now = datetime.combine(TODAY, datetime.min.time(), UTC)
    return Drafting(AgendaKind(), LIBRARY, lambda: retriever, load_replies(ROOT / "prompts"), lambda: now)


def history_rows() -> list[Row]:
    """The whole way of a click, records and saving included: 500 past sessions beside 5, interleaved."""
    with tempfile.TemporaryDirectory() as folder:
        sides = {count: _side(Path(folder) / str(count), count) for count in (5, 500)}
        times: dict[int, list[float]] = {5: [], 500: []}
        for _ in range(ROUNDS):
            for count, (guide, principal, pair_id) in sides.items():
                begun = time.perf_counter()
                guide.prepare(principal, pair_id, AgendaRequest(minutes=45))
                times[count].append(time.perf_counter() - begun)
    ratio = statistics.median(times[500]) / statistics.median(times[5])
    late = statistics.quantiles(times[500], n=20)[18] * 1e3
    return [
        Row("agenda with 500 past sessions, against 5", round(ratio, 2), "x", "<= 1.5", ratio <= 1.5),
        Row("the same, 95th percentile in process", round(late, 1), "ms", "< 300", late < 300),
    ]


def _side(folder: Path, count: int) -> tuple[Guide, Principal, str]:
    """The demonstration pair with this many sessions behind it."""
    folder.mkdir(parents=True)
    records = open_records(url_of(Settings(data_dir=folder)))
    today = date(2026, 11, 24)
    programme = load_demo(records, today)
    person = next(p for p in records.actors() if Role.MENTOR in p.roles)
    principal = Principal(person_id=person.id, programme_id=programme.id, role=Role.MENTOR)
    pair_id = next(p.id for p in records.pairs(principal, Purpose.PREPARE_PAIR) if len(p.members) == 2)
    have = len(records.sessions(principal, Purpose.MANAGE_PAIR, pair_id))
    for number in range(have + 1, count + 1):
        on = today - timedelta(days=1) - timedelta(days=(count - number))
        session = Session(id="", number=number, on=on, happened=f"We looked at part {number}.")
        records.save_session(principal, Purpose.MANAGE_PAIR, pair_id, session)
    state = EngineState(engine=Engine.COMPOSED, sentence="")
    shelves = in_memory(records)
    guide = Guide(
        [PairDesk(_agendas(), AgendaRequest, for_all=True)],
        lambda: records,
        lambda *_: None,
        lambda _: state,
        notes=lambda: Retriever(LIBRARY),
        shelves=lambda: shelves,
    )
    return guide, principal, pair_id


def tutorial_rows() -> list[Row]:
    """The same request to the same local model: our composed draft with phrased slots, and their one answer."""
    facts, request = pair("one_to_one"), AgendaRequest(minutes=45)
    question = (
        "Write an agenda for the next 45-minute mentoring session of Lee Osei (mentor) and Amina (mentee). "
        "Amina's goal: lead the Monday stand-up. She now answers when she is asked. Open: ask Tom if she can run "
        "the first five minutes. Include minutes, questions and sources."
    )
    with tempfile.TemporaryDirectory() as folder:
        embedder = MiniLM(Path(folder), 1)
        entry = _model()
        server = LocalServer(Path(folder), MODELS)
        endpoint = server.ensure(entry) if entry else ("http://127.0.0.1:9/v1", "none")
        try:
            chain = TutorialChain(LIBRARY, embedder, *endpoint, entry.name if entry else "none")
            found = prompt_rows(facts, request, chain.rendered(question))
            if entry:
                found += _against(facts, request, chain, question, LocalChat(server, entry), embedder, entry)
        finally:
            server.stop()
    return found


def prompt_rows(facts: Facts, request: AgendaRequest, theirs: str) -> list[Row]:
    """G12: tokens of our whole prompt, and how much of it never changes."""
    count = counter(ROOT / ".cache")
    draft = _agendas().draft(facts, request, Envelope(id="d"))
    prompt = load_prompts(ROOT / "prompts")["agenda"]
    kind = AgendaKind()
    first = _rendered(kind, draft.body, facts, prompt, count)
    later = draft.body | {"items": [dict(item) for item in draft.body["items"]]}
    later["items"][-2] = {**later["items"][-2], "questions": ["What would you like to do next?"]}
    second = _rendered(kind, later, facts, prompt, count)
    ratio = count(first) / count(theirs)
    stable = count(os.path.commonprefix([first, second])) / count(second)
    return [
        Row("G12 prompt tokens, against the tutorial's", round(ratio, 2), "x", "<= 0.6", ratio <= 0.6),
        Row(
            "G12 share of the next prompt that stays the same", round(stable, 2), "", ">= 0.7", stable >= 0.7
        ),
    ]


def _rendered(
    kind: AgendaKind, body: Mapping[str, Any], facts: Facts, prompt: Prompt, count: CountTokens
) -> str:
    asked = batches(kind.slots(body, facts, ()), prompt, count, ())
    return "\n".join(turn.text for turn in asked[0].turns)


def _against(
    facts: Facts,
    request: AgendaRequest,
    chain: TutorialChain,
    question: str,
    model: LocalChat,
    embedder: MiniLM,
    entry: Entry,
) -> list[Row]:
    told = chain.ask(question)
    agendas = _agendas()
    agendas.draft(facts, request, Envelope(id="d"))
    begun = time.perf_counter()
    draft = agendas.draft(facts, request, Envelope(id="d"))
    usable = time.perf_counter() - begun
    phraser = Phraser.of(
        model, load_prompts(ROOT / "prompts")["agenda"], embedder, counter(ROOT / ".cache"), 600.0
    )
    *_, last = agendas.personalised(draft, facts, phraser, lambda: False)
    ours, theirs = last.tokens.sent + last.tokens.received, told.sent + told.received
    sooner = told.whole / usable
    name = entry.name
    return [
        Row(
            f"tokens with {name}, against the tutorial's",
            round(ours / theirs, 2),
            "x",
            "<= 0.5",
            ours <= 0.5 * theirs,
        ),
        Row(
            "sooner to a usable draft, against the tutorial's whole",
            round(sooner),
            "x",
            ">= 20",
            sooner >= 20,
        ),
        Row(
            "the same, against the tutorial's first word", round(told.first / usable), "x", "(no goal)", True
        ),
    ]


def _model() -> Entry | None:
    """The default model when it was fetched, else the smallest, which is fetched; else none, said aloud."""
    here = available(MODELS)
    chats = [entry for entry in catalogue() if entry.name in here and entry.purpose == "chat"]
    if chats:
        return chats[-1]
    smallest = catalogue()[0]
    try:
        pull(smallest, MODELS)
    except ModelError as error:
        sys.stderr.write(f"no local model, so the rows against the tutorial are left out: {error}\n")
        return None
    return smallest
