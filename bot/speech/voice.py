"""Who speaks where a subject stands."""

from __future__ import annotations

from dataclasses import dataclass

from bot.words.findings import Attribution
from bot.words.spans import Span


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks where a subject stands: a figure or an organisation or nobody known, and why.

    `described`: somebody who is not named, and `organisation` are the words that describe them. `joint`:
    several named together, whose names `organisation` holds.
    """

    attribution: Attribution
    mention: Span
    figure: int | None = None
    organisation: Span | None = None
    reason: str = ""
    described: bool = False
    joint: tuple[int, ...] = ()

    @property
    def known(self) -> bool:
        """Say whether it is settled who speaks."""
        return self.attribution is not Attribution.UNRESOLVED

    def is_of(self, other: Voice) -> bool:
        """Say whether both are known and the same."""
        return (
            self.known
            and other.known
            and (self.figure, self.organisation) == (other.figure, other.organisation)
        )
