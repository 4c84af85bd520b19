"""The words of a text that carry meaning: lower case, without stop words, and their stems."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")

_STOP = """
a about after again all also am an and any anything are as at be because been before being but by can
could d did do does doing don done each else even ever every few for from get gets getting give go goes
going got had has have having he her here hers herself him himself his how i if in into is isn it its
itself just know ll let m make makes many may me mentee mentees mentor mentoring mentors might more most
much must my myself need no nor not
of off ok on once one only or other our ours out over own please quite re really s same say says shall
she should so some someone something such t tell than that the their theirs them then there these they
thing things this those through to too under until up us ve very want wants was way we well were what
when where which while who whom whose why will with without won would yes you your yours yourself
aren couldn didn doesn hadn hasn haven mustn shouldn wasn weren wouldn
"""
STOP_WORDS = frozenset(_STOP.split())


def content_words(text: str) -> list[str]:
    """Words in order, repeated ones too. A question of stop words alone keeps them all."""
    words = _WORD.findall(text.lower())
    return [word for word in words if word not in STOP_WORDS] or words


def stems(text: str) -> list[str]:
    return [_stem(word) for word in content_words(text)]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    import snowballstemmer  # 30 modules, one per language: only when a word is really stemmed

    stem: str = snowballstemmer.stemmer("porter").stemWord(word)
    return stem
