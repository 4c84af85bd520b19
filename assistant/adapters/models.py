"""Decides which engine writes, and says why in one sentence."""

from pathlib import Path
from typing import Literal

from assistant.adapters.address import OPENAI, is_loopback, place, with_version
from assistant.adapters.shelf import available, fits
from assistant.catalogue import Entry, catalogue, entry_named
from assistant.domain.drafts import Engine
from assistant.domain.value import Value
from assistant.ports import ChatModel
from assistant.settings import Settings

HOSTED = "gpt-4o-mini"
"""Asked for at OpenAI when no model is named."""


class Choice(Value):
    """Who writes: nobody but our own code, a server somewhere, or a model on this machine."""

    kind: Literal["composed", "endpoint", "local"]
    name: str = ""
    why: str
    elsewhere: bool = False
    """Is it somebody else's machine, so that private words would leave this one?"""
    wanted: bool = True
    """False when a model was asked for and there is none."""


def models_dir(settings: Settings) -> Path:
    """Where fetched models lie."""
    return settings.data_dir / "models"


def choose(settings: Settings) -> Choice:
    """What was set explicitly wins; else a key or an address; else a model on this machine; else composed."""
    if settings.engine is Engine.COMPOSED:
        return Choice(kind="composed", why="Drafts are composed without a model, as set.")
    here = available(models_dir(settings))
    named = next((entry for entry in catalogue() if entry.name == settings.model_name), None)
    if named and not settings.model_url:
        if named.name in here:
            return _local(named, "as set")
        return Choice(
            kind="composed",
            wanted=False,
            why=f"{named.name} is set but not on this machine yet; fetch it with: "
            f"assistant model pull {named.name}. Until then drafts are composed.",
        )
    if settings.model_url or settings.model_key.get_secret_value():
        where = place(with_version(settings.model_url))
        name = settings.model_name or (HOSTED if with_version(settings.model_url) == OPENAI else "default")
        given = "an address" if settings.model_url else "a key"
        return Choice(
            kind="endpoint",
            name=name,
            elsewhere=not is_loopback(with_version(settings.model_url)),
            why=f"{name} at {where} writes, because {given} is set.",
        )
    best = [entry for entry in catalogue() if entry.purpose == "chat" and entry.name in here and fits(entry)]
    if best:
        return _local(best[-1], "because it was fetched and nothing else is set")
    if settings.engine is Engine.MODEL:
        return Choice(
            kind="composed",
            wanted=False,
            why="A model is asked for, but there is no key, no address and no model on this machine "
            "that fits its memory. Drafts are composed until there is one.",
        )
    return Choice(kind="composed", why="Drafts are composed without a model; none is set up.")


def build(settings: Settings, choice: Choice | None = None) -> ChatModel | None:
    """The chat model of a choice, or None for composed. Build it once; a local one starts when asked."""
    choice = choice or choose(settings)
    if choice.kind == "composed":
        return None
    if choice.kind == "local":
        from assistant.adapters.llama import LocalServer
        from assistant.adapters.local_chat import LocalChat

        server = LocalServer(settings.data_dir, models_dir(settings), threads=settings.threads)
        return LocalChat(server, entry_named(choice.name))
    from assistant.adapters.chat import LangChainChat

    return LangChainChat(choice.name, base_url=settings.model_url, key=settings.model_key)


def _local(entry: Entry, because: str) -> Choice:
    return Choice(kind="local", name=entry.name, why=f"{entry.name} on this machine writes, {because}.")
