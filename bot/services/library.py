"""Loads a revision of the corpus into memory."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.briefing.dossier import prepare as prepare_dossiers
from bot.briefing.events import prepare as prepare_events
from bot.briefing.library import Library
from bot.briefing.subjects import subjects_in, subjects_of
from bot.briefing.wording import expected
from bot.models import AnalysedArticle, Person
from bot.people.corrections import as_corrected, standings
from bot.people.directory import Directory
from bot.protocols import CorpusStore
from bot.search.bm25 import RankBM25Engine
from bot.search.lexicon import lexicon
from bot.search.passages import index_entries
from bot.search.query import question_words
from bot.text.tokens import stop_words

_BATCH = 50  # articles read into the index at once, away from the event loop


async def load_library(store: CorpusStore) -> Library:
    """Read the whole corpus once and return what answers need of it in memory.

    The work on the text is done in a thread, so that the event loop goes on serving.

    Raises:
        StorageError: the database cannot be read.
    """
    await asyncio.to_thread(_load_knowledge)
    revision = await store.revision()
    cards = {card.id: card for card in await store.cards()}
    people = await store.people()
    touched = standings(people)
    engine = RankBM25Engine()
    words: dict[str, str] = {}
    counts: dict[str, Counter[str]] = {}
    batch: list[AnalysedArticle] = []

    def take_in(articles: list[AnalysedArticle]) -> None:
        for analysed in articles:
            if analysed.article.id in touched:
                analysed = as_corrected(analysed, touched[analysed.article.id])
            entries = index_entries(analysed)
            engine.add(entries.passages)
            words.update(entries.words)
            counts[analysed.article.id] = subjects_in(analysed)

    async for analysed in store.each_article():
        batch.append(analysed)
        if len(batch) == _BATCH:
            await asyncio.to_thread(take_in, batch)
            batch = []
    await asyncio.to_thread(take_in, batch)
    await asyncio.to_thread(engine.build)
    subjects = await asyncio.to_thread(subjects_of, counts)
    directory = await asyncio.to_thread(_directory, people)
    return Library(revision, cards, directory, engine, words, subjects, _corrected(people))


async def with_people_of(store: CorpusStore, revision: str, library: Library) -> Library:
    """Return a library with the people of a revision that has the same documents: its index is kept.

    Raises:
        StorageError: the database cannot be read.
    """
    people = await store.people()
    directory = await asyncio.to_thread(_directory, people)
    return replace(library, revision=revision, directory=directory, corrected=_corrected(people))


def _corrected(people: Sequence[Person]) -> tuple[Person, ...]:
    return tuple(person for person in people if person.corrections)


def _load_knowledge() -> None:
    """Read what is kept as data once, before the first question needs it."""
    lexicon()
    stop_words()
    question_words()
    expected("")
    prepare_dossiers()
    prepare_events()


def _directory(people: Sequence[Person]) -> Directory:
    directory = Directory([person for person in people if not person.hidden])
    directory.prepare()
    return directory
