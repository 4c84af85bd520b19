"""Phrases of somebody's text that can be quoted as they stand, the ones most worth asking about first."""

# ruff: noqa: E501  # a rule is easier to read on one line

import re
from functools import lru_cache
from itertools import chain

from assistant.domain.value import Value
from assistant.lexicon import sore

LONGEST_QUOTE = 12
"""Words."""

_LOOK = 5_000
"""Characters of a long text that are read at each end; a quote stands for a moment, not for the whole."""

_MARKUP = re.compile(r"<[^<>\n]{0,80}>|https?://\S+|www\.\S+|\S+@\S+\.\w+|[`|{}\\]|\*\*|__|~~")
_LINE_MARK = re.compile(r"^\s*(?:[-*+\u2022\u2013>#]+|\[[ xX]?\]|\d{1,2}[.)])\s+")
_SENTENCE = re.compile(
    r"(?<=[\u3002\uff01\uff1f])|(?<=[.!?\u2026])[\"\u201d\u2019')]*\s+|\s+[-\u2013\u2014]\s+|\n+|(?<=[,;])\s*(?=\.\.)"
)
CLAUSE = re.compile(
    r"[,;:()\u2013\u2014]\s+|[()]|\s+(?=(?:and|but|because|so|then|although|though|while|since|until|yet|cos|cuz)\s+"
    r"(?:i|i'm|i've|we|he|she|they|it|my|nobody|then|now|there|still|when|felt|was|said|went|tried|got|started|kept)\b)"
    r"|\s+(?=(?:when|before|after|because|although|until|which|if)\s)",
    re.IGNORECASE,
)
_JOINER = re.compile(
    r"^(?:and|but|so(?= (?:i|i'm|he|she|we|they|it|my)\b)|then|yet|also|plus|or|well|anyway|because|cos|cuz|although|though|while|since|lol)\b,?\s+",
    re.I,
)
DANGLING = re.compile(
    r"\b(?:a|an|the|my|your|our|their|its|of|to|in|on|at|for|with|from|by|about|as|and|or|but|so|than|because|"
    r"if|when|which|who|is|are|was|were|am|be|been|have|has|had|will|would|could|should|can|very|really|just|not|where|what|how|why|whether|i|we|"
    r"he|she|they|like|after|before|until|into|over|don't|didn't|do|did|then|even|some|every|each|another|no)$",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"^(?:which|who|whom|whose|to|of|than|as|with|for|from|in|on|at|by|into|about|like|etc|if|when|before|after|until|or)\b",
    re.I,
)
_CUT = re.compile(r"\s+(?=(?:at|in|on|with|from|for|about|after|before|during|by|into|until|and|because)\s)")
_RUN_ON = re.compile(
    r"\s+(?=(?:i|i'm|im|i've|ive|but|because|and) (?:think|feel|felt|dont|don't|just|am|was|went|want|know|have|had|got|cant|can't|i|he|she|it|they|we|my)\b)",
    re.IGNORECASE,
)
"""Where a sentence without any marks begins anew."""

_NEW_I = re.compile(r"\s+(?=I [a-z]+)")
RAMBLING = 22
"""Words without a comma."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
FEELING = re.compile(
    r"\b(?:feel|feels|feeling|felt|happy|glad|proud|excited|relieved|calm|grateful|thankful|hopeful|nervous|surprised|"
    r"confused|tired|bored|curious|love[ds]?|enjoy(?:ed)?|hope[ds]?|wish(?:ed)?|wonder(?:ed|ing)?|unsure|torn|safe|warm|"
    r"light|free|strong|brave|quiet|restless|uneasy|awkward|satisfied|touched|moved|jealous|sick)\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\b(?:but|suddenly|finally|still|even though|for the first time|first time|managed|tried|realis?ed|realiz?ed|noticed|"
    r"learn(?:t|ed)|asked|decided|refused|stayed|kept|surpris\w+|instead|somehow|almost|however|changed?|helped|matters?|"
    r"want(?:ed)? to|could not|couldn't|can't|didn't|did not|don't know|without|alone|together)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|i'll|my|me|myself|we|our|us)\b", re.IGNORECASE)
_THIN = re.compile(
    r"^(?:dear|hi|hello|hey|ok|okay|so yeah|anyway|well|today was|that's (?:it|all)|nothing|idk|lol|thanks?|bye|good night|"
    r"i (?:think|guess|mean|know|suppose|said|don't know)|it (?:is|was)|there (?:is|was|were)|you know)\b.{0,14}$",
    re.IGNORECASE,
)
SECRET = re.compile(
    r"\b(?:secret|(?:told|asked) me not to|not (?:to )?tell (?:any|some)|don't tell|promised (?:not|to keep)|nobody (?:else )?knows|"
    r"between us|confid(?:ed|ence|ential)|pregnan\w+|affair|diagnos\w+|arrested|(?:no|without) papers|undocumented|prison|cheat\w+ on)\b",
    re.IGNORECASE,
)
HARSH = re.compile(
    r"\b(?:stupid|idiot|dumb|pathetic|useless|worthless|failure|loser|ugly|fat|hate (?:myself|me)|disgusting|rubbish|"
    r"not good enough|never good enough|moron|liar|bitch|bastard|arse\w*|ass\w*hole|fuck\w*|shit\w*|crap)\b",
    re.IGNORECASE,
)


class Said(Value):
    """A clause as it stands in the text."""

    text: str
    worth: float


def quotes(text: str, most: int = 6) -> tuple[str, ...]:
    """Up to `most` phrases of at most twelve words, word for word, best first; none hold quotation marks.

    They are whole phrases, so that each can stand between quotation marks in a question.
    """
    chosen: list[str] = []
    for said in _ranked(ends(text)):
        words = _bag(said.text)
        if not any(len(words & _bag(other)) > 0.5 * min(len(words), len(_bag(other))) for other in chosen):
            chosen.append(said.text)
        if len(chosen) == most:
            break
    return tuple(chosen)


@lru_cache(maxsize=8)
def _ranked(text: str) -> tuple[Said, ...]:
    """Every phrase that can be quoted, best first; where there is nothing longer, single words."""
    clauses = chain.from_iterable(_phrases(whole) for whole in whole_sentences(text))
    found = [Said(text=clause, worth=worth_of(clause)) for clause in dict.fromkeys(clauses)]
    whole = [said for said in found if len(said.text.split()) >= 3 and not SECRET.search(straight(said.text))]
    if not whole:
        whole = [said for said in found if not SECRET.search(straight(said.text))]
    return tuple(sorted(whole, key=lambda said: -said.worth))


@lru_cache(maxsize=2048)
def worth_of(clause: str) -> float:
    plain = straight(clause)
    count = len(plain.split())
    worth = 2.0 * bool(FEELING.search(plain)) + 1.5 * min(2, sore(plain)) + 1.2 * bool(_TURN.search(plain))
    worth += (
        1.0 * bool(_MINE.search(plain)) - 2.5 * bool(HARSH.search(plain)) - 2.0 * bool(_THIN.search(plain))
    )
    worth += 0.6 if 4 <= count <= 10 else 0.0
    return worth - (0.8 if count < 3 else 0.0) - (0.7 if re.search(r"\d", plain) else 0.0)


def whole_sentences(text: str) -> list[str]:
    """Lines and sentences without list marks, and without those that hold markup or somebody's speech."""
    found = []
    for line in text.splitlines():
        line = _LINE_MARK.sub("", line).strip()
        for part in _SENTENCE.split(line):
            part = (part or "").strip(" \t*_~-\u2022")
            if not part or _MARKUP.search(part):
                continue
            runs_on = len(part.split()) > RAMBLING and not re.search("[,;:]", part)
            found += _RUN_ON.split(part) if runs_on else [part]
    return found


def _phrases(whole: str) -> list[str]:
    """A sentence that is short enough, else its clauses, else the whole words before a preposition."""
    if any(mark in whole for mark in '"\u201c\u201d\u201e\u00ab\u00bb'):
        pieces = [piece for piece in re.split('["\u201c\u201d\u201e\u00ab\u00bb]', whole)[::2] if piece]
        return [
            good
            for piece in pieces
            for part in CLAUSE.split(piece)
            if (good := _quotable(part or "", strict=True))
        ]
    if len(whole.split()) <= LONGEST_QUOTE:
        return [good] if (good := _quotable(whole)) else []
    parts = [bare(part) for part in CLAUSE.split(whole) if part and part.strip()]
    if len(parts) == 1:
        parts = [bare(part) for part in _NEW_I.split(whole)]
    found = []
    for part in parts:
        short = part if len(part.split()) <= LONGEST_QUOTE else _shortened(part)
        if good := _quotable(short, strict=True):
            found.append(good)
    return found


def _shortened(part: str) -> str:
    """As much of a long clause as makes sense alone: up to a preposition."""
    best = ""
    for cut in _CUT.finditer(part):
        head = part[: cut.start()]
        if 4 <= len(head.split()) <= LONGEST_QUOTE and not DANGLING.search(head):
            best = head
    return best


def _quotable(phrase: str, *, strict: bool = False) -> str:
    """The phrase without marks at its ends; empty when it cannot stand alone."""
    phrase = bare(phrase)
    words = phrase.split()
    if not words or len(words) > LONGEST_QUOTE or not _WORD.search(phrase) or "?" in phrase or "\n" in phrase:
        return ""
    if len(phrase) > 120 or any(len(word) > 24 for word in words) or phrase.count("(") != phrase.count(")"):
        return ""
    cut_short = len(words) < 3 or _HANGING.match(phrase) or DANGLING.search(phrase)
    return "" if strict and cut_short else phrase


def bare(phrase: str) -> str:
    phrase = phrase.strip(" \t.,;:!?\u2026*_~-\u2013\u2014\u3002\uff01\uff1f\uff0c")
    while match := _JOINER.match(phrase):
        phrase = phrase[match.end() :]
    return phrase.strip(" \t.,;:!?\u2026*_~-\u2013\u2014\u3002\uff01\uff1f\uff0c")


def ends(text: str) -> str:
    """The start and the end of a very long text, cut at lines or sentences."""
    if len(text) <= 2 * _LOOK:
        return text
    return text[:_LOOK].rsplit(" ", 1)[0] + "\n" + text[-_LOOK:].partition(" ")[2]


def _bag(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def straight(text: str) -> str:
    return text.replace("\u2019", "'")
