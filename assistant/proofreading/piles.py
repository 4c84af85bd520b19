"""Several pieces of advice at once: told as one remark, from the first to the last of them."""

import re
from collections.abc import Iterator

from assistant.proofreading.shape import Sentence, sentences
from assistant.wording import opens_with_verb

MOST = 2
"""Pieces of advice that one message can bear."""

_ADVICE = re.compile(
    r"\b(?:you (?:should(?! have)|need to|must|have to|ought to|could(?: also| try| maybe|"
    r" always)?(?! (?:hear|see|tell|feel|not|have|find))|might want to|had better|'d better|"
    r"can also)|"
    r"(?:try|remember|be sure|make sure|don't forget|do not forget|start|stop|consider|"
    r"think about) (?:to |that |\w+ing)|"
    r"why (?:don't you|not)|how about|what about|i(?:'d| would) (?:suggest|recommend|advise|"
    r"also|start|ask|rewrite|practi[sc]e|write|cut|put|use|take|leave|go|do|drop|move)|"
    r"if i were you|(?:i|my) (?:suggest(?:ion)?|recommend|advi[sc]e|tip)|it (?:would|"
    r"might) be (?:better|good|best|an idea)|next time,? (?!i\b|we\b|what|how)\w+|"
    r"please (?!tell|let me know|say|call|feel|write to me)\w+)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"[,;]\s+(?:and |then |also )?|\s+(?:and|then) (?:then |also )?")
_OPENER = re.compile(
    r"^\W*(?:(?:and|also|then|so|finally|first|firstly|second|secondly|third|thirdly|next|or|"
    r"plus|instead|maybe|perhaps|just|next time|from now on|\d[.)]|-|\*)[,:]?\s+)+",
    re.IGNORECASE,
)
_NO_ORDER = frozenset(
    "thank thanks let hope see love like call look best help well take care talk tell enjoy show".split()
)


def advice(plain: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the first piece alone, where there are more than a person can use."""
    run: list[tuple[Sentence, int]] = []
    for sentence in [*sentences(plain), Sentence(len(plain), len(plain), "")]:
        count = _pieces(sentence.text) if not sentence.asks or _ADVICE.search(sentence.text) else 0
        if count:
            run.append((sentence, count))
            continue
        if sum(number for _, number in run) > MOST:
            yield _whole(run, text)
        run = []


def _pieces(sentence: str) -> int:
    """How many things it tells somebody to do."""
    found = len(_ADVICE.findall(sentence))
    body = _OPENER.sub("", sentence.strip())
    if not found and not _ordered(body):
        return 0
    more = sum(_ordered(part) for part in _PART.split(body)[1:] if not _ADVICE.search(part))
    return max(found, 1) + more if found or _ordered(body) else found


def _ordered(part: str) -> bool:
    part = part.strip()
    first = part.partition(" ")[0].casefold().strip(",.!")
    return (
        first not in _NO_ORDER
        and len(part.split()) > 1
        and opens_with_verb(part[:1].lower() + part[1:].rstrip(".!"))
    )


def _whole(run: list[tuple[Sentence, int]], text: str) -> tuple[int, int, str]:
    start = run[0][0].start + len(run[0][0].text) - len(run[0][0].text.lstrip())
    end = run[-1][0].start + len(run[-1][0].text.rstrip())
    first, count = run[0]
    alone = text[start : first.start + len(first.text.rstrip())] if count == 1 else ""
    return start, end, alone
