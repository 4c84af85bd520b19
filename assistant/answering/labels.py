"""The labels of one answer: [1], [2] for passages and [a], [b] for facts, each resolved once."""

from string import ascii_lowercase

from assistant.citations import Citations
from assistant.domain.conversation import Cited, FactRef
from assistant.domain.drafts import Source
from assistant.library import Library


class Labels:
    def __init__(self, library: Library) -> None:
        self._library = library
        self._cited: dict[str, Cited] = {}
        self._facts: dict[str, FactRef] = {}

    def passage(self, source: Source) -> str:
        """For instance "[1]"; a passage that is cited twice keeps its label."""
        if source.passage_id not in self._cited:
            self._cited[source.passage_id] = Cited(label=str(len(self._cited) + 1), source=source)
        return f"[{self._cited[source.passage_id].label}]"

    def technique(self, tag: str, about: str, used_for: str) -> str:
        """The passage that teaches a technique; empty when no note does."""
        citations = Citations(self._library)
        if not citations.cite(tag, about, used_for):
            return ""
        return self.passage(citations.sources()[0])

    def fact(self, fact: FactRef) -> str:
        if fact.text not in self._facts:
            label = ascii_lowercase[len(self._facts) % 26]
            self._facts[fact.text] = fact.model_copy(update={"label": label})
        return f"[{self._facts[fact.text].label}]"

    @property
    def cited(self) -> tuple[Cited, ...]:
        return tuple(self._cited.values())

    @property
    def facts(self) -> tuple[FactRef, ...]:
        return tuple(self._facts.values())
