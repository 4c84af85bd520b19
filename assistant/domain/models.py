"""Language models that can run on this machine."""

from assistant.domain.value import Value


class LocalModel(Value):
    """One model of the catalogue, as it stands on this machine."""

    name: str
    title: str
    licence: str
    bytes: int
    memory: int
    default: bool
    purpose: str
    here: bool
    """Fetched and verified."""
    fits: bool
    """There is memory for it now."""
    running: bool
