"""Several processes serve one bot from one database: what is posted to any is answered once, in order."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.chat import serving
from bot.chat.chats.manners import Manners
from bot.chat.crew import Crew
from bot.chat.delivering.pacing import NO_RETRY, SharedRateLimiter
from bot.chat.delivering.persistence import Patience
from bot.chat.memory import Memory
from bot.chat.receiving import shared_inbox
from bot.chat.receiving.webhook_address import WebhookAddress
from bot.chat.serving import serve
from bot.errors import StorageError
from bot.words.deliveries import Place, SubscriptionKind
from bot.words.inbox import Handed
from storage.database import Database, open_database
from storage.kept.chats import StoredChats
from storage.kept.inbox import StoredInbox
from storage.kept.screens import StoredScreens
from storage.postgresql.crew_rows import StoredCrew
from storage.postgresql.shared_limits import StoredPaces, StoredRequests
from tests.chat.conftest import SWIFT, CannedAnswers
from tests.chat.office import FISH, START, Office
from tests.lent_databases import LentDatabases
from tests.postgresql_server import PostgresqlServer
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer

URL = "https://bot.example/from/telegram"
QUICK = Patience(pause=0.01, longest_pause=0.02, drain=0.05, closing=0.3)


class WatchedCrew(StoredCrew):
    """The real one, which lets a test know what its process knows; `away` lets it fail."""

    def __init__(self, database: Database, telegram: TelegramServer) -> None:
        super().__init__(database)
        self.telegram = telegram
        self.known: frozenset[int] = frozenset()
        self.away = self.blind = False
        self.looking = self.most_looking = 0

    async def waiting(self, queues: Collection[int]) -> Mapping[int, frozenset[int]]:
        self.looking += 1
        self.most_looking = max(self.most_looking, self.looking)
        try:
            return await super().waiting(queues)
        finally:
            self.looking -= 1

    async def living(self) -> frozenset[int]:
        if self.blind:
            self.telegram.changed()
            raise StorageError("the database is busy")
        self.known = await super().living()
        self.telegram.changed()
        return self.known

    async def take(self, handed: Handed, queue: int | None, worker: int, now: int, call: str | None) -> bool:
        if self.away:
            raise StorageError("the database is away")
        return await super().take(handed, queue, worker, now, call)


@dataclass
class Worker:
    """One of the processes, here a task; `door` is where it listens."""

    answers: CannedAnswers
    store: WatchedCrew
    door: str
    stop: asyncio.Event
    task: asyncio.Task[None]

    async def ends(self) -> None:
        """End, finished or not with what it is at."""
        self.stop.set()
        await self.task


def listener() -> socket.socket:
    """Return a socket that listens."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    listening.setblocking(False)
    return listening


def crew_on(database: Database, store: StoredCrew) -> Crew:
    """Return what the processes on a database share."""
    paces, requests = StoredPaces(database), StoredRequests(database)
    return Crew(store, paces, requests, lambda: database.lead("deliveries"))


@dataclass
class Company:
    """The processes that serve one bot."""

    telegram: TelegramServer
    postgresql: PostgresqlServer
    address: str
    opened: contextlib.AsyncExitStack

    async def starts(self, **manners: Any) -> Worker:
        """Let one more serve."""
        database = await self.opened.enter_async_context(open_database(self.address))
        listening = self.opened.enter_context(listener())
        answers = CannedAnswers(noticed=self.telegram.changed)
        memory = Memory(StoredChats(database), StoredScreens(database), StoredInbox(database))
        stop, store = asyncio.Event(), WatchedCrew(database, self.telegram)
        served = serve(
            self.telegram.token,
            answers,
            memory,
            api_url=self.telegram.url,
            manners=Manners(**({"pace": SWIFT} | manners)),
            patience=QUICK,
            webhook=WebhookAddress(URL, (listening,), "a-secret"),
            crew=crew_on(database, store),
            stop=stop,
        )
        registered = self.telegram.times("setWebhook")
        door = f"http://127.0.0.1:{listening.getsockname()[1]}"
        worker = Worker(answers, store, door, stop, asyncio.create_task(served))
        self.opened.push_async_callback(worker.ends)
        await self.telegram.until(lambda: self.telegram.times("setWebhook") > registered, "it to serve")
        return worker

    async def two(self, **manners: Any) -> tuple[Worker, Worker]:
        """Let two serve that know of each other."""
        workers = (await self.starts(**manners), await self.starts(**manners))
        await self.telegram.until(lambda: all(len(one.store.known) == 2 for one in workers), "both to know")
        return workers

    def rows(self) -> list[tuple[Any, ...]]:
        """Return the chats, queues and words of updates that are still to be acted on."""
        left = "SELECT chat, queue, content FROM inbox WHERE content IS NOT NULL OR queue IS NOT NULL"
        return self.postgresql.rows(left, self.address.rpartition("/")[2])


@pytest.fixture
def address(lent_databases: LentDatabases) -> Iterator[str]:
    with lent_databases.lent() as name:
        yield lent_databases.server.url(name)


@pytest.fixture
async def company(
    telegram: TelegramServer, postgresql: PostgresqlServer, address: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Company]:
    monkeypatch.setattr(shared_inbox, "_LOOK", 0.05)
    async with contextlib.AsyncExitStack() as opened:
        yield Company(telegram, postgresql, address, opened)


def titles(person: Person) -> list[str]:
    """Return what somebody was answered about, in order."""
    return [reply.text.split("\n")[0] for reply in person.private.replies]


async def test_one_chat_is_answered_by_one_process_in_order_whoever_is_posted_to(
    company: Company, telegram: TelegramServer, alice: Person
) -> None:
    workers = await company.two()
    for number in range(6):
        alice.says(f"/person Marsh{number}")
        assert await telegram.posts(workers[number % 2].door) == [200]
    await telegram.until(lambda: len(alice.private.replies) == 6, "the answers")
    assert titles(alice) == [f"Marsh{number}" for number in range(6)]
    assert sorted(len(worker.answers.asked) for worker in workers) == [0, 6]


async def test_the_chats_are_shared_out(company: Company, telegram: TelegramServer) -> None:
    workers = await company.two()
    people = [telegram.user(f"Person {number}") for number in range(20)]
    for person in people:
        person.says("/person Marsh")
    assert await telegram.posts(workers[0].door) == [200] * 20
    await telegram.until(lambda: all(person.private.replies for person in people), "the answers")
    assert all(worker.answers.asked for worker in workers)


async def test_many_chats_that_wait_for_their_turn_take_one_connection(
    company: Company, telegram: TelegramServer
) -> None:
    worker = await company.starts()
    people = [telegram.user(f"Person {number}") for number in range(20)]
    for person in people:
        person.says("/person Marsh")
        person.says("/person Lind")
    assert await telegram.posts(worker.door) == [200] * 40
    await telegram.until(lambda: all(titles(person) == ["Marsh", "Lind"] for person in people), "the answers")
    assert worker.store.most_looking == 1


async def test_a_database_that_is_busy_for_a_moment_costs_no_process_its_place_among_the_others(
    company: Company, telegram: TelegramServer, alice: Person
) -> None:
    worker = await company.starts()
    before = worker.store.known
    worker.store.blind = True
    alice.says("/person Marsh")
    assert await telegram.posts(worker.door) == [200]
    assert (await alice.private.reply()).text.startswith("Marsh")
    worker.store.known, worker.store.blind = frozenset(), False
    await telegram.until(lambda: bool(worker.store.known), "it to look again")
    assert worker.store.known == before


async def test_what_is_posted_to_two_is_answered_once(
    company: Company, telegram: TelegramServer, alice: Person
) -> None:
    workers = await company.two()
    alice.says("/person Marsh")
    again = dict(telegram.waiting[0])
    assert await telegram.posts(workers[0].door) == [200]
    telegram.waiting.append(again)
    assert await telegram.posts(workers[1].door) == [200]
    alice.says("/person Lind")
    assert await telegram.posts(workers[0].door) == [200]
    await telegram.until(lambda: "Lind" in titles(alice), "the last answer")
    assert titles(alice) == ["Marsh", "Lind"]


async def test_what_a_process_leaves_another_answers_before_what_comes_later(
    company: Company, telegram: TelegramServer, alice: Person
) -> None:
    first = await company.starts()
    first.answers.hold("Marsh")
    alice.says("/person Marsh")
    assert await telegram.posts(first.door) == [200]
    await telegram.until(lambda: bool(first.answers.asked), "the question")
    second = await company.starts()
    alice.says("/person Lind")
    assert await telegram.posts(second.door) == [200]
    await first.ends()
    await telegram.until(lambda: len(alice.private.replies) == 2, "both answers")
    assert titles(alice) == ["Marsh", "Lind"]
    assert not first.answers.finished


async def test_words_that_are_not_to_be_stored_go_where_their_chat_is_answered(
    company: Company, telegram: TelegramServer, alice: Person
) -> None:
    workers = await company.two()
    words = "вопрос о рыбе " * 12
    gates = [worker.answers.hold(words.strip()) for worker in workers]
    for number in range(3):
        alice.says("/person Marsh")
        alice.says(words if number == 2 else f"/person Lind{number}")
        assert await telegram.posts(workers[number % 2].door) == [200, 200]
    await telegram.until(lambda: any(len(worker.answers.asked) == 6 for worker in workers), "the last one")
    assert company.rows() == [(None, alice.id, None)]
    for gate in gates:
        gate.set()
    await telegram.until(lambda: len(alice.private.replies) == 6, "the answers")


async def test_words_too_long_to_be_passed_on_wait_for_what_came_before(
    company: Company, telegram: TelegramServer, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WatchedCrew, "longest_call", 10)
    workers = await company.two()
    gates = [worker.answers.hold("Marsh") for worker in workers]
    alice.says("/person Marsh")
    assert await telegram.posts(workers[0].door) == [200]
    await telegram.until(lambda: any(worker.answers.asked for worker in workers), "the question")
    busy, free = sorted(workers, key=lambda one: not one.answers.asked)
    words = "what became of the fish? " * 8
    alice.says(words)
    assert await telegram.posts(free.door) == [200]
    assert not free.answers.asked
    for gate in gates:
        gate.set()
    await telegram.until(lambda: len(alice.private.replies) == 2, "both answers")
    assert titles(alice)[0] == "Marsh"
    assert len(busy.answers.asked) == len(free.answers.asked) == 1


async def test_what_a_group_says_to_others_leaves_no_more_than_a_number(
    company: Company, telegram: TelegramServer, alice: Person
) -> None:
    workers = await company.two()
    group = telegram.group("Delegation", privacy=False)
    alice.says("nobody asked the bot", group)
    alice.says("/person Marsh")
    assert await telegram.posts(workers[0].door) == [200, 200]
    await alice.private.reply()
    await telegram.until(lambda: not company.rows(), "all to be done")
    assert not group.replies


async def test_requests_are_counted_over_all_processes(
    company: Company, telegram: TelegramServer, alice: Person
) -> None:
    workers = await company.two(requests_a_minute=3)
    groups = [telegram.group(f"Desk {number}") for number in range(8)]
    for number, group in enumerate(groups):
        alice.says("/person Marsh", group)
        assert await telegram.posts(workers[number % 2].door) == [200]
    await telegram.until(lambda: not company.rows(), "all to be acted on")
    answered = sum(len(worker.answers.asked) for worker in workers)
    assert answered == 3
    assert sum("enough" in reply.text for group in groups for reply in group.replies) == 1


async def test_of_what_is_due_one_process_tells_and_another_goes_on(
    telegram: TelegramServer, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_LOOKING_EVERY", 0.02)
    people = [telegram.user(f"Person {number}") for number in range(6)]
    for person in people:
        person.says("/start")
    telegram.waiting.clear()
    async with contextlib.AsyncExitStack() as opened:
        offices, lives = [], []
        for _ in range(2):
            database = await opened.enter_async_context(open_database(address))
            office = Office(telegram, database)
            await office.open()
            lives.append(await opened.enter_async_context(contextlib.AsyncExitStack()))
            where = WebhookAddress(URL, (opened.enter_context(listener()),), "a-secret")
            crew = crew_on(database, StoredCrew(database))
            await lives[-1].enter_async_context(office.serving(where, crew))
            offices.append(office)
        await offices[0].gets(FISH)
        told = 0
        for some, ends in ((people[:3], True), (people[3:], False)):
            for person in some:
                await offices[0].stored.add(
                    Place(person.id), SubscriptionKind.SCHEDULE, "", seen=0, zone="UTC",
                    timetable="08:30 0,1,2,3,4,5,6", due=int(START.timestamp()) - 60,
                )  # fmt: skip
            told += len(some)
            for office in offices:
                office.courier.wake()
            await telegram.until(lambda much=told: len(telegram.sent) == much, "the briefings")  # type: ignore[misc]
            await offices[0].noted(SENT=told)
            if ends:
                await lives[0].aclose()
    assert sorted(one.chat.id for one in telegram.sent) == [person.id for person in people]


async def test_an_update_that_cannot_be_written_down_is_left_with_telegram(
    company: Company, telegram: TelegramServer, alice: Person
) -> None:
    worker = await company.starts()
    worker.store.away = True
    alice.says("/person Marsh")
    assert await telegram.posts(worker.door) == [503]
    assert not worker.answers.asked
    worker.store.away = False
    assert await telegram.posts(worker.door) == [200]
    assert (await alice.private.reply()).text.startswith("Marsh")


async def test_a_chat_telegram_limits_is_left_alone_by_all_processes(address: str) -> None:
    async with open_database(address) as one, open_database(address) as other:
        asked, told = (SharedRateLimiter(StoredPaces(opened)) for opened in (one, other))
        sent: list[int] = []

        async def refused(_chat: int) -> bool:
            raise RetryAfter(300)

        async def send(chat: int) -> bool:
            sent.append(chat)
            return True

        async def ask(limiter: SharedRateLimiter, call: Any, chat: int) -> None:
            await limiter.process_request(call, (chat,), {}, "sendMessage", {"chat_id": chat}, NO_RETRY)

        with pytest.raises(RetryAfter):
            await ask(asked, refused, 7)
        with pytest.raises(RetryAfter):
            await ask(told, send, 7)
        await ask(told, send, 8)
    assert sent == [8]


async def test_where_the_limits_cannot_be_shared_each_process_keeps_its_own() -> None:
    class Nowhere:
        async def claim(self, chat: int, kind: str, most: int, every: float) -> float:
            raise StorageError("away")

        async def held(self, chat: int) -> float:
            raise StorageError("away")

        async def hold(self, chat: int, seconds: float) -> None:
            """Not called: nothing is refused here."""

        async def forget_old(self, now: int) -> None:
            """Not called."""

    limiter = SharedRateLimiter(Nowhere())
    sent: list[int] = []

    async def send(chat: int) -> bool:
        sent.append(chat)
        return True

    for chat in (7, -8):
        await limiter.process_request(send, (chat,), {}, "sendMessage", {"chat_id": chat}, None)
    assert sent == [7, -8]
