"""Brings chats what they are to be told: plans it, and has it sent, side by side.

What is written down goes out while the messages of other chats are still being composed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.delivering.dispatching import Bot, ChatRegister, Dispatch, rest
from bot.errors import AideMemoireError, StorageError
from bot.protocols import DeliveryStore
from bot.services.answering.background import briefly
from bot.services.telling.catching_up import CatchingUp
from bot.services.telling.planning import Deliveries
from bot.services.telling.subscription_rules import Subscriptions
from bot.words.deliveries import Delivery

_LOGGER = logging.getLogger(__name__)
_DAY = 86_400  # seconds
_BEAT = 10  # seconds between two notes that Telegram answers
_LOOK = 5.0  # seconds between two looks when nothing is known to be due: the corpus may have changed
_AGAIN = 1.0  # seconds; what is due and was not written just now rests

ForgetOld = Callable[[int], Awaitable[None]]


class Courier:
    """Plans and sends until it is told to stop; `wake` lets it look at once."""

    def __init__(
        self,
        deliveries: Deliveries,
        outbox: DeliveryStore,
        chats: ChatRegister,
        now: Callable[[], datetime],
        *,
        look: float = _LOOK,
        forget_old: Sequence[ForgetOld] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Bring together what the rounds need.

        Args:
            deliveries: what is due.
            outbox: what is written down and not sent.
            chats: told which chats may not be written to.
            now: the time; aware.
            look: seconds between two looks when nothing is known to be due.
            forget_old: what deletes what is too old elsewhere, given the time; done once a day.
            clock: seconds that never go back, by which waits are measured.
        """
        self._deliveries = deliveries
        self._outbox = outbox
        self._dispatch = Dispatch(deliveries, outbox, chats, now, look=look, clock=clock)
        self._now = now
        self._look = look
        self._clock = clock
        self._woken = asyncio.Event()
        self._forget_old = (outbox.forget_old, *forget_old)
        self._tidied: float | None = None
        self._heard: float | None = None

    def keep_chats_with(self, chats: ChatRegister) -> None:
        """Let somebody who keeps the same chats at hand for others be told in place of the store."""
        self._dispatch.chats = chats

    async def shown_in(self, chat: int, message: int) -> Delivery | None:
        """Return the delivery a message shows, its answer as its sources bear it out now."""
        return await self._deliveries.shown_in(chat, message)

    def wake(self) -> None:
        """Look again now, as when the corpus has changed."""
        self._woken.set()
        self._dispatch.wake()

    async def run(self, bot: Bot, stop: asyncio.Event) -> None:
        """Send what is due until `stop` is set; a message that has left is waited for."""
        self._deliveries.known_as(bot.username)
        await self._until_recovered(stop)
        sending = asyncio.create_task(self._dispatch.run(bot, stop))
        try:
            while not stop.is_set():
                self._woken.clear()
                await rest((stop, self._woken), await self._safely(self._plan(), self._look))
            await sending
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _until_recovered(self, stop: asyncio.Event) -> None:
        """Sort out what the end of the last process interrupted, before anything is sent."""
        while not stop.is_set() and await self._safely(self._recover(), self._look):
            await rest((stop,), self._look)

    async def _safely(self, doing: Awaitable[float], otherwise: float) -> float:
        """Return what `doing` returns; where it fails, that is logged, and comes again."""
        try:
            return await doing
        except AideMemoireError as error:
            _LOGGER.warning("Deliveries have to wait: %s", error)
        except Exception:
            _LOGGER.exception("Deliveries have to wait")
        return otherwise

    async def heard(self) -> None:
        """Note that Telegram has just answered, so that others can see the bot is alive."""
        if self._heard is None or self._clock() - self._heard >= _BEAT:
            self._heard = self._clock()
            noting = await briefly(self._outbox.heard(self._second()))
            if noting is not None and noting.done() and isinstance(noting.exception(), StorageError):
                _LOGGER.debug(
                    "Not noted that Telegram answers: %s", noting.exception()
                )  # the next is not far

    async def _recover(self) -> float:
        interrupted = await self._outbox.recover()
        if interrupted:
            _LOGGER.info("%s deliveries were interrupted when the program ended", interrupted)
        return 0.0

    async def _tidy(self) -> None:
        """Delete what is too old, once a day."""
        now = self._clock()
        if self._tidied is not None and now - self._tidied < _DAY:
            return
        for forget_old in self._forget_old:
            await forget_old(self._second())
        self._tidied = now

    async def _plan(self) -> float:
        """Write down what is due; return the seconds until more is, never so long that a change is missed."""
        await self._tidy()
        await self._deliveries.plan(self._now(), self._dispatch.wake)
        coming = await self._deliveries.next_time()
        if coming is None:
            return self._look
        left = coming - self._now().timestamp()
        return min(left if left > 0 else _AGAIN, self._look)

    def _second(self) -> int:
        return int(self._now().timestamp())


@dataclass(frozen=True, slots=True)
class Errands:
    """What the bot knows of each chat: what it wants to be told, who brings it, what it has missed.

    `report` tells how that goes.
    """

    subscriptions: Subscriptions
    courier: Courier
    report: Callable[[], Awaitable[Mapping[str, str]]] | None = None
    catching_up: CatchingUp | None = None
