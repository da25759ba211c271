"""A week of five hundred feeds in some minutes: failing in turns, killed at many moments, and nothing lost.

The web is a server of this process; what follows feeds is a process of its own that is killed and started
again. Both read one clock, which passes as fast as there is nothing to do.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import random
import resource
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import psutil
import pytest

from bot.corpus.articles import articles_of
from bot.services.feeds.following import Following
from bot.services.feeds.politeness import Ask, Politeness
from bot.services.taking_in.fetching import Answer
from bot.services.taking_in.ingest import Ingest
from bot.words.changes import Failure
from bot.words.documents import Article
from bot.words.feeds import Feed
from bot.words.findings import Analysis
from storage.database import open_database
from storage.kept.articles import StoredCorpus
from storage.kept.corrections import StoredCorrections
from storage.kept.feeds import StoredFeeds
from storage.kept.harm import StoredHarm
from tests.feed_server.server import (
    START,
    FeedServer,
    Page,
    article,
    asking,
    names_on_loopback,
    rss,
    rss_item,
)
from tests.services.feeds.conftest import ListerHere
from tests.services.house import ReaderHere

_DAY = 86_400
_BEGINNING = START.timestamp()
_WEEK_ENDS = _BEGINNING + 7 * _DAY
_QUIET_ENDS = _WEEK_ENDS + 2 * _DAY  # two days in which nothing is new and nothing fails
_KILLS_END = _BEGINNING + 5 * _DAY  # the rest is one life, whose memory is looked at
_LOOK = 300.0  # seconds of the clock between two looks when nothing is due
_TURN = 6 * 3600  # seconds for which one fifth of the feeds fails
_PEACE = 5_000  # seconds a host asks for
_LISTED = 40  # of the newest items of a feed
_PRIVATE = 10  # one item in so many is kept from robots, and told by the feed alone
_LONGEST = 4 * 3_600.0  # seconds in all; a quarter of an hour on a machine that does nothing else
_QUIET = 7  # one feed in so many fails by silence alone, under an address that tells so
_SILENCE = 0.2  # seconds such a feed is waited for; everything else as long as the program waits
_GROWTH = 10.0  # MB in the last life, which has two days of news and two without
_OWN = " ".join(["The council met at the harbour and spoke of what the winter had left of the quay."] * 6)


class _Way(StrEnum):
    """How a feed fails."""

    BUSY = "429 with Retry-After"
    AWAY = "503 with Retry-After"
    ANOTHER_PAGE = "a page in its place"
    CUT = "XML that ends early"
    BROKEN = "500"
    MISSING = "404"
    SILENT = "no answer"


@dataclass(frozen=True)
class _Item:
    host: str
    path: str
    title: str
    at: float
    private: bool

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            f"The boats of {self.title} came back on Monday with less than they had hoped for in the spring.",
            f"The mayor said that the harbour of {self.title} would stay open until the end of the year.",
            "Nobody was hurt, and the crews were asked to wait for what the ministry decides on the quota.",
        )


class _Web(FeedServer):
    """The feeds: what each lists depends on the time, and one fifth of them fails, each in turn."""

    def __init__(self, clock: Callable[[], datetime], feeds: int, items: int, choose: random.Random) -> None:
        super().__init__(clock)
        self._now = clock
        self.feeds = [
            (f"h{number // 2}.example", f"/{'feed' if number % _QUIET else 'quiet'}{number % 2}")
            for number in range(feeds)
        ]
        self.of_feed: dict[tuple[str, str], list[_Item]] = {feed: [] for feed in self.feeds}
        self.items: dict[tuple[str, str], _Item] = {}
        for number in range(items):
            feed = self.feeds[number % feeds]
            private = number % _PRIVATE == 0
            path = f"/{'private' if private else 'news'}/{number}"
            at = choose.uniform(_BEGINNING, _WEEK_ENDS - _DAY)
            item = _Item(feed[0], path, f"Village {number}", at, private)
            self.of_feed[feed].append(item)
            self.items[feed[0], path] = item
        self.peace_until: dict[str, float] = {}
        self.against_peace = 0
        self.against_rules = 0
        self.requests = 0
        self.failed: Counter[_Way] = Counter()

    def page_at(self, host: str, path: str) -> Page:
        now = self._now().timestamp()
        self.requests += 1
        self.asked.clear()
        if now < self.peace_until.get(host, 0):
            self.against_peace += 1
        if path == "/robots.txt":
            return Page(b"User-agent: *\nDisallow: /private/\n", "text/plain")
        if path.startswith("/private/"):
            self.against_rules += 1
        if (host, path) in self.items:
            item = self.items[host, path]
            return Page(article(item.title, *item.paragraphs).encode())
        return self._failing(host, path, now) or self._listing(host, path, now)

    def forget_unheard(self, noted: Mapping[str, int]) -> int:
        """Ask no peace of a process that was killed before it had noted it; return of how many hosts.

        Args:
            noted: until when hosts want peace, as the database has it.
        """
        unheard = [
            host
            for host, until in self.peace_until.items()
            if until > self._now().timestamp() and noted.get(f"{host}:{self.port}", 0) < until
        ]
        for host in unheard:
            del self.peace_until[host]
        return len(unheard)

    def _failing(self, host: str, path: str, now: float) -> Page | None:
        number = self.feeds.index((host, path))
        turn = int((now - _BEGINNING) // _TURN)
        if now >= _WEEK_ENDS or (number + turn) % 5:
            return None
        spoken = [way for way in _Way if way is not _Way.SILENT]
        way = spoken[(number // 5 + turn // 5) % len(spoken)] if number % _QUIET else _Way.SILENT
        self.failed[way] += 1
        match way:
            case _Way.BUSY:
                self.peace_until[host] = now + _PEACE
                return Page(status="429 Too Many Requests", headers={"Retry-After": str(_PEACE)})
            case _Way.AWAY:
                self.peace_until[host] = int(now) + _PEACE
                until = format_datetime(datetime.fromtimestamp(int(now) + _PEACE, UTC), usegmt=True)
                return Page(status="503 Service Unavailable", headers={"Retry-After": until})
            case _Way.ANOTHER_PAGE:
                return Page(b"<html><body>Under construction</body></html>", marks=True)
            case _Way.CUT:
                whole = self._listing(host, path, now)
                return Page(whole.body[: len(whole.body) * 2 // 3], whole.media_type, marks=True)
            case _Way.SILENT:
                return Page(silent=True)
        return Page(status="500 Internal Server Error" if way is _Way.BROKEN else "404 Not Found")

    def _listing(self, host: str, path: str, now: float) -> Page:
        there = [item for item in self.of_feed[host, path] if item.at <= now]
        newest = sorted(there, key=lambda item: -item.at)[:_LISTED]
        rows = [
            rss_item(
                self.url(item.host, item.path),
                title=item.title,
                day=format_datetime(datetime.fromtimestamp(item.at, UTC)),
                text=f"{item.title}. {_OWN}" if item.private else "In short.",
            )
            for item in newest
        ]
        return Page(rss(*rows, title=host).encode(), "application/rss+xml", marks=True)


def _asking() -> Ask:
    """Return what sends requests: silence is soon given up, for there is much of it.

    Only where nothing else can be missed: an answer that asks for peace must not come too late to be heard.
    """
    in_time, at_leisure = asking(_SILENCE), asking()

    async def asked(url: str, *, headers: Mapping[str, str] | None, largest: int) -> Answer:
        ask = in_time if "/quiet" in url else at_leisure
        answer: Answer = await ask(url, headers=headers, largest=largest)
        return answer

    return asked


class _EmptyAnalyst:
    async def analyse(self, articles: Sequence[Article]) -> AsyncGenerator[Analysis | Failure, None]:
        for one in articles:
            yield Analysis(one.id, ())


def _live(database: Path, log: Path, clock: Synchronized[float], used: Synchronized[float]) -> None:
    logging.basicConfig(filename=log, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    asyncio.run(_follow(database, clock, used))


async def _follow(database: Path, clock: Synchronized[float], used: Synchronized[float]) -> None:
    def now() -> datetime:
        return datetime.fromtimestamp(clock.value, UTC)

    async def rest(seconds: float) -> None:
        clock.value += seconds

    async def nothing(*_: Feed) -> None:
        return None

    with pytest.MonkeyPatch.context() as patched:
        async with names_on_loopback(patched), open_database(f"sqlite:///{database}") as opened:
            store, corpus = StoredFeeds(opened), StoredCorpus(opened)
            ingest = Ingest(
                corpus,
                _EmptyAnalyst(),
                corrections=StoredCorrections(opened),
                reader=ReaderHere(articles_of),
                harm=StoredHarm(opened),
                analysis_version=1,
            )
            following = Following(
                store,
                Politeness(store, _asking(), now, rest),
                ListerHere(),
                ingest,
                now,
                least_minutes=10,
                changed=nothing,
                given_up=nothing,
            )
            quiet_from: float | None = None
            while clock.value < _QUIET_ENDS:
                if clock.value >= _WEEK_ENDS + _DAY and quiet_from is None:
                    quiet_from = _processor_seconds()
                if not await following.visit_due() + await following.take_waiting():
                    clock.value += _LOOK
            used.value = _processor_seconds() - (quiet_from or 0.0)


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def follow_for_a_week(
    database: Path, log: Path, *, feeds: int, items: int, kills: int, seed: int, tell: Callable[[str], None]
) -> bool:
    """Follow so many feeds for a week of the clock and two quiet days, killed so many times.

    Returns:
        Whether every item is in the corpus once, no rule and no wish for peace was ignored, and memory did
        not grow.
    """
    choose = random.Random(seed)
    begun = time.monotonic()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.chaos.feeding"])
    clock, used = context.Value("d", _BEGINNING), context.Value("d", 0.0)
    web = _Web(lambda: datetime.fromtimestamp(clock.value, UTC), feeds, items, choose)
    before = await _locations(database)
    async with web:
        async with open_database(f"sqlite:///{database}") as opened:
            store = StoredFeeds(opened)
            for host, path in web.feeds:
                await store.add(web.url(host, path), None, int(_BEGINNING))

        def started() -> BaseProcess:
            process = context.Process(target=_live, args=(database, log, clock, used), daemon=True)
            process.start()
            return process

        moments = sorted(choose.uniform(_BEGINNING, _KILLS_END) for _ in range(kills))
        process = started()
        killed = unheard = 0
        sizes: dict[int, int] = {}  # by half a day of the last life
        while process.is_alive() and time.monotonic() - begun < _LONGEST:
            await asyncio.sleep(0.02)
            if killed < kills and clock.value >= moments[killed]:
                await asyncio.sleep(choose.uniform(0, 0.3))
                process.kill()
                await asyncio.to_thread(process.join)
                killed += 1
                unheard += web.forget_unheard(await _wishes(database))
                process = started()
            elif clock.value > _KILLS_END + _DAY / 2:
                day = int((clock.value - _KILLS_END) // (_DAY / 2))
                sizes[day] = max(sizes.get(day, 0), _resident(process))
        process.kill()
        await asyncio.to_thread(process.join)
        stored = Counter(await _locations(database))
        wanted = {web.url(item.host, item.path) for item in web.items.values()}
        lost, twice = wanted - set(stored), [one for one, times in stored.items() if times > 1]
        others = set(stored) - wanted - set(before)
        ended = clock.value >= _QUIET_ENDS
        megabytes = [size / 1e6 for _, size in sorted(sizes.items()) if size]  # 0 when it has just ended
        grown = max(megabytes[1:], default=0.0) - megabytes[0] if megabytes else 0.0
        tell(f"  {feeds} feeds, {len(wanted)} items, {killed} kills, {time.monotonic() - begun:.0f} s")
        tell(f"  the clock reached its end: {'yes' if ended else 'no'}; requests: {web.requests}")
        tell("  failures: " + ", ".join(f"{way} {web.failed[way]}" for way in _Way))
        tell(f"  lost: {len(lost)}, twice: {len(twice)}, not of a feed: {len(others)}")
        tell(f"  against robots.txt: {web.against_rules}, against Retry-After: {web.against_peace}")
        tell(f"  wishes for peace that a kill kept from being noted: {unheard}")
        tell(f"  most requests at once at one host: {max(web.most_at_once.values())}")
        tell(f"  memory in the last life, in MB by half a day: {' '.join(f'{one:.0f}' for one in megabytes)}")
        tell(f"  most above the first: {grown:.0f} MB (at most {_GROWTH:.0f})")
        tell(f"  a day with nothing new: {used.value:.1f} s of a core ({used.value / _DAY:.3%})")
        broken = lost or twice or others or web.against_rules or web.against_peace
        return ended and not broken and bool(megabytes) and grown < _GROWTH


def _resident(process: BaseProcess) -> int:
    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


async def _wishes(database: Path) -> dict[str, int]:
    async with open_database(f"sqlite:///{database}") as opened, opened.reading() as connection:
        rows = await connection.exec_driver_sql("SELECT name, not_before FROM hosts")
        return {row.name: row.not_before for row in rows}


async def _locations(database: Path) -> list[str]:
    async with open_database(f"sqlite:///{database}") as opened:
        return list(await StoredCorpus(opened).known_documents())
