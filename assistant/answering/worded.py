"""A model's turn: what it is sent, its words as they come, and what becomes of them."""

import re
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from assistant.answering.course import Course
from assistant.answering.judged import Ground, cleaned, faults
from assistant.cleaning import clean
from assistant.domain.conversation import Answer, Stance
from assistant.domain.drafts import Tokens
from assistant.domain.people import Role
from assistant.errors import ModelError, ModelFault
from assistant.library import Library
from assistant.ports import CountTokens, Turn
from assistant.prompts import Prompt, Replies

EVERY = 0.05
"""Seconds between two updates."""

MANNERS = {Stance.PASSAGES: "look up", Stance.REFLECTION: "listen", Stance.OFFER: "offer"}

STOPPED = "You stopped the answer here; what had come stays."
NOT_HELD = "The language model's words did not hold ({}), so you see the notes' own."

_MARKING = str.maketrans("<>[]", "()()")


class Speaker(Protocol):
    """A model with what it needs to speak; `drafting.Phraser` is one."""

    @property
    def model(self) -> Any: ...
    @property
    def prompt(self) -> Prompt: ...
    @property
    def count(self) -> CountTokens: ...
    @property
    def deadline(self) -> float: ...


class Worded:
    """Lets a model say what the composed answer stands on, and judges it."""

    def __init__(
        self, library: Library, replies: Replies, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._library = library
        self._replies = replies
        self._clock = clock

    def say(
        self,
        question: str,
        composed: Answer,
        course: Course,
        role: Role,
        speaker: Speaker,
        cancelled: Callable[[], bool],
        wants_advice: bool,
    ) -> Iterator[Answer]:
        """Growing answers; the last was checked, or is the composed one with a notice."""
        behind = self._behind(composed)
        turns, tokens, kept = _turns(question, composed, behind, course, speaker)
        ground = Ground(
            stance=composed.stance,
            said=question,
            wants_advice=wants_advice,
            labels=behind,
            heard=tuple(text for one in kept for text in (one.asked, one.answer.text if one.answer else "")),
            vocabulary=self._library.vocabulary,
        )
        text, shown, fault = "", self._clock() - EVERY, None
        growing = composed.model_copy(update={"model_id": speaker.model.name, "text": "", "questions": ()})
        try:
            for piece in speaker.model.stream(
                turns,
                max_tokens=speaker.prompt.budget.reply,
                deadline=speaker.deadline,
                cancelled=cancelled,
            ):
                text += piece
                if self._clock() - shown >= EVERY:
                    shown = self._clock()
                    yield growing.model_copy(update={"text": _settled(text)})
        except ModelError as error:
            fault = error.fault
        spent = Tokens(budgeted=tokens, requests=1)
        yield self._ended(text, fault, composed, ground, speaker.model.name, spent)

    def _ended(
        self,
        text: str,
        fault: ModelFault | None,
        composed: Answer,
        ground: Ground,
        model_id: str,
        spent: Tokens,
    ) -> Answer:
        told = cleaned(text).strip()
        stopped = fault is ModelFault.CANCELLED
        if fault and not (stopped and told):
            notice = self._replies.faults[fault].sentence
            return composed.model_copy(update={"notices": (*composed.notices, notice), "tokens": spent})
        if stopped:
            told = _whole_words(told)
        if wrong := faults(told, ground, whole=not stopped):
            notice = NOT_HELD.format(wrong[0])
            return composed.model_copy(update={"notices": (*composed.notices, notice), "tokens": spent})
        used = set(re.findall(r"\[(\w{1,2})\]", told))
        stance = Stance.WORDS if composed.stance is Stance.PASSAGES else composed.stance
        return composed.model_copy(
            update={
                "text": told,
                "stance": stance,
                "cited": tuple(one for one in composed.cited if one.label in used),
                "facts": tuple(one for one in composed.facts if one.label in used),
                "questions": tuple(re.findall(r"[^.?!\n]*\?", told))[:2] if not stopped else (),
                "model_id": model_id,
                "notices": (*composed.notices, STOPPED) if stopped else composed.notices,
                "tokens": spent,
            }
        )

    def _behind(self, composed: Answer) -> dict[str, str]:
        """The words behind each label of the composed answer."""
        behind = {}
        for one in composed.cited:
            passage = self._library.passages.get(one.source.passage_id)
            behind[one.label] = passage.text if passage else one.source.quote
        return behind | {fact.label: fact.text for fact in composed.facts}


def _turns(
    question: str, composed: Answer, behind: dict[str, str], course: Course, speaker: Speaker
) -> tuple[list[Turn], int, list[Any]]:
    """Instructions, as much of what was said as fits, then passages, facts and the question last."""
    budget, count = speaker.prompt.budget, speaker.count
    passages: list[str] = []
    room = budget.passages
    for one in composed.cited:
        text = _cut(f"[{one.label}] {_flat(behind[one.label])}", min(room, budget.passages // 2), count)
        room -= count(text)
        if text and room >= 0:
            passages.append(text)
    facts = [f"[{fact.label}] {_flat(fact.text)}" for fact in composed.facts]
    system, user = speaker.prompt.render(
        manner=MANNERS.get(composed.stance, "look up"),
        passages=_tagged(passages),
        facts=_cut("\n".join(facts), budget.facts, count) or "-",
        question=_cut(_flat(question), budget.lines, count),
    )
    room = min(budget.lines, budget.sent - count(system.text) - count(user.text))
    earlier: list[Turn] = []
    kept: list[Any] = []
    for message in reversed(course.messages):
        if message.answer is None:
            continue
        said = [
            Turn(speaker="user", text=_flat(message.asked)),
            Turn(speaker="assistant", text=_flat(message.answer.text)),
        ]
        room -= sum(count(turn.text) for turn in said)
        if room < 0:
            break
        earlier = said + earlier
        kept.append(message)
    turns = [system, *earlier, user]
    return turns, sum(count(turn.text) for turn in turns), kept


def _tagged(passages: Sequence[str]) -> str:
    """Inside a tag that no text can know how to end: somebody may have added these words."""
    if not passages:
        return "-"
    mark = secrets.token_hex(8)
    return f"<file {mark}>\n" + "\n".join(passages) + f"\n</file {mark}>"


def _flat(text: str) -> str:
    return " ".join(clean(text).translate(_MARKING).split())


def _cut(text: str, room: int, count: CountTokens) -> str:
    """Whole sentences from the start, as many as fit; of one that is too long, its words."""
    if count(text) <= room:
        return text
    kept = ""
    for part in re.split(r"(?<=[.!?])\s+", text):
        if count(f"{kept} {part}") > room:
            break
        kept = f"{kept} {part}".strip()
    if kept:
        return kept
    words = text.split()
    while words and count(" ".join(words)) > room:
        words = words[: int(len(words) * 0.8)]
    return " ".join(words)


def _settled(text: str) -> str:
    """What can be shown of a stream: no tag, link or label that is still being written."""
    return re.sub(
        r"(?:[<\[][^\s>\]]{0,200}|\b(?:h|ht|htt|http|https|http:/?/?\S*|https:/?/?\S*|www\S*))$",
        "",
        cleaned(text),
    )


def _whole_words(text: str) -> str:
    """A stopped turn ends at a word, and not inside a label."""
    return re.sub(r"\s*\[[^\]]*$", "", text).rstrip()
