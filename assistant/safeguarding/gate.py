"""The support gate: words that may be about somebody's safety end drafting before anything else is done.

A first, narrow net of plain phrases. It names no one, stores nothing and asks no model. Breadth,
context and severity are a piece of work of their own; until then a quiet text is no all-clear.
"""

import re
import unicodedata
from collections.abc import Iterable

from assistant.domain.value import Value

_SELF = (
    r"(?:want(?:s|ed)?|going|plan(?:s|ned|ning)?|tr(?:y|ies|ied|ying)|thinking (?:of|about)|ready) (?:to )?(?:just )?"
    r"(?:die|dying|kill(?:ing)? (?:my|him|her|them)(?:self|selves)|end(?:ing)? (?:it all|(?:my|his|her|their) life))"
    r"(?! (?:on (?:this|that) hill|laughing|of (?:laughter|boredom|shame)))",
    r"kill(?:ing)? (?:my|him|her|them)sel(?:f|ves)",
    r"(?:don'?t|do not|doesn'?t|does not) want to (?:be alive|be here any ?more|wake up|"
    r"live(?! (?:in (?!this|the world|a world|pain|fear)|with (?:my|a|the|his|her|their|other|people)\b|"
    r"at|near|far|so far|off|abroad|alone)))",
    r"wish(?:es|ed)? (?:i|he|she|they) (?:was|were) dead",
    r"better off (?:dead|without me|if i (?:was|were) (?:dead|gone))",
    r"suicid(?:e|al)\b(?! (?:prevention|awareness|hotline|line|training))",
    r"(?:no (?:reason|point) (?:to|in) (?:live|living)\b(?! (?:so |too )?(?:far|near|in|away|abroad)))",
    r"nothing (?:left )?to live for|(?:can'?t|cannot) go on living",
    r"(?:cut(?:s|ting)?|hurt(?:s|ing)?|harm(?:s|ed|ing)?|burn(?:s|ed|ing)?) (?:my|him|her|them)sel(?:f|ves)"
    r"(?! (?:out|off|(?:some|a bit of|a little) slack))",
    r"self[- ]harm(?:s|ed|ing)?",
    r"(?:t(?:ake|ook|aken|aking) an overdose|overdos(?:ed|ing))",
)
_NO_HARM = (
    r"\b(?! (?:that (?:i|it|we|you|the)\b|(?:up )?for (?:ideas|inspiration|money)|off|out(?! of)|"
    r"to (?:it|the (?:bus|door))|at (?:chess|cards|darts|pool|games?|it|everything|(?:table )?tennis|[a-z]+ball)\b|"
    r"by (?:a|one|two|three)\b|with (?:ideas|inspiration|kindness)|an? (?:message|email|text|note)|"
    r"one|two|three|four|five|six|\d))"
)
"""After a blow and a pronoun: chess, scores, ideas and emails."""
_NEAR = (
    r"(?:he|she|they|who|dad|father|mum|mom|mother|stepfather|stepmother|uncle|aunt|brother|sister|cousin|teacher|coach|"
    r"trainer|mentor|boss|man|woman|boy|girl|neighbour|boyfriend|girlfriend|husband|wife|partner|friend)"
)
_OTHERS = (
    r"(?:hits?|beats?|beating|slap(?:s|ped)|punch(?:es|ed)?|chok(?:es?|ed)|kick(?:s|ed)|rap(?:es?|ed)|abus(?:es?|ed)) "
    rf"(?:me|her|him|them){_NO_HARM}",
    rf"{_NEAR} (?:\w+ )?touch(?:es|ed|ing) (?:me|her|him|them){_NO_HARM}",
    r"(?:is|was|am|are|were|been|being) (?:sexually |physically )?(?:abused|assaulted|raped|molested|beaten|groomed)",
    r"(?:afraid|scared|not safe|unsafe) (?:to go home|at home|to be at home)|(?:don'?t|not) feel safe at home",
    r"(?:keep (?:it|this)|our) (?:a )?secret from (?:your|my|her|his) (?:parents|mum|mom|dad|family)",
    r"(?:sent|send|sending|asked for|wants?) (?:me |her |him )?(?:nude|naked) (?:photos?|pictures?|pics?)",
    r"(?:going|want(?:s|ed)?|plan(?:s|ned|ning)?) to (?:kill|stab|shoot|hurt) "
    rf"(?:him|her|them|someone|somebody|people){_NO_HARM}",
    r"(?:wants|plans|threaten(?:s|ed|ing)?) to (?:kill|stab|shoot|hurt|beat|hit) (?:me|him|her|them|us)",
    r"use (?:it|(?:the|a|my) (?:gun|knife)) on (?:him|her|them|myself|people|someone|somebody)",
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
