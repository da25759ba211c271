"""The inbox where several processes serve one bot: each update is acted on by one of them, a chat's in order.

Telegram posts an update to any of them. It is written down for the process its chat belongs to while the same
processes live, so that what was just spoken of, and the presses of one message, are together; that process is
called. Whoever is to act on an update waits until all earlier ones of its chat were acted on, whoever does
that. What a process leaves behind that ends, another takes up within a second or two.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import json
import logging
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime

from telegram import Bot, Update

from bot.chat.addressing import order_in, question_in
from bot.chat.crew import CrewMate, CrewStore
from bot.chat.turns import queue_of
from bot.chat.written_down import as_handed, is_late, read_again
from bot.errors import StorageError
from bot.words.inbox import Handed

_LOGGER = logging.getLogger(__name__)
_LOOK = 1.0  # seconds between two looks for what others have left behind
_JOINED_WITHIN = 2.0  # seconds a start waits to be known to the others
_AGAIN = 2.0  # seconds before what cannot be stored, or joined, is tried again
_FIRST_PAUSE, _LONGEST_PAUSE = (
    0.02,
    0.5,
)  # seconds between two looks whether another process is done with a chat
_MOST_TRIES = 10  # processes that took an update up and ended over it
_TO_LOOK = ""  # what is called out where what is to be acted on stands in the inbox


class _Queue:
    """The updates of one chat that are to be acted on here."""

    def __init__(self) -> None:
        self.numbers: set[int] = set()
        self._moved = asyncio.Event()

    def is_first(self, number: int) -> bool:
        return number == min(self.numbers)

    async def until_first(self, number: int) -> None:
        while not self.is_first(number):
            self._moved.clear()
            await self._moved.wait()

    def leave(self, number: int) -> None:
        self.numbers.discard(number)
        self._moved.set()


class SharedInbox:
    """Writes down what Telegram hands over, and acts on this process's share: `written_down.UpdateKeeper`."""

    def __init__(
        self,
        store: CrewStore,
        now: Callable[[], datetime],
        act_on: Callable[[Update], Awaitable[None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Bring together what is needed.

        Args:
            store: where updates are stored.
            now: the time; aware.
            act_on: takes the updates that come by way of the others.
            clock: seconds that never go back.
        """
        self._clock = clock
        self._store = store
        self._now = now
        self._act_on = act_on
        self._number: int | None = None
        self._last_number: int | None = None
        self._living: frozenset[int] = frozenset()
        self._joined = asyncio.Event()
        self._closed = asyncio.Event()
        self._queues: dict[int, _Queue] = {}
        self._mine: dict[int, int | None] = {}  # taken and not passed, with the queue it waits in
        self._passed: set[int] = set()  # passed here, and perhaps not yet noted
        self._finished: list[int] = []
        self._asked: dict[int, asyncio.Future[frozenset[int]]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._emptying: asyncio.Task[None] | None = None
        self._going: asyncio.Task[None] | None = None

    async def left(self, bot: Bot) -> Sequence[Update]:
        """Be one of those that serve from now on; what others left behind comes by and by."""
        self._going = asyncio.create_task(self._keep_on(bot))
        with contextlib.suppress(TimeoutError):  # what is posted until then is left with Telegram
            await asyncio.wait_for(self._joined.wait(), _JOINED_WITHIN)
        return []

    async def take(self, updates: Sequence[Update], bot: Bot) -> Sequence[Update]:
        """Write updates down, each for the process it belongs to; return those that are this one's."""
        return [update for update in updates if await self._is_mine(update, bot)]

    async def _is_mine(self, update: Update, bot: Bot) -> bool:
        """Write an update down; say whether it is new, and this process's to act on."""
        if self._number is None:
            raise StorageError("The other processes that serve cannot be told of an update.")
        number = update.update_id
        if number in self._mine or number in self._passed:
            return False
        handed, queue = as_handed(update, bot), queue_of(update)
        worker, call = self._worker_for(update, handed)
        if handed.content is None and not _is_for_us(update, bot):
            worker, queue = self._number, None
        here = worker == self._number
        taken = int(self._now().timestamp())
        new = await self._store.take(handed, queue, worker, taken, None if here else call)
        if new and here:
            self._note_mine(number, queue)
        return new and here

    def _worker_for(self, update: Update, handed: Handed) -> tuple[int, str]:
        """Return whose an update is, and what is called out to that process."""
        assert self._number is not None
        chat, person = update.effective_chat, update.effective_user
        near = chat.id if chat is not None else person.id if person is not None else update.update_id
        workers = self._living | {self._number}
        # The one whose digest with the chat is highest: where a process comes or goes, few chats move.
        worker = max(workers, key=lambda one: hashlib.sha256(f"{one} {near}".encode()).digest())
        if handed.content is not None or worker == self._number:
            return worker, _TO_LOOK
        # Words that are not to be stored go by word of mouth, or stay where they are.
        call = _packed(update)
        return (worker, call) if len(call) <= self._store.longest_call else (self._number, _TO_LOOK)

    def _note_mine(self, number: int, queue: int | None) -> None:
        self._mine[number] = queue
        if queue is not None:
            self._queues.setdefault(queue, _Queue()).numbers.add(number)

    @contextlib.asynccontextmanager
    async def in_queue(self, queue: int, number: int) -> AsyncIterator[None]:
        """Let the body run when all earlier updates of a queue were acted on, here and elsewhere."""
        if self._mine.get(number) == queue:
            await self._until_first(queue, number)
        try:
            yield
        finally:
            self._let_pass(number)

    async def _until_first(self, queue: int, number: int) -> None:
        here = self._queues[queue]
        pause = _FIRST_PAUSE
        while True:
            await here.until_first(number)
            waiting = await self._waiting_in(queue)
            ahead = {one for one in waiting - self._passed if one < number}
            if not ahead and here.is_first(number):
                return
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)

    async def _waiting_in(self, queue: int) -> frozenset[int]:
        """Return what was not acted on in a queue, from now on; one look at a time tells all that ask."""
        if queue not in self._asked:
            self._asked[queue] = asyncio.get_running_loop().create_future()
        asked = self._asked[queue]
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        return await asyncio.shield(asked)

    async def _look(self) -> None:
        told = False
        while self._asked:
            asked, self._asked = self._asked, {}
            waiting: Mapping[int, frozenset[int]] | None = None
            while waiting is None:
                try:
                    waiting = await self._store.waiting(list(asked))
                except StorageError as error:
                    if not told:
                        _LOGGER.warning("Not known whether messages come first: %s", error)
                        told = True
                    await asyncio.sleep(_LONGEST_PAUSE)
            for queue, future in asked.items():
                future.set_result(waiting.get(queue, frozenset()))

    def _let_pass(self, number: int) -> None:
        queue = self._mine.pop(number, None)
        self._passed.add(number)
        if queue is not None:
            here = self._queues[queue]
            here.leave(number)
            if not here.numbers:
                del self._queues[queue]

    def done(self, number: int) -> None:
        """Note that an update was acted on."""
        self._let_pass(number)
        self._finished.append(number)
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty())

    async def _empty(self) -> None:
        while self._finished:
            numbers, self._finished = self._finished, []
            try:
                await self._store.done(numbers)
            except StorageError:
                self._finished = [*numbers, *self._finished]
                if await self._closed_within(_AGAIN):
                    return
            else:
                self._passed.difference_update(numbers)

    async def begun(self, _number: int) -> None:
        """Do nothing: that it was taken up is noted."""

    async def kept(self, _numbers: Collection[int], _seconds: float) -> None:
        """Do nothing: what was taken is written down."""

    def first_unkept(self) -> None:
        """Return nothing: what was taken is written down."""
        return

    async def close(self) -> None:
        """Wait until what was acted on is noted, and serve no more: others take up what is left."""
        self._closed.set()
        if self._emptying is not None:
            await asyncio.wait({self._emptying})
        for task in (self._going, self._looking):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    # --- among the others ---------------------------------------------------------------------------------

    async def _keep_on(self, bot: Bot) -> None:
        """Be known to the others, under another number whenever the last one was lost."""
        while not self._closed.is_set():
            try:
                async with self._store.joined() as known:
                    if known is None:
                        raise StorageError("This database is served by one process.")
                    if self._last_number is None:
                        await self._store.inherit(known.number)
                    else:
                        await self._store.renumber(self._last_number, known.number)
                    self._number = self._last_number = known.number
                    await self._serve(known, bot)
            except StorageError as error:
                _LOGGER.warning("The other processes that serve are not heard of for now: %s", error)
            except Exception:
                _LOGGER.exception("The other processes that serve are not heard of for now")
            finally:
                self._number = None
            await self._closed_within(_AGAIN)

    async def _serve(self, known: CrewMate, bot: Bot) -> None:
        looked = float("-inf")
        while not self._closed.is_set():
            look = self._clock() - looked >= _LOOK
            looked = self._clock() if look else looked
            try:
                await self._collect(known.number, bot, look=look)
            except StorageError as error:
                # Known to the others all the same: were it not, they would act on what is acted on here.
                _LOGGER.warning("What others left to be acted on has to wait: %s", error)
            self._joined.set()
            for call in await known.called(_LOOK):
                update = _unpacked(call, bot)
                if update is not None:
                    await self._hand_over(update)

    async def _collect(self, number: int, bot: Bot, *, look: bool) -> None:
        """Act on what stands in the inbox for this process; `look` for what others have left behind."""
        if look:
            self._living = await self._store.living()
            left = await self._store.take_up(number, _MOST_TRIES)
            if left:
                _LOGGER.info("%s updates are taken up that another process left", len(left))
        for handed in await self._store.of(number, [*self._mine, *self._passed]):
            await self._take_over(handed, bot)

    async def _take_over(self, handed: Handed, bot: Bot) -> None:
        """Act on an update that is written down for this process."""
        update = read_again(handed, bot)
        if update is None or is_late(update, bot, self._now()):
            self.done(handed.number)
        else:
            await self._hand_over(update)

    async def _hand_over(self, update: Update) -> None:
        if update.update_id not in self._mine and update.update_id not in self._passed:
            self._note_mine(update.update_id, queue_of(update))
            await self._act_on(update)

    async def _closed_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), seconds)
        return self._closed.is_set()


def _is_for_us(update: Update, bot: Bot) -> bool:
    """Say whether something is to be answered whose words are not written down."""
    message = update.message or update.channel_post
    if message is None or message.chat.type == message.chat.PRIVATE:
        return True
    return question_in(message, bot.bot) is not None or order_in(message, bot.bot) is not None


def _packed(update: Update) -> str:
    return base64.b85encode(zlib.compress(json.dumps(update.to_dict()).encode())).decode()


def _unpacked(call: str, bot: Bot) -> Update | None:
    if call == _TO_LOOK:
        return None
    try:
        content = json.loads(zlib.decompress(base64.b85decode(call)))
    except (ValueError, zlib.error):
        return None
    return Update.de_json(content, bot)
