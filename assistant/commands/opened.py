"""The assistant a command works with, made when the command runs: help and errors stay instant."""

from typing import TYPE_CHECKING, Any

from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant


def assistant(**given: Any) -> "Assistant":
    """With these settings over those of the environment, where they are not None."""
    from assistant import bootstrap

    return bootstrap.Assistant(
        load_settings(**{key: value for key, value in given.items() if value is not None})
    )
