"""Following with all its real parts, but for an analysis that finds nothing; the clock is the test's."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.corpus.articles import articles_of
from bot.corpus.feeds.recognising import Recognised, listing_of, recognised
from bot.services.feeds.following import Following
from bot.services.feeds.politeness import Politeness
from bot.services.taking_in.ingest import Ingest
from bot.words.changes import Failure
from bot.words.documents import Article
from bot.words.feeds import Feed, FeedKind, Listing
from bot.words.findings import Analysis
from storage.database import Database, open_database
from storage.kept.articles import StoredCorpus
from storage.kept.corrections import StoredCorrections
from storage.kept.feeds import StoredFeeds
from storage.kept.harm import StoredHarm
from tests.feed_server.server import Clock, FeedServer, asking, names_on_loopback
from tests.services.house import ReaderHere


class EmptyAnalyst:
    """Finds nothing in an article."""

    async def analyse(self, articles: Sequence[Article]) -> AsyncGenerator[Analysis | Failure, None]:
        for article in articles:
            yield Analysis(article.id, ())


class ListerHere:
    """Reads what is listed where it is called."""

    def kept(self) -> AbstractAsyncContextManager[None]:
        return nullcontext()

    async def recognised(self, data: bytes, media_type: str | None, address: str) -> Recognised:
        return recognised(data, media_type, address)

    async def listing_of(self, kind: FeedKind, data: bytes, media_type: str | None, address: str) -> Listing:
        return listing_of(kind, data, media_type, address)


@dataclass
class World:
    """Everything, and what it told; `again` is what a restart makes of it."""

    database: Database
    web: FeedServer
    clock: Clock
    whole: float = 20.0
    told: list[Feed] = field(default_factory=list)
    changes: int = 0

    def __post_init__(self) -> None:
        self.store = StoredFeeds(self.database)
        self.corpus = StoredCorpus(self.database)
        self.ingest = Ingest(
            self.corpus,
            EmptyAnalyst(),
            corrections=StoredCorrections(self.database),
            reader=ReaderHere(articles_of),
            harm=StoredHarm(self.database),
            analysis_version=1,
        )
        self.again()

    def again(self) -> None:
        self.polite = Politeness(self.store, asking(self.whole), self.clock, self.clock.rest)
        self.following = Following(
            self.store,
            self.polite,
            ListerHere(),
            self.ingest,
            self.clock,
            least_minutes=10,
            changed=self._changed,
            given_up=self._given_up,
        )

    async def _changed(self) -> None:
        self.changes += 1

    async def _given_up(self, feed: Feed) -> None:
        self.told.append(feed)

    async def feed(self) -> Feed:
        """Return the one feed there is."""
        (feed,) = await self.store.all()
        return feed

    async def database_says(self, statement: str) -> None:
        """Change what is stored, as a crash or another program might."""
        async with self.database.writing() as connection:
            await connection.exec_driver_sql(statement)

    async def rounds(self) -> None:
        """Do all that is due now, until nothing is."""
        while await self.following.visit_due() + await self.following.take_waiting():
            pass

    async def passes(self, **much: float) -> None:
        """Let time pass, then do all that is due."""
        self.clock.passes(**much)
        await self.rounds()

    async def texts(self) -> dict[str, str]:
        """Return the titles of the articles in the corpus, with their texts."""
        return {one.article.title: one.article.text async for one in self.corpus.each_article()}


@pytest.fixture
async def world(database_file: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    clock = Clock()
    async with (
        names_on_loopback(monkeypatch),
        FeedServer(clock) as server,
        open_database(f"sqlite:///{database_file}") as database,
    ):
        yield World(database, server, clock)
