"""The mentor's own draft, put right where it needs it and otherwise left as it is."""

import re

from assistant import questions
from assistant.kinds.feedback.observed import without_absolutes
from assistant.proofreading import Kind, applied, proofread
from assistant.reading import words as count

_END_GREETING = re.compile(
    r"\s*(?:best(?: wishes| regards)?|kind regards|regards|cheers|yours|see you(?: \w+)?|"
    r"take care|love),?\s*\n?\s*\w*\s*$",
    re.IGNORECASE,
)


def corrected(draft: str, change: str, ask: str, most: int) -> str:
    """The draft with better words where they are known, what is missing added, and one open question at the end.

    Empty when too little of it can stand.
    """
    text = applied(draft.strip(), proofread(draft.strip()))
    text = _END_GREETING.sub("", text)
    kept = [part for part in _sentences(text) if part.strip()]
    kept = [_mended(part) for part in kept]
    kept = [part for part in kept if part and not part.rstrip().endswith("?")]
    if not kept:
        return ""
    said = " ".join(kept)
    wants = bool(
        re.search(
            r"\bnext time\b|\bplease\b|\bI would like you to\b|\bI(?:'d| would) ask\b|\bcould you\b|"
            r"\blet us\b",
            said,
            re.IGNORECASE,
        )
    )
    tail = [ask] if wants or not change else [change, ask]
    while kept and count(" ".join([*kept, *tail])) > most:
        kept.pop()
    return " ".join([*kept, *tail]) if kept else ""


def _sentences(text: str) -> list[str]:
    return [part for line in text.splitlines() for part in questions.sentences(line)]


def _mended(part: str) -> str:
    """The sentence, without the words that cannot stand; empty when it is only those."""
    left = [remark for remark in proofread(part) if not remark.say]
    if any(remark.kind is not Kind.ABSOLUTE for remark in left):
        return ""
    plain, _ = without_absolutes(part)
    if any(not remark.say for remark in proofread(plain)):
        return ""
    if plain and plain[-1] not in ".!?,:":
        plain += "."
    return plain
