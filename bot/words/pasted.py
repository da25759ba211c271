"""What somebody pastes or forwards to be looked at, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.words.findings import Attribution

LONGEST_PASTED = 8000
"""Characters that are read: two of Telegram's longest messages."""


class Held(StrEnum):
    """Whether the corpus holds a text already."""

    YES = "yes"
    REPRINT = "reprint"
    NO = "no"


@dataclass(frozen=True, slots=True)
class NamedInNews:
    """Somebody a text names: by the corpus's name where it knows them, in how many of its articles.

    `may_be` counts the people of the corpus the name may mean; none is nobody, several are not told apart.
    """

    name: str
    articles: int
    may_be: int


@dataclass(frozen=True, slots=True)
class QuotedInNews:
    """Words a text quotes, exactly as they stand in it, and who says them as far as it tells."""

    words: str
    speaker: str | None
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class PastedNews:
    """What a text tells; `article` is the one of the corpus that it is, or is a reprint of."""

    named: tuple[NamedInNews, ...]
    held: Held
    article: str | None
    title: str | None
    quoted: tuple[QuotedInNews, ...]
    further_named: int = 0
    further_quoted: int = 0
