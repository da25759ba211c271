"""The real bot on the real polling loop, against the Bot API server on loopback and a fake answerer."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.briefing.lines.library import Library
from bot.chat import serving
from bot.chat.chats.manners import Manners
from bot.chat.delivering import pacing
from bot.chat.delivering.persistence import Patience
from bot.chat.delivering.sending import Pace
from bot.chat.memory import Memory
from bot.chat.readers.forwarded_news import NewsReader, PageReader
from bot.chat.readers.intake import Receiver
from bot.chat.receiving.webhook_address import WebhookAddress
from bot.chat.serving import Measures, serve
from bot.words.answers import Briefing, CorpusCard, Item, Kind, Request, Section, Source, Status
from bot.words.spans import Span
from storage.database import Database, open_database
from storage.kept.chats import StoredChats
from storage.kept.inbox import StoredInbox
from storage.kept.screens import StoredScreens
from tests.chat.office import FISH, Office
from tests.makers import make_library
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer

QUICK = Patience(pause=0.01, longest_pause=0.02, conflict=0.0, conflict_tries=3, drain=2.0, closing=0.2)
SWIFT = Pace(typing_after=10, pauses=(0.01, 0.01), in_doubt=0.01, afterwards=(0.01, 0.01))


@dataclass
class CannedAnswers:
    """Answers every request with a briefing that repeats its words; `gates` holds answers until opened.

    A canned answer is for any request with its words, or for one request alone.
    """

    asked: list[Request] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    answers: dict[str | Request, Briefing | Exception] = field(default_factory=dict)
    finished: list[str] = field(default_factory=list)
    library: Library = field(default_factory=lambda: make_library()[0])
    revision: str = "1"
    noticed: Callable[[], None] = lambda: None

    async def answer(self, request: Request) -> Briefing:
        self.asked.append(request)
        self.noticed()
        if request.words in self.gates:
            await self.gates[request.words].wait()
        self.finished.append(request.words)
        canned = self.answers.get(request) or self.answers.get(request.words)
        if isinstance(canned, Exception):
            raise canned
        briefing = canned or about(request.words, request.kind)
        return replace(briefing, corpus=replace(briefing.corpus, revision=self.revision))

    def hold(self, words: str) -> asyncio.Event:
        """Let the answer to `words` wait for the event returned."""
        return self.gates.setdefault(words, asyncio.Event())


def about(words: str, kind: Kind = Kind.PERSON, sentences: int = 1) -> Briefing:
    """Return a briefing titled `words`."""
    text = "The envoy opened the talks on the border."
    item = Item(text=text, verbatim=text, article="001", span=Span(0, len(text)))
    source = Source(1, "001", "Talks", "The Courier", "2024-11", None, None, "001.txt")
    return Briefing(
        query=words,
        kind=kind,
        status=Status.FOUND,
        corpus=CorpusCard(10, 3, "2025-01", "1"),
        title=words or str(kind),
        sections=(Section("Summary", (item,) * sentences),),
        sources=(source,),
    )


@dataclass
class RunningBot:
    """The bot while it serves; `stop()` ends it and gives back what `serve` raised, if anything."""

    task: asyncio.Task[None]
    stopping: asyncio.Event

    async def stop(self) -> None:
        self.stopping.set()
        await self.task


class LogLines(logging.Handler):
    """Keeps what is logged from a level on; `await line(words)` waits for a line that holds the words."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []
        self._more = asyncio.Event()

    @property
    def lines(self) -> list[str]:
        return [record.getMessage() for record in self.records]

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
        self._more.set()

    async def line(self, words: str) -> str:
        async with asyncio.timeout(40):
            while True:
                self._more.clear()
                for line in self.lines:
                    if words in line:
                        return line
                await self._more.wait()


StartBot = Callable[..., contextlib.AbstractAsyncContextManager[RunningBot]]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _profile_and_menus(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the profile and the menus as they are at a start, but in tests that are marked `presented`.

    It takes twenty calls of Telegram, more than all else that most tests do.
    """
    if request.node.get_closest_marker("presented") is None:
        monkeypatch.setattr(serving, "publish_menu", _left_as_it_is)
        monkeypatch.setattr(serving, "publish_profile", _left_as_it_is)


async def _left_as_it_is(bot: Bot, default: str) -> None:
    """Set nothing."""


@pytest.fixture
def log() -> Iterator[LogLines]:
    """What is logged from WARNING on."""
    handler = LogLines(logging.WARNING)
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """The server; whatever the test did, the bot must have spoken the Bot API correctly."""
    async with TelegramServer() as server:
        yield server
        assert server.malformed == []
        assert server.floods.violations == []


@pytest.fixture
def unpaced(telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the bot nor Telegram counts what a chat gets in a while: for tests about something else."""
    monkeypatch.setattr(pacing, "_BURST", 1000)
    monkeypatch.setattr(pacing, "_EDITS", (1000, 1))
    hours = itertools.count(step=3600.0)
    telegram.floods.clock = lambda: next(hours)


@pytest.fixture
def answers(telegram: TelegramServer) -> CannedAnswers:
    return CannedAnswers(noticed=telegram.changed)


@pytest.fixture
async def database(database_file: Path) -> AsyncIterator[Database]:
    """The database of one test."""
    async with open_database(f"sqlite:///{database_file}") as opened:
        yield opened


@pytest.fixture
def memory(database: Database) -> Memory:
    """What the bot remembers, in a real database."""
    return Memory(StoredChats(database), StoredScreens(database), StoredInbox(database))


@pytest.fixture
def start_bot(telegram: TelegramServer, answers: CannedAnswers, memory: Memory) -> StartBot:
    """Start the bot; keywords replace the token, the address, the manners or the patience."""

    @contextlib.asynccontextmanager
    async def start(
        token: str = telegram.token,
        api_url: str | None = None,
        patience: Patience = QUICK,
        receiver: Receiver | None = None,
        reader: NewsReader | None = None,
        pages: PageReader | None = None,
        webhook: WebhookAddress | None = None,
        measures: Measures | None = None,
        **manners: Any,
    ) -> AsyncIterator[RunningBot]:
        stopping = asyncio.Event()
        if "now" in manners:
            now = manners["now"]
            manners.setdefault("clock", lambda: now().timestamp())
        serving = serve(
            token,
            answers,
            memory,
            receiver=receiver,
            reader=reader,
            pages=pages,
            api_url=api_url or telegram.url,
            manners=Manners(**({"pace": SWIFT} | manners)),
            patience=patience,
            webhook=webhook,
            measures=measures,
            stop=stopping,
        )
        bot = RunningBot(asyncio.create_task(serving), stopping)
        try:
            yield bot
        finally:
            stopping.set()
            outcome = (await asyncio.gather(bot.task, return_exceptions=True))[0]
        if outcome is not None:
            raise outcome

    return start


@pytest.fixture
async def bot(start_bot: StartBot) -> AsyncIterator[RunningBot]:
    """The bot, serving everybody."""
    async with start_bot() as running:
        yield running


@pytest.fixture
def alice(telegram: TelegramServer) -> Person:
    return telegram.user("Alice")


@pytest.fixture
async def office(telegram: TelegramServer, database: Database, tmp_path: Path) -> AsyncIterator[Office]:
    office = Office(telegram, database)
    await office.open()
    await office.gets(FISH)
    async with office.serving():
        yield office
