"""Runs of characters of a document.

Spans count Unicode code points and are half open, as Python's slices are. Every span points into
the `text` of a `Document`; what is shown to a reader is read back from there with `Span.of`.
"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A run of characters of a document: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end
