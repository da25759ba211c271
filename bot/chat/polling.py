"""Serving Telegram by polling: start, run, and stop in an order that loses nothing.

The library's own `Updater` is not used (checked in python-telegram-bot 22.8): its pause after an error, up
to thirty seconds, cannot be interrupted, so it would outlast the five seconds a platform gives after SIGTERM;
its polling task ends unseen when the token is revoked; and a conflict with another poller is reported without
saying when it is over. So the loop that fetches updates is here, and everything else is the library's, as in
its `customwebhookbot` example: an application without an updater, fed through its queue.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.chat.application import ALLOWED_UPDATES, TelegramApplication, build
from bot.chat.commands import publish_menu
from bot.chat.delivering import Errands
from bot.chat.intake import Receiver
from bot.chat.manners import Manners
from bot.chat.memory import Memory
from bot.chat.screens import Answerer
from bot.chat.sending import reason
from bot.chat.turns import Turns
from bot.errors import AnotherPoller, TokenRejected

_LOGGER = logging.getLogger(__name__)
_T = TypeVar("_T")

DEFAULT_API_URL = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the bot waits for what, in seconds.

    `conflict` is how long another poller is put up with, and at least `conflict_tries` requests: on a
    platform that starts the new process before it ends the old, both poll for some seconds. A conflict that
    comes twice `poll` after the last one starts the count anew. `pause` grows by half with every failure in
    a row up to `longest_pause`. `drain` bounds the finishing of running answers and `closing` each of the
    three steps after it, all together less than the five seconds a platform gives.
    """

    poll: int = 30
    pause: float = 1.0
    longest_pause: float = 30.0
    conflict: float = 30.0
    conflict_tries: int = 3
    drain: float = 3.8
    closing: float = 0.3


async def serve(
    token: str,
    answerer: Answerer,
    memory: Memory,
    *,
    receiver: Receiver | None = None,
    errands: Errands | None = None,
    api_url: str = DEFAULT_API_URL,
    manners: Manners | None = None,
    patience: Patience | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve Telegram until SIGTERM, SIGINT or `stop`; then finish what runs and return.

    Without a `receiver` no documents are taken in, without `errands` nobody is told anything unasked. The
    caller closes what the answerer and the memory need (the database) after this has returned. Updates that
    came while the bot was down are kept by Telegram for a day and answered.

    Raises:
        TokenRejected: Telegram does not know the token, at the start or any time later.
        AnotherPoller: another process keeps asking for the same bot's updates.
    """
    patience = patience or Patience()
    stop = stop or asyncio.Event()
    turns = Turns()
    application = build(token, api_url, answerer, memory, receiver, manners or Manners(), turns, errands)
    poller = _Poller(application, turns, stop, patience, errands)
    with _stopped_by_signals(stop):
        try:
            await poller.run()
        except InvalidToken:
            # Not chained: the library's message holds the token.
            raise TokenRejected(
                "Telegram does not accept TELEGRAM_BOT_TOKEN: copy it again from BotFather"
                + ("." if api_url == DEFAULT_API_URL else ", or check TELEGRAM_API_URL.")
            ) from None
        finally:
            await _close(application, turns, poller, patience)


@dataclass
class _Poller:
    """Fetches updates and hands them to the application, through every failure it can outlast."""

    application: TelegramApplication
    turns: Turns
    stop: asyncio.Event
    patience: Patience
    errands: Errands | None = None
    offset: int = 0
    conflicts: int = 0
    conflict_since: float = 0.0
    last_conflict: float = 0.0
    menu: asyncio.Task[None] | None = None
    delivering: asyncio.Task[None] | None = None

    @property
    def bot(self) -> Bot:
        return self.application.bot

    async def run(self) -> None:
        """Connect, then poll until `stop` is set."""
        await self._until_done("Connecting to Telegram", self.application.initialize)
        # A webhook left behind by another deployment would make every poll a conflict.
        await self._until_done("deleteWebhook", self._delete_webhook)
        if self.stop.is_set():
            return
        await self.application.start()
        self.menu = asyncio.create_task(publish_menu(self.bot))
        if self.errands is not None:
            courier = self.errands.courier
            self.delivering = asyncio.create_task(courier.run(self.application.bot, self.stop))
        _LOGGER.info("Serving Telegram as @%s", self.bot.username)
        while not self.stop.is_set():
            await self._until_done("getUpdates", self._fetch)
            await self._unless_stopped(self.turns.room())

    async def confirm(self) -> None:
        """Tell Telegram what was taken, so that the next start does not get it again."""
        if self.offset:
            with contextlib.suppress(TelegramError):
                await self.bot.get_updates(offset=self.offset, limit=1, timeout=0)

    async def _delete_webhook(self) -> None:
        await self.bot.delete_webhook(drop_pending_updates=False)

    async def _fetch(self) -> None:
        updates: tuple[Update, ...] = await self.bot.get_updates(
            offset=self.offset or None, timeout=self.patience.poll, allowed_updates=ALLOWED_UPDATES
        )
        for update in updates:
            await self.application.update_queue.put(update)
            self.offset = update.update_id + 1
        if self.errands is not None:
            await self.errands.courier.heard()

    async def _until_done(self, what: str, action: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do `action` once, however often it must be tried; give up only when stopped.

        Raises:
            InvalidToken: at once.
            AnotherPoller: when conflicts go on.
        """
        pause = self.patience.pause
        while not self.stop.is_set():
            try:
                await self._unless_stopped(action())
            except InvalidToken:
                raise
            except Conflict:
                self._bear_conflict()
                wait = min(pause, 5 * self.patience.pause)
            except TimedOut as error:
                _LOGGER.warning("%s failed (%s); trying again", what, reason(error))
                wait = self.patience.pause
            except RetryAfter as error:
                wait = _seconds(error)
                _LOGGER.warning("%s: Telegram asks to wait %s s", what, wait)
            except TelegramError as error:
                wait = pause
                _LOGGER.warning("%s failed (%s); next try in %.3g s", what, reason(error), wait)
            except Exception:
                # A fault of ours or the library's: better one loud line a try than a dead bot.
                wait = pause
                _LOGGER.exception("%s failed unexpectedly; next try in %.3g s", what, wait)
            else:
                return
            pause = min(pause * 1.5, self.patience.longest_pause)
            await self._unless_stopped(asyncio.sleep(wait))

    def _bear_conflict(self) -> None:
        now = asyncio.get_running_loop().time()
        if not self.conflicts or now - self.last_conflict > 2 * self.patience.poll:
            self.conflicts, self.conflict_since = 0, now
            _LOGGER.warning("Another process polls with the same token; waiting for it to end")
        self.conflicts += 1
        self.last_conflict = now
        lasted = now - self.conflict_since
        if self.conflicts >= self.patience.conflict_tries and lasted >= self.patience.conflict:
            raise AnotherPoller(
                "Another process serves the same bot: stop it, or give this one a token of its own."
            )

    async def _unless_stopped(self, doing: Coroutine[Any, Any, _T]) -> _T | None:
        """Return what `doing` returns, or None as soon as `stop` is set."""
        task = asyncio.create_task(doing)
        stopped = asyncio.create_task(self.stop.wait())
        try:
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            for pending in (task, stopped):
                pending.cancel()
            await asyncio.gather(task, stopped, return_exceptions=True)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


async def _close(application: TelegramApplication, turns: Turns, poller: _Poller, patience: Patience) -> None:
    """Finish or give up what runs, then close the connections; bounded at every step."""
    confirming = asyncio.create_task(poller.confirm())
    if poller.menu is not None:
        poller.menu.cancel()
    poller.stop.set()  # for the courier too, which finishes the message that is under way
    if application.running:
        stopping = asyncio.create_task(application.stop())
        finishing = {stopping} if poller.delivering is None else {stopping, poller.delivering}
        await asyncio.wait(finishing, timeout=patience.drain)
        if not stopping.done():
            _LOGGER.warning("Stopping with %s messages unanswered", turns.give_up())
        await _bounded(finishing, patience.closing)
    await _bounded({confirming}, patience.closing)
    await _bounded({asyncio.create_task(_shut(application))}, patience.closing)
    if poller.menu is not None:
        await asyncio.gather(poller.menu, return_exceptions=True)


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


@contextlib.contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set `stop` on SIGTERM and SIGINT while the body runs, where the platform and the thread allow it."""
    loop = asyncio.get_running_loop()
    caught = []
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)
