"""Whose turn it is: the messages of one chat in their order, those of different chats side by side."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.chat.journal import Count, Entry, Outcome, entered

_LOGGER = logging.getLogger(__name__)
_NO_LIMIT = 1_000_000


class Turns(BaseUpdateProcessor):
    """Lets a chat's updates pass one after the other, and at most `at_once` chats at the same time.

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

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run `coroutine` when the update's chat has its turn, and write its line in the log."""
        with entered(update, count=self._count) as entry:
            await self._take_turn(update, coroutine, entry)

    async def _take_turn(self, update: object, coroutine: Awaitable[Any], entry: Entry) -> None:
        chat = _chat_of(update)
        if chat is not None and chat in self._queues and self._queues[chat][1] >= self._most_waiting:
            _LOGGER.warning("Chat %s: asks faster than it can be answered; a message is dropped", chat)
            entry.outcome = Outcome.DROPPED
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            return
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        begun = False
        try:
            async with self._turn(chat), self._places:
                begun = True
                await coroutine
        except asyncio.CancelledError:
            entry.outcome = Outcome.CUT_OFF
            raise
        finally:
            if not begun and isinstance(coroutine, Coroutine):
                coroutine.close()
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
    async def _turn(self, chat: int | None) -> AsyncIterator[None]:
        if chat is None:
            yield
            return
        lock, waiting = self._queues.get(chat, (asyncio.Lock(), 0))
        self._queues[chat] = (lock, waiting + 1)
        try:
            async with lock:  # first come, first served
                yield
        finally:
            lock, waiting = self._queues[chat]
            if waiting == 1:
                del self._queues[chat]
            else:
                self._queues[chat] = (lock, waiting - 1)


def _chat_of(update: object) -> int | None:
    if not isinstance(update, Update) or update.callback_query is not None:
        return None  # a press is answered at once; `callbacks` keeps those of one chat in order
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else None
