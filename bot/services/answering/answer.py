"""Answers a request: from the cache, or made from the corpus, checked against its documents, and kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any, Protocol

from bot.briefing.catalogue import invalid
from bot.briefing.checking.check_answer import check
from bot.briefing.checking.forwarded import news_in
from bot.briefing.checking.nearest import articles_compared, hits_of
from bot.briefing.composing import compose
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.plans import plan
from bot.briefing.proof.basis import basis_of, lasts, still_rests
from bot.errors import StorageError
from bot.languages.saying import say, speaking
from bot.protocols import AnswerCache, CorpusStore
from bot.services.answering.background import briefly
from bot.services.answering.in_step import Librarian
from bot.services.answering.indexing import Indexing
from bot.services.answering.kept_ready import ArticlesAtHand
from bot.services.answering.pasted_reader import PastedReader
from bot.services.answering.proving import proved
from bot.services.taking_in.ingest import Progress
from bot.words.answers import Briefing, Kind, Request
from bot.words.pasted import PastedNews

_log = logging.getLogger(__name__)
_AT_HAND = 1_000_000
"""Characters of articles kept ready: as many as twenty questions on different things read, in some 25 MB."""


class Curator(Protocol):
    """Whoever puts right who is who."""

    async def answer(self, request: Request, library: Library) -> Briefing:
        """Do what a request of the kind CURATION asks, and say what it did."""


class FeedKeeper(Protocol):
    """Whoever keeps the list of what the corpus is fed from."""

    async def answer(self, request: Request, library: Library) -> Briefing:
        """Do what a request of the kind FEEDS asks, and say what came of it."""


class Answers:
    """The one place answers come from, for Telegram, the terminal and `ask` alike.

    Serves one revision of the corpus at a time; `refresh` moves to the newest one when it is complete.
    """

    def __init__(
        self,
        store: CorpusStore,
        cache: AnswerCache,
        librarian: Librarian,
        library: Library,
        curator: Curator | None = None,
        pasted: PastedReader | None = None,
    ) -> None:
        self._store = store
        self._librarian = librarian
        self._cache = cache
        self._library = library
        self._curator = curator
        self._feed_keeper: FeedKeeper | None = None
        self._pasted = pasted
        self._behind = False
        self._reading: tuple[int, int] | None = None
        self._told: list[Callable[[], None]] = []
        self._at_hand = ArticlesAtHand(store, _AT_HAND)
        self._at_hand.turn_to(library)

    @classmethod
    async def open(
        cls,
        store: CorpusStore,
        cache: AnswerCache,
        curator: Curator | None = None,
        pasted: PastedReader | None = None,
        indexing: Indexing | None = None,
        progress: Progress = lambda _stage, _done, _total: None,
    ) -> Answers:
        """Load the corpus and return the service.

        Args:
            store: the corpus.
            cache: keeps answers.
            curator: without one, who is who stays as it is.
            pasted: without a reader of pasted texts, none is checked.
            indexing: where the corpus is searched; without one, in memory.
            progress: called while a search index is made anew.

        Raises:
            StorageError: the database cannot be read.
        """
        librarian = Librarian(store, indexing)
        return cls(store, cache, librarian, await librarian.newest(progress=progress), curator, pasted)

    @property
    def library(self) -> Library:
        """The revision of the corpus that is served now."""
        return self._library

    async def refresh(self) -> None:
        """Bring the library to the newest revision of the corpus, and serve it from the next request on."""
        library = await self._librarian.newest(self._library)
        if library.mark != self._library.mark:
            self._serve(library)
        self._behind = False

    def still_reading(self, reading: tuple[int, int] | None) -> None:
        """Let answers say how many documents were read of how many; None when all of them are."""
        self._reading = reading

    def keep_feeds_with(self, keeper: FeedKeeper) -> None:
        """Let requests about feeds be answered; it follows them for a corpus that is answered from here."""
        self._feed_keeper = keeper

    def when_changed(self, told: Callable[[], None]) -> None:
        """Let `told` be called whenever another revision is served."""
        self._told.append(told)

    def _serve(self, library: Library) -> None:
        self._library = library
        self._at_hand.turn_to(library)
        for told in self._told:
            told()

    async def answer(self, request: Request) -> Briefing:
        """Answer a request; every item of the answer has been found in its document.

        Raises:
            StorageError: the database cannot be read.
        """
        briefing, _ = await self.answer_or_cached(request)
        return briefing

    async def answer_or_cached(self, request: Request) -> tuple[Briefing, bool]:
        """Answer a request and say whether the answer was kept from before.

        Raises:
            StorageError: the database cannot be read.
        """
        if self._behind:
            await self.refresh()
        with speaking(request.language):
            briefing, cached = await self._answered(request)
        if self._reading is not None:
            briefing = replace(briefing, corpus=replace(briefing.corpus, reading=self._reading))
        return briefing, cached

    async def _answered(self, request: Request) -> tuple[Briefing, bool]:
        if request.kind is Kind.CURATION and self._curator is not None:
            return await self._curated(request, self._curator), False
        if request.kind is Kind.FEEDS and self._feed_keeper is not None:
            return await self._feed_keeper.answer(request, self._library), False
        if request.kind is Kind.CHECK and request.words and self._pasted is not None:
            return await self._checked(request.words, self._pasted), False
        library = self._library
        key = f"{request.kind}\n{request.words}"
        kept = await self._cache.cached(key, request.language)
        if kept is not None and kept.revision == library.revision:
            return replace(kept.answer, corpus=library.corpus), True
        # Quick work on values, but not so quick that the event loop should wait for it.
        planned = await asyncio.to_thread(plan, request, library)
        basis = await asyncio.to_thread(basis_of, planned, library)
        if kept is not None and basis is not None and kept.basis == basis:
            since = kept.revision
            if await asyncio.to_thread(lambda: still_rests(planned, library, since)):
                confirmed = self._cache.confirm(key, request.language, since, library.revision)
                await self._noted(confirmed)
                return replace(kept.answer, corpus=library.corpus), True
        articles = await self._at_hand.of(planned.articles, library)
        briefing = await asyncio.to_thread(lambda: _proved(compose(planned, library, articles), articles))
        basis = basis if lasts(briefing) else None
        await self._noted(self._cache.keep(key, request.language, library.revision, briefing, basis))
        return briefing, False

    async def _noted(self, note: Coroutine[Any, Any, None]) -> None:
        """Note something of an answer for the next who asks; it is not withheld for that."""
        keeping = await briefly(note)
        error = keeping.exception() if keeping is not None and keeping.done() else None
        if isinstance(error, StorageError):
            _log.warning("An answer is not kept: %s", error)
        elif error is not None:
            raise error

    async def _checked(self, text: str, pasted: PastedReader) -> Briefing:
        """Hold a pasted text against the corpus; neither the text nor what came of it is kept."""
        library = self._library
        read = await pasted.read(text)
        if read is None:
            told = say("This text could not be read, so nothing of it was checked.")
            return invalid("/check", Kind.CHECK, told, library)
        hits = await asyncio.to_thread(hits_of, read, library)
        articles = await self._at_hand.of(articles_compared(hits), library)
        return await asyncio.to_thread(lambda: _proved(check(read, hits, library, articles), articles))

    async def read_news(self, text: str) -> PastedNews | None:
        """Return what a text somebody pasted tells, None when it cannot be read; nothing of it is kept.

        Raises:
            AideMemoireError: the analysis cannot be started, or the database cannot be read.
        """
        library = self._library
        read = await self._pasted.read(text) if self._pasted is not None else None
        if read is None:
            return None
        hits = await asyncio.to_thread(hits_of, read, library)
        articles = await self._at_hand.of(articles_compared(hits), library)
        return await asyncio.to_thread(news_in, read, library, articles)

    async def _curated(self, request: Request, curator: Curator) -> Briefing:
        try:
            briefing = await curator.answer(request, self._library)
            await self.refresh()
        except BaseException:
            # Whoever waits may give up when the correction is made but not loaded: the next request loads it.
            self._behind = True
            raise
        return replace(briefing, corpus=self._library.corpus)


def _proved(briefing: Briefing, articles: Mapping[str, ReadArticle]) -> Briefing:
    texts = {id_: one.article.text for id_, one in articles.items()}
    return proved(briefing, texts, f"{briefing.kind} answer")
