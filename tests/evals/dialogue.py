"""Conversations: how far the detectors agree with a person's labels, then what they measure in scripted ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant import dialogue, lexicon, questions
from assistant.answering.answers import Answering
from assistant.answering.asking import wish
from assistant.answering.reader import Reader
from assistant.answering.words import load_answers
from assistant.dialogue import Exchange
from assistant.domain.conversation import Answer, FactRef, Message
from assistant.domain.people import Role
from assistant.library import load_library
from assistant.ports import Embedder
from assistant.prompts import load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT
from assistant.terms import stems

HERE = Path(__file__).parent
AGREES = 0.70
"""Kappa that a detector must reach before its numbers are used."""

THINGS = {"goals": "goal", "strengths": "strength", "commitments": "commitment"}


@dataclass(frozen=True)
class Talked:
    """One scripted conversation with what came back."""

    name: str
    role: Role
    said: tuple[str, ...]
    answers: tuple[Answer, ...]

    @property
    def exchanges(self) -> list[Exchange]:
        return [
            Exchange(said=said, answered=dialogue_text(answer))
            for said, answer in zip(self.said, self.answers, strict=True)
        ]


def dialogue_text(answer: Answer) -> str:
    """As it is read: labels go, and a list is its sentences."""
    from assistant.answering.course import unlabelled

    return unlabelled(answer.text).replace("\n- ", "\n")


def loaded(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return read


def kappa(pairs: Sequence[tuple[object, object]]) -> float:
    """Cohen's: agreement beyond what chance would bring."""
    total = len(pairs)
    agreed = sum(a == b for a, b in pairs) / total
    values = {value for pair in pairs for value in pair}
    chance = sum(
        (sum(a == value for a, _ in pairs) / total) * (sum(b == value for _, b in pairs) / total)
        for value in values
    )
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


DETECTORS: Mapping[str, Callable[[str, str], object]] = {
    "question": lambda text, said: dialogue.question_kind(text),
    "leading": lambda text, said: text.endswith("?") and questions.is_leading(text),
    "reflection": dialogue.reflects,
    "advice": lambda text, said: dialogue.advises(text),
    "permission": lambda text, said: dialogue.asks_leave(text),
}


def agreement() -> dict[str, float]:
    sentences = loaded("dialogue_sentences.yaml")["sentences"]
    return {
        name: kappa([(one[name], detect(one["text"], one["said_after"])) for one in sentences])
        for name, detect in DETECTORS.items()
    }


@cache
def answering(embedder: Embedder | None = None) -> Answering:
    """Without a model; by words when there is no embedder."""
    library = load_library(ROOT / "knowledge")
    retriever = Retriever(library)
    replies, words = load_replies(ROOT / "prompts"), load_answers(ROOT / "prompts")
    return Answering(library, lambda: retriever, replies, words, lambda: embedder)


def facts_of(case: Mapping[str, Any]) -> tuple[FactRef, ...]:
    found = []
    for key, thing in THINGS.items():
        for number, text in enumerate((case.get("facts") or {}).get(key) or ()):
            words = text if isinstance(text, str) else text.get("text") or text.get("name", "")
            whose = "Your" if case["role"] == "mentee" else "The mentee's"
            found.append(
                FactRef(label="", thing=thing, id=f"{thing}{number}", text=f'{whose} {thing}: "{words}"')
            )
    return tuple(found)


def talked(with_: Answering | None = None) -> Iterator[Talked]:
    made = with_ or answering()
    for case in loaded("conversations.yaml")["conversations"]:
        role = Role(case["role"])
        reader = Reader(role=role, facts=facts_of(case))
        history: list[Message] = []
        for turn in case["turns"]:
            answer = made.composed(turn, reader, history)
            history.append(Message(asked=turn, answer=answer, at=datetime(2026, 11, 23, tzinfo=UTC)))
        answers = tuple(one.answer for one in history if one.answer)
        yield Talked(case["name"], role, tuple(case["turns"]), answers)


def named(text: str, issue: str) -> bool:
    """Does an answer name the issue? The rule-based part: it asks, praises nothing, and shares a content word
    with the issue as a person described it; quoting the deed and asking about it counts."""
    shared = set(stems(issue)) & set(stems(text))
    return "?" in text and not lexicon.stock(text) and bool(shared)


def single(text: str, role: Role, made: Answering | None = None) -> Answer:
    return (made or answering()).composed(text, Reader(role=role))


def pain_first(text: str, answer: Answer) -> bool:
    """What hurts is said back before anything good is named. Good: a strength, or praise."""
    back = [part for part in questions.sentences(dialogue_text(answer)) if dialogue.reflects(part, text)]
    told = dialogue_text(answer).casefold()
    good = [
        told.find(word) for word in ("strength", "good at", "strong", "proud", "well done") if word in told
    ]
    at = told.find(back[0].casefold()) if back else -1
    return at >= 0 and all(place > at for place in good)


def measured(found: Sequence[Talked]) -> None:
    for title, roles in (("mentees", {Role.MENTEE, Role.PEER}), ("all", set(Role))):
        some = [one.exchanges for one in found if one.role in roles]
        if not some:
            continue
        print(f"  {title} ({len(some)} conversations)")
        for name, value in dialogue.measure(some).model_dump().items():
            print(f"    {name:26} {value if not isinstance(value, float) else round(value, 3)}")


def main() -> None:
    print("\nConversations: agreement of the detectors with a person's labels (kappa)")
    for name, value in agreement().items():
        print(f"  {name:12} {value:.2f}{'' if value >= AGREES else '  below 0.70: its numbers do not count'}")
    if not (HERE / "conversations.yaml").exists():
        return
    print("Scripted conversations, composed without a model")
    measured(list(talked()))
    sets = loaded("conversations.yaml")
    plans = sets.get("poor_plans") or []
    spotted = [(one, single(one["text"], Role(one["told_by"]))) for one in plans]
    asked = sum("?" in answer.text for _, answer in spotted)
    names = sum(named(answer.text, one["issue"]) for one, answer in spotted)
    from assistant.answering.bank import bank

    found = sum(bank().concern(one["text"]) is not None for one in plans)
    other = sum(bank().concern(one["other_side"]) is not None for one in plans)
    if plans:
        print(f"Poor plans ({len(plans)}): a weak spot found in {found}; asked about in {asked}; "
              f"a word of the issue named in {names}; a weak spot seen from the other side in {other}")  # fmt: skip
    hard = sets.get("strengths_first") or []
    texts = [one if isinstance(one, str) else one.get("text") or one["entry"] for one in hard]
    first = sum(pain_first(text, single(text, Role.MENTEE)) for text in texts)
    if hard:
        print(f"Hard entries ({len(hard)}): pain said back before any strength in {first}")
    kinds = [
        wish(turn, reflective=one.role in {Role.MENTEE, Role.PEER}).value
        for one in talked()
        for turn in one.said
    ]
    print(f"Turns read as: { {kind: kinds.count(kind) for kind in sorted(set(kinds))} }")


if __name__ == "__main__":
    main()
