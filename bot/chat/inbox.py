"""Nothing Telegram has handed over is lost: it is written down before that is confirmed, and taken up again.

What the last process left is acted on at the start of the next, but for questions that have grown old. Where
the database cannot be written at once, what is asked is answered all the same: an answer that only reads is
kept waiting by nobody.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from telegram import Bot, Message, Update

from bot.chat.addressing import changes_something, order_in, question_in
from bot.chat.intake import links_in
from bot.errors import StorageError
from bot.services.background import briefly
from bot.words.inbox import Handed

_LOGGER = logging.getLogger(__name__)
_LATE_AFTER = 120  # seconds; whoever asked has asked again by then, or gone
_MOST_TRIES = 10  # processes that ended over an update before it is left
_REMEMBERED = 2000  # numbers kept at hand; Telegram hands over a hundred at a time
_MOST_UNNOTED = 10_000  # updates acted on whose rows could not be emptied yet
_AGAIN = 5.0  # seconds before that is tried again


class InboxStore(Protocol):
    """Where updates are stored. Every method raises `StorageError` when the database cannot be used."""

    async def take(self, handed: Sequence[Handed], now: int) -> set[int]:
        """Write updates down; return the numbers of those that were not there."""

    async def done(self, numbers: Collection[int]) -> None:
        """Empty the rows of updates that were acted on."""

    async def left(self, most_tries: int) -> Sequence[Handed]:
        """Return what was not acted on, and count that as a try."""

    async def forget_old(self, now: int) -> None:
        """Delete what is too old."""


class Inbox:
    """Takes what Telegram hands over; without a store it only tells apart what comes twice."""

    def __init__(self, store: InboxStore | None, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._known: OrderedDict[int, None] = OrderedDict()
        self._storing: dict[int, asyncio.Task[set[int]]] = {}
        self._finished: list[int] = []
        self._emptying: asyncio.Task[None] | None = None

    async def take(self, updates: Sequence[Update], bot: Bot) -> Sequence[Update]:
        """Write updates down; return those that are new and are to be acted on."""
        fresh = [update for update in updates if update.update_id not in self._known]
        for update in fresh:
            self._known[update.update_id] = None
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        if self._store is None or not fresh:
            return fresh
        handed = [_handed(update, bot) for update in fresh]
        storing = await briefly(self._store.take(handed, int(self._now().timestamp())))
        if storing is None or not storing.done():
            _LOGGER.warning("What is asked just now would be lost if the program ended")
            self._storing |= {} if storing is None else {one.update_id: storing for one in fresh}
            return fresh
        try:
            new = storing.result()
        except StorageError as error:
            _LOGGER.warning("What is asked just now would be lost if the program ended: %s", error)
            return fresh
        return [update for update in fresh if update.update_id in new]

    async def left(self, bot: Bot) -> Sequence[Update]:
        """Return what the last process left, in order; questions that have grown old are passed over."""
        if self._store is None:
            return []
        try:
            handed = await self._store.left(_MOST_TRIES)
        except StorageError as error:
            _LOGGER.warning("What was asked before the start cannot be read: %s", error)
            return []
        updates = [update for one in handed if (update := _update(one, bot)) is not None]
        late = [update for update in updates if self._is_late(update, bot)]
        for update in late:
            self.done(update.update_id)
        if updates:
            _LOGGER.info("%s updates are taken up again, %s come too late", len(updates), len(late))
        self._known |= dict.fromkeys((update.update_id for update in updates), None)
        return [update for update in updates if update not in late]

    def done(self, number: int) -> None:
        """Note that an update was acted on."""
        if self._store is None or len(self._finished) >= _MOST_UNNOTED:
            return
        self._finished.append(number)
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty(self._store))

    async def close(self) -> None:
        """Wait until what was acted on is noted."""
        if self._emptying is not None:
            await self._emptying

    async def _empty(self, store: InboxStore) -> None:
        while self._finished:
            numbers, self._finished = self._finished, []
            storing = {self._storing.pop(one) for one in numbers if one in self._storing}
            if storing:
                await asyncio.wait(storing)
            try:
                await store.done(numbers)
            except StorageError:
                self._finished = [*numbers, *self._finished]
                await asyncio.sleep(_AGAIN)

    def _is_late(self, update: Update, bot: Bot) -> bool:
        if update.inline_query is not None:
            return True  # Telegram takes no results any more
        message = update.effective_message
        if message is None or update.callback_query is not None:
            return False
        age = (self._now() - message.date).total_seconds()
        return age > _LATE_AFTER and not _matters(message, bot)


def _matters(message: Message, bot: Bot) -> bool:
    """Say whether a message never comes too late: it is no question, or asks for something to be done."""
    if message.text is None and message.caption is None:
        return True
    return message.document is not None or bool(links_in(message)) or changes_something(message, bot.bot)


def _handed(update: Update, bot: Bot) -> Handed:
    """Return an update to be written down; of what is not for us, its number alone."""
    chat = update.effective_chat
    message = update.message or update.channel_post
    words = message is not None and (message.text is not None or message.caption is not None)
    if message is not None and words and message.chat.type != message.chat.PRIVATE:
        asked = question_in(message, bot.bot) if update.message else order_in(message, bot.bot)
        if asked is None:
            return Handed(update.update_id, None, None)
    return Handed(update.update_id, chat.id if chat is not None else None, update.to_json())


def _update(handed: Handed, bot: Bot) -> Update | None:
    try:
        return Update.de_json(json.loads(handed.content or ""), bot)
    except Exception as error:  # noqa: BLE001 - whatever a newer or older version has written
        _LOGGER.warning("Update %s cannot be read again (%s)", handed.number, type(error).__name__)
        return None
