"""How a line may be said aloud: whole, plain, one open question, no advice, no praise, no promise."""

import re

from assistant import lexicon, questions
from assistant.kind import Slot
from assistant.terms import STOP_WORDS

_MARKUP = re.compile(
    r"[*_#`<>{}\[\]|\\]|\n|https?:|www\.|\S@\S|\+?\d[\d ()/-]{6,}\d|\b\w+\.(?:com|org|net|uk)\b"
)
_META = re.compile(
    r"^(?:here(?:'s| is| are)\b|sure\b|certainly\b|of course\b|okay\b|rewritten\b|as an ai\b|i(?:'m| am) (?:an ai|sorry)|"
    r"s\d\b|(?:\w+ ){0,2}(?:question|sentence|version|line|aim|facts?|notes?|answer|output|rule)s?\s*:)|"
    r"\b(?:as an ai|language model|json|rephras\w*|personali[sz]ed|this version|prompt|instructions?)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:you (?:should|must|need to|ought|had better|have to|could|might want to)(?! (?:(?:still|also|really) )?"
    r"(?:do|see|say|try|use|put|imagine|feel|like|be proud))|(?:have|did) you (?:tried|try|considered|consider|thought)|"
    r"make sure|be sure to|remember to|don't forget|try to \w+|try \w+ing|i (?:suggest|recommend|advise)|how about|"
    r"what about \w+ing|why not|why don't|it (?:would|might) be (?:best|better|good) to|consider \w+ing|let's)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:well done|congratulations|bravo|excellent|brilliant|fantastic|wonderful|incredibl\w+|amazing\w*|impressive|"
    r"inspir\w+|talented|gifted|a natural|so much potential|so proud|perfect(?:ly)?|great (?:work|effort|progress)|"
    r"good job|keep it up|empower\w*|passion\w*|excit\w+|thrilled|unlock\w*|leverage)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:always be (?:there|here)|(?:nothing|never) \w+ (?:\w+ ){0,3}leaves? this|will ever leave|between (?:us|the two of)|"
    r"will be (?:a success|fine|easy|successful)|will (?:surely|definitely|certainly)|surely (?:have|get|reach|pass)|"
    r"you will (?:succeed|reach|pass|get|win)|(?:gets?|have) the \w+ (?:she|he|you|they) wants?)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:unreliable|lazy|negative|addict\w*|stupid|weak|careless|slow learner|difficult to|bad at|hopeless|chaotic|"
    r"undisciplined|disorgani[sz]ed|immature|always late|never on time)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"\b(?:stop(?:s|ped)?|prevent\w*|fail\w*|wrong|problem\w*|difficult\w*|struggl\w*|worst|least|afraid|fear\w*|"
    r"lose|loses|lost|late|mistakes?|lack\w*|blam\w*|unable|worr\w+|hinder\w*|disturb\w*|punish\w*|missing|bother\w*|"
    r"in the way|not got|nervous|hate|hard(?:est|er)?|annoy\w*|scared|behind|yet again)\b",
    re.IGNORECASE,
)
_PUSHING = re.compile(
    r"\b(?:how (?:happy|glad|grateful|pleased|proud) (?:are|were) you (?:that|to)|isn't it|won't it|aren't you|right\?|"
    r"wouldn't you|don't you|surely|obviously|why (?:are|were|did|do|have|haven't|didn't|don't) you)",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|nothing|nor|without|cannot)\b|n't\b", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:and|or),? (?:what|how|who|where|when|why|which)\b", re.IGNORECASE)
_CUT_END = re.compile(r"\b(?:the|a|an|and|or|but|your|my|our|their|because|if|than|so)[.?!]?$", re.IGNORECASE)
_ENGLISH = STOP_WORDS | {"us"}

_RULES = (
    (_MARKUP, "Plain words only: no marks, addresses, codes or telephone numbers."),
    (_META, "Give only the line itself, nothing about it."),
    (_ADVICE, "No advice; ask or say only what the line does."),
    (_PRAISE, "No praise and no stock phrases."),
    (_PROMISE, "Promise nothing: no secrecy, no success."),
    (_LABEL, "No label for a person."),
    (_TROUBLE, "Do not turn it towards what went wrong; keep what the line looks for."),
    (_PUSHING, "Do not push towards an answer and do not blame."),
)


def faults(slot: Slot, text: str) -> tuple[str, ...]:
    """What is wrong with how it is said, as sentences for the writer; nothing when all is well."""
    plain, old = text.replace("\u2019", "'"), f"{slot.composed} {slot.aim}".replace("\u2019", "'")
    reasons = [
        reason
        for pattern, reason in _RULES
        if {match.casefold() for match in pattern.findall(plain)}
        - {match.casefold() for match in pattern.findall(old)}
    ]
    if lexicon.stock(plain) and not lexicon.stock(old):
        reasons.append(_RULES[3][1])
    if lexicon.promises(plain):
        reasons.append(_RULES[4][1])
    if lexicon.clinical(plain) or lexicon.deficit(plain):
        reasons.append(_RULES[5][1])
    composed = slot.composed.replace("\u2019", "'")
    if len(_NEGATION.findall(plain)) != len(_NEGATION.findall(composed)):
        reasons.append('Keep every "not", "no" and "without" of the line, and add none.')
    reasons += _shape(slot, plain)
    if slot.sort == "question":
        reasons += _question(plain, composed)
    elif questions.count(plain) > questions.count(composed):
        reasons.append("The line does not ask; do not make it a question.")
    return tuple(dict.fromkeys(reasons))


def _shape(slot: Slot, text: str) -> list[str]:
    """Whole sentences, in the language of the line, not too long."""
    words = re.findall(r"[^\W\d_]+", text)
    reasons = []
    if len(words) < 4 or not text or not (text[0].isupper() or text[0].isdigit() or text[0] in "\"\u201c'"):
        reasons.append("Write whole sentences.")
    if not text.rstrip("\"\u201d'").endswith((".", "?", "!")) or _CUT_END.search(text):
        reasons.append("Finish the sentence.")
    if len(text.split()) > slot.max_words:
        reasons.append(f"At most {slot.max_words} words.")
    if _is_english(slot.composed) != _is_english(text):
        reasons.append("Write in the language of the line.")
    return reasons


def _question(text: str, composed: str) -> list[str]:
    reasons = []
    if questions.count(text) != 1 or len(_ASKING.findall(text)) > len(_ASKING.findall(composed)):
        reasons.append("Ask one question, with one question mark.")
    if not text.rstrip("\"\u201d'").endswith("?"):
        reasons.append("End with the question.")
    elif not questions.is_open(text):
        reasons.append("Ask an open question: one that starts with what, how, which, who, where or when.")
    if questions.is_leading(text):
        reasons.append(_RULES[7][1])
    return reasons


def _is_english(text: str) -> bool:
    """By the share of English function words: enough for a sentence against another of known language."""
    words = re.findall(r"[^\W\d_]+", text.casefold().replace("'", " "))
    return sum(word in _ENGLISH for word in words) >= 0.3 * len(words)
