"""What a real model earns: `python -m tests.evals.model`, with the local default or the endpoint of the settings."""

import json
import sys
from collections import Counter
from datetime import date
from typing import Any

from assistant import earning
from assistant.adapters import models
from assistant.adapters.tokens import counter
from assistant.answering.answers import Answering
from assistant.answering.reader import Reader
from assistant.answering.words import load_answers
from assistant.domain.drafts import COMPOSED, Engine
from assistant.domain.people import Role
from assistant.drafting import Phraser
from assistant.errors import AssistantError
from assistant.library import load_library
from assistant.personalising import SAME
from assistant.ports import ChatModel
from assistant.prompts import load_prompts, load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT, load_settings
from tests.evals import dialogue, engines
from tests.evals.drift import the_embedder, wilson

ANSWER, TURNS = "answer", 8
DEADLINE = 300.0
"""Seconds for one request; the machine that measures may be busy."""


def the_model() -> ChatModel | None:
    """An endpoint or a fetched model of the settings; else the default model of the tests' cache."""
    settings = load_settings(engine=Engine.MODEL)
    model = models.build(settings)
    cache = ROOT / ".cache" / "models"
    if model is None and cache.is_dir():
        from assistant.adapters.llama import LocalServer
        from assistant.adapters.local_chat import LocalChat
        from assistant.adapters.shelf import available
        from assistant.catalogue import catalogue

        here = [entry for entry in catalogue() if entry.purpose == "chat" and entry.name in available(cache)]
        if here:
            model = LocalChat(LocalServer(settings.data_dir, cache, threads=settings.threads), here[-1])
    return model


def show(record: earning.Record) -> None:
    low, high = wilson(record.accepted, record.asked)
    tokens = record.tokens
    print(earning.sentence(record.kind, record.model, record))
    print(
        f"  lines taken      {record.accepted} of {record.asked}  [{low:.0%}, {high:.0%}], bar {record.bar:.0%}"
    )
    print(f"  tokens           {tokens.sent} sent, {tokens.received} received, {tokens.requests} requests")
    print(f"  seconds          {record.seconds} in all, {record.seconds / max(1, record.asked):.1f} a line")
    print("  why lines stayed composed:")
    said: Counter[str] = Counter()
    for reason, times in record.reasons.items():
        for part in reason.split(". "):
            said[part.rstrip(".")] += times
    for part, times in said.most_common():
        print(f"    {times:>3}  {part}")


def measure(kind: str, model: ChatModel) -> None:
    """The trial of one kind, then a few whole drafts; written down beside the other results."""
    settings = load_settings()
    prompt, replies = load_prompts(settings.prompts_dir)[kind], load_replies(settings.prompts_dir)
    count, embedder = counter(settings.data_dir), the_embedder()
    record = earning.trial(
        kind,
        model,
        earning.cases(kind),
        prompt=prompt,
        replies=replies,
        embedder=embedder,
        count=count,
        today=date.today(),
        accept=engines.KINDS[kind]().accept,
        deadline=DEADLINE,
        progress=lambda done, total: print(f"  {done} of {total} lines", file=sys.stderr),
    )
    show(record)
    drafts = engines.share(list(engines.phrased(kind, model, embedder, count, deadline=DEADLINE)))
    print(
        f"  drafts           {drafts.holding} of {drafts.drafts} pass every must check, "
        f"{drafts.taken} of {drafts.lines} lines taken"
    )
    result = {
        "kind": kind,
        "stamp": prompt.stamp,
        "rules": record.rules,
        "measured_on": date.today().isoformat(),
        "model": record.model,
        "lines": record.asked,
        "taken": record.accepted,
        "given_back_unchanged": record.reasons.get(SAME, 0),
        "tokens_sent": record.tokens.sent,
        "tokens_received": record.tokens.received,
        "requests": record.tokens.requests,
        "drafts": drafts.drafts,
        "holding": drafts.holding,
        "draft_lines": drafts.lines,
        "draft_taken": drafts.taken,
    }
    write(result)


def measure_answers(model: ChatModel) -> None:
    """Turns of the scripted conversations, answered with this model; a turn is taken whole or not at all."""
    settings = load_settings()
    prompt = load_prompts(settings.prompts_dir)[ANSWER]
    speaker = Phraser.of(model, prompt, the_embedder(), counter(settings.data_dir), DEADLINE)
    library, replies = load_library(settings.knowledge_dir), load_replies(settings.prompts_dir)
    words = load_answers(settings.prompts_dir)
    answering = Answering(library, lambda: Retriever(library), replies, words, the_embedder)
    asked = [
        (talk["role"], talk["turns"][0]) for talk in dialogue.loaded("conversations.yaml")["conversations"]
    ]
    answers = [
        list(answering.answer(turn, Reader(role=Role(role)), speaker=speaker))[-1]
        for role, turn in asked[:: len(asked) // TURNS][:TURNS]
    ]
    taken = sum(answer.model_id != COMPOSED for answer in answers)
    print(f"{model.name}: {taken} of {len(answers)} turns of a conversation were taken")
    spent = [answer.tokens for answer in answers]
    result = {
        "kind": ANSWER,
        "stamp": prompt.stamp,
        "measured_on": date.today().isoformat(),
        "model": model.name,
        "turns": len(answers),
        "taken": taken,
        "tokens_sent": sum(tokens.sent for tokens in spent),
        "tokens_received": sum(tokens.received for tokens in spent),
    }
    write(result)


def write(result: dict[str, Any]) -> None:
    path = engines.RESULTS / f"{result['kind']}.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    model = the_model()
    if model is None:
        print("no model: set ASSISTANT_MODEL_URL or ASSISTANT_MODEL_KEY, or run: assistant model pull")
        return 1
    try:
        for kind in sys.argv[1:] or [*engines.KINDS, ANSWER]:
            if kind == ANSWER:
                measure_answers(model)
            else:
                measure(kind, model)
    except AssistantError as error:
        print(f"{model.name} could not be tested: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
