"""An attribute that is made at its first use, once, whichever thread comes first."""

from collections.abc import Callable
from threading import RLock
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class Whole:
    """Something made of parts, with a lock for each of them."""

    def __init__(self) -> None:
        self._locks: dict[str, RLock] = {}

    def alone(self, name: str) -> RLock:
        """The lock of one part: who makes that part holds it."""
        return self._locks.setdefault(name, RLock())


class part(Generic[T]):  # noqa: N801  # used as a decorator, like `property`
    """Threads that ask together wait for one maker, of this part only. What raised is tried again."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__

    @overload
    def __get__(self, owner: None, kind: type) -> "part[T]": ...
    @overload
    def __get__(self, owner: Whole, kind: type) -> T: ...
    def __get__(self, owner: Whole | None, kind: type) -> "part[T] | T":
        if owner is None:
            return self
        with owner.alone(self._name):
            if self._name not in vars(owner):
                vars(owner)[self._name] = self._make(owner)
        value: T = vars(owner)[self._name]
        return value
