"""What a collector of metrics is told: how much there is, how quick, how old; never words nor who asks.

Loaded only where METRICS_PORT is set. What happens is counted as it happens; what is stored is looked up when
somebody asks, so that nobody who does not ask pays for it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.briefing.lines.library import Library
from bot.errors import StorageError
from bot.services.answering.proving import REFUSALS
from bot.words.deliveries import Health
from bot.words.feeds import FeedCard

# What a request costs by the targets of the house (5 ms kept, 30 to 120 ms not), up to what nobody waits for.
_SECONDS = (0.005, 0.01, 0.03, 0.06, 0.12, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_LOOKED_UP_FOR = 5.0  # seconds what was read from the database is told again without a look
_ANSWERS = frozenset({"answered", "none", "ambiguous", "invalid"})
_TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database tells: of chats and deliveries, and of feeds."""

    figures: Health
    feeds: Sequence[FeedCard]


class Metrics:
    """The metrics of one process."""

    def __init__(
        self,
        version: str,
        library: Callable[[], Library],
        stored: Callable[[], Awaitable[Stored]],
        now: Callable[[], float] = time.time,
    ) -> None:
        """Take what is asked when somebody looks.

        Args:
            version: of the program.
            library: the corpus as it is served.
            stored: reads the database; may raise `StorageError`.
            now: seconds since 1970.
        """
        self._library, self._stored, self._now = library, stored, now
        self._queues: Callable[[], Mapping[str, int]] = dict
        self._looking = asyncio.Lock()
        self._looked: float | None = None
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._gauge("build_info", "The version that runs.", "version").labels(version).set(1)
        self._updates = self._counter("updates", "Updates handled.", "kind", "outcome")
        self._limited = self._counter("refused_by_limit", "Requests beyond REQUESTS_A_MINUTE.")
        self._refused = self._counter("lines_refused_by_proof", "Lines left out because no source says them.")
        self._told = 0
        self._seconds = Histogram(
            "aide_memoire_answer_seconds",
            "From an update's arrival to its answer.",
            ("kind",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._waiting = self._gauge("queue", "What waits, by where.", "queue")
        self._articles = self._gauge("articles", "Articles served.")
        self._revision = self._gauge("corpus_revision", "The revision of the corpus served.")
        self._database = self._gauge("database_up", "1 while the database can be used, else 0.")
        self._deliveries = self._gauge("deliveries", "Deliveries of the last month, by state.", "state")
        self._feeds = self._gauge("feed_age_seconds", "Since a feed was last read well, by number.", "feed")
        self._telegram = self._gauge("telegram_age_seconds", "Since Telegram last answered.")

    def handled(self, kind: str, outcome: str, seconds: float) -> None:
        """Count an update: what it asked for, what came of it and how long that took."""
        self._updates.labels(kind, outcome).inc()
        if outcome in _ANSWERS:
            self._seconds.labels(kind).observe(seconds)
        elif outcome == _TOO_MANY:
            self._limited.inc()

    def watch_queues(self, queues: Callable[[], Mapping[str, int]]) -> None:
        """Let queues of this process be counted when somebody looks, by name."""
        self._queues = queues

    async def page(self) -> bytes:
        """Return everything in the text format of Prometheus."""
        async with self._looking:  # however many ask at once, the database is asked once
            if self._looked is None or time.monotonic() - self._looked > _LOOKED_UP_FOR:
                await self._look()
                self._looked = time.monotonic()
        for name, length in self._queues().items():
            self._waiting.labels(name).set(length)
        library = self._library()
        self._articles.set(library.corpus.articles)
        self._revision.set(int(library.revision))
        self._refused.inc(REFUSALS.lines - self._told)
        self._told = REFUSALS.lines
        return generate_latest(self.registry)

    async def _look(self) -> None:
        try:
            stored = await self._stored()
        except StorageError:
            self._database.set(0)
            return
        self._database.set(1)
        for state, number in stored.figures.deliveries.items():
            self._deliveries.labels(state.value).set(number)
        if stored.figures.heard is not None:
            self._telegram.set(max(0.0, self._now() - stored.figures.heard))
        self._feeds.clear()
        for card in stored.feeds:
            if card.feed.succeeded is not None:
                self._feeds.labels(str(card.feed.id)).set(max(0.0, self._now() - card.feed.succeeded))
        self._waiting.labels("feed items").set(sum(card.waiting for card in stored.feeds))

    def _gauge(self, name: str, help_: str, *labels: str) -> Gauge:
        return Gauge(f"aide_memoire_{name}", help_, labels, registry=self.registry)

    def _counter(self, name: str, help_: str, *labels: str) -> Counter:
        return Counter(f"aide_memoire_{name}", help_, labels, registry=self.registry)
