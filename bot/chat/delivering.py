"""Sends what is written down for chats, one message after the other, beside polling.

A message is noted as leaving at the very moment its request is put on the wire, and as arrived when Telegram
has answered. A crash in between is the only one after which nobody knows; all others lose and repeat nothing.
As one message is under way at a time, a crash repeats one at most. Telegram's limits are kept by the bot's
rate limiter, which waits before the message leaves.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.chat.pacing import NO_RETRY
from bot.chat.sending import (
    NO_PREVIEW,
    certainly_not_taken,
    may_not_write,
    reason,
    refuses_markup,
    seconds_asked,
)
from bot.errors import AideMemoireError, StorageError
from bot.models import Delivery
from bot.protocols import DeliveryStore
from bot.services.catching_up import CatchingUp
from bot.services.deliveries import Deliveries
from bot.services.subscriptions import Subscriptions
from bot.views.telegram_html import plain_text

_LOGGER = logging.getLogger(__name__)
_AT_ONCE = 50  # deliveries read from the outbox at a time
_FIRST_PAUSE, _LONGEST_PAUSE = 5, 900  # seconds before a message that did not arrive is tried again
_DAY = 86_400  # seconds
_BEAT = 10  # seconds between two notes that Telegram answers
_LONGEST_HOLD = 60  # seconds everything waits when one message could not be sent
_MOST_ATTEMPTS = 100  # about a day of them
_LOOK = 5.0  # seconds between two looks when nothing is known to be due: the corpus may have changed
_GONE = (
    "chat not found",
    "peer_id_invalid",
    "user is deactivated",
    "group chat was deactivated",
    "chat_id_invalid",
    "input_user_deactivated",
)
_NOT_ALLOWED = "the chat is no longer among those allowed"


class _Taken(Exception):
    """The message no longer waits to be sent, so it must not leave."""


Bot = ExtBot[Any]
ForgetOld = Callable[[int], Awaitable[None]]
Leaves = Callable[[], Awaitable[None]]
_leaves: ContextVar[Leaves | None] = ContextVar("leaves", default=None)


def announcing_request() -> HTTPXRequest:
    """Return what makes the bot's requests, so that the courier learns when one leaves."""
    return HTTPXRequest(
        read_timeout=10,  # seconds; Telegram is slow at times, and a repeated message is a nuisance
        httpx_kwargs={"event_hooks": {"request": [_announce]}},
    )


async def _announce(request: httpx.Request) -> None:
    """Let whoever sends note that a request leaves, right before its first byte does."""
    leaves = _leaves.get()
    if leaves is None:
        return

    async def trace(event: str, _info: object) -> None:
        if event.endswith("send_request_headers.started"):
            await leaves()

    request.extensions = {**request.extensions, "trace": trace}


class ChatRegister(Protocol):
    """Whoever remembers which chats may be written to, and follows those that move."""

    async def bar(self, chat: int, reason: str, now: int) -> bool:
        """Note why and since when the bot may not write in a chat."""

    async def move(self, old: int, new: int) -> None:
        """Give everything of a chat its new id."""


class Courier:
    """Plans and sends until it is told to stop; `wake` lets it look at once.

    `chats` may be replaced before it runs, by what keeps the same chats at hand for others.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        outbox: DeliveryStore,
        chats: ChatRegister,
        now: Callable[[], datetime],
        *,
        look: float = _LOOK,
        forget_old: Sequence[ForgetOld] = (),
    ) -> None:
        """Bring together what the rounds need.

        Args:
            deliveries: what is due.
            outbox: what is written down and not sent.
            chats: told which chats may not be written to.
            now: the clock; aware.
            look: seconds between two looks when nothing is known to be due.
            forget_old: what deletes what is too old elsewhere, given the time; done once a day.
        """
        self._deliveries = deliveries
        self._outbox = outbox
        self.chats = chats
        self._now = now
        self._look = look
        self._woken = asyncio.Event()
        self._forget_old = (outbox.forget_old, *forget_old)
        self._tidied: int | None = None
        self._held_until = 0
        self._heard = 0

    def wake(self) -> None:
        """Look again now, as when the corpus has changed."""
        self._woken.set()

    async def run(self, bot: Bot, stop: asyncio.Event) -> None:
        """Send what is due until `stop` is set; a message that has left is waited for."""
        recovered = False
        while not stop.is_set():
            self._woken.clear()
            try:
                if not recovered:
                    await self._recover()
                    recovered = True
                await self._tidy()
                await self._round(bot, stop)
                pause = await self._pause()
            except AideMemoireError as error:
                _LOGGER.warning("Deliveries have to wait: %s", error)
                pause = self._look
            except Exception:
                _LOGGER.exception("Deliveries have to wait")
                pause = self._look
            await self._rest(stop, pause)

    async def heard(self) -> None:
        """Note that Telegram has just answered, so that others can see the bot is alive."""
        second = self._second()
        if second - self._heard >= _BEAT:
            self._heard = second
            with contextlib.suppress(StorageError):  # the next one is not far
                await self._outbox.heard(second)

    async def _recover(self) -> None:
        interrupted = await self._outbox.recover()
        if interrupted:
            _LOGGER.info("%s deliveries were interrupted when the program ended", interrupted)

    async def _tidy(self) -> None:
        """Delete what is too old, once a day."""
        second = self._second()
        if self._tidied is not None and second - self._tidied < _DAY:
            return
        for forget_old in self._forget_old:
            await forget_old(second)
        self._tidied = second

    async def _round(self, bot: Bot, stop: asyncio.Event) -> None:
        await self._deliveries.plan(self._now())
        while not stop.is_set() and self._held_until <= self._second():
            due = await self._outbox.due(self._second(), _AT_ONCE)
            if not due:
                return
            barred: set[int] = set()
            for one in due:
                if stop.is_set() or self._held_until > self._second():
                    return
                if one.place.chat not in barred and await self._send(bot, one):
                    barred.add(one.place.chat)

    async def _pause(self) -> float:
        """Return the seconds until something is due, never so long that a change would be missed for long."""
        coming = await self._deliveries.next_time()
        if coming is None:
            return self._look
        coming = max(coming, self._held_until)
        return min(max(coming - self._now().timestamp(), 0.05), self._look)

    async def _rest(self, stop: asyncio.Event, seconds: float) -> None:
        waits = [asyncio.create_task(event.wait()) for event in (stop, self._woken)]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    def _second(self) -> int:
        return int(self._now().timestamp())

    # --- one message --------------------------------------------------------------------------------------

    async def _send(self, bot: Bot, one: Delivery) -> bool:
        """Send a message and note what came of it; return whether its chat must be left alone."""
        if not await self._deliveries.admits(one.place.chat):
            _LOGGER.warning("Chat %s: not written to: %s", one.place.chat, _NOT_ALLOWED)
            await self._outbox.give_up(one.place.chat, _NOT_ALLOWED)
            return True
        left = False

        async def leaves() -> None:
            nonlocal left
            if not left and not await self._outbox.leaves(one.id):
                raise _Taken
            left = True

        token = _leaves.set(leaves)
        try:
            message = await self._sent(bot, one)
        except TelegramError as error:
            if isinstance(error.__cause__, _Taken):
                return False  # another process was first, as when one takes over from the last
            return await self._not_sent(one, error)
        except Exception as error:
            _LOGGER.exception("Delivery %s: sending it failed", one.id)
            await self._try_again(one, error, doubtful=left)
            return True
        finally:
            _leaves.reset(token)
        await self._outbox.arrived(one.id, message.message_id)
        return False

    async def _sent(self, bot: Bot, one: Delivery) -> Message:
        rows = [
            [InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in one.buttons
        ]
        text = one.html
        markup: str | None = ParseMode.HTML
        while True:
            try:
                return await bot.send_message(
                    one.place.chat,
                    text,
                    parse_mode=markup,
                    message_thread_id=one.place.topic or None,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=InlineKeyboardMarkup(rows) if rows else None,
                    rate_limit_args=NO_RETRY,  # what is refused did not leave: it waits in the outbox
                )
            except BadRequest as error:
                if markup is None or not refuses_markup(error):
                    raise
                _LOGGER.warning("Delivery %s: its markup was refused: %s", one.id, reason(error))
                text, markup = plain_text(text), None

    async def _not_sent(self, one: Delivery, error: TelegramError) -> bool:
        why, chat = reason(error), one.place.chat
        if isinstance(error, ChatMigrated):
            await self._outbox.postpone(one.id, self._second(), why)
            await self.chats.move(chat, error.new_chat_id)
            return True  # the rows at hand still have the old id
        if may_not_write(error) or any(words in why.lower() for words in _GONE):
            _LOGGER.warning("Chat %s: not written to any more: %s", chat, why)
            await self.chats.bar(chat, why, self._second())
            await self._outbox.give_up(chat, why)
            return True
        if isinstance(error, BadRequest):
            _LOGGER.error("Delivery %s: refused: %s", one.id, why)
            await self._outbox.fail(one.id, why)
            return False
        _LOGGER.warning("Delivery %s: not sent (%s); trying again", one.id, why)
        doubtful = isinstance(error, NetworkError) and not certainly_not_taken(error)
        await self._try_again(one, error, doubtful=doubtful)
        return True

    async def _try_again(self, one: Delivery, error: Exception, *, doubtful: bool) -> None:
        """Put a message off, and all others for a moment: limits and networks are no matter of one chat."""
        why = reason(error)
        if one.attempts + 1 >= _MOST_ATTEMPTS:
            _LOGGER.error("Delivery %s: failed after %s attempts: %s", one.id, _MOST_ATTEMPTS, why)
            await self._outbox.fail(one.id, why)
            return
        again = self._second() + _wait(one, error)
        if doubtful:
            await self._outbox.doubt(one.id, again, why)
        else:
            await self._outbox.postpone(one.id, again, why)
        self._held_until = min(again, self._second() + _LONGEST_HOLD)


@dataclass(frozen=True, slots=True)
class Errands:
    """What the bot knows of each chat: what it wants to be told, who brings it, what it has missed.

    `report` tells how that goes.
    """

    subscriptions: Subscriptions
    courier: Courier
    report: Callable[[], Awaitable[Mapping[str, str]]] | None = None
    catching_up: CatchingUp | None = None


def _wait(one: Delivery, error: Exception) -> int:
    """Return the seconds until a message is tried again: what Telegram asks for, else ever longer."""
    if isinstance(error, RetryAfter):
        return int(seconds_asked(error)) + 1
    return min(_FIRST_PAUSE << min(one.attempts, 10), _LONGEST_PAUSE)
