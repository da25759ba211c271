"""The corpus as answers see it: what is kept in memory, unchanged while an answer is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from typing import Any, TypeVar

from bot.briefing.lines.citing import ListedSources, corpus_card
from bot.people.corrections import Standing, as_corrected, standings
from bot.people.directory import Directory
from bot.protocols import SearchEngine
from bot.search.query import Query, outlet_terms
from bot.words.answers import CorpusCard, Item, Source
from bot.words.findings import AnalysedArticle
from bot.words.people import Person
from bot.words.searching import ArticleCard


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the corpus after a revision.

    `articles` came, left, or name somebody they did not name before, or not so; `people`, by their keys, are
    not as they were.
    """

    before: str
    articles: frozenset[str]
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Weighing:
    """What words are weighed by: how many passages held each term, and how many articles there were.

    Later revisions than its own weigh by it as well while the corpus is hardly larger or smaller: an answer
    that nothing touched is then the same in each of them.
    """

    revision: str
    vocabulary: Mapping[str, int]
    articles: int

    @property
    def passages(self) -> int:
        """How many passages there were, as long as articles mostly are."""
        return max(self.articles, 1) * _PASSAGES


_PASSAGES = 8  # of an article
_MOST_TOLD = 200  # people of whom something is kept; a list shows forty
T = TypeVar("T")


@dataclass(frozen=True)
class Library:
    """One revision of the corpus.

    `words` leads from each word of the corpus to its search term; `subjects` are phrases the corpus is about
    with the ids of the articles that hold them, most widely held first. `corrected` is everybody whom a
    correction to who is who touches, those it hides included. `mark` tells the state of the corpus from every
    other one; `steps` are the last ones that led to it, oldest first. `weighed_by` is of an earlier revision,
    None where this one has its own. `told_of_people` is what was looked for of people (`once`); the revisions
    share it.
    """

    revision: str
    cards: Mapping[str, ArticleCard]
    directory: Directory
    engine: SearchEngine
    words: Mapping[str, str]
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    corrected: tuple[Person, ...] = ()
    mark: str = ""
    steps: tuple[Step, ...] = ()
    weighed_by: Weighing | None = None
    told_of_people: dict[tuple[Callable[..., object], str], tuple[Person, Any]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def weighing(self) -> Weighing:
        """What words are weighed by, of this revision or one shortly before."""
        return self.weighed_by or Weighing(self.revision, self.engine.vocabulary(), len(self.cards))

    def once(self, find: Callable[[Person], T], person: Person) -> T:
        """Return what `find` finds of a person, looked for once while they are as they are.

        For what depends on nothing else, is asked in one revision after another, and is small.
        """
        kept = self.told_of_people.get((find, person.key))
        if kept is None or kept[0] is not person:
            if len(self.told_of_people) >= _MOST_TOLD:
                self.told_of_people.clear()
            kept = self.told_of_people[find, person.key] = (person, find(person))
        found: T = kept[1]
        return found

    def steps_since(self, revision: str) -> Sequence[Step] | None:
        """Return the steps that led here from a revision; None where not all of them are known."""
        if revision == self.revision:
            return ()
        begun = (place for place, step in enumerate(self.steps) if step.before == revision)
        place = next(begun, None)
        return None if place is None else self.steps[place:]

    def as_corrected(self, analysed: AnalysedArticle) -> AnalysedArticle:
        """Return an article of the corpus with its figures as corrections have them."""
        touched = self._standings.get(analysed.article.id)
        return as_corrected(analysed, touched) if touched else analysed

    @cached_property
    def _standings(self) -> Mapping[str, tuple[Standing, ...]]:
        return standings(self.corrected)

    def people_in(self, article: str) -> Sequence[Person]:
        """Return the people an article names, the most named of the corpus first."""
        return self.directory.named_in(article)

    @cached_property
    def corpus(self) -> CorpusCard:
        """The line under every answer."""
        return corpus_card(self.cards.values(), self.revision)

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The outlets articles are known to be of, by name."""
        return tuple(sorted({card.outlet for card in self.cards.values() if card.outlet}))

    @cached_property
    def without_date(self) -> int:
        """How many articles there are of whose date nothing is known."""
        return sum(card.published is None for card in self.cards.values())

    @cached_property
    def by_date(self) -> tuple[str, ...]:
        """The ids of all articles, in the order of `newest_first`."""
        return tuple(self.newest_first(self.cards))

    @property
    def sources(self) -> Sequence[Source]:
        """Every article as a source, in the order of `newest_first`."""
        return ListedSources(self.by_date, self.cards)

    def newest_first(self, articles: Iterable[str]) -> list[str]:
        """Order article ids by date, newest first; undated ones last, all stable by id."""
        cards = self.cards
        known = sorted(article for article in set(articles) if article in cards)
        return sorted(known, key=lambda article: cards[article].day, reverse=True)

    def newest(self, articles: Iterable[str], most: int) -> list[str]:
        """Return the first of `newest_first`, at most so many: only these are put in order."""
        cards = self.cards
        days = {article: cards[article].day for article in articles if article in cards}
        if len(days) > most > 0:
            least = nlargest(most, days.values())[-1]
            return self.newest_first(article for article, day in days.items() if day >= least)[:most]
        return self.newest_first(days)[:most]

    def dated(self, items: Iterable[Item]) -> list[Item]:
        """Order items by their articles, newest first; those of one article as they stand there."""
        items = list(items)
        rank = {id_: place for place, id_ in enumerate(self.newest_first(item.article for item in items))}
        return sorted(items, key=lambda item: (rank[item.article], item.span))

    def day(self, article: str) -> str:
        """Return the day (or month, or year) an article is surely not older than, "" where none is known."""
        card = self.cards.get(article)
        return card.day if card is not None else ""

    def is_dated(self, article: str) -> bool:
        """Say whether the date of an article is known, and not only bounds of it."""
        published = self.cards[article].published if article in self.cards else None
        return published is not None and published.value is not None

    def dated_day(self, article: str) -> str:
        """Return the day (or month, or year) of an article whose date is known, "" of any other."""
        return self.day(article) if self.is_dated(article) else ""

    def allowed(self, article: str, query: Query) -> bool:
        """Say whether an article passes the filters of a query; an undated one passes no date filter."""
        within = query.within
        if within is None:
            return True
        card = self.cards[article]
        published = card.published
        earliest, latest = (published.earliest_day, published.latest_day) if published else (None, None)
        return within.allows(article, outlet_terms(card.outlet), earliest, latest)
