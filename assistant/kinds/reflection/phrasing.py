"""Which lines of a set a model may phrase, with the few facts each may use, and what its words must keep."""

from collections.abc import Collection, Mapping

from assistant.domain.reflection import ReflectionBody, ReflectionPrompt, WriterFacts
from assistant.kind import Slot
from assistant.kinds.reflection import rules
from assistant.kinds.reflection.anchors import quoted_in

MOST = 3
"""Slots of one draft."""

_LINE = "listening_line"
_REASONS: Mapping[str, str] = {
    "RP-1": "Ask exactly one question, in at most 28 words.",
    "RP-2": "Ask an open question: start with what, how, when, where or who.",
    "RP-3": "Leave out all advice.",
    "RP-4": "Do not ask why they did it.",
    "RP-10": "Do not say as a fact what they feel or are.",
    "RP-11": "Do not cheer up; the pain may stay.",
    "RP-15": "No numbers or scores for feelings.",
}


def slots(body: ReflectionBody, facts: WriterFacts, locked: Collection[str]) -> tuple[Slot, ...]:
    """The listening line, then the prompts that hold on to the writer's words; never an edited place."""
    name = facts.name or "the writer"
    found = []
    if body.listening_line and _LINE not in locked and not quoted_in(body.listening_line):
        said = tuple(f'Wrote: "{prompt.anchor_quote}"' for prompt in body.prompts[:1] if prompt.anchor_quote)
        aim = "Say back what was written, as a guess. No question, no advice, nothing new."
        found.append(
            Slot(
                path=_LINE,
                sort="sentence",
                composed=body.listening_line,
                aim=aim,
                facts=said,
                listener=name,
                max_words=30,
            )
        )
    for at, prompt in enumerate(body.prompts):
        path = f"prompts[{at}].text"
        if not any(place.startswith(f"prompts[{at}]") for place in locked):
            found.append(_slot(path, prompt, facts, name))
    return tuple(found[:MOST])


def _slot(path: str, prompt: ReflectionPrompt, facts: WriterFacts, name: str) -> Slot:
    strengths = [
        f'Strength: "{strength.name}". Seen: "{strength.evidence[-1].text}"'
        for strength in facts.strengths
        if strength.id == prompt.strength_ref and strength.evidence
    ]
    return Slot(
        path=path,
        sort="question",
        composed=prompt.text,
        aim=f"Help to think about it ({prompt.stage}). Keep what stands in quotation marks.",
        facts=tuple(strengths),
        listener=name,
        max_words=rules.LONGEST,
    )


def accept(slot: Slot, text: str) -> tuple[str, ...]:
    """Reasons against a model's words."""
    reasons = []
    if slot.path == _LINE:
        given = " ".join((slot.composed, *slot.facts))
        if rules.line_faults(text, given):
            reasons.append(
                'Begin with "It sounds as if" or "It seems", and add nothing that was not written.'
            )
        reasons += [_REASONS[code] for code in rules.plain_faults(text)]
    else:
        reasons += [_REASONS[code] for code in rules.question_faults(text)]
        if rules.whys(text) > rules.whys(slot.composed):
            reasons.append(_REASONS["RP-4"])
    kept = text.replace("\u201c", '"').replace("\u201d", '"')
    if any(f'"{quote}"' not in kept for quote in quoted_in(slot.composed)):
        reasons.append("Keep the words in quotation marks exactly as they are.")
    return tuple(dict.fromkeys(reasons))
