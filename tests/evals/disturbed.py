"""Questions as people also type them: in capitals, without punctuation, with a slip of the finger."""

import random
import re
from collections.abc import Iterable
from typing import TypeVar

from assistant.measuring import Query

Q = TypeVar("Q", bound=Query)

_WORD = re.compile(r"[^\W\d_]+")
SEED = 20261123


def capitals(queries: Iterable[Q]) -> list[Q]:
    return [_said(query, query.text.upper()) for query in queries]


def unpunctuated(queries: Iterable[Q]) -> list[Q]:
    return [_said(query, " ".join(re.sub(r"[^\w\s]", " ", query.text).split())) for query in queries]


def one_typo(queries: Iterable[Q]) -> list[Q]:
    """Two letters swapped, or one dropped or doubled, in one of the three longest words."""
    return [_said(query, _slip(query.text, random.Random(f"{SEED} {query.id}"))) for query in queries]


def _slip(text: str, chance: random.Random) -> str:
    longest = sorted(_WORD.finditer(text), key=lambda word: -len(word[0]))[:3]
    word = chance.choice(longest)
    letters = word[0]
    at = chance.randrange(len(letters) - 1)
    changed = chance.choice(
        [
            letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :],
            letters[:at] + letters[at + 1 :],
            letters[: at + 1] + letters[at:],
        ]
    )
    return text[: word.start()] + changed + text[word.end() :]


def _said(query: Q, text: str) -> Q:
    return query.model_copy(update={"text": text})
