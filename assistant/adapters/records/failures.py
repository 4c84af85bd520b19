"""What a database says when it fails, in words for the person who was saving."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from assistant.errors import ConflictError, RecordsError

NOTHING_LOST = "Nothing was half-saved, and what you typed is still in front of you."

BUSY = f"The database is busy with other work. Wait a moment and try again. {NOTHING_LOST}"
FULL = f"The disk is full. Free some space and try again. {NOTHING_LOST}"
READ_ONLY = f"The database cannot be written. Make its file and folder writable and try again. {NOTHING_LOST}"
DAMAGED = "The database file is damaged. Stop the assistant and put back the newest backup of its folder."
UNREACHABLE = f"The database server cannot be reached. Check that it runs and where it is. {NOTHING_LOST}"
OTHER = f"The database could not do this. Try again; if it goes on, look into the log. {NOTHING_LOST}"

SIGNS = (
    (("locked", "busy"), BUSY),
    (("is full", "no space left"), FULL),
    (("readonly", "read-only", "unable to open", "disk i/o error"), READ_ONLY),
    (("malformed", "not a database"), DAMAGED),
    (("connection", "connect to", "server closed"), UNREACHABLE),
)
"""How SQLite and PostgreSQL word it. The vendor's own text is never shown: it may hold values."""

STATES = {"40001": BUSY, "40P01": BUSY, "55P03": BUSY, "53100": FULL, "25006": READ_ONLY}
"""PostgreSQL's codes for the same."""


@contextmanager
def translated() -> Iterator[None]:
    """Nothing above this line knows SQLAlchemy's exceptions."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictError(
            f"Somebody else changed this at the same moment. Look at it again and repeat your change. "
            f"{NOTHING_LOST}"
        ) from error
    except PoolTimeout as error:
        raise RecordsError(BUSY) from error
    except DBAPIError as error:
        raise RecordsError(words_for(error)) from error
    except SQLAlchemyError as error:
        raise RecordsError(OTHER) from error


def words_for(error: DBAPIError) -> str:
    state = getattr(error.orig, "sqlstate", None)
    if state in STATES:
        return STATES[state]
    text = str(error.orig).lower()
    return next((words for signs, words in SIGNS if any(sign in text for sign in signs)), OTHER)
