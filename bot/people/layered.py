"""A large mapping that changes a little at a time: who holds the one before never sees the change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, ValuesView
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_FEW = 1_000  # changes kept beside the rest, whatever its size
_PART = 8  # of the rest, from which the changes are taken into it: copying it is rarer the larger it is


class Layered(Mapping[Key, Value]):
    """A mapping that never changes; `changed` returns another, which shares with it what stays."""

    __slots__ = ("_base", "_over", "_size")

    def __init__(self, base: Mapping[Key, Value] | None = None) -> None:
        """Take what is in it from the beginning; nobody may change that any more."""
        self._base: Mapping[Key, Value] = base if base is not None else {}
        self._over: dict[Key, Value | None] = {}
        self._size = len(self._base)

    def changed(self, changes: Mapping[Key, Value | None]) -> Layered[Key, Value]:
        """Return the mapping with some values put, and those that are None taken out."""
        if not changes:
            return self
        over = {**self._over, **changes}
        if len(over) > max(_FEW, len(self._base) // _PART):
            whole = {**self._base, **over}
            return Layered({key: value for key, value in whole.items() if value is not None})
        other: Layered[Key, Value] = Layered(self._base)
        other._over = over
        other._size = self._size + sum((value is not None) - (key in self) for key, value in changes.items())
        return other

    def __getitem__(self, key: Key) -> Value:
        value = self._over.get(key) if key in self._over else self._base.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        if key in self._over:
            return self._over[key] is not None
        return key in self._base

    def __iter__(self) -> Iterator[Key]:
        yield from (key for key in self._base if key not in self._over)
        yield from (key for key, value in self._over.items() if value is not None)

    def values(self) -> ValuesView[Value]:
        """Return the values, as those of a plain mapping where nothing was changed since it was taken in."""
        return super().values() if self._over else self._base.values()

    def __len__(self) -> int:
        return self._size
