"""What is searched, and what a search finds."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.words.documents import PublicationDate
from bot.words.spans import Span


class IndexedPassage(NamedTuple):
    """A few neighbouring sentences, the unit the index ranks: where they stand, and their terms."""

    span: Span
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """What a search index holds of an article, all in the terms of the house's own analyzer.

    `passages` are in text order; `words` leads from each word of the article to the
    term it became; `subjects` counts the phrases that may be subjects of the corpus. `outlet` are the terms
    of its outlet; `earliest` and `latest` bound its date, as ISO prefixes.
    """

    id: str
    passages: tuple[IndexedPassage, ...]
    words: Mapping[str, str]
    subjects: Mapping[str, int]
    outlet: frozenset[str] = frozenset()
    earliest: str | None = None
    latest: str | None = None


class PhraseUse(NamedTuple):
    """A phrase that may be a subject: how many articles hold it, and how often it stands in all of them."""

    phrase: str
    articles: int
    times: int


@dataclass(frozen=True, slots=True)
class Within:
    """What a search is limited to: some articles, an outlet by terms of its name, dates as ISO prefixes."""

    articles: frozenset[str] | None = None
    outlet: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None

    def allows(self, article: str, outlet: Set[str], earliest: str | None, latest: str | None) -> bool:
        """Say whether an article with these bounds of its date passes; an undated one passes no date."""
        if self.articles is not None and article not in self.articles:
            return False
        if self.outlet is not None and not (self.outlet and self.outlet <= outlet):
            return False
        if self.since and not (latest and _not_before(latest, self.since)):
            return False
        return not (self.until and not (earliest and _not_before(self.until, earliest)))


def _not_before(day: str, other: str) -> bool:
    """Say whether `day` is the same as or after `other`, at the coarser precision of the two."""
    length = min(len(day), len(other))
    return day[:length] >= other[:length]


class Hit(NamedTuple):
    """A passage found: its article, where it stands there, and its score among the others."""

    article: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What is known of an article without its text: enough to list, filter and cite it.

    `day` is the day (or month, or year) it is surely not older than, "" where none is known.
    """

    id: str
    title: str
    outlet: str | None
    published: PublicationDate | None
    language: str
    truncated: bool
    url: str | None
    file: str
    words: int
    day: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out its day once: answers put the same articles in order again and again."""
        published = self.published
        # An article that may be of last week or of last year is not put before one that is of this month.
        day = (published.value or published.earliest_day) if published else None
        object.__setattr__(self, "day", day or "")
