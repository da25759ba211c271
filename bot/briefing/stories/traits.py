"""What an article is known again by among others of the same event: its people, and its rare words."""

from __future__ import annotations

import math
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.words.documents import PublicationDate

_TITLE = 2  # times a word of the title counts beside one of the text
_OPENING = 150  # search terms from the beginning, where news says what it is about
_PERSON = 1.5  # what a person weighs beside a word as rare
_COMMONEST = 0.2  # share of the passages from which a word says nothing of an event
_FEWEST_PASSAGES, _FEWEST_ARTICLES = 150, 15
"""What a corpus is taken to have at least: in a few articles what two of them share is common among them.

Of 5 and of 12 articles drawn from two corpora of 160, twice as many of the pairs were found that are one
story in all of them, and none besides; as of 400 passages, one besides.
"""


@dataclass(frozen=True, slots=True)
class Traits:
    """An article as it is compared: `words` and `people` with their weights, together of length one.

    `earliest` and `latest` bound its day as far as that is known: the same day where it is. `dated` is the
    day (or month, or year) it is known to be of, "" where none is. The fingerprint is that of
    `bot.corpus.duplicates`; few articles are asked for it.
    """

    article: str
    words: Mapping[str, float]
    people: Mapping[str, float]
    fingerprint: Callable[[], frozenset[int]] = frozenset
    earliest: date | None = None
    latest: date | None = None
    dated: str = ""

    @property
    def day(self) -> date | None:
        """The day the article is of, where it is known."""
        return self.latest if self.earliest == self.latest else None


def traits_of(article: ReadArticle, library: Library) -> Traits:
    """Return what an article is compared by; words weigh by their rarity in the corpus, people likewise."""
    known, passages = library.engine.vocabulary(), max(_FEWEST_PASSAGES, library.engine.passages)
    counted = Counter[str]()
    for term in article.title.stems:
        counted[term] += _TITLE
    commonest = max(2, passages * _COMMONEST)
    words = (term for sentence in article.sentences for term in sentence.read.stems)
    counted.update(islice(words, _OPENING))
    weighed = {
        term: (1 + math.log(times)) * math.log(passages / holding)
        for term, times in counted.items()
        if 0 < (holding := known.get(term, 0)) <= commonest
    }
    id_, articles = article.article.id, max(_FEWEST_ARTICLES, len(library.cards))
    named = {
        person.key: _PERSON * math.log(1 + articles / len(person.appearances))
        for person in library.people_in(id_)
        if not person.weak
    }
    length = math.sqrt(math.fsum(weight**2 for weight in (*weighed.values(), *named.values()))) or 1.0
    return Traits(
        id_,
        {term: weight / length for term, weight in weighed.items()},
        {person: weight / length for person, weight in named.items()},
        lambda: article.fingerprint,
        *_bounds(library.cards[id_].published),
        library.dated_day(id_),
    )


def _bounds(published: PublicationDate | None) -> tuple[date | None, date | None]:
    """Return the first and the last day an article can be of; a month or a year is all of its days."""
    first, last = (published.earliest_day, published.latest_day) if published else (None, None)
    if published is not None and published.value is not None:
        first = last = published.value
    return (_first_day(first) if first else None), (last_day(last) if last else None)


def _first_day(prefix: str) -> date:
    return date.fromisoformat(prefix + "-01-01"[len(prefix) - len("2024") :])


def last_day(prefix: str) -> date:
    """Return the last day of an ISO day, month or year."""
    year, month, day = (*map(int, prefix.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])
