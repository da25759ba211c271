"""Keeps the library in step with the stored corpus: what changed is read, and the rest kept."""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from threading import Lock

from bot.briefing.lines.asked_words import expected
from bot.briefing.lines.events import prepare as prepare_events
from bot.briefing.lines.library import Library, Step
from bot.briefing.lines.phrases import subjects_in, subjects_of
from bot.briefing.person.dossier import prepare as prepare_dossiers
from bot.errors import IndexUnusable
from bot.people.directory import Directory
from bot.protocols import CorpusStore, SearchIndex
from bot.search.lexicon import lexicon
from bot.search.passages import indexed, reading_order
from bot.search.query import question_words
from bot.services.answering.indexing import Indexing
from bot.services.taking_in.ingest import IngestStage, Progress
from bot.text.tokens import stem, stop_words
from bot.words.changes import Movement
from bot.words.findings import AnalysedArticle
from bot.words.people import Appearance, Person
from bot.words.searching import ArticleCard, IndexedArticle

_READ = 50  # articles read at once, away from the event loop
_CHANGED = 500  # articles of one change of the index
_HARDLY = 0.05  # of the articles, by which a corpus may grow or shrink before words are weighed anew
_STEPS = 200  # on record: kept answers that are further behind are made anew
_TRIES = 3  # times all is read again because the corpus moves meanwhile


def _silent(_stage: IngestStage, _done: int, _total: int) -> None:
    return None


class Librarian:
    """Makes the library of each revision out of the one before; the work on texts is done in threads."""

    def __init__(self, store: CorpusStore, indexing: Indexing | None = None) -> None:
        self._store = store
        self._indexing = indexing or Indexing()
        self._index: SearchIndex | None = None
        self._one_at_a_time = asyncio.Lock()
        # A thread goes on with its change when whoever waited for it is gone: the next one waits for it.
        self._changing = Lock()

    async def newest(self, known: Library | None = None, progress: Progress = _silent) -> Library:
        """Return the library of the newest revision.

        Args:
            known: the library there is; what has not changed since is taken from it.
            progress: called while an index is made anew.

        Raises:
            StorageError: the database cannot be read.
        """
        async with self._one_at_a_time:
            if known is None:
                await asyncio.to_thread(_load_knowledge)
            for _ in range(_TRIES):
                movement = await self._store.movement(known.mark if known else "")
                if known is not None and movement.mark == known.mark:
                    return known
                cards = await self._cards(known, movement)
                index = await self._index_of(cards, progress)
                if index.mark == movement.mark:
                    break  # else the corpus has moved meanwhile
            directory, corrected = await self._people(known, movement)
            made = await asyncio.to_thread(_library, movement, cards, index, directory, corrected, known)
            if known is None or movement.put is None:
                return made
            return await asyncio.to_thread(_with_step, made, known, movement)

    async def _people(
        self, known: Library | None, movement: Movement
    ) -> tuple[Directory, tuple[Person, ...]]:
        """Return the people, and those of them that corrections touch, hidden ones included."""
        if known is None or movement.put is None:
            people = await self._store.people()
            directory = await asyncio.to_thread(Directory, [one for one in people if not one.hidden])
            return directory, _corrected(people)
        put, gone = (
            await self._store.people(movement.people_put),
            {*movement.people_gone, *movement.people_put},
        )
        if not gone:
            return known.directory, known.corrected
        shown = [person for person in put if not person.hidden]
        directory = await asyncio.to_thread(known.directory.changed, gone, shown)
        return directory, _corrected([*(one for one in known.corrected if one.key not in gone), *put])

    async def _cards(self, known: Library | None, movement: Movement) -> Mapping[str, ArticleCard]:
        if known is None or movement.put is None:
            return await asyncio.to_thread(_in_order, {}, await self._store.cards())
        gone = {*movement.gone, *movement.put}
        if not gone:
            return known.cards
        left = {id_: card for id_, card in known.cards.items() if id_ not in gone}
        return await asyncio.to_thread(_in_order, left, await self._store.cards(movement.put))

    async def _index_of(self, cards: Mapping[str, ArticleCard], progress: Progress) -> SearchIndex:
        """Return the index brought to where the corpus is; made anew where it cannot follow."""
        index = self._index
        if index is None or not self._indexing.fits(index, cards.values()):
            index = await asyncio.to_thread(self._indexing.open, cards.values())
        try:
            self._index = await self._brought(index, len(cards), progress)
        except IndexUnusable as error:
            index = self._indexing.in_memory(error)
            self._index = await self._brought(index, len(cards), progress)
        return self._index

    async def _brought(self, index: SearchIndex, articles: int, progress: Progress) -> SearchIndex:
        changed = await self._store.movement(index.mark)
        if changed.mark == index.mark:
            return index
        if changed.put is not None:
            await self._put(index, self._named(changed.put), changed.gone, changed.mark)
            return index
        index = await asyncio.to_thread(self._indexing.emptied, index)
        await self._put(index, self._store.each_article(), (), changed.mark, articles, progress)
        return index

    async def _put(
        self,
        index: SearchIndex,
        articles: AsyncIterator[AnalysedArticle],
        gone: Sequence[str],
        mark: str,
        total: int = 0,
        progress: Progress = _silent,
    ) -> None:
        before, done = index.mark, 0
        waiting: list[IndexedArticle] = []
        read: list[AnalysedArticle] = []
        async for analysed in articles:
            read.append(analysed)
            if len(read) == _READ:
                waiting += await asyncio.to_thread(_indexed, read)
                done, read = done + len(read), []
                progress(IngestStage.INDEXING, done, total)
            if len(waiting) >= _CHANGED:
                await asyncio.to_thread(self._change, index, waiting, (), before)
                waiting = []
        waiting += await asyncio.to_thread(_indexed, read)
        await asyncio.to_thread(self._change, index, waiting, gone, mark)

    def _change(
        self, index: SearchIndex, put: Sequence[IndexedArticle], gone: Sequence[str], mark: str
    ) -> None:
        with self._changing:
            index.change(put, gone, mark)

    async def _named(self, ids: Sequence[str]) -> AsyncIterator[AnalysedArticle]:
        for start in range(0, len(ids), _READ):
            for analysed in (await self._store.articles(ids[start : start + _READ])).values():
                yield analysed


def _in_order(cards: Mapping[str, ArticleCard], added: Iterable[ArticleCard]) -> Mapping[str, ArticleCard]:
    together = {**cards, **{card.id: card for card in added}}
    ids, new = list(cards), together.keys() - cards.keys()
    if not ids:
        ids = sorted(new, key=reading_order)
    else:
        for id_ in new:
            insort(ids, id_, key=reading_order)
    return {id_: together[id_] for id_ in ids}


def _library(
    movement: Movement,
    cards: Mapping[str, ArticleCard],
    index: SearchIndex,
    directory: Directory,
    corrected: tuple[Person, ...],
    known: Library | None,
) -> Library:
    engine = index.engine()
    same = known if known is not None and known.engine is engine else None
    words = same.words if same else index.words()
    return Library(
        revision=movement.revision,
        mark=movement.mark,
        cards=cards,
        directory=directory.beside(words),
        engine=engine,
        words=words,
        subjects=same.subjects if same else subjects_of(index),
        corrected=corrected,
        told_of_people=known.told_of_people if known is not None else {},
    )


def _with_step(made: Library, known: Library, movement: Movement) -> Library:
    """Return a library that knows what has changed since another one, and weighs as that did if it can."""
    articles = {*(movement.put or ()), *movement.gone}
    people = {*movement.people_put, *movement.people_gone}
    for key in people:
        before, after = (_naming(library.directory.person(key)) for library in (known, made))
        articles.update(place.article for _, place in before ^ after)
    step = Step(known.revision, frozenset(articles), frozenset(people))
    weighing = known.weighing
    near = abs(len(made.cards) - weighing.articles) <= _HARDLY * weighing.articles
    weighed_by = weighing if near else None
    return replace(made, steps=(*known.steps, step)[-_STEPS:], weighed_by=weighed_by)


def _naming(person: Person | None) -> frozenset[tuple[str, Appearance]]:
    """Return where a person is named, with the name shown there."""
    return frozenset((person.name, place) for place in person.appearances) if person else frozenset()


def _corrected(people: Iterable[Person]) -> tuple[Person, ...]:
    touched = [person for person in people if person.corrections]
    return tuple(sorted(touched, key=lambda one: (one.hidden, one.weak, -one.mentions, one.key)))


def _indexed(articles: Iterable[AnalysedArticle]) -> list[IndexedArticle]:
    return [indexed(analysed, subjects_in(analysed)) for analysed in articles]


def _load_knowledge() -> None:
    """Read what is kept as data once, before the first question needs it."""
    lexicon()
    stop_words()
    question_words()
    expected("")
    prepare_dossiers()
    prepare_events()
    stem.cache_clear()  # those of all words of the lexicon, which hardly any question asks for
