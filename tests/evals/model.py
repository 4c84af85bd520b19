"""What a real model earns: `python -m tests.evals.model`, with the local default or the endpoint of the settings."""

import json
import sys
from collections import Counter
from datetime import date

from assistant import earning
from assistant.adapters import models
from assistant.adapters.tokens import counter
from assistant.domain.drafts import Engine
from assistant.errors import AssistantError
from assistant.personalising import SAME
from assistant.ports import ChatModel
from assistant.prompts import load_prompts, load_replies
from assistant.settings import ROOT, load_settings
from tests.evals import engines
from tests.evals.drift import the_embedder, wilson

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
    engines.RESULTS.joinpath(f"{kind}.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    model = the_model()
    if model is None:
        print("no model: set ASSISTANT_MODEL_URL or ASSISTANT_MODEL_KEY, or run: assistant model pull")
        return 1
    try:
        for kind in sys.argv[1:] or engines.KINDS:
            measure(kind, model)
    except AssistantError as error:
        print(f"{model.name} could not be tested: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
