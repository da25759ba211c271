"""Serving Telegram: start, run, and stop in an order that loses nothing.

As in the library's `customwebhookbot` example, the application has no updater and is fed through its queue:
by `polling`, or by `webhook` where Telegram can reach the program.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from telegram.error import InvalidToken

from bot.chat.answering.showing import Answerer
from bot.chat.application import TelegramApplication, build
from bot.chat.chats.manners import Manners
from bot.chat.chats.menus import publish_menu
from bot.chat.chats.profile import publish_profile
from bot.chat.crew import Crew
from bot.chat.delivering.alarms import Bell
from bot.chat.delivering.persistence import Patience, Persistence
from bot.chat.delivering.rounds import Courier, Errands
from bot.chat.delivering.sending import Post, reason
from bot.chat.memory import Memory
from bot.chat.readers.forwarded_news import NewsReader, PageReader
from bot.chat.readers.intake import Receiver
from bot.chat.receiving.polling import Poller
from bot.chat.receiving.webhook_address import WebhookAddress
from bot.chat.turns import Turns
from bot.chat.written_down import Inbox, UpdateKeeper
from bot.errors import TokenRejected
from bot.services.answering.background import stopped_by_signals
from bot.services.processes.one_at_work import while_leading

_LOGGER = logging.getLogger(__name__)

DEFAULT_API_URL = "https://api.telegram.org"
_LOOKING_EVERY = 1.0  # seconds between two looks whether another process still tells chats what is due


class Measures(Protocol):
    """Whoever counts what happens, for `/metrics`."""

    def handled(self, kind: str, outcome: str, seconds: float) -> None:
        """Count an update."""

    def watch_queues(self, queues: Callable[[], Mapping[str, int]]) -> None:
        """Let the queues be counted whenever somebody looks."""


class UpdateSource(Protocol):
    """Where updates come from."""

    async def prepare(self) -> None:
        """Make ready, and let nobody else have the updates."""

    async def run(self) -> None:
        """Hand updates to the application until told to stop."""

    async def finish(self) -> None:
        """Take no more, so that the next process gets what comes; errors are logged by the caller."""


async def serve(
    token: str,
    answerer: Answerer,
    memory: Memory,
    *,
    receiver: Receiver | None = None,
    reader: NewsReader | None = None,
    pages: PageReader | None = None,
    errands: Errands | None = None,
    api_url: str = DEFAULT_API_URL,
    manners: Manners | None = None,
    patience: Patience | None = None,
    webhook: WebhookAddress | None = None,
    measures: Measures | None = None,
    crew: Crew | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve Telegram until SIGTERM, SIGINT or `stop`; then finish what runs and return.

    Without a `receiver` no documents are taken in, without a `reader` news that is pasted is a question,
    without `pages` no links are read, without `errands` nobody is told anything unasked, without `measures`
    nothing is counted, without a `crew` this is the only process that serves the bot.
    Updates are asked for, or with a `webhook` waited for; it stays registered for the next process. The
    caller closes what the answerer and the memory need (the database) after this has returned. Updates that
    came while the bot was down are kept by Telegram for a day and answered; what an earlier process had taken
    and not acted on is taken up (`inbox`).

    Raises:
        TokenRejected: Telegram does not know the token, at the start or any time later.
        AnotherPoller: another process keeps taking the same bot's updates.
        SettingsError: Telegram does not accept the address of the webhook.
    """
    manners, patience = manners or Manners(), patience or Patience()
    stop = stop or asyncio.Event()
    turns = Turns(count=None if measures is None else measures.handled)
    application = build(
        token, api_url, answerer, memory, receiver, manners, turns, errands, reader, pages, crew
    )
    if measures is not None:
        measures.watch_queues(
            lambda: {"updates": application.update_queue.qsize(), "turns": turns.under_way()}
        )
    inbox: UpdateKeeper
    if crew is None:
        inbox = Inbox(memory.inbox, manners.now)
    else:
        from bot.chat.receiving.shared_inbox import SharedInbox  # only where several processes serve

        inbox = shared = SharedInbox(crew.store, manners.now, application.update_queue.put)
        turns.in_queue = shared.in_queue
    turns.begun, turns.finished = inbox.begun, inbox.done
    persistence = Persistence(stop, patience)

    async def heard() -> None:
        if errands is not None:
            await errands.courier.heard()

    source: UpdateSource
    if webhook is None:
        source = Poller(application, turns, inbox, stop, patience, persistence, heard)
    else:
        from bot.chat.receiving.webhook import Listener  # a web server is loaded where one is needed

        source = Listener(application, turns, inbox, stop, patience, persistence, heard, webhook)
    service = _Service(application, turns, inbox, source, stop, patience, manners.language, errands, crew)
    post = Post(application.bot, manners.pace)
    bell = Bell(post, manners.administrators, manners.language, manners.clock)
    with stopped_by_signals(stop):
        try:
            with bell.listening():
                await service.run(persistence)
        except InvalidToken:
            # Not chained: the library's message holds the token.
            raise TokenRejected(
                "Telegram does not accept TELEGRAM_BOT_TOKEN: copy it again from BotFather"
                + ("." if api_url == DEFAULT_API_URL else ", or check TELEGRAM_API_URL.")
            ) from None
        finally:
            await service.close()


@dataclass
class _Service:
    """Everything that runs while Telegram is served."""

    application: TelegramApplication
    turns: Turns
    inbox: UpdateKeeper
    source: UpdateSource
    stop: asyncio.Event
    patience: Patience
    language: str
    errands: Errands | None = None
    crew: Crew | None = None
    beside: list[asyncio.Task[None]] = field(default_factory=list)
    delivering: asyncio.Task[None] | None = None

    async def run(self, persistence: Persistence) -> None:
        """Connect, then serve until `stop` is set."""
        bot = self.application.bot
        await persistence.until_done("Connecting to Telegram", self.application.initialize)
        left = await self.inbox.left(bot)
        await self.source.prepare()
        if self.stop.is_set():
            return
        await self.application.start()
        for update in left:
            await self.application.update_queue.put(update)
        self.beside.append(asyncio.create_task(publish_menu(bot, self.language)))
        self.beside.append(asyncio.create_task(publish_profile(bot, self.language)))
        if self.errands is not None:
            self.delivering = asyncio.create_task(self._deliver(self.errands.courier))
        _LOGGER.info("Serving Telegram as @%s", bot.username)
        await self.source.run()

    async def _deliver(self, courier: Courier) -> None:
        """Tell chats what is due until told to stop; of several processes one does."""
        if self.crew is None:
            await courier.run(self.application.bot, self.stop)
            return

        idle = asyncio.Event()
        idle.set()

        async def deliver() -> None:
            idle.clear()
            try:
                await courier.run(self.application.bot, self.stop)
            finally:
                idle.set()

        leading = asyncio.create_task(
            while_leading(self.crew.delivering, deliver, _LOOKING_EVERY, "Telling chats what is due")
        )
        try:
            await self.stop.wait()
            await idle.wait()
        finally:
            leading.cancel()
            await asyncio.gather(leading, return_exceptions=True)

    async def close(self) -> None:
        """Finish or give up what runs, then close the connections; bounded at every step."""
        self.stop.set()  # for the courier too, which finishes the message that is under way
        patience, application = self.patience, self.application
        finishing_source = asyncio.create_task(self.source.finish())
        for task in self.beside:
            task.cancel()
        if application.running:
            stopping = asyncio.create_task(application.stop())
            finishing = {stopping} if self.delivering is None else {stopping, self.delivering}
            await asyncio.wait(finishing, timeout=patience.drain)
            if not stopping.done():
                _LOGGER.warning("Stopping with %s messages unanswered", self.turns.give_up())
            await _bounded(finishing, patience.closing)
        await _bounded({finishing_source, asyncio.create_task(self.inbox.close())}, patience.closing)
        await _bounded({asyncio.create_task(_shut(application))}, patience.closing)
        await asyncio.gather(*self.beside, return_exceptions=True)


async def _shut(application: TelegramApplication) -> None:
    await application.shutdown()
    await application.bot.shutdown()  # the above does nothing when Telegram was never reached


async def _bounded(tasks: set[asyncio.Task[Any]], seconds: float) -> None:
    """Wait for tasks for so long, then cancel them; log what they raised."""
    await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            _LOGGER.warning("While closing: %s", reason(outcome))
