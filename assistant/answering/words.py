"""The fixed words of a conversation, from prompts/answers.yaml; a missing one stops the start."""

from pathlib import Path

from pydantic import Field

from assistant import frontmatter
from assistant.answering.asking import Wish
from assistant.domain.value import Value
from assistant.errors import ContentError

FILE = "answers.yaml"

FIXED = frozenset(Wish) - {Wish.TALK, Wish.ADVICE, Wish.KNOW, Wish.UNKNOWN}
"""Wishes that are answered in the same words whoever asks."""


class Both(Value):
    """For whoever is heard first (mentees and peers), and for those who look something up."""

    mentee: tuple[str, ...] = Field(min_length=2)
    others: tuple[str, ...] = Field(min_length=2)

    def said(self, reflective: bool, turn: int) -> str:
        ways = self.mentee if reflective else self.others
        return ways[turn % len(ways)]


class Fixed(Both):
    declined: bool = False
    technique: str = ""


class Software(Value):
    mentee: str
    others: str


class Answers(Value):
    software: Software
    long: str
    replies: dict[Wish, Fixed]
    unknown: Both
    not_covered: tuple[str, ...] = Field(min_length=2)


def load_answers(folder: Path) -> Answers:
    """Raises ContentError naming the file and what is missing or unknown in it."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError(f"{path}: cannot be read: {error.strerror}") from error
    answers = frontmatter.fill(Answers, frontmatter.load_yaml(text, path), path)
    if missing := sorted(FIXED - answers.replies.keys()):
        raise ContentError(f"{path}: replies: no words for {', '.join(missing)}")
    if spare := sorted(answers.replies.keys() - FIXED):
        raise ContentError(f"{path}: replies: nothing ever says {', '.join(spare)}")
    return answers
