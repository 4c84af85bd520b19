"""Words that no draft may use about a person, and phrases that sound like a machine."""

import re
from collections.abc import Iterable

CLINICAL = (
    "adhd", "autistic", "anxiety disorder", "bipolar", "borderline", "depressed", "depression", "narcissist",
    "narcissistic", "ocd", "psychopath", "ptsd", "schizophrenic", "sociopath", "toxic", "traumatised",
    "traumatized", "mentally ill", "personality disorder", "eating disorder", "codependent",
)  # fmt: skip

DEFICIT = {
    "at-risk youth": "young people facing hard circumstances",
    "at risk youth": "young people facing hard circumstances",
    "non-compliant": "did not agree with the plan",
    "unmotivated": "has not yet found a reason that matters",
    "manipulative": "tries to get what is needed in an indirect way",
    "failing": "not there yet",
    "lazy": "has not started yet",
    "difficult person": "person in a difficult spot",
    "low-functioning": "needs more support with some things",
    "disadvantaged": "has had fewer chances",
    "broken home": "family that changed",
    "attention-seeking": "looking for contact",
    "hopeless": "has not found a way yet",
    "problem child": "young person with a problem to solve",
    "underachiever": "has more to show than results do",
    "troubled": "going through a lot",
}
"""Label to a neutral wording that names the situation instead of the person."""

PROMISES = (
    r"everything (?:you say |we say )?stays between us",
    r"(?:i|we)(?: will|'ll) (?:(?:never|not) tell (?:anyone|anybody)|tell (?:nobody|no one))",
    r"(?:i|we) won't tell (?:anyone|anybody)",
    r"nobody will (?:ever )?(?:know|find out)",
    r"(?:completely|totally|strictly|100 ?%) (?:confidential|secret|private)",
    r"(?:this|it|you) will (?:definitely|certainly|surely|get you|make you|guarantee)",
    r"guarantee[ds]?",
    r"i promise",
    r"cannot fail",
)

STOCK = (
    "i hear you", "it sounds like a lot", "great job", "you've got this", "you got this", "journey",
    "unlock your potential", "amazing", "proud of you", "game changer", "best self", "superpower",
    "awesome", "at the end of the day", "deep dive", "step out of your comfort zone",
)  # fmt: skip

BRIGHT = (
    r"look on the bright side",
    r"on the bright side",
    r"silver linings?",
    r"(?:everything|it all|things?|this) happens? for (?:a|some) reason",
    r"(?:stay|think|keep|be) positive",
    r"positive (?:vibes?|thoughts?) only",
    r"good vibes",
    r"(?:but |well, )?at least (?:you|it|he|she|they|there|that|this|we|i)\b",
    r"it could (?:be|have been) worse",
    r"(?:just |try to )?(?:cheer up|smile more|be happy|be grateful|let it go|get over it|move on|"
    r"toughen up)",
    r"time heals",
    r"every cloud",
    r"what doesn'?t kill you",
    r"(?:it|this) will (?:all )?(?:pass|be (?:fine|ok|okay|all right|alright))",
    r"it'?ll (?:all )?(?:be (?:fine|ok|okay)|pass|work out)",
    r"no need to (?:worry|be (?:sad|upset|angry))",
    r"don'?t (?:worry|be (?:sad|upset|angry|so hard on yourself))",
    r"count your blessings",
    r"others have it (?:worse|harder)",
    r"blessing in disguise",
    r"meant to be",
    r"never give up",
    r"just (?:relax|breathe)",
)
"""Cheer that brushes pain aside (RP-11)."""

_SORE = (
    r"hurts?|hurting|hurtful|pain(?:ful)?|cry|cried|crying|cries|tears?|sobb(?:ed|ing)|sad(?:der|ness)?|"
    r"lonely|loneliness|alone|ashamed|shame|humiliat\w+|embarrass\w+|guilt(?:y)?|worthless|useless|"
    r"stupid|idiot|pathetic|a failure|fail(?:ed|ing|s)?|hate[sd]?|angry|anger|furious|rage|bitter|"
    r"resent\w*|afraid|scared|fear(?:s|ful)?|terrified|panic\w*|anxi\w+|worr(?:y|ied|ies|ying)|"
    r"dread(?:ed|ing|s)?|stress(?:ed|ful)?|overwhelm\w+|exhaust\w+|drained|burnt out|burned out|fed up|"
    r"hopeless|despair\w*|empty|numb|invisible|ignored?|ignor(?:es|ing)|left out|excluded|rejected|"
    r"betray\w*|abandon\w*|bullied|bully(?:ing)?|mocked|laughed at|picked on|shouted|yelled|insult\w*|"
    r"small|miss (?:him|her|them|my|home)|missing (?:him|her|them|my|home)|grie[fv]\w*|lost|"
    r"heart ?broken|breaks my heart|broken?|argu(?:e|ed|ing|ment)|fight(?:ing)?|fought|quarrel\w*|"
    r"disappoint\w+|let (?:me|him|her|them) down|awful|terrible|horrible|miserable|unfair|sick of|"
    r"tired of|upset|frustrat\w+|jealous|regret\w*|blam(?:e|ed|ing)|my fault|"
    r"(?:can'?t|cannot|could ?n(?:o|')t|did ?n(?:o|')t) "
    r"(?:sleep|stop (?:think|cry|hear)\w+|cope|take it|do this|breathe|face)|"
    r"not good enough|gave up|give up|giving up|stuck|nobody|no one|"
    r"never (?:good|enough|asks?|listens?|calls?)|forgot (?:me|my)|again and again|not slept|awake at|"
    r"keeps? (?:coming|going) (?:back|round)|worst|nightmare|struggl\w+|heavy|ach(?:e|es|ing)|doubt\w*|"
    r"mess"
)
_EASED = (
    r"(?:not|never|no longer|isn'?t|wasn'?t|without|nothing|no) (?:\w+ ){0,2}$|"
    r"less $|(?:stopped|stop) (?:being )?$"
)


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b", re.IGNORECASE)


_CLINICAL = _pattern(re.escape(word) for word in CLINICAL)
_DEFICIT = _pattern(re.escape(word) for word in sorted(DEFICIT, key=len, reverse=True))
_PROMISES = _pattern(PROMISES)
_STOCK = _pattern(re.escape(phrase) for phrase in STOCK)
_BRIGHT = _pattern(BRIGHT)
_SORE_WORDS = _pattern((_SORE,))
_NOT_SORE = re.compile(_EASED, re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks: those are the words of a person."""
    return _QUOTED.sub(" ", text)


def clinical(text: str) -> tuple[str, ...]:
    """Clinical labels used outside quotation marks."""
    return tuple(_CLINICAL.findall(unquoted(text).replace("’", "'")))


def deficit(text: str) -> tuple[str, ...]:
    """Labels that name a person by what is missing, outside quotation marks."""
    return tuple(_DEFICIT.findall(unquoted(text).replace("’", "'")))


def labelled(text: str) -> bool:
    """Does it name a person by a label, or promise too much? Such words are quoted, never said as ours."""
    return bool(clinical(text) or deficit(text) or promises(unquoted(text)))


def promises(text: str) -> tuple[str, ...]:
    """Promises of secrecy or of success."""
    return tuple(_PROMISES.findall(text.replace("’", "'")))


def stock(text: str) -> tuple[str, ...]:
    """Phrases that could stand in any text about anybody."""
    return tuple(_STOCK.findall(unquoted(text).replace("’", "'")))


def bright(text: str) -> tuple[str, ...]:
    """Cheer that brushes pain aside, outside quotation marks."""
    return tuple(_BRIGHT.findall(unquoted(text).replace("’", "'")))


def sore(text: str) -> int:
    """How many words of pain a text holds; one that is denied ("not afraid") does not count."""
    plain = text.replace("’", "'")
    return sum(
        not _NOT_SORE.search(plain[max(0, at.start() - 24) : at.start()])
        for at in _SORE_WORDS.finditer(plain)
    )
