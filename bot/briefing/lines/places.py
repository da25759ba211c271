"""Things of a text by where they stand, so that those in a sentence are found without asking each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from bot.words.spans import Span

T = TypeVar("T")


class Places(Generic[T]):
    """Things with their spans; made once for a text, asked often."""

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        """Take the things in any order; several may stand at one place."""
        ordered = sorted(things, key=lambda one: one[0])
        self._spans = [span for span, _ in ordered]
        self._things = [thing for _, thing in ordered]
        self._starts = [span.start for span in self._spans]
        # How far anything up to a place reaches: nothing before one that falls short of a span touches it.
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def within(self, span: Span) -> list[T]:
        """Return the things that stand wholly inside `span`, in text order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [self._things[place] for place in range(first, last) if self._spans[place].end <= span.end]

    def touching(self, span: Span) -> list[T]:
        """Return the things that share a character with `span`, in text order."""
        found = []
        place = bisect_left(self._starts, span.end) - 1
        while place >= 0 and self._reach[place] > span.start:
            if self._spans[place].end > span.start:
                found.append(self._things[place])
            place -= 1
        return found[::-1]
