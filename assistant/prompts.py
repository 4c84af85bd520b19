"""Prompts and fixed replies as files: one prompt a file, its words stamped, its inputs checked on reading."""

import hashlib
from collections.abc import Collection
from datetime import date
from enum import StrEnum
from pathlib import Path
from string import Template

from pydantic import Field

from assistant import frontmatter
from assistant.domain.drafts import Ending
from assistant.domain.people import Role
from assistant.domain.value import Value
from assistant.errors import ContentError, ModelFault
from assistant.ports import Turn

INSTRUCTIONS, REQUEST = "# Instructions\n", "# Request\n"
"""The two headings of a prompt file: the system turn, which never changes, and the user turn."""


class Budget(Value):
    """Tokens each part of one request may take. Passages are the first to be left out."""

    instructions: int = Field(gt=0)
    facts: int = Field(gt=0)
    passages: int = Field(ge=0)
    lines: int = Field(gt=0)
    reply: int = Field(gt=0)
    sent: int = Field(gt=0)
    """All that is sent, together."""


class _Head(Value):
    name: str = Field(pattern=r"^[a-z][a-z.]*$")
    version: int = Field(ge=1)
    purpose: str
    inputs: tuple[str, ...]
    output: str = Field(pattern="^(text|json)$")
    budget: Budget
    tested_with: str = ""


class Prompt(_Head):
    """One prompt: what is always said, and what is asked this time."""

    instructions: str
    request: str

    @property
    def stamp(self) -> str:
        """`name:version@digest`: people say the version, machines the digest of the words."""
        digest = hashlib.sha256(f"{self.instructions}\n{self.request}".encode()).hexdigest()
        return f"{self.name}:{self.version}@{digest[:8]}"

    def render(self, **inputs: str) -> tuple[Turn, Turn]:
        """Both turns. A value may hold any text: `$` and braces in it stay as they are."""
        if set(inputs) != set(self.inputs):
            raise ContentError(f"prompt {self.name} takes {_list(self.inputs)}, not {_list(inputs)}")
        return (
            Turn(speaker="system", text=self.instructions),
            Turn(speaker="user", text=Template(self.request).substitute(inputs)),
        )


class Words(Value):
    """A fixed reply: a short title and the sentences under it."""

    title: str = Field(min_length=2)
    text: tuple[str, ...] = Field(min_length=1)

    @property
    def sentence(self) -> str:
        return " ".join(self.text)


class Card(StrEnum):
    """Who reads a support card: somebody who was told something, or the one it may be about."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    LOG = "log"
    """The same beside a page that somebody goes on writing: nothing was refused there."""
    JOURNAL = "journal"


_CARED_FOR = frozenset({Role.MENTEE, Role.PEER})


class Replies(Value):
    """All words that are the same for everybody; a missing one stops the start, not the conversation."""

    reviewed_on: date
    review_in_months: int = Field(ge=1, le=24)
    endings: dict[Ending, Words]
    faults: dict[ModelFault, Words]
    support: dict[Card, Words]

    def card_for(self, role: Role) -> Words:
        """Mentors, trainers and coordinators have a duty to pass it on; a mentee or a peer comes first."""
        return self.support[Card.MENTEE if role in _CARED_FOR else Card.MENTOR]

    def page_card_for(self, role: Role) -> Words:
        """The card beside a page of a journal or log, which is saved and can be written on."""
        return self.support[Card.JOURNAL if role in _CARED_FOR else Card.LOG]


def load_prompt(path: Path) -> Prompt:
    """The prompt in one file. Raises ContentError naming the file and what is wrong in it."""
    fields, body = frontmatter.read(path)
    head = frontmatter.fill(_Head, fields, path)
    if head.name != path.stem:
        raise ContentError(f"{path}: name is {head.name!r}, but the file is called {path.stem!r}")
    opening, found, request = body.partition(REQUEST)
    if not opening.lstrip().startswith(INSTRUCTIONS) or not found:
        raise ContentError(f"{path}: needs the headings {INSTRUCTIONS.strip()!r} and {REQUEST.strip()!r}")
    instructions = opening.lstrip().removeprefix(INSTRUCTIONS).strip()
    prompt = Prompt(**head.model_dump(), instructions=instructions, request=request.strip())
    _check_inputs(prompt, path)
    return prompt


def load_prompts(folder: Path) -> dict[str, Prompt]:
    """Every prompt of the folder by its name."""
    prompts = [load_prompt(path) for path in sorted(folder.glob("*.md")) if path.name != "README.md"]
    return {prompt.name: prompt for prompt in prompts}


def load_replies(folder: Path) -> Replies:
    """The fixed replies. Raises ContentError when an ending, a fault or a card has no words."""
    path = folder / "replies.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError(f"{path}: cannot be read: {error.strerror}") from error
    replies = frontmatter.fill(Replies, frontmatter.load_yaml(text, path), path)
    _check_all(path, "endings", replies.endings, Ending)
    _check_all(path, "faults", replies.faults, ModelFault)
    _check_all(path, "support", replies.support, Card)
    return replies


def _check_inputs(prompt: Prompt, path: Path) -> None:
    if not Template(prompt.request).is_valid():
        raise ContentError(f"{path}: a lone $ in the request; write $$ for the sign itself")
    if "$" in prompt.instructions:
        raise ContentError(f"{path}: the instructions never change, so they take no ${{input}}")
    used, declared = set(Template(prompt.request).get_identifiers()), set(prompt.inputs)
    if used != declared:
        raise ContentError(f"{path}: inputs: declared {_list(declared)}, used {_list(used)}")


def _check_all(path: Path, key: str, found: Collection[StrEnum], wanted: type[StrEnum]) -> None:
    if missing := [member.value for member in wanted if member not in found]:
        raise ContentError(f"{path}: {key}: no words for {_list(missing)}")


def _list(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
