"""Strengths in somebody's own words: what they did, by a list of deeds, and the clause that says so.

It claims little and quotes always. A wish, a plan, a denial, a joke, praise without a deed and what
others did are passed over, and so is a whole text that may be about somebody's safety.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import yaml

from assistant.domain.value import Value
from assistant.safeguarding.gate import concern

WRITER = "writer"
MOST_QUOTED = 160
"""A sentence up to this length is quoted whole; of a longer one, the clause with the deed."""

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=[\s\"\u201d')]|$)[\"\u201d')]*|(?=\n)|$|[.!?])")
_QUOTED = re.compile(r"[\"\u201c][^\"\u201d\n]*[\"\u201d]|(?<!\w)['\u2018][^'\u2019\n]{12,}['\u2019](?!\w)")
_ADVERB = (
    r"(?:\w+ly|just|then|also|even|still|now|always|soon|once|again|at last|in the end|first|instead|together|"
    r"this time|today|yesterday|last week|have|has|had|'ve|'d|been|was|were|managed to|dared to|started to|began to|"
    r"never gave up and)"
)
_NAME = r"[A-Z][a-z\u00c0-\u024f]+(?:-[A-Z][a-z\u00c0-\u024f]+)?"
_NO_NAME = frozenset(
    "After Although Always And Another As At Because Before Both But By Dad Did Each Even Every Everybody Everyone "
    "Finally First For From Granny Grandma He Her Here His How However If In Instead It Its Just Last Later "
    "Maybe Mine Mom Mum My Next No Nobody Not Now Oh On Once One Only Or Other Our People Perhaps She Since So "
    "Some Somebody Someone Sometimes Still Suddenly That The Their Then There These They This Those Though "
    "Today Together Tomorrow Tonight Two Until We What When Where Which While Who Why With Yesterday Yes You "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December I Students Teachers Talked Met Meeting".split()
)
_EXPLICIT = re.compile(
    rf"(?:^|[^\w'])(?P<who>[Ii]|[Hh]e|[Ss]he|{_NAME})(?P<by>(?:'ve|'d)?(?:,? {_ADVERB},?)*) $"
)
_CARRIED = re.compile(
    rf"(?:^|[,;:\u2013\u2014-] ?|\b(?:and|but|then|so|before that|plus)\b,?)\s*"
    rf"(?:(?:and|but|then|so) )?(?:{_ADVERB},? )*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"\b(?P<who>I|he|she|we|they|who|which|nobody|somebody|someone|everybody|everyone)\b(?=[ '])|"
    rf"(?:^|[,;] (?:and |but |so |then )?|\b(?:and|but|when|because|while|although|that|then|so) )"
    rf"(?P<name>{_NAME})(?= [a-z])|"
    rf"(?:^|[,;] |\b(?:and|but|when|because|while|although|that) )(?P<other>(?:the|my|our|his|her|their|a|an) \w+)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:says?|said|thinks?|thought|tells? \w+|told \w+|claims?|claimed|believes?|reckons?|asked|asks|"
    r"wants?|wish(?:es)?)(?: that| if| whether)?,? $",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(rf"\b(?P<name>{_NAME}) (?:told (?:me|us)|said|wrote|reported)(?: that| how)? $")
_BEFORE = re.compile(
    r"(?<!even )\bif\b|\bunless\b|\bwish\b|\bimagine\b|\bsuppose[d]?\b|\bhopefully\b|\bmaybe\b|\bperhaps\b|"
    r"\bpretend|\bnearly\b|\balmost\b(?! gave)|\bused to\b|\bas though\b|\bdream(?:t|ed) that\b|\binstead of me\b",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    r"\bwould(?:n't| not| never)? have\b|\bforced\b|\bmade me\b|\bonly because\b|\byeah,? right\b|\boh,? great\b|"
    r"\blucky me\b|\btotally\b|\bha(?:ha)*\b|\blol\b|\bas if\b|\bgo me\b|\bbig deal\b|\bwhat a hero\b|\bof course I\b|"
    r"\bnot any ?more\b|\bno longer\b|\bhit(?:s|ting)? (?:me|him|her|them)\b(?! (?:back|up))|\bbeat me\b|"
    r"\b(?:copied|cheat\w*|stole|stolen|blamed|mocked|crying|took (?:the )?credit|bull(?:y|ied)|secretly|sneaked)\b|"
    r"\bbehind (?:his|her|their|my) backs?\b|\bwithout (?:asking|telling|permission|a word)\b|"
    r"\bslapped\b|\bthreaten|\bjust kidding\b|\bfor a change, not\b|\b(?:lied|a lie)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\bbut (?:I |he |she |then |then I )?(?:forgot|gave up|quit|stopped|lied|never did)\b", re.IGNORECASE
)
_HABIT = re.compile(
    r"\b(?:every|each|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|twice a|once a|times a|these days|today|"
    r"this (?:week|month|time|morning)|since|now|nowadays|in the (?:mornings|evenings))\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:\u2013\u2014]\s+|\s(?=(?:and|but|so|then|while|because)\s)")


class Spotted(Value):
    """A strength somebody showed, by the words that say so."""

    name: str
    quote: str
    """Word for word."""
    about: str
    """`writer`, or the name of a person as it stands in the text."""


class _Deed(Value):
    strength: str
    pattern: re.Pattern[str]


def spot(text: str, name: str = "") -> tuple[Spotted, ...]:
    """What the text shows, in its order; `name` is the writer's own, should they write of themselves by it.

    Each clause and person give one strength, that of the most telling words; nothing at all is taken
    from a text that may be about somebody's safety.
    """
    if concern([text]):
        return ()
    named: list[str] = []
    found: dict[tuple[str, str], Spotted] = {}
    for whole in _SENTENCE.finditer(_masked(text.replace("\u2019", "'"))):
        sentence = _lowered(whole.group())
        if sentence.rstrip(" \"')").endswith("?") or _ANYWHERE.search(sentence):
            _remember(sentence, named)
            continue
        for strength, about, start, end in _deeds(sentence, named):
            quote = _clause(text, whole.start(), whole.end(), whole.start() + start, whole.start() + end)
            about = WRITER if name and about.casefold() == name.casefold() else about
            found.setdefault((quote, about), Spotted(name=strength, quote=quote, about=about))
        _remember(sentence, named)
    return tuple(found.values())


def _masked(text: str) -> str:
    """Words in quotation marks are somebody's, in another moment: same length, no letters."""
    return _QUOTED.sub(lambda quoted: "_" * len(quoted.group()), text)


def _lowered(sentence: str) -> str:
    """A verb at the beginning as it is written elsewhere, so that it is not taken for a name."""
    word = re.search(r"[A-Za-z]+", sentence)
    if word is None or not _is_past(word.group().casefold()):
        return sentence
    return sentence[: word.start()] + word.group()[0].lower() + sentence[word.start() + 1 :]


def _deeds(sentence: str, named: list[str]) -> Iterator[tuple[str, str, int, int]]:
    """Strength, whose, and where in the sentence; of several at one place the longest wording first."""
    hits = [
        (match.start(), -len(match.group()), deed.strength, match)
        for deed in _lexicon()
        for match in deed.pattern.finditer(sentence)
    ]
    for start, _, strength, match in sorted(hits, key=lambda hit: hit[:3]):
        if _BEFORE.search(sentence[:start]) or _AFTER.search(sentence[start:]):
            continue
        about = _whose(sentence[:start], match.group(), sentence, named)
        if about:
            yield strength, about, start, match.end()


def _whose(left: str, deed: str, sentence: str, named: list[str]) -> str | None:
    """Who did it; None when that cannot be told, or when it was not really done."""
    first = deed.split()[0].casefold()
    explicit = _EXPLICIT.search(left)
    if explicit:
        who, by = explicit["who"], explicit["by"].casefold()
        if who in _NO_NAME and who not in ("I", "He", "She"):
            return _carried(left, first, sentence, named) if _CARRIED.search(left) else None
        if not _real(first, sentence, by) or _barred(left[: explicit.start("who")], who):
            return None
        return _person(who, left[: explicit.start("who")], named)
    return _carried(left, first, sentence, named) if _CARRIED.search(left) else None


def _carried(left: str, first: str, sentence: str, named: list[str]) -> str | None:
    """A verb without a subject of its own: "asked her and listened", or a note like "rang him twice"."""
    if not _is_past(first):
        return None
    before = [found for found in _SUBJECT.finditer(left) if _counts(found)]
    if not before:
        return WRITER if not left.strip(" \t-*\u2022") or _opening(left) else None
    last = before[-1]
    if last["other"]:
        return None
    who = last["who"] or last["name"]
    start = last.start("who") if last["who"] else last.start("name")
    return None if _barred(left[:start], who) else _person(who, left[:start], named)


def _counts(found: re.Match[str]) -> bool:
    return not found["name"] or (found["name"] not in _NO_NAME and found["name"][0].isupper())


def _opening(left: str) -> bool:
    """Only a note's own verb or a word of time stands before: "Failed the test, booked the next one"."""
    word = re.match(r"\s*-?\s*(\w+)", left)
    return word is not None and (
        _is_past(word[1].casefold()) or bool(re.fullmatch(_ADVERB, word[1], re.IGNORECASE))
    )


def _barred(before: str, who: str) -> bool:
    """Somebody else says so: that I always help is their claim, not a deed."""
    if who in ("he", "she", "He", "She") and _TOLD_OF.search(before):
        return False
    return bool(_REPORTED.search(before))


def _person(who: str, before: str, named: list[str]) -> str | None:
    if who in ("I", "i"):
        return WRITER
    if who.casefold() in ("he", "she"):
        known = list(dict.fromkeys([*named, *_names(before)]))
        return known[0] if len(known) == 1 else None
    if who in _NO_NAME or who.casefold() in ("we", "they", "who", "which") or not who[0].isupper():
        return None
    return who if who not in ("Nobody", "Somebody", "Someone", "Everybody", "Everyone") else None


def _real(first: str, sentence: str, by: str) -> bool:
    """Done, not only said of oneself: a past form, or a habit with its day."""
    if first.endswith("ing"):
        return "been" in by or "was" in by or "were" in by
    if _is_past(first) and re.search(r"\b(?:was|were|been)\b", by):
        return False
    if _is_past(first):
        return "always" not in by or bool(_HABIT.search(sentence))
    return "always" not in by and bool(_HABIT.search(sentence))


def _names(text: str) -> list[str]:
    return [found for found in re.findall(rf"(?<![\w'])({_NAME})(?='s\b|\b)", text) if found not in _NO_NAME]


def _remember(sentence: str, named: list[str]) -> None:
    """Whom "she" may mean next: those named in this sentence, else those of the one before."""
    starts = re.match(rf"\s*({_NAME})(?= [a-z]|'s )", sentence)
    inside = _names(re.sub(r"^\s*\w+", "", sentence, count=1))
    first = [starts[1]] if starts and starts[1] not in _NO_NAME and not _is_past(starts[1].casefold()) else []
    if first or inside:
        named[:] = list(dict.fromkeys([*first, *inside]))


def _clause(text: str, start: int, end: int, deed: int, deed_end: int) -> str:
    """The sentence, or where that is long the clause around the deed."""
    if len(text[start:end].strip()) <= MOST_QUOTED:
        return _bare(text[start:end])
    left, right = start, end
    for found in _BREAK.finditer(text, start, end):
        if found.end() <= deed:
            left = found.end()
        elif found.start() >= deed_end:
            right = found.start()
            break
    return _bare(text[left:right])[: 3 * MOST_QUOTED]


def _bare(text: str) -> str:
    return re.sub(r"^[-*\u2022\s]+|[\s,;:]+$", "", text)


@cache
def _table() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    held = yaml.safe_load(files("assistant").joinpath("spotting.yaml").read_text(encoding="utf-8"))
    return held["irregular"], held["families"]


def strengths() -> tuple[str, ...]:
    """The plain names that can be found."""
    return tuple(_table()[1])


def _past(verb: str) -> list[str]:
    if verb in _table()[0]:
        return _table()[0][verb]
    if verb.endswith("e"):
        return [verb + "d"]
    if re.fullmatch(r".*[^aeiou]y", verb):
        return [verb[:-1] + "ied"]
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]|swap|admit|commit|submit", verb)
    return [verb + verb[-1] + "ed"] if doubled and verb[-1] not in "wxy" else [verb + "ed"]


def _forms(verb: str) -> str:
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "ye")) else verb
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]|swap|begin|admit", verb)
    third = re.sub(r"([^aeiou])y$", r"\1ie", verb) + ("es" if re.search(r"(?:s|sh|ch|x|o)$", verb) else "s")
    forms = [verb, third, *_past(verb), stem + (verb[-1] if short else "") + "ing"]
    return "(?:" + "|".join(re.escape(form) for form in dict.fromkeys(forms)) + ")"


@cache
def _lexicon() -> tuple[_Deed, ...]:
    return tuple(
        _Deed(strength=strength, pattern=_compiled(pattern))
        for strength, patterns in _table()[1].items()
        for pattern in patterns
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = re.sub(r"~\(([\w|]+)\)", lambda verbs: "(?:~" + "|~".join(verbs[1].split("|")) + ")", pattern)
    _VERBS.update(re.findall(r"~([a-z]+)", pattern))
    pattern = re.sub(r"~([a-z]+)", lambda verb: _forms(verb[1]), pattern)
    pattern = pattern.replace(" ... ", r" (?:[^\s.;!?]+ ){0,5}?").replace("(?:so that ", "(?:so that ")
    return re.compile(rf"(?<![\w'-])(?:{pattern.strip()})(?!\w)")


_VERBS: set[str] = set()


@cache
def _past_forms() -> frozenset[str]:
    _lexicon()
    return frozenset(form for verb in _VERBS for form in _past(verb)) | {"did", "didn't", "never", "refused"}


def _is_past(word: str) -> bool:
    return word in _past_forms() or bool(re.fullmatch(r"(?:double-|cross-)?\w+ed", word))
