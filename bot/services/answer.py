"""Answers a request: from the cache, or made from the corpus, checked against its documents, and kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from bot.briefing.composing import compose, plan
from bot.briefing.library import Library
from bot.briefing.verification import verified
from bot.languages.saying import speaking
from bot.models import Briefing, Kind, Request
from bot.protocols import AnswerCache, CorpusStore
from bot.services.ingest import Step
from bot.services.library import load_library, with_people_of
from bot.services.reading import ArticlesAtHand

_log = logging.getLogger(__name__)


class Curator(Protocol):
    """Whoever puts right who is who."""

    async def answer(self, request: Request, library: Library) -> tuple[Briefing, Step | None]:
        """Do what a request of the kind CURATION asks; say what it did, and where that led the corpus."""


class Answers:
    """The one place answers come from, for Telegram, the terminal and `ask` alike.

    Serves one revision of the corpus at a time; `refresh` moves to the newest one when it is complete.
    """

    def __init__(
        self, store: CorpusStore, cache: AnswerCache, library: Library, curator: Curator | None = None
    ) -> None:
        self._store = store
        self._cache = cache
        self._library = library
        self._curator = curator
        self._behind = False
        self._reading: tuple[int, int] | None = None
        self._told: list[Callable[[], None]] = []
        self._at_hand = ArticlesAtHand(store)
        self._at_hand.turn_to(library)

    @classmethod
    async def open(cls, store: CorpusStore, cache: AnswerCache, curator: Curator | None = None) -> Answers:
        """Load the corpus and return the service; without a curator, who is who stays as it is.

        Raises:
            StorageError: the database cannot be read.
        """
        return cls(store, cache, await load_library(store), curator)

    @property
    def library(self) -> Library:
        """The revision of the corpus that is served now."""
        return self._library

    async def refresh(self) -> None:
        """Load the newest revision of the corpus, and serve it from the next request on."""
        if await self._store.revision() != self._library.revision:
            library = await load_library(self._store)
            self._serve(library)
        self._behind = False

    def still_reading(self, reading: tuple[int, int] | None) -> None:
        """Let answers say how many documents were read of how many; None when all of them are."""
        self._reading = reading

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
        library = self._library
        key = f"{request.kind}\n{request.words}"
        kept = await self._cache.cached(key, request.language, library.revision)
        if kept is not None:
            return kept, True
        planned = plan(request, library)
        articles = await self._at_hand.of(planned.articles, library)
        # Making an answer is quick work on values, but not so quick that the event loop should wait for it.
        briefing = await asyncio.to_thread(compose, planned, library, articles)
        briefing, refused = verified(
            briefing, {id_: article.article.text for id_, article in articles.items()}
        )
        for item in refused:
            # What people ask is not logged.
            _log.error(
                "Left out of a %s answer: %s %s does not say this", request.kind, item.article, item.span
            )
        await self._cache.keep(key, request.language, library.revision, briefing)
        return briefing, False

    async def _curated(self, request: Request, curator: Curator) -> Briefing:
        try:
            briefing, step = await curator.answer(request, self._library)
            if step is not None and step.before == self._library.revision:
                library = await with_people_of(self._store, step.after, self._library)
                self._serve(library)
            await self.refresh()
        except BaseException:
            # Whoever waits may give up when the correction is made but not loaded: the next request loads it.
            self._behind = True
            raise
        return replace(briefing, corpus=self._library.corpus)
