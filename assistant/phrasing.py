"""One request to a model for a few slots: what never changes first, the slots last, all within its budget."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.cleaning import clean
from assistant.domain.value import Value
from assistant.kind import Slot
from assistant.ports import CountTokens, Turn
from assistant.prompts import Prompt

AT_ONCE = 4
CHARACTERS_A_WORD = 8

_ANGLES = str.maketrans("<>", "()")
_BRACKETS = str.maketrans("<>[]|", "()()/")

Failed = Mapping[str, tuple[str, tuple[str, ...]]]
"""Path of a slot to the words that were not taken, and why."""


class Outside(str):
    """Words from a file that somebody added. They reach a model only inside a tag of their own.

    The instructions say that text inside tags is material; this tag holds a mark that is drawn for
    each request, so that no text can know how to end it.
    """


class Request(Value):
    """Turns and schema for some slots, keyed s1, s2 and so on."""

    prompt: Prompt
    slots: dict[str, Slot]
    facts: tuple[str, ...]
    passages: str
    turns: tuple[Turn, ...]
    tokens: int
    """Counted before sending."""

    @property
    def max_tokens(self) -> int:
        return self.prompt.budget.reply

    @property
    def form(self) -> dict[str, Any]:
        """One short string per slot, and nothing else."""
        return {
            "type": "object",
            "properties": {
                key: {"type": "string", "minLength": 1, "maxLength": slot.max_words * CHARACTERS_A_WORD}
                for key, slot in self.slots.items()
            },
            "required": list(self.slots),
            "additionalProperties": False,
        }

    def again(self, failed: Failed, count: CountTokens) -> "Request":
        """The same instructions, then only the slots that failed, their facts, and why they did.

        Most of what was sent before is left out: what is billed counts more than the second that a
        local model saves on words it has read already.
        """
        slots = {key: slot for key, slot in self.slots.items() if slot.path in failed}
        own = {_line(fact) for slot in slots.values() for fact in slot.facts}
        facts = tuple(fact for fact in self.facts if fact in own)
        return _request(self.prompt, slots, facts, "", count, failed)


def batches(
    slots: Sequence[Slot], prompt: Prompt, count: CountTokens, passages: Sequence[str] = ()
) -> list[Request]:
    """As few requests as the budget allows. A slot too long to be sent at all is in none of them."""
    made: list[Request] = []
    waiting = list(slots)
    while waiting:
        size = min(AT_ONCE, len(waiting))
        while size and not _fits(waiting[:size], prompt, count):
            size -= 1
        if size:
            made.append(_first(waiting[:size], prompt, count, passages))
        waiting = waiting[size or 1 :]
    return made


def _fits(slots: Sequence[Slot], prompt: Prompt, count: CountTokens) -> bool:
    keyed, facts = _keyed(slots), _facts(slots, prompt, count)
    return (
        count(_lines(keyed, facts, {})) <= prompt.budget.lines
        and _request(prompt, keyed, facts, "", count, {}).tokens <= prompt.budget.sent
    )


def _first(slots: Sequence[Slot], prompt: Prompt, count: CountTokens, passages: Sequence[str]) -> Request:
    keyed, facts = _keyed(slots), _facts(slots, prompt, count)
    bare = _request(prompt, keyed, facts, "", count, {})
    room = min(prompt.budget.passages, prompt.budget.sent - bare.tokens)
    before, after = _tag(passages) if any(isinstance(passage, Outside) for passage in passages) else ("", "")
    chosen = _cut(passages, room - count(before + after), count)
    return _request(prompt, keyed, facts, before + chosen + after, count, {}) if chosen else bare


def _tag(passages: Sequence[str]) -> tuple[str, str]:
    while any((mark := secrets.token_hex(8)) in _line(passage) for passage in passages):
        pass
    return f"<file {mark}>\n", f"\n</file {mark}>"


def _request(
    prompt: Prompt,
    slots: dict[str, Slot],
    facts: tuple[str, ...],
    passages: str,
    count: CountTokens,
    failed: Failed,
) -> Request:
    numbered = "\n".join(f"{number} {fact}" for number, fact in enumerate(facts, 1))
    turns = prompt.render(facts=numbered or "-", passages=passages or "-", lines=_lines(slots, facts, failed))
    tokens = sum(count(turn.text) for turn in turns)
    return Request(prompt=prompt, slots=slots, facts=facts, passages=passages, turns=turns, tokens=tokens)


def _facts(slots: Sequence[Slot], prompt: Prompt, count: CountTokens) -> tuple[str, ...]:
    """The facts of these slots, each once, as many as fit; every slot's first fact before any second one."""
    deep = max((len(slot.facts) for slot in slots), default=0)
    ranked = [slot.facts[rank] for rank in range(deep) for slot in slots if rank < len(slot.facts)]
    kept: list[str] = []
    spent = 0
    for fact in dict.fromkeys(_line(fact) for fact in ranked):
        spent += count(fact) + 3
        if spent > prompt.budget.facts:
            break
        kept.append(fact)
    return tuple(kept)


def _lines(slots: Mapping[str, Slot], facts: Sequence[str], failed: Failed) -> str:
    """What is asked, one slot a line: to whom it is said, which facts are its own, and the words."""
    told = []
    for key, slot in slots.items():
        own = [str(facts.index(fact) + 1) for fact in map(_line, slot.facts) if fact in facts]
        # The speaker goes unnamed: small models call whoever they are told about.
        voice = [f"to {slot.listener}"] if slot.listener else []
        about = ", ".join([slot.sort, *voice, *([f"facts {' '.join(own)}"] if own else [])])
        told.append(f"{key} ({about}): {_line(slot.composed)}")
        if slot.path in failed:
            text, reasons = failed[slot.path]
            told.append(f"Not taken: {_line(text) or '-'} Because: {' '.join(reasons)}")
    return "\n".join(told)


def _cut(passages: Sequence[str], room: int, count: CountTokens) -> str:
    """Whole sentences from the start of the passages, as many as fit."""
    chosen: list[str] = []
    for passage in passages:
        for sentence in re.split(r"(?<=[.!?])\s+", _line(passage)):
            if count(" ".join([*chosen, sentence])) > room:
                return " ".join(chosen)
            chosen.append(sentence)
    return " ".join(chosen)


def _keyed(slots: Sequence[Slot]) -> dict[str, Slot]:
    return {f"s{number}": slot for number, slot in enumerate(slots, 1)}


def _line(text: str) -> str:
    """On one line, with nothing hidden in it and without brackets that mark: no text can close its tag."""
    text = clean(text).translate(_BRACKETS if isinstance(text, Outside) else _ANGLES)
    return " ".join(text.split())
