"""Is this an open question, and does it push? Rules for English (measures.md 6.3 of the design)."""

import re

_ASK = r"(?:what|how|when|where|who|whom|whose|which|why)"
_OPEN_START = re.compile(
    rf"^(?:and |so |then |now |or |but )*(?:(?:to|in|on|at|for|with|from|by|of|about|over|since) )?{_ASK}\b",
    re.I,
)
_CLOSED_START = re.compile(
    r"^(?:and |so |then |now |or |but )*(?:do|does|did|is|are|am|was|were|can|could|will|would|have|has|had|should|"
    r"shall|may|might|must|isn't|aren't|don't|doesn't|didn't|won't|wouldn't|can't|couldn't|shouldn't|haven't)\b",
    re.I,
)
_POLITE = re.compile(
    r"^(?:and |so )*(?:could|can|would|will) (?:you|each of (?:you|us)|we)(?: please)? "
    r"(?:describe|tell|say|share|walk|explain|talk|give|show|name|list|pick out)\b",
    re.I,
)
_EITHER = re.compile(r"\bwhich (?:of|one)\b[^?]*\bor\b|\bwhat (?:is|was) better\b[^?]*\bor\b", re.I)
_LEADING = re.compile(
    r"\b(?:(?<!what )don't you|do you not|shouldn't (?:you|we)|wouldn't (?:it|you)|isn't it|aren't you|"
    r"maybe you (?:could|should)|why don't you|why not [a-z]+|surely|you should|you ought|"
    r"if i were you|could it be that|what if you|(?:how|what) about (?!you\b)[a-z]+ing|right\?|correct\?)|"
    r"(?:^|[.,;:!?]\s+|\b(?:and|so|or|but) )have you (?:ever |also |already )?(?:tried|thought of|considered)|"
    r",\s+(?:is|was|are|were|do|does|did|have|has|had|would|could|should|can|wo)n't (?:it|you|he|she|they|we|that)\?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:,.!\u2013\u2014]\s+|\s[\u2013\u2014-]\s|(?<=[\"\u201d])\s+|\s(?=and (?:what|how|where|who|when)\b)"
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"\u201d]?\s+(?=[\"\u201cA-Z0-9])")


def sentences(text: str) -> list[str]:
    """The sentences of a text, trimmed; what stands in quotation marks stays with its sentence."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def count(text: str) -> int:
    """How many questions are asked; marks inside quotations belong to somebody else."""
    return re.sub(r"[\"\u201c][^\"\u201d]*[\"\u201d]", "", text).count("?")


def is_open(text: str) -> bool:
    """True when the question cannot be answered by yes, no or one of two given choices."""
    plain = text.replace("\u2019", "'").strip()
    asked = next((part for part in reversed(sentences(plain)) if part.rstrip('"\u201d').endswith("?")), "")
    if not asked:
        return False
    if _EITHER.search(asked):
        return False
    clauses = [clause.strip(" \"\u201c\u201d'") for clause in _CLAUSE.split(asked) if clause.strip()]
    if any(_OPEN_START.match(clause) for clause in clauses):
        return not _CLOSED_START.match(clauses[-1]) or bool(_OPEN_START.match(clauses[-1]))
    return bool(_POLITE.match(clauses[-1])) if clauses else False


def is_leading(text: str) -> bool:
    """True when advice or the wanted answer hides in the question."""
    return bool(_LEADING.search(text.replace("\u2019", "'")))
