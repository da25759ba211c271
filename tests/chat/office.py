"""Everything behind deliveries, real, on a clock the test sets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram.ext import ExtBot

from bot.chat.chats.manners import Manners
from bot.chat.crew import Crew
from bot.chat.delivering.pacing import ChatRateLimiter
from bot.chat.delivering.persistence import Patience
from bot.chat.delivering.rounds import Courier, Errands
from bot.chat.delivering.sending import Pace
from bot.chat.delivering.wire import announcing_request
from bot.chat.memory import Memory
from bot.chat.receiving.webhook_address import WebhookAddress
from bot.chat.serving import serve
from bot.people.resolver import resolve
from bot.services.answering.answer import Answers
from bot.services.telling.catching_up import CatchingUp
from bot.services.telling.planning import Deliveries
from bot.services.telling.subscription_rules import Subscriptions
from bot.views.telegram_html import render
from bot.words.changes import CorpusChange
from bot.words.deliveries import DeliveryState, SubscriptionKind
from storage.database import Database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from storage.kept.chats import StoredChats
from storage.kept.deliveries import StoredDeliveries
from storage.kept.inbox import StoredInbox
from storage.kept.screens import StoredScreens
from storage.kept.subscriptions import StoredSubscriptions
from tests.makers import make_article
from tests.telegram_server.server import TelegramServer

FISH = make_article("001", "Fish\nThe fish market of Bergen opened.")
OIL = make_article("002", "Oil\nOil was found near Bergen.")
MANAGER = 4711
START = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()


@dataclass
class Office:
    """A courier with everything behind it; `beat` is the life of one process."""

    telegram: TelegramServer
    database: Database
    clock: Clock = field(default_factory=Clock)
    allowed: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.articles: tuple[object, ...] = ()
        self.corpus = StoredCorpus(self.database)
        self.stored = StoredSubscriptions(self.database)
        self.outbox = StoredDeliveries(self.database)
        self.chats = StoredChats(self.database)
        self.screens = StoredScreens(self.database)

    async def open(self) -> None:
        self.answers = await Answers.open(self.corpus, KeptAnswers(self.database))
        self.deliveries = deliveries = Deliveries(
            self.answers,
            self.corpus,
            self.stored,
            self.outbox,
            default_zone="UTC",
            render=render,
            language_of=self._language_of,
            record_of=self.chats.record,
            allowed=self.allowed,
            clock=self.clock.seconds,
        )
        self.subscriptions = Subscriptions(self.stored, self.answers, deliveries.arrivals.notice)
        self.catching_up = CatchingUp(deliveries.arrivals, self.stored, self.answers)
        self.courier = Courier(
            deliveries,
            self.outbox,
            self.chats,
            self.clock,
            look=30,
            forget_old=[self.screens.forget_old],
            clock=self.clock.seconds,
        )
        self.answers.when_changed(self.courier.wake)

    async def gets(self, *articles: object) -> None:
        put = {one.article.document.location: (one.article.document, (one,)) for one in articles}  # type: ignore[attr-defined]
        self.articles += articles
        await self.corpus.apply(CorpusChange(put, (), resolve(self.articles)))  # type: ignore[arg-type]
        await self.answers.refresh()

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[asyncio.Task[None]]:
        """Let the courier work; it ends as when the program is told to stop."""
        stop = asyncio.Event()
        bot = ExtBot(
            self.telegram.token,
            base_url=f"{self.telegram.url}/bot",
            request=announcing_request(),
            rate_limiter=ChatRateLimiter(self.clock.seconds),
        )
        async with bot:
            task = asyncio.create_task(self.courier.run(bot, stop))
            try:
                yield task
            finally:
                stop.set()
                await asyncio.gather(task, return_exceptions=True)

    @contextlib.asynccontextmanager
    async def serving(
        self, webhook: WebhookAddress | None = None, crew: Crew | None = None, **manners: Any
    ) -> AsyncIterator[None]:
        """Let the whole bot serve, deliveries and all."""
        stop = asyncio.Event()
        memory = Memory(self.chats, self.screens, StoredInbox(self.database))
        task = asyncio.create_task(
            serve(
                self.telegram.token,
                self.answers,
                memory,
                errands=Errands(self.subscriptions, self.courier, self._report, self.catching_up),
                api_url=self.telegram.url,
                manners=Manners(
                    **{
                        "administrators": frozenset({MANAGER}),
                        "pace": Pace(typing_after=10, pauses=(0.01,)),
                        "now": self.clock,
                        "clock": self.clock.seconds,
                        "late_after": 10**10,
                        **manners,
                    }
                ),
                patience=Patience(pause=0.01, longest_pause=0.02, drain=2.0, closing=0.2),
                webhook=webhook,
                crew=crew,
                stop=stop,
            )
        )
        try:
            yield
        finally:
            stop.set()
            await task

    async def _language_of(self, chat: int) -> str:
        return (await self.chats.record(chat)).language or "en"

    async def _report(self) -> dict[str, str]:
        return {"chats": "4 <b>"}

    async def states(self) -> dict[DeliveryState, int]:
        return {state: number for state, number in (await self.outbox.counts()).items() if number}

    async def noted(self, **wanted: int) -> None:
        """Wait until the outbox holds exactly so many deliveries in these states."""
        expected = {DeliveryState[name]: number for name, number in wanted.items()}
        try:
            async with asyncio.timeout(40):
                while await self.states() != expected:  # noqa: ASYNC110 - the database calls nobody
                    await asyncio.sleep(0)
        except TimeoutError:
            raise AssertionError(f"waited for {expected}, but there is {await self.states()}") from None

    async def tried(self, times: int) -> None:
        """Wait until the one delivery that waits has failed so often."""
        async with asyncio.timeout(40):
            while times not in [  # noqa: ASYNC110 - the database calls nobody
                one.attempts + one.doubts for one in await self.outbox.due(2**40, 1)
            ]:
                await asyncio.sleep(0)

    async def briefed(self, chat: int) -> None:
        """Wait until it is noted that a chat was briefed now, because it asked."""
        now = int(self.clock.now.timestamp())
        async with asyncio.timeout(40):
            while now not in [  # noqa: ASYNC110 - the database calls nobody
                one.told for one in await self.stored.of_chat(chat, SubscriptionKind.BRIEF)
            ]:
                await asyncio.sleep(0)

    async def later(self, **time: float) -> None:
        self.clock.now += timedelta(**time)
        self.courier.wake()
