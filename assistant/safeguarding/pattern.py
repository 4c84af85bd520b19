"""The small language in which the rules are written, turned into expressions that take linear time.

A pattern is words in their order, as `plain_text` writes them:

    want/s/ed      want, wants or wanted
    <die>          any way to say it that the class `die` names
    (a b|c)        one of these
    really?        may be missing
    ~  ~5          up to three (five) other words, none of which is a "not"
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.errors import ContentError

NOT = (
    "not", "never", "dont", "didnt", "doesnt", "wont", "wouldnt", "isnt", "arent", "wasnt", "werent", "cant",
    "cannot", "couldnt", "hasnt", "havent", "hadnt", "without", "aint", "neither", "nobody", "no",
)  # fmt: skip
"""Words that turn a sentence round. A gap does not pass over them."""

GAP = 3

COMMON = frozenset(
    """
    a about again all always am an and any anymore are as at be been being but by can cant could did didnt do
    does doesnt dont even ever every feel feels for from get gets getting go goes going gone gonna got had has
    have he her here him his how i id if ill im in into is it its ive just keep keeps know life like me more my
    never no not nothing of off on one only or other out over really said say says she should so some
    something still than that thats the their them then there they theyre thing things think this time to
    told too up us wanna want wanted wants was we were what when which who will with wont would you your
    """.split()
)
"""So frequent that a pattern is not looked for because of them alone."""

_ITEM = re.compile(r"\(([^()]*)\)(\?)?|<([a-z_]+)>(\?)?|~(\d+)?|([a-z0-9/]+)(\?)?|(\S)")


class Compiled(NamedTuple):
    expression: str
    """Matches in a sentence, from the blank before its first word to the blank after its last."""
    needs: frozenset[str]
    """The pattern can only match where one of these words stands."""


def compiled(pattern: str, classes: Mapping[str, Sequence[str]]) -> Compiled:
    """Raises ContentError when it cannot be read or would match every text."""
    parts: list[str] = []
    needs: list[frozenset[str]] = []
    for group, group_maybe, name, name_maybe, gap, word, word_maybe, wrong in _ITEM.findall(pattern):
        if wrong:
            raise ContentError(f"The pattern {pattern!r} of the safeguarding rules has a stray {wrong!r}.")
        maybe = group_maybe or name_maybe or word_maybe
        if group or name or word:
            options = _options(group or (f"<{name}>" if name else word), classes, pattern)
            parts.append(f"(?:{'|'.join(_written(option) for option in options)})" + ("?" if maybe else ""))
            if not maybe:
                needs.append(frozenset(_rarest(option) for option in options))
        else:
            parts.append(rf"(?:(?!(?:{'|'.join(NOT)}) )\S+ ){{0,{gap or GAP}}}")
    telling = [words for words in needs if not words & COMMON]
    chosen = min(telling or needs, key=len, default=frozenset())
    if not chosen:
        raise ContentError(f"The pattern {pattern!r} of the safeguarding rules would match any text.")
    return Compiled("".join(parts), chosen)


def _options(text: str, classes: Mapping[str, Sequence[str]], pattern: str) -> list[tuple[str, ...]]:
    """Every way to say it, as words; classes may stand inside, also for several words."""
    found: list[tuple[str, ...]] = []
    for option in text.split("|"):
        ways: list[tuple[str, ...]] = [()]
        for word in option.split():
            if word.startswith("<"):
                if word[1:-1] not in classes:
                    raise ContentError(f"The pattern {pattern!r} names the class {word}, which there is not.")
                nexts = [way for each in classes[word[1:-1]] for way in _options(each, classes, pattern)]
            else:
                nexts = [(form,) for form in _forms(word)]
            ways = [way + more for way in ways for more in nexts]
        found += ways
    return list(dict.fromkeys(found))


def _forms(word: str) -> list[str]:
    stem, *endings = word.split("/")
    return [stem, *(stem + ending for ending in endings)]


def _written(words: tuple[str, ...]) -> str:
    return "".join(f"{re.escape(word)} " for word in words)


def _rarest(words: tuple[str, ...]) -> str:
    return max(words, key=lambda word: (word not in COMMON, len(word)))
