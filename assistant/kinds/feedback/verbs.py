"""The forms of English verbs: from whatever form somebody typed to its base, and from there to the past."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_MUTE_E = re.compile(
    r"(?:[aeiou](?:[cgkszv]|th)|[^aeiou](?:[cgzv]|s)|[^aeiou]l|[^aeiou][aeiou]r|iz|is|at|ut|in|id|ol|om)$"
)
"""Endings before which a base most often had an e: arriv-e, danc-e, trembl-e, organis-e."""
_SHORT = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$")


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _irregular() -> Mapping[str, tuple[str, str]]:
    """Base to past and participle."""
    return {base: (past, pp) for base, past, pp in (line.split() for line in _lines("irregular.txt"))}


@cache
def _pasts() -> Mapping[str, str]:
    """Irregular past to base; forms that are the base too stay out of doubt."""
    return {past: base for base, (past, _) in _irregular().items()} | {"were": "be"}


@cache
def bases() -> frozenset[str]:
    return frozenset(word for line in _lines("regular.txt") for word in line.split()) | frozenset(
        _irregular()
    )


def is_irregular(base: str) -> bool:
    """Such verbs are seldom nouns as well."""
    return base in _irregular()


def past(base: str) -> str:
    """ "arrive" gives "arrived", "set" gives "set"."""
    first, _, rest = base.partition("-")
    if first in {"re", "over", "under", "mis"} and rest:
        return f"{first}-{past(rest)}"
    if base in _irregular():
        return _irregular()[base][0]
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    if _SHORT.match(base) or base in _STRESSED_LAST:
        return base + base[-1] + "ed"
    if re.search(r"[^aeiou][aeiou]l$", base):
        return base + "led"
    return base + "ed"


_STRESSED_LAST = frozenset(
    "admit commit omit permit submit refer prefer occur regret forget transfer equip".split()
)


def base_of_ing(word: str) -> str:
    """ "setting" gives "set", "arriving" gives "arrive"; empty when it is no such form."""
    if not word.endswith("ing") or len(word) < 5 or word in _NO_VERBS:
        return ""
    stem = word[:-3]
    if stem == "ly":
        return "lie"
    return _base(stem)


_NO_VERBS = frozenset(
    "morning evening meeting building during nothing something anything everything thing king ring string "
    "spring ceiling wedding feeling according including regarding outing training opening boring interesting".split()
) - {"training", "opening", "building", "feeling", "meeting"}


def base_of_past(word: str) -> str:
    """ "replied" gives "reply", "left" gives "leave"; empty when it is no past form."""
    if word in _pasts():
        return _pasts()[word]
    if not word.endswith("ed") or len(word) < 4 or word in _NOT_PAST:
        return ""
    if word.startswith("un") and _base(word[:-2]) not in bases():
        return ""  # "unanswered" is how something is, not what somebody did
    stem = word[:-2]
    if stem.endswith("i") and len(stem) > 2:
        return stem[:-1] + "y"
    return _base(stem)


_NOT_PAST = frozenset(
    "need speed indeed hundred exceed succeed proceed breed bleed shed sacred naked".split()
)


def base_of_participle(word: str) -> str:
    """ "told" gives "tell", "written" gives "write"; empty when no verb known here has it."""
    return next((base for base, (_, participle) in _irregular().items() if participle == word), "")


def base_of_third(word: str) -> str:
    """ "interrupts" gives "interrupt"; empty when no verb known here has this form."""
    if word in {"is", "has", "does", "was"}:
        return {"is": "be", "has": "have", "does": "do", "was": "be"}[word]
    if not word.endswith("s") or word.endswith("ss") or len(word) < 4:
        return ""
    options = [word[:-1]]
    if word.endswith("ies"):
        options.insert(0, word[:-3] + "y")
    if word.endswith("es"):
        options.append(word[:-2])
    return next((option for option in options if option in bases()), "")


def gerund(base: str) -> str:
    """ "arrive" gives "arriving", "set" gives "setting"."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    if _SHORT.match(base) or base in _STRESSED_LAST | {"begin", "forget"}:
        return base + base[-1] + "ing"
    return base + ("ling" if re.search(r"[^aeiou][aeiou]l$", base) else "ing")


def base_of(word: str) -> str:
    """The base of any form; the word itself when it is none."""
    return base_of_past(word) or base_of_ing(word) or base_of_third(word) or word


def is_past(word: str) -> bool:
    return bool(base_of_past(word))


def _base(stem: str) -> str:
    """The base that a stem before "ing" or "ed" most likely comes from."""
    undoubled = stem[:-1] if _DOUBLED.search(stem) or stem.endswith("ll") else ""
    for option in (stem, stem + "e", undoubled):
        if option in bases() and not (option == stem and stem + "e" in bases() and _MUTE_E.search(stem)):
            return option
    if undoubled and not stem.endswith("ll"):
        return undoubled
    return stem + "e" if _MUTE_E.search(stem) else stem
