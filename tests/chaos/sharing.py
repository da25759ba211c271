"""Several web and ingest processes on one PostgreSQL database, killed at random moments over all their work.

Telegram's side is this process: it posts each chat's updates one after the other, to whichever web process,
again until one takes it, as Telegram does behind a balancer of loads.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import multiprocessing
import os
import random
import re
import socket
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing.process import BaseProcess
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from bot.subcommands import run
from bot.words.deliveries import Place, SubscriptionKind
from storage.database import Database, open_database
from storage.kept.subscriptions import StoredSubscriptions
from storage.moving import move
from storage.postgresql.leading import OURS
from tests.postgresql_server import PostgresqlServer
from tests.telegram_server.chats import Person
from tests.telegram_server.facts import JSON
from tests.telegram_server.server import TelegramServer

_WEB, _INGEST = "web", "ingest"
_PEOPLE = 100
_A_MINUTE = 60  # requests of one person; an update that is taken up after a kill may count once more
_MINUTE = 55.0  # seconds: what is answered some seconds after it was counted may come closer together
_GREEDY = 100  # questions of one who asks too much, in a few groups
_ARTICLES = 6  # that appear in the folder over the kills
_LONGEST = 240.0  # seconds for what is left after the last kill
_FINDABLE, _HANDED_OVER = 2.0, 5.0  # seconds: what is promised where nobody waits for a core
_LOOK = 0.05  # seconds between two looks at the database
_URL = "https://bot.example/from/telegram"
_QUESTION = re.compile(r"quay(\d+)", re.IGNORECASE)
_LEADS = {work: zlib.crc32(work.encode()) - 2**31 for work in ("deliveries", "ingest")}


def _live(role: str, settings: dict[str, str], folder: Path, log: Path) -> None:
    os.chdir(folder)
    os.environ.update(settings)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
        asyncio.run(run(argparse.Namespace(role=role)))


@dataclass
class _Worker:
    """One of the processes, as it lives now; `since` is when it was last started."""

    role: str
    settings: dict[str, str]
    process: BaseProcess | None = None
    since: float = 0.0

    @property
    def door(self) -> str:
        return f"http://127.0.0.1:{self.settings['PORT']}"


@dataclass
class _Telegram(TelegramServer):
    """The strict server, which also knows when each message came."""

    came: list[float] = field(default_factory=list)

    def changed(self) -> None:
        self.came += [time.monotonic()] * (len(self.sent) - len(self.came))
        super().changed()


@dataclass
class _Company:
    """All processes, and what happens to them."""

    telegram: _Telegram
    workers: list[_Worker]
    folder: Path
    log: Path
    choose: random.Random
    kills: list[float] = field(default_factory=list)
    queues: dict[int, asyncio.Queue[JSON]] = field(default_factory=dict)
    posting: list[asyncio.Task[None]] = field(default_factory=list)

    def start(self, worker: _Worker) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(
            ["tests.chaos.sharing", "bot.chat.serving", "bot.chat.receiving.webhook",
             "bot.chat.receiving.shared_inbox", "storage.postgresql.crew_rows", "storage.kept.screens"]
        )  # fmt: skip
        arguments = (worker.role, worker.settings, self.folder, self.log)
        worker.process = context.Process(target=_live, args=arguments)
        worker.process.start()
        worker.since = time.monotonic()

    async def kill(self, worker: _Worker) -> None:
        assert worker.process is not None
        worker.process.kill()
        self.kills.append(time.monotonic())
        await asyncio.to_thread(worker.process.join)

    def web(self) -> list[_Worker]:
        return [one for one in self.workers if one.role == _WEB]

    async def up(self, worker: _Worker) -> None:
        """Wait until a web process answers; a process of the other kind is not asked."""
        if worker.role != _WEB:
            return
        async with httpx.AsyncClient(trust_env=False) as client:
            for _ in range(600):
                with contextlib.suppress(httpx.HTTPError):
                    await client.get(f"{worker.door}/health", timeout=5)
                    return
                await asyncio.sleep(0.1)

    def asks(self, person: Person, words: str, chat: int | None = None) -> None:
        """Let somebody write, and Telegram post it after what it has of that chat."""
        person.says(words, self.telegram.chats[chat] if chat is not None else None)
        update = self.telegram.waiting.pop()
        where = update["message"]["chat"]["id"]
        if where not in self.queues:
            self.queues[where] = asyncio.Queue()
            self.posting.append(asyncio.create_task(self._post(self.queues[where])))
        self.queues[where].put_nowait(update)

    async def _post(self, queue: asyncio.Queue[JSON]) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            while True:
                update = await queue.get()
                while not await self._taken(client, update):  # noqa: ASYNC110 - as Telegram does
                    await asyncio.sleep(self.choose.uniform(0.05, 0.3))

    async def _taken(self, client: httpx.AsyncClient, update: JSON) -> bool:
        if not self.telegram.webhook:
            return False
        address = self.choose.choice(self.web()).door + urlsplit(self.telegram.webhook).path
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.telegram.webhook_secret}
        try:
            return (await client.post(address, json=update, headers=headers)).is_success
        except httpx.HTTPError:
            return False


@dataclass
class _Watch:
    """Looks at the database: how long nobody had a lead, and how long what is stored was not served."""

    address: str
    company: _Company
    gaps: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lags: list[float] = field(default_factory=list)
    unserved: int = 0
    waiting: float = 1.0

    async def keep_looking(self) -> None:
        nobody: dict[str, float] = {}
        async with (
            await psycopg.AsyncConnection.connect(self.address, autocommit=True) as connection,
            httpx.AsyncClient(trust_env=False, timeout=5) as client,
        ):
            served = await self._revision(connection)
            measuring: set[asyncio.Task[None]] = set()
            while True:
                await asyncio.sleep(_LOOK)
                now = time.monotonic()
                self.waiting = max(self.waiting, os.getloadavg()[0] / (os.cpu_count() or 1))
                held = await self._held(connection)
                for work, lead in _LEADS.items():
                    if lead not in held:
                        nobody.setdefault(work, now)
                    elif work in nobody:
                        self.gaps[work].append(now - nobody.pop(work))
                stored = await self._revision(connection)
                if stored > served:
                    served = stored
                    measuring = {one for one in measuring if not one.done()}
                    for worker in self.company.web():
                        measuring.add(asyncio.create_task(self._measure(client, worker, stored, now)))

    async def _held(self, connection: psycopg.AsyncConnection) -> set[int]:
        rows = await connection.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND classid = %s::bigint::oid"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [OURS],
        )
        return {number - 2**32 if number >= 2**31 else number for (number,) in await rows.fetchall()}

    async def _revision(self, connection: psycopg.AsyncConnection) -> int:
        row = await (await connection.execute("SELECT revision FROM corpus")).fetchone()
        return row[0] if row else 0

    async def _measure(
        self, client: httpx.AsyncClient, worker: _Worker, revision: int, stored: float
    ) -> None:
        """Note how long it takes until a process serves a revision, unless it is killed before."""
        since = worker.since
        ready = False
        while worker.since == since and (process := worker.process) is not None and process.is_alive():
            with contextlib.suppress(httpx.HTTPError):
                page = (await client.get(f"http://127.0.0.1:{worker.settings['METRICS_PORT']}/metrics")).text
                found = re.search(r"^aide_memoire_corpus_revision (\S+)", page, re.MULTILINE)
                if found is not None and float(found[1]) >= revision:
                    if ready or since < stored - 5:  # one that was only just starting has read it then
                        self.lags.append(time.monotonic() - stored)
                    return
                ready = True
            if time.monotonic() - stored > 10 * _FINDABLE * self.waiting:
                self.unserved += 1
                return
            await asyncio.sleep(_LOOK)


async def share_the_work(
    database: Path,
    log: Path,
    *,
    web: int,
    ingest: int,
    kills: int,
    deliveries: int,
    updates: int,
    seed: int,
    tell: Callable[[str], None],
) -> bool:
    """Kill processes so many times while so many briefings come due and so many questions are asked.

    Returns:
        Whether nothing was lost, nothing came twice without a kill in between, each chat was answered in
        order, no limit was broken, and leads and articles passed on in the time promised.
    """
    choose = random.Random(seed)
    begun = time.monotonic()
    folder = database.with_suffix("")
    (folder / "read").mkdir(parents=True)
    server_folder = folder / "postgresql"
    server_folder.mkdir()
    folder.chmod(0o755)
    database.parent.chmod(0o755)
    server = await asyncio.to_thread(PostgresqlServer, server_folder)
    await asyncio.to_thread(server.start)
    try:
        address = server.url(server.fresh())
        await move(f"sqlite:///{database}", address)
        async with _Telegram() as telegram, open_database(address) as opened:
            company = _Company(
                telegram, _workers(telegram, address, folder, web, ingest), folder, log, choose
            )
            watch = _Watch(address, company)
            trial = _Trial(company, opened, kills, deliveries, updates)
            for worker in company.workers:
                company.start(worker)
            for worker in company.workers:
                await company.up(worker)
            await telegram.until(lambda: bool(telegram.webhook), "the webhook", _LONGEST)
            watching = asyncio.create_task(watch.keep_looking())
            try:
                await trial.under_fire()
                left = await trial.to_the_end(tell)
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
                for task in company.posting:
                    task.cancel()
                for worker in company.workers:
                    if worker.process is not None:
                        worker.process.kill()
            tell(
                f"  {web} web and {ingest} ingest processes, {kills} kills, {time.monotonic() - begun:.0f} s"
            )
            return _told(trial, watch, left, tell)
    finally:
        await asyncio.to_thread(server.stop)


def _workers(telegram: _Telegram, address: str, folder: Path, web: int, ingest: int) -> list[_Worker]:
    settings = {
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "DATABASE_URL": address,
        "CORPUS_DIR": str(folder / "read"),
        "LOG_LEVEL": "WARNING",
        "REQUESTS_A_MINUTE": str(_A_MINUTE),
    }
    workers = [_Worker(_INGEST, settings) for _ in range(ingest)]
    for _ in range(web):
        ports = {"PORT": str(_free_port()), "METRICS_PORT": str(_free_port())}
        workers.append(_Worker(_WEB, settings | ports | {"WEBHOOK_URL": _URL}))
    return workers


class _Trial:
    """What is asked and due, and what came of it."""

    def __init__(
        self, company: _Company, database: Database, kills: int, deliveries: int, updates: int
    ) -> None:
        self.company = company
        self.telegram = company.telegram
        self.database = database
        self.waiting = 0
        self.subscriptions = StoredSubscriptions(database)
        self.kills, self.deliveries, self.updates = kills, deliveries, updates
        self.people = [self.telegram.user(f"Person {number}") for number in range(min(_PEOPLE, updates))]
        self.greedy = self.telegram.user("Greedy")
        self.groups = [self.telegram.group(f"Desk {number}") for number in range(8)]
        self.subscribers: list[int] = []
        self.asked = self.articles = 0

    async def under_fire(self) -> None:
        """Ask, let briefings come due and articles appear, and kill one process after the other."""
        choose = self.company.choose
        for kill in range(1, self.kills + 1):
            while self.asked < self.updates * kill // self.kills:
                self._ask()
            while len(self.subscribers) < self.deliveries * kill // self.kills:
                await self._schedule()
            while self.articles < _ARTICLES * kill // self.kills:
                self._publish()
            worker = choose.choice(self.company.workers)
            await asyncio.sleep(choose.uniform(0, 1.0))
            await self.company.kill(worker)
            self.company.start(worker)
            if choose.random() < 0.7:  # else the next is killed before this one serves
                await self.company.up(worker)

    def _ask(self) -> None:
        self.company.asks(self.people[self.asked % len(self.people)], f"/topic quay{self.asked}")
        self.asked += 1

    async def _schedule(self) -> None:
        person = self.telegram.user(f"Subscriber {len(self.subscribers)}")
        person.private.new_message(person, {"text": "/start"})
        self.subscribers.append(person.private.id)
        due = int(time.time()) - 60
        every_day = "08:30 0,1,2,3,4,5,6"
        place = Place(person.private.id)
        await self.subscriptions.add(
            place, SubscriptionKind.SCHEDULE, "", seen=0, timetable=every_day, zone="UTC", due=due
        )

    def _publish(self) -> None:
        name = f"Port Ostrum {self.articles}"
        text = (
            f"Ferries return to {name}\n\n"
            f"The ferries returned to {name} on Monday, after a winter in which nobody had come by sea.\n\n"
            f"“We have waited for them,” said Lena Orvik, the mayor of {name}, at the quay.\n"
        )
        (self.company.folder / "read" / f"{self.articles:03}.txt").write_text(text)
        self.articles += 1

    async def to_the_end(self, tell: Callable[[str], None]) -> tuple[set[int], set[int]]:
        """Let the processes live; return the questions not answered and the chats not briefed."""
        for number in range(_GREEDY):
            chat = self.groups[number % len(self.groups)].id
            self.company.asks(self.greedy, "/topic harbour", chat)
        missing, unbriefed = set(range(self.updates)), set(self.subscribers)

        def complete() -> bool:
            sent = self.telegram.sent
            missing.difference_update(_number(one.text) for one in sent)
            unbriefed.difference_update(one.chat.id for one in sent)
            waiting = sum(queue.qsize() for queue in self.company.queues.values())
            return not (missing or unbriefed or waiting)

        try:
            await self.telegram.until(complete, "the rest", _LONGEST)
        except AssertionError as error:
            tell(f"  {str(error)[:300]}")
        await asyncio.sleep(3)  # what would come twice comes now
        async with self.database.reading() as connection:
            left = "SELECT count(*) FROM inbox WHERE content IS NOT NULL OR queue IS NOT NULL"
            self.waiting = int((await connection.exec_driver_sql(left)).scalar_one())
        complete()
        return missing, unbriefed


def _told(trial: _Trial, watch: _Watch, left: tuple[set[int], set[int]], tell: Callable[[str], None]) -> bool:
    telegram, company = trial.telegram, trial.company
    missing, unbriefed = left
    tell(f"  {trial.updates} questions, {trial.deliveries} briefings due, {trial.articles} new articles")
    tell(f"  not answered: {len(missing)}, of all updates still to be acted on: {trial.waiting};"
         f" not briefed: {len(unbriefed)}")  # fmt: skip
    first: dict[int, float] = {}
    repeated, unexcused, often = 0, 0, Counter[int]()
    subscribers = set(trial.subscribers)
    for message, came in zip(telegram.sent, telegram.came, strict=False):
        what = _number(message.text) if message.chat.id not in subscribers else -message.chat.id
        if what == _NO_QUESTION:
            continue
        often[what] += 1
        if what in first:
            repeated += 1
            unexcused += not any(first[what] - 1 < kill < came for kill in company.kills)
        first[what] = came
    tell(f"  repeated: {repeated}, of them without a kill: {unexcused}; briefings more than twice:"
         f" {sum(times > 2 for what, times in often.items() if what < 0)}")  # fmt: skip
    late = sum(one > other for person in trial.people for one, other in pairwise(_answered(person)))
    tell(f"  out of order in their chat: {late}")
    groups = {group.id for group in trial.groups}
    given = [
        came
        for message, came in zip(telegram.sent, telegram.came, strict=False)
        if message.chat.id in groups and "enough" not in message.text.lower()
    ]
    granted = max((sum(0 <= came - first < _MINUTE for came in given) for first in given), default=0)
    tell(f"  most answers within a minute to one who asked {_GREEDY} times in groups: {granted}"
         f" (at most {_A_MINUTE} a minute)")  # fmt: skip
    tell(f"  sending limits broken over all processes: {len(telegram.floods.violations)}"
         f" {sorted(set(telegram.floods.violations))[:3]}")  # fmt: skip
    worst = {work: max(gaps, default=0.0) for work, gaps in watch.gaps.items()}
    for work, gaps in sorted(watch.gaps.items()):
        tell(f"  leads in {work} handed over: {len(gaps)}, longest {worst[work]:.1f} s"
             f" (at most {_HANDED_OVER:.0f})")  # fmt: skip
    lags = sorted(watch.lags)
    if lags:
        tell(f"  a change served by a process: {len(lags)} times, median {lags[len(lags) // 2]:.1f} s,"
             f" longest {lags[-1]:.1f} s (at most {_FINDABLE:.0f}); never: {watch.unserved}")  # fmt: skip
    tell(f"  malformed requests: {len(telegram.malformed)}; programs for each core: {watch.waiting:.1f}")
    broken = unexcused or late or telegram.malformed or telegram.floods.violations
    whole = not (missing or unbriefed or broken)
    # What is promised in seconds is promised where nobody else wants the cores.
    handed_over = max(worst.values(), default=0.0) <= _HANDED_OVER * watch.waiting
    in_time = handed_over and bool(lags) and lags[-1] <= _FINDABLE * watch.waiting
    return whole and in_time and not watch.unserved and granted <= _A_MINUTE


_NO_QUESTION = 10**9


def _number(text: str) -> int:
    """Return the number of the question a message answers."""
    found = _QUESTION.search(text)
    return int(found[1]) if found else _NO_QUESTION


def _answered(person: Person) -> list[int]:
    """Return the questions of a person in the order they were first answered in."""
    numbers = [_number(one.text) for one in person.private.replies]
    return [number for number in dict.fromkeys(numbers) if number != _NO_QUESTION]


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
