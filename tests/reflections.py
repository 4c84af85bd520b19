"""The fixture cases of reflective prompts, made from tests/evals/reflection.yaml, and what to compose them with."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assistant.domain.drafts import Draft
from assistant.domain.goals import Goal
from assistant.domain.journal import Answered, Entry, ShownPrompt
from assistant.domain.people import Role
from assistant.domain.reflection import ReflectionRequest, WriterFacts
from assistant.domain.strengths import Evidence, Strength
from assistant.drafting import Drafting, Envelope
from assistant.kinds.reflection.kind import ReflectionKind
from assistant.library import Library, load_library
from assistant.likeness import Likeness
from assistant.prompts import load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT

FILE = Path(__file__).parent / "evals" / "reflection.yaml"
READ = yaml.safe_load(FILE.read_text(encoding="utf-8"))
TODAY: date = READ["today"]
NOW = datetime.combine(TODAY, datetime.min.time(), UTC)
OWNER = "w1"


class Case(NamedTuple):
    name: str
    facts: WriterFacts
    request: ReflectionRequest
    expects: dict[str, Any]


def entry(text: str, role: Role = Role.MENTEE, days_ago: int = 0) -> Entry:
    return Entry(id=f"e{days_ago}", owner_id=OWNER, role=role, text=text, on=TODAY - timedelta(days=days_ago))


def facts(text: str, role: Role = Role.MENTEE, **changes: Any) -> WriterFacts:
    return WriterFacts(role=role, entry=entry(text, role) if text else None, **changes)


def shown(text: str, days_ago: int = 1, answered: Answered = Answered.SHOWN, **changes: Any) -> ShownPrompt:
    given = {
        "technique": "open_questions",
        "stage": "what",
        "depth": "descriptive",
        "role": Role.MENTEE,
        **changes,
    }
    return ShownPrompt(
        owner_id=OWNER, text=text, at=NOW - timedelta(days=days_ago), answered=answered, **given
    )


def goal(text: str, at: int = 0) -> Goal:
    return Goal(id=f"g{at}", owner_id=OWNER, text=text)


def strength(name: str, evidence: str, at: int = 0) -> Strength:
    return Strength(id=f"s{at}", person_id=OWNER, name=name, evidence=(Evidence(text=evidence),))


def cases() -> list[Case]:
    return [_case(read) for read in READ["cases"]]


def _case(read: dict[str, Any]) -> Case:
    role = Role(read["role"])
    before = [shown(text, days_ago=3 + at) for at, text in enumerate(read.get("shown", ()))]
    before += [
        shown(one["text"], 1, Answered(one["answered"]), technique=one.get("technique") or "open_questions")
        for one in read.get("skipped", ())
    ]
    found = facts(
        read.get("entry", ""),
        role,
        earlier=tuple(entry(one["text"], role, one["days_ago"]) for one in read.get("theme_before", ())),
        goals=tuple(goal(text, at) for at, text in enumerate(read.get("goals", ()))),
        strengths=tuple(
            strength(one["name"], one["evidence"], at) for at, one in enumerate(read.get("strengths", ()))
        ),
        shown=tuple(sorted(before, key=lambda one: one.at, reverse=True)),
        topic=read.get("topic", ""),
    )
    asked = {key: read[key] for key in ("topic", "questions_only", "comments") if key in read}
    request = ReflectionRequest(cycle=read["cycle"], depth=read["depth"], minutes=read["minutes"], **asked)
    return Case(read["name"], found, request, read.get("expects", {}))


@cache
def library() -> Library:
    return load_library(ROOT / "knowledge")


def drafting(
    likeness: Likeness | None = None, now: datetime = NOW
) -> Drafting[WriterFacts, ReflectionRequest]:
    kind = ReflectionKind(likeness or Likeness())
    retriever = Retriever(library())
    return Drafting(kind, library(), lambda: retriever, load_replies(ROOT / "prompts"), lambda: now)


def draft(case: Case, likeness: Likeness | None = None) -> Draft:
    return drafting(likeness).draft(case.facts, case.request, Envelope(id="r", author_role=case.facts.role))
