"""Nothing Telegram has handed over is lost: it is written down before that is confirmed, and taken up again.

What the last process left is acted on at the start of the next, but for questions that have grown old. Where
the database cannot be written at once, what is asked is answered all the same: an answer that only reads is
kept waiting by nobody.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from telegram import Bot, Message, Update

from bot.chat.addressing import changes_something, links_in, order_in, question_in
from bot.chat.presses import NEWS
from bot.dialogue import parse
from bot.errors import StorageError
from bot.words.answers import Kind
from bot.words.inbox import Handed

_LOGGER = logging.getLogger(__name__)
_LATE_AFTER = 120  # seconds; whoever asked has asked again by then, or gone
_MOST_TRIES = 10  # processes that took an update up and ended over it
_REMEMBERED = 2000  # numbers kept at hand; Telegram hands over a hundred at a time
_MOST_UNNOTED = 10_000  # updates acted on whose rows could not be emptied yet
_MOST_UNKEPT = 50  # updates not written down yet; Telegram hands over a hundred at a time
_A_MOMENT = 0.25  # seconds an answer waits for its question to be written down
_LONGEST_KEPT = 120  # characters; a longer text may be news, read and not stored: `readers.forwarded_news`
_AGAIN = 2.0  # seconds before what cannot be written is tried again


class InboxStore(Protocol):
    """Where updates are stored. Every method raises `StorageError` when the database cannot be used."""

    async def known(self, numbers: Collection[int]) -> set[int]:
        """Return which updates are there."""

    async def take(self, handed: Sequence[Handed], now: int) -> None:
        """Write updates down, those that are there already but once."""

    async def done(self, numbers: Collection[int]) -> None:
        """Empty the rows of updates that were acted on."""

    async def left(self, most_tries: int) -> Sequence[Handed]:
        """Return what was not acted on, but for what was tried so often."""

    async def tried(self, number: int) -> None:
        """Note that an update of before is being acted on again."""

    async def forget_old(self, now: int) -> None:
        """Delete what is too old."""


class UpdateKeeper(Protocol):
    """Whoever sees to it that nothing Telegram has handed over is lost."""

    async def take(self, updates: Sequence[Update], bot: Bot) -> Sequence[Update]:
        """Write updates down; return those that are to be acted on here, and were not handed over before.

        Raises:
            StorageError: they have to be handed over again; not where they can be acted on all the same.
        """

    async def kept(self, numbers: Collection[int], seconds: float) -> None:
        """Wait until updates are written down or acted on, at most so long."""

    def first_unkept(self) -> int | None:
        """Return the first update that would be lost if the program ended now."""

    async def left(self, bot: Bot) -> Sequence[Update]:
        """Begin; return what was left to be acted on here, in order."""

    async def begun(self, number: int) -> None:
        """Note that an update is being acted on."""

    def done(self, number: int) -> None:
        """Note that an update was acted on."""

    async def close(self) -> None:
        """Wait until what was acted on is noted."""


class Inbox:
    """Takes what Telegram hands over; without a store it only tells apart what comes twice."""

    def __init__(self, store: InboxStore | None, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._known: OrderedDict[int, None] = OrderedDict()
        self._unwritten: OrderedDict[int, Handed] = OrderedDict()
        self._being_written: frozenset[int] = frozenset()
        self._progress = asyncio.Event()
        self._closed = asyncio.Event()
        self._taken_up: set[int] = set()
        self._finished: list[int] = []
        self._writing: asyncio.Task[None] | None = None
        self._emptying: asyncio.Task[None] | None = None

    async def take(self, updates: Sequence[Update], bot: Bot) -> Sequence[Update]:
        """Begin to write updates down; return, a moment later at most, those that are new."""
        fresh = [update for update in updates if update.update_id not in self._known]
        self._known |= dict.fromkeys((update.update_id for update in fresh), None)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        if self._store is None or not fresh:
            return fresh
        before = await self._there_before(self._store, [update.update_id for update in fresh])
        fresh = [update for update in fresh if update.update_id not in before]
        for update in fresh:
            self._unwritten[update.update_id] = as_handed(update, bot)
        while len(self._unwritten) > _MOST_UNNOTED:
            self._unwritten.popitem(last=False)
        await self.kept({update.update_id for update in fresh}, _A_MOMENT)
        return fresh

    async def kept(self, numbers: Collection[int], seconds: float) -> None:
        """Wait until updates are written down or acted on, at most so long."""
        if self._store is not None and self._unwritten and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write_down(self._store))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while any(number in self._unkept() for number in numbers):
                    self._progress.clear()
                    await self._progress.wait()

    def first_unkept(self) -> int | None:
        """Return the first update that would be lost if the program ended now: it is not to be confirmed yet.

        None where there is none, and where there are so many that Telegram would hand over nothing else.
        """
        unkept = self._unkept()
        return min(unkept) if 0 < len(unkept) < _MOST_UNKEPT else None

    def _unkept(self) -> set[int]:
        return {number for number, handed in self._unwritten.items() if handed.content is not None}

    async def _there_before(self, store: InboxStore, numbers: Sequence[int]) -> set[int]:
        try:
            return await store.known(numbers)
        except StorageError as error:
            _LOGGER.warning("Not known whether something is handed over again: %s", error)
            return set()

    async def _write_down(self, store: InboxStore) -> None:
        told = False
        while self._unwritten:
            batch = dict(self._unwritten)
            self._being_written = frozenset(batch)
            try:
                await store.take(list(batch.values()), int(self._now().timestamp()))
            except StorageError as error:
                if not told:
                    _LOGGER.warning("What is asked just now cannot be written down: %s", error)
                written, told = False, True
            else:
                written = True
                for number in batch:
                    self._unwritten.pop(number, None)
            self._being_written = frozenset()
            self._progress.set()
            if not written and await self._closed_within(_AGAIN):
                return

    async def left(self, bot: Bot) -> Sequence[Update]:
        """Return what the last process left, in order; questions that have grown old are passed over."""
        if self._store is None:
            return []
        try:
            handed = await self._store.left(_MOST_TRIES)
        except StorageError as error:
            _LOGGER.warning("What was asked before the start cannot be read: %s", error)
            return []
        updates = [update for one in handed if (update := read_again(one, bot)) is not None]
        late = [update for update in updates if is_late(update, bot, self._now())]
        for update in late:
            self.done(update.update_id)
        if updates:
            _LOGGER.info("%s updates are taken up again, %s come too late", len(updates), len(late))
        self._known |= dict.fromkeys((update.update_id for update in updates), None)
        updates = [update for update in updates if update not in late]
        self._taken_up = {update.update_id for update in updates}
        return updates

    async def begun(self, number: int) -> None:
        """Note that an update is being acted on; of one that is taken up, that counts as a try."""
        if number in self._taken_up and self._store is not None:
            self._taken_up.discard(number)
            with contextlib.suppress(StorageError):
                await self._store.tried(number)

    def done(self, number: int) -> None:
        """Note that an update was acted on."""
        if self._store is None or len(self._finished) >= _MOST_UNNOTED:
            return
        self._finished.append(number)
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty(self._store))

    async def close(self) -> None:
        """Wait until what was acted on is noted; nothing is written from then on."""
        self._closed.set()
        under_way = [task for task in (self._emptying, self._writing) if task is not None]
        if under_way:
            await asyncio.wait(under_way)

    async def _empty(self, store: InboxStore) -> None:
        while self._finished:
            numbers, self._finished = self._finished, []
            while self._being_written & set(numbers):
                self._progress.clear()
                await self._progress.wait()
            for number in numbers:
                if number in self._unwritten:
                    self._unwritten[number] = Handed(number, None, None)
            self._progress.set()
            try:
                await store.done([one for one in numbers if one not in self._unwritten])
            except StorageError:
                self._finished = [*numbers, *self._finished]
                if await self._closed_within(_AGAIN):
                    return

    async def _closed_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), seconds)
        return self._closed.is_set()


def is_late(update: Update, bot: Bot, now: datetime) -> bool:
    """Say whether an update an earlier process left gets no answer any more."""
    if update.inline_query is not None:
        return True  # Telegram takes no results any more
    message = update.effective_message
    if message is None or update.callback_query is not None:
        return False
    age = (now - message.date).total_seconds()
    return age > _LATE_AFTER and not _matters(message, bot)


def _matters(message: Message, bot: Bot) -> bool:
    """Say whether a message never comes too late: it is no question, or asks for something to be done."""
    if message.text is None and message.caption is None:
        return True
    return message.document is not None or bool(links_in(message)) or changes_something(message, bot.bot)


def as_handed(update: Update, bot: Bot) -> Handed:
    """Return an update to be written down, by its number alone where its words are not to be kept."""
    chat = update.effective_chat
    message = update.message or update.channel_post or update.guest_message
    if message is not None and not _may_be_kept(message, bot):
        return Handed(update.update_id, None, None)
    content = update.to_dict()
    if update.callback_query is not None:
        if (update.callback_query.data or "").startswith(f"{NEWS}:"):
            return Handed(update.update_id, None, None)
        for words in ("text", "caption", "entities", "caption_entities", "reply_to_message"):
            content["callback_query"].get("message", {}).pop(words, None)
    return Handed(update.update_id, chat.id if chat is not None else None, json.dumps(content))


def _may_be_kept(message: Message, bot: Bot) -> bool:
    """Say whether a message may be written down until it is answered.

    Not what a group says to others, nor a text that somebody wants read or checked: such are never stored.
    """
    text = message.text or message.caption
    if text is None:
        return True
    in_private = message.chat.type == message.chat.PRIVATE
    asked = question_in(message, bot.bot)
    words = asked.text if asked is not None else order_in(message, bot.bot)
    if words is None:
        return in_private and message.document is not None
    if changes_something(message, bot.bot):
        return True
    request = parse(words, bot_name=bot.bot.username or "")
    return len(text) < _LONGEST_KEPT and (request is None or request.kind is not Kind.CHECK)


def read_again(handed: Handed, bot: Bot) -> Update | None:
    """Return the update that was written down, None where it cannot be read."""
    try:
        return Update.de_json(json.loads(handed.content or ""), bot)
    except Exception as error:  # noqa: BLE001 - whatever a newer or older version has written
        _LOGGER.warning("Update %s cannot be read again (%s)", handed.number, type(error).__name__)
        return None
