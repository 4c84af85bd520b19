"""The fixture cases of feedback, made from tests/evals/feedback.yaml."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assistant.domain.drafts import Draft
from assistant.domain.facts import Facts
from assistant.domain.feedback import FeedbackRequest
from assistant.drafting import Drafting, Envelope
from assistant.kinds.feedback.kind import FeedbackKind
from assistant.library import Library, load_library
from assistant.prompts import load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT

FILE = Path(__file__).parent / "evals" / "feedback.yaml"
READ: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
TODAY: date = READ["today"]


class Case(NamedTuple):
    name: str
    facts: Facts
    request: FeedbackRequest
    set: str


def cases(name: str | None = None) -> list[Case]:
    """Those of one set; all of them without a name."""
    return [
        Case(
            f"{case['set']} {case['name']}",
            Facts.model_validate(READ["pairs"][case["pair"]]),
            FeedbackRequest.model_validate(case["request"]),
            case["set"],
        )
        for case in READ["cases"]
        if name is None or case["set"] == name
    ]


@cache
def library() -> Library:
    return load_library(ROOT / "knowledge")


@cache
def drafting() -> Drafting[Facts, FeedbackRequest]:
    retriever = Retriever(library())
    now = datetime.combine(TODAY, datetime.min.time(), UTC)
    return Drafting(FeedbackKind(), library(), lambda: retriever, load_replies(ROOT / "prompts"), lambda: now)


_DRAFTS: dict[str, Draft] = {}


def draft(case: Case) -> Draft:
    """Made once: composing is pure."""
    if case.name not in _DRAFTS:
        _DRAFTS[case.name] = drafting().draft(case.facts, case.request, Envelope(id="d"))
    return _DRAFTS[case.name]
