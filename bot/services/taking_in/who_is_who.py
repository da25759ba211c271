"""Who is who after a change of the corpus: told again of what the change touches, or of everybody at once.

Everybody is told anew where the figures kept are not those this version takes out of an article, or another
version made the people of them; else a change costs what the names in it cost.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from bot.people.corrections import folded, names_of, places_of
from bot.people.edition import people_edition
from bot.people.entries import (
    bucket_of,
    filed_again,
    filing_of,
    leading,
    letters_filed,
    taken_apart,
)
from bot.people.reopened import Reopened, keyed, slugs_of
from bot.people.resolver import people_among
from bot.people.seen import FIGURES_EDITION, figures_of
from bot.protocols import CorpusStore
from bot.services.taking_in.streaming import in_thread
from bot.words.changes import ArticleFigures, CorpusChange, FiledFigure, Filing, KeptFigure, SpelledAlike
from bot.words.people import Correction, Person

_READ = 50  # articles read at once whose figures are not kept


@dataclass(frozen=True, slots=True)
class _Told:
    """The people told, and how figures are filed; as in `CorpusChange`."""

    people: tuple[Person, ...]
    figures: Mapping[str, Sequence[FiledFigure]]
    replaced: frozenset[str] | None = None
    refiled: tuple[Filing, ...] = ()


class WhoIsWho:
    """Tells the people of one corpus as it will be; what it returns is to be stored with the change."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store

    async def after(
        self,
        change: CorpusChange,
        corrections: Sequence[Correction],
        changed: Iterable[Correction] = (),
        *,
        everybody: bool = False,
    ) -> CorpusChange:
        """Return a change of the corpus with what it makes of the people.

        Args:
            change: what is put and removed.
            corrections: the whole log, as it will be.
            changed: those of it that are made or undone by this change.
            everybody: tell everybody anew in any case.

        Raises:
            StorageError: the database cannot be read.
        """
        replaced = frozenset((*change.put, *change.removed))
        put = [one for _, articles in change.put.values() for one in articles]
        fresh = await asyncio.to_thread(lambda: [figures_of(one) for one in put])
        missing = await self._missing(replaced)
        edition = await asyncio.to_thread(people_edition)
        if everybody or missing or await self._store.figures.people_edition() != edition:
            told = await self._everybody([*fresh, *missing], replaced, corrections)
        else:
            in_force = [one for one in corrections if one.undone is None]
            told = await _Change(self._store, fresh, replaced, in_force, changed).told()
        return replace(
            change,
            people=told.people,
            replaced=told.replaced,
            names=await asyncio.to_thread(_names_of, told.people),
            people_edition=edition,
            figures=told.figures,
            figures_edition=FIGURES_EDITION,
            refiled=told.refiled,
        )

    async def _missing(self, replaced: frozenset[str]) -> list[ArticleFigures]:
        """Return the figures of the articles of which they are not kept."""
        taken: list[ArticleFigures] = []
        ids = await self._store.figures.without(FIGURES_EDITION)
        for start in range(0, len(ids), _READ):
            read = await self._store.articles(ids[start : start + _READ])
            left = [one for one in read.values() if one.article.document.location not in replaced]
            taken += await asyncio.to_thread(lambda of: [figures_of(one) for one in of], left)
        return taken

    async def _everybody(
        self, taken: Sequence[ArticleFigures], replaced: frozenset[str], corrections: Sequence[Correction]
    ) -> _Told:
        kept: list[ArticleFigures] = list(taken)

        async def corpus() -> AsyncGenerator[ArticleFigures, None]:
            for one in taken:
                yield one
            async for location, figures in self._store.figures.each(FIGURES_EDITION):
                if location not in replaced:
                    kept.append(figures)
                    yield figures

        people = await in_thread(lambda articles: people_among(articles, corrections), corpus())
        before = await self._store.people()
        return await asyncio.to_thread(_all_told, people, before, kept)


def _all_told(people: Sequence[Person], before: Sequence[Person], kept: Sequence[ArticleFigures]) -> _Told:
    were = {place: person.key for person in before for place in places_of(person)}
    ways = leading(seen.name for one in kept for seen in one.figures)
    figures = {
        one.article: tuple(FiledFigure(seen, filing_of(seen, ways)) for seen in one.figures) for one in kept
    }
    told = keyed(people, were, frozenset())
    return _Told(told, figures)


def _names_of(people: Iterable[Person]) -> Mapping[str, frozenset[str]]:
    """Return what people may be called in a correction, by their keys."""
    return {
        one.key: frozenset(folded(name) for name in (one.name, *one.forms, *one.aliases)) for one in people
    }


@dataclass(slots=True)
class _Change:
    """One change of the corpus, and what it does to the names in it."""

    store: CorpusStore
    fresh: Sequence[ArticleFigures]
    replaced: frozenset[str]
    corrections: Sequence[Correction]
    changed: Iterable[Correction]
    leaving: Sequence[KeptFigure] = ()
    coming: list[KeptFigure] = field(default_factory=list)
    ways: dict[str, str] = field(default_factory=dict)
    refiled: dict[str, Filing] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)
    """How many figures more bear a given name than are stored."""

    async def told(self) -> _Told:
        """Tell again whom the change touches."""
        self.leaving = await self.store.figures.of_documents(self.replaced)
        touched = await self._touched()
        names = [name for correction in self.changed for name in names_of(correction)]
        people = [one.person for one in self.leaving if one.person]
        reopened = await asyncio.to_thread(Reopened, touched, people, self.corrections, names)
        await self._gather(reopened, touched)
        resolved = await asyncio.to_thread(reopened.resolved)
        taken = await self.store.figures.keys_beginning(slugs_of(resolved))
        told = await asyncio.to_thread(keyed, resolved, reopened.were(), taken - reopened.people)
        figures = {
            one.article: tuple(FiledFigure(seen, filing_of(seen, self.ways)) for seen in one.figures)
            for one in self.fresh
        }
        return _Told(told, figures, reopened.people, tuple(self.refiled.values()))

    # --- the names ----------------------------------------------------------------------------------------

    async def _touched(self) -> frozenset[str]:
        """Return the buckets in which a figure comes, leaves, or is read in another way than before."""
        seen = [figure for one in self.fresh for figure in one.figures]
        names = [figure.name for figure in (*seen, *(one.seen for one in self.leaving))]
        stored = await self.store.figures.spelled_alike({letters_filed(name) for name in names} - {""})
        touched = self._read_alike(stored, [figure.name for figure in seen])
        were = {(one.article, one.seen.name): one.person for one in self.leaving}
        for one in self.fresh:
            for number, figure in enumerate(one.figures):
                read_as = self.ways.get(letters_filed(figure.name), figure.name)
                person = were.get((one.article, figure.name))
                self.coming.append(KeptFigure(one.article, number, figure, read_as, person))
        touched |= {_bucket(one.read_as) for one in (*self.leaving, *self.coming)}
        self._count_givens(stored)
        return frozenset(touched | await self._with_given_names())

    def _read_alike(self, stored: Sequence[SpelledAlike], fresh: Sequence[str]) -> set[str]:
        """Find by which names those of the same letters are read; return the buckets where that changes."""
        gone = Counter((one.seen.name, one.read_as) for one in self.leaving)
        staying = [one for one in stored if one.figures > gone[one.name, one.read_as]]
        self.ways.update(leading((*(one.name for one in staying), *fresh)))
        touched = set()
        for one in staying:
            way = self.ways.get(one.letters, one.read_as)
            if one.read_as != way:
                self.refiled[one.letters] = filed_again(one.letters, way)
                touched |= {_bucket(one.read_as), _bucket(way)}
        return touched

    def _count_givens(self, stored: Sequence[SpelledAlike]) -> None:
        for figures, number in ((self.coming, 1), (self.leaving, -1)):
            for one in figures:
                for given in _givens(one.read_as):
                    self.given[given] += number
        gone = Counter((one.seen.name, one.read_as) for one in self.leaving)
        for alike in stored:
            if alike.letters in self.refiled:
                staying = alike.figures - gone[alike.name, alike.read_as]
                for given in _givens(alike.read_as):
                    self.given[given] -= staying
                for given in self.refiled[alike.letters].givens:
                    self.given[given] += staying

    async def _with_given_names(self) -> set[str]:
        """Return the buckets of names that are given names from now on, or no longer."""
        changed = [given for given, more in self.given.items() if more]
        there = await self.store.figures.given_names(changed)
        return {
            _bucket(given)
            for given in changed
            if (there.get(given, 0) > 0) != (there.get(given, 0) + self.given[given] > 0)
        }

    # --- the buckets --------------------------------------------------------------------------------------

    async def _gather(self, reopened: Reopened, touched: frozenset[str]) -> None:
        """Take in the buckets touched, and those of all who hang on the people in them."""
        waiting, taken = set(touched), set[str]()
        while True:
            stored = await self.store.figures.in_buckets(waiting)
            by_bucket = await asyncio.to_thread(self._as_they_will_be, stored, waiting)
            givens = await self._givens_among(by_bucket)
            await asyncio.to_thread(_take_all, reopened, waiting, by_bucket, givens)
            taken |= waiting
            waiting = set()
            while asked := reopened.asked():
                called = await self.store.figures.people_called(asked.names)
                await asyncio.to_thread(reopened.reopen, called)
                waiting |= await self.store.figures.buckets_with(asked.joints)
            waiting -= taken
            if not waiting:
                return

    def _as_they_will_be(
        self, stored: Sequence[KeptFigure], buckets: Set[str]
    ) -> Mapping[str, list[KeptFigure]]:
        """Return the figures of some buckets without those that leave and with those that come."""
        gone = {(one.article, one.figure) for one in self.leaving}
        found: defaultdict[str, list[KeptFigure]] = defaultdict(list)
        for one in self.coming:
            if (bucket := _bucket(one.read_as)) in buckets:
                found[bucket].append(one)
        for one in stored:
            if (one.article, one.figure) not in gone:
                again = self.refiled.get(letters_filed(one.seen.name)) if self.refiled else None
                now = replace(one, read_as=again.read_as) if again else one
                found[_bucket(now.read_as)].append(now)
        return found

    async def _givens_among(self, by_bucket: Mapping[str, Sequence[KeptFigure]]) -> frozenset[str]:
        """Return which names that stand alone somewhere are given names elsewhere."""
        aparts = (taken_apart(one.read_as) for of_bucket in by_bucket.values() for one in of_bucket)
        alone = {apart.family for apart in aparts if not (apart.given or apart.initials)}
        there = await self.store.figures.given_names(alone)
        return frozenset(name for name in alone if there.get(name, 0) + self.given[name] > 0)


def _take_all(
    reopened: Reopened,
    buckets: Iterable[str],
    by_bucket: Mapping[str, Sequence[KeptFigure]],
    givens: Set[str],
) -> None:
    for bucket in sorted(buckets):
        reopened.take(bucket, by_bucket.get(bucket, ()), givens)


def _bucket(name: str) -> str:
    return bucket_of(taken_apart(name))


def _givens(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(taken_apart(name).given))
