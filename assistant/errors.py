"""Everything that can go wrong on purpose.

AssistantError
    ContentError        a file or a setting is wrong: the message names the file and the key
    InputError          what somebody typed or sent is wrong: says what, where, and what to do
    AccessError         not found or not allowed, which look the same from outside
    ConflictError       somebody else changed the same thing first
    RecordsError        the database could not do it; nothing was half-written
    IndexUnavailable    the search index is missing, damaged or owned by another process
      IndexBusy         another process is writing it just now
    Cancelled           somebody stopped it; nothing has changed
    ModelError          the language model did not give usable words; try later or go on composed
"""

from enum import StrEnum


class AssistantError(Exception):
    """The message is one plain sentence that may be shown to a person."""


class ContentError(AssistantError):
    """A file or a setting of the programme is wrong."""


class InputError(AssistantError):
    """Input from a person or a caller is wrong."""


class AccessError(AssistantError):
    """Not found, or not yours: the two are told apart nowhere."""

    def __init__(self, message: str = "There is nothing here that you can open.") -> None:
        super().__init__(message)


class ConflictError(AssistantError):
    """The thing was changed by someone else since it was read."""


class RecordsError(AssistantError):
    """The database failed; the caller still has what was typed."""


class IndexUnavailable(AssistantError):
    """The search index cannot be used now; keyword search or a rebuild can help."""


class IndexBusy(IndexUnavailable):
    """Somebody else writes the index now; it is free again soon."""


class Cancelled(AssistantError):
    """Stopped on request. Everything is as it was before."""

    def __init__(self, message: str = "Stopped. Nothing has changed.") -> None:
        super().__init__(message)


class ModelFault(StrEnum):
    """Why a model gave nothing usable. Each has words in prompts/replies.yaml."""

    UNREACHABLE = "unreachable"
    UNAUTHORISED = "unauthorised"
    BUSY = "busy"
    SERVER = "server"
    MISDIRECTED = "misdirected"
    """The server answers, but not to this request: a wrong address or a wrong name of a model."""
    TIMEOUT = "timeout"
    CUT = "cut"
    EMPTY = "empty"
    BROKEN = "broken"
    REFUSED = "refused"
    TOO_LONG = "too_long"
    CANCELLED = "cancelled"


class ModelError(AssistantError):
    """The model failed in a known way."""

    def __init__(self, fault: ModelFault, message: str) -> None:
        super().__init__(message)
        self.fault = fault
