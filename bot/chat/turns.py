"""Whose turn it is: the messages of one chat in their order, those of different chats side by side."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextvars import ContextVar
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.chat.journal import Count, JournalEntry, UpdateOutcome, entered

_LOGGER = logging.getLogger(__name__)
_NO_LIMIT = 1_000_000


InQueue = Callable[[int, int], contextlib.AbstractAsyncContextManager[None]]
"""Told a chat and the number of an update of it, lets the body run when all before it were acted on."""


class _Place:
    """One of the places for updates that are being answered."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self.held = False

    async def take(self) -> None:
        await self._places.acquire()
        self.held = True

    def leave(self) -> None:
        if self.held:
            self.held = False
            self._places.release()


_place: ContextVar[_Place | None] = ContextVar("_place", default=None)


@contextlib.asynccontextmanager
async def aside() -> AsyncIterator[None]:
    """Let others have the place of the update being answered while the body waits for Telegram."""
    place = _place.get()
    if place is None or not place.held:
        yield
        return
    place.leave()
    yield
    await place.take()


class Turns(BaseUpdateProcessor):
    """Lets a chat's updates pass one after the other, and at most `at_once` chats at the same time.

    While an answer is being sent its place is another's (`aside`): a chat that Telegram is slow or unwilling
    to write to holds up nobody but itself.

    The library's own limit is taken before an update knows its turn, so one flooding chat could fill it and
    hold all others; it is left open here, and the real limit is taken when the chat's turn has come. A chat
    with `most_waiting` updates under way is flooding: what it sends on top of them is dropped and logged.
    """

    def __init__(
        self,
        at_once: int = 32,
        most_waiting: int = 40,
        crowded_at: int = 1000,
        count: Count | None = None,
    ) -> None:
        super().__init__(_NO_LIMIT)
        self._places = asyncio.Semaphore(at_once)
        self._most_waiting = most_waiting
        self._crowded_at = crowded_at
        self._count = count
        self._queues: dict[int, tuple[asyncio.Lock, int]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._left = asyncio.Event()
        self.begun: Callable[[int], Awaitable[None]] = _nothing
        self.finished: Callable[[int], None] = lambda _: None
        self.in_queue: InQueue | None = None  # where other processes act on updates of the same chats

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run `coroutine` when the update's chat has its turn, and write its line in the log."""
        with entered(update, count=self._count) as entry:
            await self._take_turn(update, coroutine, entry)
        if isinstance(update, Update):
            self.finished(update.update_id)  # not where it was cut off: then it is taken up again

    async def _take_turn(self, update: object, coroutine: Awaitable[Any], entry: JournalEntry) -> None:
        chat = queue_of(update)
        if chat is not None and chat in self._queues and self._queues[chat][1] >= self._most_waiting:
            _LOGGER.warning("Chat %s: asks faster than it can be answered; a message is dropped", chat)
            entry.outcome = UpdateOutcome.DROPPED
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            return
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        begun = False
        place = _Place(self._places)
        _place.set(place)
        try:
            number = update.update_id if isinstance(update, Update) else 0
            async with self._turn(chat, number):
                await place.take()
                if isinstance(update, Update):
                    await self.begun(update.update_id)
                begun = True
                await coroutine
        except asyncio.CancelledError:
            entry.outcome = UpdateOutcome.CUT_OFF
            raise
        finally:
            if not begun and isinstance(coroutine, Coroutine):
                coroutine.close()
            place.leave()
            self._tasks.discard(task)
            self._left.set()

    def under_way(self) -> int:
        """Return how many updates are being handled or wait for their turn."""
        return len(self._tasks)

    async def room(self) -> None:
        """Wait until so few updates are under way that more should be fetched."""
        while len(self._tasks) >= self._crowded_at:
            self._left.clear()
            await self._left.wait()

    def give_up(self) -> int:
        """Cancel whatever is under way and return how many updates that were."""
        for task in self._tasks:
            task.cancel()
        return len(self._tasks)

    @contextlib.asynccontextmanager
    async def _turn(self, chat: int | None, number: int) -> AsyncIterator[None]:
        if chat is None:
            yield
            return
        lock, waiting = self._queues.get(chat, (asyncio.Lock(), 0))
        self._queues[chat] = (lock, waiting + 1)
        # First come, first served; among several processes the number decides, by which both go.
        turn = lock if self.in_queue is None else self.in_queue(chat, number)
        try:
            async with turn:
                yield
        finally:
            lock, waiting = self._queues[chat]
            if waiting == 1:
                del self._queues[chat]
            else:
                self._queues[chat] = (lock, waiting - 1)


async def _nothing(_: int) -> None:
    return None


def queue_of(update: object) -> int | None:
    """Return the chat or person whose updates pass one after the other, None for what waits for none."""
    if not isinstance(update, Update) or update.callback_query is not None:
        return None  # a press is answered at once; `callbacks` keeps those of one chat in order
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else None
