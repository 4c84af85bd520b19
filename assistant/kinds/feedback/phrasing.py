"""Which sentences of a feedback a model may phrase, and what speaks against its words."""

import re
from collections.abc import Collection

from assistant import questions
from assistant.domain.feedback import FeedbackBody
from assistant.kind import Slot
from assistant.kinds.feedback.lemmas import numbers, overlap
from assistant.proofreading import Kind, proofread
from assistant.wording import quoted

_BUT = re.compile(r"\b(?:but|however|although|that said)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|me|my|for me|we|us)\b")
_NEXT = re.compile(r"\bnext time\b|\bfrom now on\b", re.IGNORECASE)
SAME = 0.7
"""Of the content words of a version that its other wording keeps."""
_REASONS = {
    Kind.LABEL: "Name what was done, not what somebody is.",
    Kind.ABSOLUTE: "No always, never or every time.",
    Kind.MIND_READING: "Do not guess what somebody feels or wants.",
    Kind.HIDDEN_BUT: "No but after a kind word.",
    Kind.INFLATED_PRAISE: "Keep praise to plain size.",
    Kind.BLAME: "No blame.",
    Kind.COMPARISON: "Compare with nobody.",
    Kind.ADVICE_PILE: "One change only.",
    Kind.PROMISE: "Promise nothing.",
}


LONG = 90
"""Words of a whole version of the feedback."""


def slots(body: FeedbackBody, locked: Collection[str]) -> tuple[Slot, ...]:
    """What is said around the facts, and the two other versions; the words for the facts themselves stay."""
    found = [_slot("opener", "sentence", body.opener, "Ask leave to speak about one moment.", body)]
    if body.stretch:
        change = (f"Change: {quoted(body.stretch.change)}",)
        found.append(
            _slot(
                "stretch.first_step",
                "sentence",
                body.stretch.first_step,
                "Name a first step and when.",
                body,
                change,
            )
        )
    found.append(_slot("invitation", "question", body.invitation, "Ask for their view.", body))
    other = body.alternatives
    for path, text, aim in (
        ("alternatives.gentler", other.gentler, "Say the same more gently."),
        ("alternatives.more_direct", other.more_direct, "Say the same more directly."),
    ):
        found.append(_slot(path, "question", text, aim, body).model_copy(update={"max_words": LONG}))
    return tuple(slot for slot in found if slot.path not in locked)


def _slot(
    path: str, sort: str, composed: str, aim: str, body: FeedbackBody, facts: tuple[str, ...] = ()
) -> Slot:
    return Slot(
        path=path,
        sort=sort,
        composed=composed,
        aim=aim,
        facts=facts,
        speaker=body.speaker,
        listener=body.listener,
    )


def faults(slot: Slot, text: str) -> tuple[str, ...]:
    """Every FB rule that these words alone can break."""
    found = [_REASONS[remark.kind] for remark in proofread(text)]
    if _BUT.search(text):
        found.append("No but, however or although.")
    if numbers(text) - numbers(" ".join([slot.composed, *slot.facts])):
        found.append("No number that was not given.")
    if slot.sort == "question":
        if not questions.is_open(text):
            found.append("Ask one open question: start with what, how, when, where or who.")
        if questions.is_leading(text) or questions.count(text) != 1:
            found.append("Ask one thing, and do not hide the wanted answer in it.")
    elif "?" in text:
        found.append("No question here.")
    if slot.path.startswith("alternatives."):
        found += _version_faults(slot.composed, text)
    return tuple(dict.fromkeys(found))


def _version_faults(composed: str, text: str) -> list[str]:
    """A version says all of the facts, speaks for the speaker, and asks for one change at most."""
    found = [] if overlap(composed, text) >= SAME else ["Keep every fact of the line."]
    if not numbers(composed) <= numbers(text):
        found.append("Keep every number.")
    if not _OWN.search(text):
        found.append("Speak for yourself: I, me, we.")
    if len(_NEXT.findall(text)) > max(1, len(_NEXT.findall(composed))):
        found.append("One change only.")
    return found
