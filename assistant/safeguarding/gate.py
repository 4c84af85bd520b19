"""The support gate: words that may be about somebody's safety end drafting before anything else is done.

A first, narrow net of plain phrases. It names no one, stores nothing and asks no model. Breadth,
context and severity are a piece of work of their own; until then a quiet text is no all-clear.
"""

import re
import unicodedata
from collections.abc import Iterable

from assistant.domain.value import Value

_SELF = (
    r"(?:want(?:s|ed)?|going|plan(?:s|ned|ning)?|tr(?:y|ies|ied|ying)|thinking (?:of|about)|ready) (?:to )?"
    r"(?:die|dying|kill(?:ing)? (?:my|him|her|them)(?:self|selves)|end(?:ing)? (?:it all|(?:my|his|her|their) life))",
    r"kill(?:ing)? (?:my|him|her|them)sel(?:f|ves)",
    r"(?:don'?t|do not|doesn'?t|does not) want to (?:live|be alive|be here any ?more|wake up)",
    r"better off (?:dead|without me)",
    r"suicid(?:e|al)",
    r"no (?:reason|point) (?:to|in) (?:live|living)",
    r"(?:cut(?:s|ting)?|hurt(?:s|ing)?|harm(?:s|ed|ing)?|burn(?:s|ed|ing)?) (?:my|him|her|them)sel(?:f|ves)",
    r"self[- ]harm(?:s|ed|ing)?",
)
_OTHERS = (
    r"(?:hits?|beats?|slaps?|punch(?:es)?|chokes?|kicks?|touch(?:es)?|rap(?:es?|ed)|abus(?:es?|ed)) "
    r"(?:me|her|him|them)\b(?! (?:for|with) (?:ideas|inspiration))",
    r"(?:is|was|am|are|were|been|being) (?:sexually |physically )?(?:abused|assaulted|raped|molested|beaten|groomed)",
    r"(?:afraid|scared|not safe|unsafe) (?:to go home|at home|to be at home)",
    r"(?:keep (?:it|this)|our) (?:a )?secret from (?:your|my|her|his) (?:parents|mum|mom|dad|family)",
    r"(?:sent|send|sending|asked for|wants?) (?:me |her |him )?(?:nude|naked) (?:photos?|pictures?|pics?)",
    r"(?:going|want(?:s|ed)?|plan(?:s|ning)?) to (?:kill|stab|shoot|hurt) (?:him|her|them|someone|somebody|people)",
)
_FRAMES = re.compile(r"\b(?:" + "|".join((*_SELF, *_OTHERS)) + r")", re.IGNORECASE)


class Concern(Value):
    """Something to bring to a person. It carries no words of the text."""

    flag: str


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2018", "'")
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Cf").split())


def concern(texts: Iterable[str]) -> Concern | None:
    """The first concern in any of the texts, or None."""
    return Concern(flag="possible_risk") if any(_FRAMES.search(_plain(text)) for text in texts) else None
