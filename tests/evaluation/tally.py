"""Counts of an evaluation and the cases that went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts by name and the cases that went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """Return one count as a share of another; 1 where there is nothing to count."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0
