"""The rules as they are written in `rules/`, checked and made ready when they are first needed."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Generic, Literal, TypeVar

from pydantic import ConfigDict, Field

from assistant import frontmatter
from assistant.domain.safety import Category, Severity
from assistant.domain.value import Value
from assistant.errors import ContentError
from assistant.safeguarding.pattern import Compiled, compiled

VERSION = "en-1"
"""Of the rules; stored with an event, so that a change of rules can be told from a change of writing."""

About = Literal["self", "other", "threat"]
"""The writer in danger; somebody else; the writer as the danger to somebody."""

K = TypeVar("K")


class Frame(Value):
    """One thing that people say when somebody is in danger, in all its wordings."""

    id: str = Field(pattern=r"^[A-Z]{2}\d{2}$")
    category: Category
    about: About = "self"
    severity: Severity = Severity.CONCERN
    hint: bool = False
    """Too little alone; two different hints in one text are a concern."""
    rises: bool = True
    """Is it imminent beside "tonight" or a farewell?"""
    lasting: bool = False
    """No context quiets it, and a "not" before it does not turn it round."""
    stays: bool = False
    """As grave when it is long ago."""
    patterns: tuple[str, ...] = Field(min_length=1)


class Context(Value):
    """A sentence is about a film, a lesson, the past: that quiets frames in it."""

    quiets: frozenset[About]
    carries: bool = False
    """Does it hold for the next sentence too?"""
    past: bool = False
    """An old story; it does not quiet a frame that stays."""
    patterns: tuple[str, ...] = Field(min_length=1)


class _Pack(Value):
    model_config = ConfigDict(extra="forbid", frozen=True)

    classes: dict[str, tuple[str, ...]] = {}
    frames: tuple[Frame, ...] = ()
    masks: tuple[str, ...] = ()
    imminent: tuple[str, ...] = ()
    contexts: dict[str, Context] = {}
    misspelt: dict[str, tuple[str, ...]] = {}
    """Telling words, each with the words one letter away that are no errors."""


class _Expression:
    """Compiled when a text first holds one of its words: most never are."""

    def __init__(self, compiled: Compiled) -> None:
        self._text = compiled.expression

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(f"(?<= ){self._text}")


class Index(Generic[K]):
    """Patterns by the words without which they cannot match."""

    def __init__(self, patterns: Iterable[tuple[K, Compiled]]) -> None:
        self._by_word: defaultdict[str, list[tuple[int, K, _Expression]]] = defaultdict(list)
        for number, (key, each) in enumerate(patterns):
            expression = _Expression(each)
            for word in each.needs:
                self._by_word[word].append((number, key, expression))

    def among(self, words: Collection[str]) -> Iterator[tuple[K, re.Pattern[str]]]:
        """In the order of the rules, each once."""
        found = {
            number: (key, expression)
            for word in words
            for number, key, expression in self._by_word.get(word, ())
        }
        for number in sorted(found):
            key, expression = found[number]
            yield key, expression.pattern


class Rules:
    """All packs together."""

    def __init__(self, packs: Iterable[_Pack]) -> None:
        read = list(packs)
        classes = {name: ways for pack in read for name, ways in pack.classes.items()}
        self.frames = tuple(frame for pack in read for frame in pack.frames)
        ids = [frame.id for frame in self.frames]
        if twice := {each for each in ids if ids.count(each) > 1}:
            raise ContentError(f"The safeguarding rules use an id twice: {', '.join(sorted(twice))}.")
        self.contexts = {name: each for pack in read for name, each in pack.contexts.items()}
        self.found_frames = Index((f, compiled(p, classes)) for f in self.frames for p in f.patterns)
        self.found_contexts = Index(
            (name, compiled(p, classes)) for name, each in self.contexts.items() for p in each.patterns
        )
        self.masks = Index((None, compiled(p, classes)) for pack in read for p in pack.masks)
        self.imminent = Index((None, compiled(p, classes)) for pack in read for p in pack.imminent)
        self._misspelt = {word: frozenset(near) for pack in read for word, near in pack.misspelt.items()}

    def spelled(self, sentence: str) -> str:
        """With telling words as they are written right: one letter more, less, other or swapped."""
        words = sentence.split()
        right = [self._right(word) for word in words]
        return sentence if right == words else f" {' '.join(right)} "

    @cached_property
    def _near(self) -> Mapping[str, str]:
        """Every way to mistype a telling word by one letter."""
        near: dict[str, str] = {}
        for word, real in self._misspelt.items():
            near |= {wrong: word for wrong in _one_letter_away(word) if wrong not in real}
        return {wrong: word for wrong, word in near.items() if wrong not in self._misspelt}

    def _right(self, word: str) -> str:
        return self._near.get(word, word)


def _one_letter_away(word: str) -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in letters)


@cache
def load_rules() -> Rules:
    """Raises ContentError when a rule cannot be read."""
    folder = files("assistant.safeguarding").joinpath("rules")
    texts = sorted((each for each in folder.iterdir() if each.name.endswith(".yaml")), key=lambda f: f.name)
    return Rules(_pack(Path(each.name), each.read_text(encoding="utf-8")) for each in texts)


def _pack(path: Path, text: str) -> _Pack:
    return frontmatter.fill(_Pack, frontmatter.load_yaml(text, path), path)
