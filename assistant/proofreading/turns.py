"""Praise that a "but" takes back: two halves of a sentence, or two sentences."""

import re
from collections.abc import Iterator

_PRAISE = re.compile(
    r"\b(?:good|great|well done|well|nice|nicely|lovely|love[d]?|like[d]?|enjoy(?:ed)?|"
    r"thank(?:s| you)|strong|clear|clearly|impress\w+|happy|glad|pleased|"
    r"appreciate[d]?|excellent|fine|solid|better|improved|improvement|progress|interesting|"
    r"creative|fantastic|brilliant|amazing|perfect|wonderful|"
    r"beautiful\w*|helpful|useful|proud|worked hard|hard work|effort|best|brave|kind|friendly|"
    r"polite|funny|careful\w*|neat|tidy|on time|super|cool|talented|smart|right|bravo|respect|"
    r"kudos|congratulations|incredibl\w+|superb|outstanding|awesome|terrific|marvellous|"
    r"delighted|admire\w*|grateful)\b",
    re.IGNORECASE,
)
_NOT_PRAISE = re.compile(
    r"\b(?:not|n't|never|no|hardly|less|if|hope|hoped|would) (?:\w+ ){0,2}$", re.IGNORECASE
)
_TURN = re.compile(
    r"(?P<mark>(?:[,;:]|\s[\u2013\u2014-])?\s*\b(?P<turn>but|yet|however|although|though|"
    r"only that|except that|it's just that)\b,?\s+(?P<next>\S+))",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?P<before>[^.!?\n]+[.!?]+\s+)(?P<mark>(?P<turn>but|however|yet|that said|"
    r"having said that|nevertheless|on the other hand|unfortunately|still),?\s+(?P<next>\S+))",
    re.IGNORECASE,
)
_HARMLESS_BEFORE = re.compile(
    r"\b(?:nothing|anything|everything|all|not only|not just|no|cannot help|can't help|last|one)\s*$",
    re.IGNORECASE,
)
_HARMLESS_AFTER = re.compile(
    r"^(?:that(?:'s| is) (?:fine|ok|okay|your|for another|a topic|not a problem)|no (?:hurry|"
    r"rush|pressure|problem|worries)|first|also|only if|then again|"
    r"i (?:am|'m|was|have to|had to|must|will|'ll|can|could not (?:be there|come|stay)|"
    r"couldn't (?:be there|come|stay)|hope|think (?:it|you|that)|know (?:you|it|that)|found it|"
    r"would like to hear|liked|loved|enjoyed|'d like to hear|want to hear|do not know yet|"
    r"don't know yet|still (?:smiled|laughed|enjoyed))\b|"
    r"you (?:did it|managed|kept|stayed|carried on|went on|made it|tried|know best|decide|"
    r"still (?:came|did|managed|finished|went|tried|asked|kept|stood|found)|can choose)|"
    r"we (?:got|managed|made it|can|will|still|could still)|also|even|it (?:worked|paid off|"
    r"went well|is your|'s your|was worth|can wait)|not (?:today|now|yet)|let(?:'s| us|)|"
    r"it (?:is|'s) up to you|tell me)",
    re.IGNORECASE,
)


def hidden_buts(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Start, end, end with the next word, and better words, for every turn from praise to what is wrong."""
    for match in _TURN.finditer(text):
        before = _half(text, match.start())
        if before.strip() and _praises(before) and _criticises(text, match):
            yield match.start("mark"), match.start("next"), match.end("mark"), _two(match["next"])
    for match in _OPENS.finditer(text):
        if _praises(match["before"]) and _criticises(text, match):
            yield match.start("mark"), match.start("next"), match.end("mark"), _capital(match["next"])


def _half(text: str, at: int) -> str:
    """From the start of the sentence to this place."""
    start = max(text.rfind(mark, 0, at) for mark in ".!?\n")
    return text[start + 1 : at]


def _praises(half: str) -> bool:
    if _HARMLESS_BEFORE.search(half):
        return False
    return any(not _NOT_PRAISE.search(half[: match.start()]) for match in _PRAISE.finditer(half))


def _criticises(text: str, match: re.Match[str]) -> bool:
    rest = text[match.start("next") :]
    return (
        not _HARMLESS_AFTER.match(rest)
        and match["turn"].lower() not in {"although", "though", "yet"}
        or (
            match["turn"].lower() in {"although", "though"}
            and bool(re.match(r"(?:the|your|it|you|there|a)\b", rest, re.IGNORECASE))
            and not _HARMLESS_AFTER.match(rest)
        )
    )


def _two(word: str) -> str:
    return f". {_capital(word)}"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
