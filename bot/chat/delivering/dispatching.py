"""Sends what the outbox holds: each chat's messages in turn, no chat after another.

Some change a message that was sent before, as where another outlet tells what it told.
A message is noted as leaving at the very moment its request is put on the wire, and as arrived when Telegram
has answered. A crash in between is the only one after which nobody knows; all others lose and repeat nothing.
As long as Telegram answers at once, one message is under way at a time, so that a crash repeats one at most;
one that hangs is left to itself, and its chat with it, and the next goes out beside it. What failed holds its
own chat alone, and what was not tried yet comes first. Telegram's limits are kept by the bot's rate limiter,
which waits before the message leaves.

What may have arrived is sent once more and never again. A gateway that answers in Telegram's place for an
hour must not use that up: so before the last try a "typing …" shows whether Telegram is there at all.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.chat.delivering.pacing import NO_RETRY
from bot.chat.delivering.sending import (
    NO_PREVIEW,
    may_not_write,
    passes,
    reason,
    refuses_markup,
    topic_is_gone,
)
from bot.chat.delivering.wire import StaysHere, certainly_not_taken, leaving, seconds_asked
from bot.errors import AideMemoireError
from bot.protocols import DeliveryStore
from bot.services.telling.planning import Deliveries
from bot.views.telegram_html import plain_text
from bot.words.deliveries import Delivery

_LOGGER = logging.getLogger(__name__)
_AT_ONCE = 50  # deliveries read from the outbox at a time
_FIRST_PAUSE, _LONGEST_PAUSE = 5, 900  # seconds before a message that did not arrive is tried again
_AFTER_DOUBT = 60  # seconds before the second and last try of what may have arrived
_LONGEST_LIMIT = 3600  # seconds; Telegram may ask for more, and is asked again then
_SLOW_AFTER = 0.3  # seconds; Telegram takes a message in about a tenth of one
_MOST_UNDER_WAY = 100  # chats; the library keeps 256 connections
_MOST_HELD = 5000  # chats left out of a look at the outbox; SQLite takes 32,766 values in a statement
_MOST_ATTEMPTS = 100  # about a day of them
_GONE = (
    "chat not found",
    "peer_id_invalid",
    "user is deactivated",
    "group chat was deactivated",
    "chat_id_invalid",
    "input_user_deactivated",
)
_NEVER_ARRIVED = "the message to be changed is not known to have arrived"
_NOT_ALLOWED = "the chat is no longer among those allowed"

Bot = ExtBot[Any]


class _Taken(StaysHere):
    """The message no longer waits to be sent, or not as it was read: so it must not leave."""


class ChatRegister(Protocol):
    """Whoever remembers which chats may be written to, and follows those that move."""

    async def bar(self, chat: int, reason: str, now: int) -> bool:
        """Note why and since when the bot may not write in a chat."""

    async def move(self, old: int, new: int) -> None:
        """Give everything of a chat its new id."""


class Dispatch:
    """Sends what is due until it is told to stop; `wake` lets it look at once.

    `chats` may be replaced before it runs, by what keeps the same chats at hand for others.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        outbox: DeliveryStore,
        chats: ChatRegister,
        now: Callable[[], datetime],
        *,
        look: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Bring together what sending needs.

        Args:
            deliveries: says which chats are told anything.
            outbox: what is written down and not sent.
            chats: told which chats may not be written to.
            now: the time; aware.
            look: seconds between two looks when nothing is known to be due.
            clock: seconds that never go back, by which chats are held.
        """
        self._deliveries = deliveries
        self._outbox = outbox
        self.chats = chats
        self._now = now
        self._look = look
        self._clock = clock
        self._woken = asyncio.Event()
        self._held: dict[int, float] = {}
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._arrived: dict[int, int] = {}

    def wake(self) -> None:
        """Look again now."""
        self._woken.set()

    async def run(self, bot: Bot, stop: asyncio.Event) -> None:
        """Send until `stop` is set; what is under way then is waited for."""
        try:
            while not stop.is_set():
                self._woken.clear()
                try:
                    await self._note_arrived()
                    pause = await self._round(bot, stop)
                except AideMemoireError as error:
                    _LOGGER.warning("Deliveries have to wait: %s", error)
                    pause = self._look
                except Exception:
                    _LOGGER.exception("Deliveries have to wait")
                    pause = self._look
                await rest((stop, self._woken), pause)
            if self._under_way:
                await asyncio.wait(self._under_way.values())
            await self._note_arrived()
        finally:
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _round(self, bot: Bot, stop: asyncio.Event) -> float:
        """Send what is due to the chats that are not held; return the seconds until more is."""
        while True:
            busy = self._busy()
            due = await self._outbox.due(self._second(), _AT_ONCE, busy)
            if not due:
                break
            for one in due:
                if one.place.chat not in self._under_way and not stop.is_set():
                    await self._begin(bot, one)
            if stop.is_set():
                break
        waits = [until - self._clock() for until in self._held.values()]
        coming = await self._outbox.next_time(busy)
        if coming is not None:
            waits.append(coming - self._now().timestamp())
        return min(max(min(waits, default=self._look), 0.05), self._look)

    def _busy(self) -> set[int]:
        """Return the chats that are left alone: held, or a message to them is under way."""
        now = self._clock()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        return {*self._under_way, *list(self._held)[:_MOST_HELD]}

    async def _begin(self, bot: Bot, one: Delivery) -> None:
        """Send a message; where that takes longer than a moment, leave it to itself."""
        if len(self._under_way) >= _MOST_UNDER_WAY:
            await asyncio.wait(self._under_way.values(), return_when=asyncio.FIRST_COMPLETED)
        chat = one.place.chat
        task = asyncio.create_task(self._safely(bot, one))
        self._under_way[chat] = task
        task.add_done_callback(lambda _: self._done(chat))
        await asyncio.wait({task}, timeout=_SLOW_AFTER)

    def _done(self, chat: int) -> None:
        del self._under_way[chat]
        self._woken.set()

    def _hold(self, chat: int, seconds: float) -> None:
        self._held[chat] = max(self._clock() + seconds, self._held.get(chat, 0.0))

    def _second(self) -> int:
        return int(self._now().timestamp())

    # --- one message --------------------------------------------------------------------------------------

    async def _safely(self, bot: Bot, one: Delivery) -> None:
        """Send a message and note what came of it; where that cannot be noted, its chat rests."""
        try:
            await self._send(bot, one)
        except AideMemoireError as error:
            _LOGGER.warning("Delivery %s: has to wait: %s", one.id, error)
            self._hold(one.place.chat, _FIRST_PAUSE)
        except Exception:
            _LOGGER.exception("Delivery %s: has to wait", one.id)
            self._hold(one.place.chat, _LONGEST_PAUSE)

    async def _send(self, bot: Bot, one: Delivery) -> None:
        if not await self._deliveries.admits(one.place.chat):
            _LOGGER.warning("Chat %s: not written to: %s", one.place.chat, _NOT_ALLOWED)
            await self._outbox.give_up(one.place.chat, _NOT_ALLOWED)
            return
        left = False

        async def leaves() -> None:
            nonlocal left
            if not left and not await self._outbox.leaves(one.id, one.version):
                raise _Taken
            left = True

        try:
            await self._assert_there(bot, one)
            token = leaving.set(leaves)
            try:
                message = await (self._sent(bot, one) if one.amends is None else self._amended(bot, one))
            finally:
                leaving.reset(token)
        except TelegramError as error:
            if isinstance(error.__cause__, _Taken):
                return  # another process was first, or what it shows was changed: the next look finds it
            await self._not_sent(one, error, left)
        except Exception as error:
            _LOGGER.exception("Delivery %s: sending it failed", one.id)
            await self._try_again(one, error, doubtful=left)
        else:
            self._arrived[one.id] = message
            await self._note_arrived()

    async def _note_arrived(self) -> None:
        """Note what has arrived; what cannot be noted now is kept for the next time."""
        for id_, message in list(self._arrived.items()):
            await self._outbox.arrived(id_, message)
            self._arrived.pop(id_, None)

    async def _assert_there(self, bot: Bot, one: Delivery) -> None:
        """Before the last try of a message: see whether Telegram is there.

        Raises:
            TelegramError: it is not.
        """
        if one.doubts:
            try:
                await bot.send_chat_action(one.place.chat, ChatAction.TYPING, rate_limit_args=NO_RETRY)
            except TelegramError as error:
                if passes(error) or isinstance(error, RetryAfter):
                    raise

    async def _amended(self, bot: Bot, one: Delivery) -> int:
        """Change the message of an earlier delivery and return its id; what shows that already is left."""
        if one.message is None:
            raise BadRequest(_NEVER_ARRIVED)
        text = one.html
        markup: str | None = ParseMode.HTML
        while True:
            try:
                await bot.edit_message_text(
                    text,
                    one.place.chat,
                    one.message,
                    parse_mode=markup,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=_keyboard(one),
                    rate_limit_args=NO_RETRY,
                )
            except BadRequest as error:
                if markup is not None and refuses_markup(error):
                    text, markup = plain_text(text), None
                    continue
                if "not modified" not in reason(error).lower():
                    raise
            return one.message

    async def _sent(self, bot: Bot, one: Delivery) -> int:
        text, topic = one.html, one.place.topic or None
        quietly = await self._deliveries.comes_quietly(one, self._now())
        markup: str | None = ParseMode.HTML
        while True:
            try:
                sent = await bot.send_message(
                    one.place.chat,
                    text,
                    parse_mode=markup,
                    message_thread_id=topic,
                    disable_notification=quietly,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=_keyboard(one),
                    rate_limit_args=NO_RETRY,  # what is refused did not leave: it waits in the outbox
                )
            except BadRequest as error:
                if topic is not None and topic_is_gone(error):
                    _LOGGER.warning("Delivery %s: its topic is gone: %s", one.id, reason(error))
                    topic = None
                elif markup is not None and refuses_markup(error):
                    _LOGGER.warning("Delivery %s: its markup was refused: %s", one.id, reason(error))
                    text, markup = plain_text(text), None
                else:
                    raise
            else:
                return sent.message_id

    async def _not_sent(self, one: Delivery, error: TelegramError, left: bool) -> None:
        why, chat = reason(error), one.place.chat
        if isinstance(error, ChatMigrated):
            await self._outbox.postpone(one.id, self._second(), why)
            await self.chats.move(chat, error.new_chat_id)
        elif may_not_write(error) or any(words in why.lower() for words in _GONE):
            _LOGGER.warning("Chat %s: not written to any more: %s", chat, why)
            await self.chats.bar(chat, why, self._second())
            await self._outbox.give_up(chat, why)
        elif isinstance(error, BadRequest) and one.amends is not None:
            # Its message was deleted, or is not known: what it told is not told again for that.
            _LOGGER.warning("Delivery %s: its message was not changed: %s", one.id, why)
            await self._outbox.fail(one.id, why)
        elif isinstance(error, BadRequest):
            _LOGGER.error("Delivery %s: refused: %s", one.id, why)
            await self._outbox.fail(one.id, why)
        else:
            _LOGGER.warning("Delivery %s: not sent (%s); trying again", one.id, why)
            await self._try_again(one, error, doubtful=left and not certainly_not_taken(error))

    async def _try_again(self, one: Delivery, error: Exception, *, doubtful: bool) -> None:
        """Put a message off, and with it whatever else is for its chat."""
        why = reason(error)
        if one.attempts + 1 >= _MOST_ATTEMPTS:
            _LOGGER.error("Delivery %s: failed after %s attempts: %s", one.id, _MOST_ATTEMPTS, why)
            await self._outbox.fail(one.id, why)
            return
        wait = _wait(one, error, doubtful=doubtful)
        self._hold(one.place.chat, wait)
        if doubtful:
            await self._outbox.doubt(one.id, self._second() + wait, why)
        else:
            await self._outbox.postpone(one.id, self._second() + wait, why)


def _keyboard(one: Delivery) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in one.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _wait(one: Delivery, error: Exception, *, doubtful: bool) -> int:
    """Return the seconds until a message is tried again: what Telegram asks for, else ever longer."""
    if isinstance(error, RetryAfter):
        return min(int(seconds_asked(error)) + 1, _LONGEST_LIMIT)
    longer = min(_FIRST_PAUSE << min(one.attempts, 10), _LONGEST_PAUSE)
    return max(longer, _AFTER_DOUBT) if doubtful else longer


async def rest(events: tuple[asyncio.Event, ...], seconds: float) -> None:
    """Wait so long, or until one of some events is set."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
