"""Turning what people typed into sentences: names, dates, and wishes in whatever form they come."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

_GOAL = r"(?:main |first |big |own )?(?:goal|aim|plan|wish|hope|target|dream) (?:is|was|would be)"
_SURE = re.compile(
    r"^(?:(?:my|our|the) " + _GOAL + r" to|"
    r"i (?:really |just |also |mainly )?(?:want|wish|hope|plan|aim|intend|need|like|love) to|"
    r"i(?:'d| would) (?:really |also )?(?:like|love|want) to|i(?:'m| am) (?:hoping|planning|aiming|going|trying) to|"
    r"(?:want|would like|wanting|hoping) to|i(?:'ll| will)) ",
    re.IGNORECASE,
)
"""What comes after these is an infinitive, whatever its first word is."""
_THIRD = re.compile(
    r"^(?:(?:her|his|their) " + _GOAL + r" to|(?:she|he|they) (?:wants?|wishes|hopes?|plans?|needs?) to|"
    r"(?:she|he|they)(?:'d| would) (?:like|love) to) ",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"^(?:(?:my|our|the|her|his|their) " + _GOAL + r"(?: that)? |(?:goal|aim) ?[:=\u2013-] ?)", re.IGNORECASE
)
_TWO_SENTENCES = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bSt)[.!;]\s")
_THIRD_PERSON = re.compile(
    r"\b(?:i|my|he|she|they|her|him|his|them|their|theirs|(?:her|him|them)sel(?:f|ves))\b", re.I
)
_DOUBTFUL = re.compile(
    r"\b(?:me|you|your|yours|yourself|yourselves|we|us|our|ours|ourselves)\b|"  # who is meant depends on who speaks
    r"\b(?:am|was|were|are) i\b|\bi\b(?!'|\s+[a-z])|"  # a question inside, a numeral
    r"[\"\u201c][^\"\u201d]*\b(?:i|i'\w+|my|mine|myself)\b",  # words that somebody says
    re.IGNORECASE,
)
_TO_YOU = {
    "i": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "i'm": "you're", "i've": "you've", "i'll": "you'll", "i'd": "you'd",
}  # fmt: skip
_AFTER_I = {"am": "are", "was": "were", "wasn't": "weren't"}
_LIST_MARK = re.compile(r"^(?:[-*\u2022\u2013]|\d{1,2}[.)])\s+")
_END = re.compile(r"(?<!\.[A-Za-z])[.;,:\u2026]+$")
_OBJECT = (
    r"a|an|the|my|our|your|his|her|their|this|that|these|those|one|two|three|four|five|six|ten|\d+|more|less|"
    r"some|any|all|every|each|both|another|how|what|when|where|why|me|him|them|us|it|myself|people|others|someone|"
    r"somebody|better"
)
_FOLLOW = re.compile(rf"(?:{_OBJECT}|up|out|daily|weekly|regularly)\b")
_PREPOSITION = re.compile(r"(?:in|on|at|to|for|with|about|into|from|off)\b")
_GERUND = re.compile(r"[a-z]+ing\b")
_WITH_GERUND = frozenset({"start", "stop", "try", "practice", "risk"})
_QUOTED = re.compile(r"[\"\u201c][^\"\u201d]*[\"\u201d]")
_NAME = re.compile(r"[A-Z][a-z]+(?:'s)?\b")


@cache
def _verbs() -> Mapping[str, int]:
    """Verbs that open a wish, each with how much it may be a noun instead: 0, 1 or 2 (see verbs.txt)."""
    lines = files("assistant").joinpath("verbs.txt").read_text(encoding="utf-8").splitlines()
    return {line.rstrip("?"): line.count("?") for line in lines if line and not line.startswith("#")}


def trimmed(text: str) -> str:
    """One line without outer quotation marks, list marks and the full stop at the end."""
    lines = [" ".join(_LIST_MARK.sub("", line.strip()).split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    text = " ".join([*(line if line[-1] in ".!?;:," else line + ";" for line in lines[:-1]), *lines[-1:]])
    text = _END.sub("", text).strip()
    while len(text) > 1 and text[0] in "\"'\u201c\u2018" and text[-1] in "\"'\u201d\u2019":
        if re.search('["\u201c\u201d]' if text[0] in '"\u201c' else "['\u2018\u2019]\\W", text[1:-1]):
            break
        text = text[1:-1].strip()
    return _END.sub("", text).strip()


def quoted(text: str) -> str:
    """In double quotation marks, as typed; marks inside become single ones."""
    inner = trimmed(text).replace("\u201c", "'").replace("\u201d", "'").replace('"', "'")
    return f'"{inner}"'


def opens_with_verb(text: str) -> bool:
    """Does this read as something to do, so that "to" can stand before it?"""
    plain = trimmed(text)
    first, _, rest = plain.partition(" ")
    word = first.casefold().strip(",")
    kind = _verbs().get(word)
    if kind is None or not _one_sentence(plain):
        return False
    if word in {"do", "did"} and re.match(r"(?:not|i|you|we|they)\b", rest, re.I):
        return False
    if kind == 0 or _FOLLOW.match(rest):
        return True
    if _GERUND.match(rest):
        return word in _WITH_GERUND
    return bool((kind == 1 and _PREPOSITION.match(rest)) or (first.islower() and _NAME.match(rest)))


def as_verb_phrase(text: str) -> str | None:
    """The wish as words that follow "to", for instance "lead the stand-up"; None when it is none."""
    rest, sure = _without_lead(text)
    third = _THIRD.match(_straight(trimmed(text)))
    if third and _THIRD_PERSON.search(rest):
        return None
    if not rest or not _one_clause(rest) or not (sure or opens_with_verb(rest)):
        return None
    first, space, more = rest.partition(" ")
    return first.lower() + space + more


def core(text: str) -> str:
    """What somebody wants, without "I want to" or "my goal is": as short as it can be quoted."""
    return as_verb_phrase(text) or _NOUN.sub("", trimmed(text), count=1)


def _straight(text: str) -> str:
    return text.replace("\u2019", "'")


def _without_lead(text: str) -> tuple[str, bool]:
    """The words after "I want to" and its like, and whether they are an infinitive for sure."""
    plain = trimmed(text)
    for lead in (_SURE, _THIRD):
        if match := lead.match(_straight(plain)):
            return trimmed(plain[match.end() :]).rstrip("!").strip(), True
    rest = trimmed(_NOUN.sub("", plain, count=1)).rstrip("!").strip()
    if rest[:3].casefold() == "to ":
        rest = rest[3:].strip()
        word = re.sub(r"^(?:not|never|always) ", "", rest, flags=re.I).partition(" ")[0].casefold()
        return rest, word in _verbs()
    return rest, False


def _one_sentence(text: str) -> bool:
    own = _QUOTED.sub("", text)
    return "?" not in own and not _TWO_SENTENCES.search(own)


def _one_clause(phrase: str) -> bool:
    """Can it stand inside a sentence? Not when it is shouted, ends in a smile or runs on."""
    if not _one_sentence(phrase):
        return False
    if (phrase.isupper() and " " in phrase) or re.search(r",\s+i\b", phrase, re.I):
        return False
    if not (phrase[-1].isalnum() or phrase[-1] in "\"'\u201d\u2019)%+#") or phrase.count("(") != phrase.count(
        ")"
    ):
        return False
    mixed = re.search(r"\band [a-z]+ing\b", phrase)
    return not mixed or bool(re.search(r"ing\b", phrase[: mixed.start()]))


def to_you(phrase: str) -> str | None:
    """First person becomes second: "send my CV" is "send your CV" when said to its owner.

    None when nobody can tell who is meant: "help me" and "send you my CV" are better quoted.
    """
    straight = _straight(phrase)
    if _DOUBTFUL.search(straight):
        return None

    def swap(match: re.Match[str]) -> str:
        word = match.group()
        after_i = re.search(r"\bi\s+$", straight[: match.start()], re.I)
        return (_AFTER_I if after_i else _TO_YOU).get(word.casefold(), word)

    return re.sub(r"[A-Za-z]+(?:'[a-z]+)?", swap, straight)


def _to_owner(text: str) -> str | None:
    phrase = as_verb_phrase(text)
    return to_you(phrase) if phrase else None


def wish(text: str) -> str:
    """A whole clause to a goal's owner: 'You want to lead the stand-up', or 'Your goal is "Confidence"'."""
    phrase = _to_owner(text)
    return f"You want to {phrase}" if phrase else f"Your goal is {quoted(core(text))}"


def promise(text: str) -> str:
    """A whole clause to the owner of a commitment."""
    phrase = _to_owner(text)
    return f"You said you would {phrase}" if phrase else f"You took on {quoted(text)}"


def sentence(text: str) -> str:
    """Upper-case start and one closing mark, also where quoted words bring their own."""
    text = re.sub(r"([?!\u2026][\"\u201d])\.", r"\1", " ".join(text.split()))
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?" or text[-2:] in ('."', '?"', '!"') else text + "."


def possessive(name: str) -> str:
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"


def names(people: Sequence[str]) -> str:
    """ "Ana", "Ana and Lee", "Ana, Lee and Noor"."""
    if len(people) < 2:
        return "".join(people)
    return ", ".join(people[:-1]) + f" and {people[-1]}"


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def spoken_date(day: date) -> str:
    """ "Tuesday 15 December 2026", whatever the machine's locale is."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, today: date) -> str:
    """ "Tuesday 15 December"; with the year when it is not this one."""
    return spoken_date(day) if day.year != today.year else spoken_date(day).rsplit(" ", 1)[0]


def number_word(number: int) -> str:
    small = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return small[number] if 0 <= number < len(small) else str(number)
