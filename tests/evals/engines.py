"""Every kind of draft with a model: the share of its lines that are taken, and whether the drafts still hold."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from assistant.domain.drafts import Check, Draft, Ending
from assistant.domain.people import Role
from assistant.drafting import Drafting, Envelope, Phraser
from assistant.kind import Kind
from assistant.kinds.agenda.kind import AgendaKind
from assistant.kinds.feedback.kind import FeedbackKind
from assistant.kinds.reflection.kind import ReflectionKind
from assistant.library import load_library
from assistant.likeness import Likeness
from assistant.ports import ChatModel, CountTokens, Embedder
from assistant.prompts import load_prompts, load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT
from tests import agendas, feedbacks, reflections

RESULTS = Path(__file__).with_name("results")
EACH = 4
"""Drafts of each kind for one model; on two cores a local one takes a minute or so for each."""


class Given(NamedTuple):
    name: str
    facts: Any
    request: Any
    role: Role
    today: date


class Share(NamedTuple):
    """What became of some drafts of one kind with one model."""

    drafts: int
    holding: int
    """In which every must check passes."""
    lines: int
    taken: int


KINDS: dict[str, Callable[[], Kind[Any, Any]]] = {
    "agenda": AgendaKind,
    "feedback": FeedbackKind,
    "reflection": lambda: ReflectionKind(Likeness()),
}


def given(kind: str) -> list[Given]:
    """The fixture cases of a kind that become drafts."""
    match kind:
        case "agenda":
            return [Given(c.name, c.facts, c.request, Role.MENTOR, agendas.TODAY) for c in agendas.cases()]
        case "feedback":
            cases = [case for case in feedbacks.cases() if case.set != "missing"]
            return [Given(c.name, c.facts, c.request, Role.MENTOR, feedbacks.TODAY) for c in cases]
        case _:
            today = reflections.NOW.date()
            return [Given(c.name, c.facts, c.request, c.facts.role, today) for c in reflections.cases()]


def spread(kind: str, number: int = EACH) -> list[Given]:
    """So many cases, from all over the set."""
    cases = given(kind)
    return cases[:: max(1, len(cases) // number)][:number]


def phrased(
    kind: str,
    model: ChatModel,
    embedder: Embedder | None,
    count: CountTokens,
    number: int = EACH,
    deadline: float = 300.0,
) -> Iterator[Draft]:
    """Drafts of a kind after this model had a try at them."""
    library, replies = load_library(ROOT / "knowledge"), load_replies(ROOT / "prompts")
    prompt = load_prompts(ROOT / "prompts")[kind]
    retriever = Retriever(library)
    phraser = Phraser.of(model, prompt, embedder, count, deadline)
    for case in spread(kind, number):
        now = datetime.combine(case.today, datetime.min.time(), UTC)
        drafting = Drafting(KINDS[kind](), library, lambda: retriever, replies, lambda now=now: now)  # type: ignore[misc]
        draft = drafting.draft(case.facts, case.request, Envelope(id="e", author_role=case.role))
        if draft.ending is Ending.ANSWERED:
            *_, draft = drafting.personalised(draft, case.facts, phraser, lambda: False)
            yield draft


def holds(checks: tuple[Check, ...]) -> bool:
    return all(check.passed for check in checks if check.gate == "must")


def share(drafts: list[Draft]) -> Share:
    wordings = [wording for draft in drafts for wording in draft.wordings]
    return Share(
        drafts=len(drafts),
        holding=sum(holds(draft.checks) for draft in drafts),
        lines=len(wordings),
        taken=sum(wording.personalised is not None for wording in wordings),
    )


def recorded() -> list[dict[str, Any]]:
    """What `make eval-model` has measured with real models, as it was written down then."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))]


def main() -> None:
    print("\nWith a model, as `make eval-model` measured it last")
    for one in recorded():
        if "turns" in one:
            print(
                f"  {one['kind']:11} {one['model']}, {one['measured_on']}: {one['taken']} of {one['turns']} turns taken"
            )
            continue
        print(
            f"  {one['kind']:11} {one['model']}, {one['measured_on']}: earned {one['taken']} of "
            f"{one['lines']} trial lines; in {one['drafts']} drafts {one['draft_taken']} of "
            f"{one['draft_lines']} lines taken, every must check passes in {one['holding']}"
        )


if __name__ == "__main__":
    sys.exit(main())
