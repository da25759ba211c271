"""Doing what must be done through every failure that can be outlasted, and no longer than one may run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.chat.delivering.sending import reason
from bot.chat.delivering.wire import seconds_asked
from bot.errors import AnotherPoller, SettingsError

_LOGGER = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the bot waits for what, in seconds.

    `conflict` is how long another poller is put up with, and at least `conflict_tries` requests: on a
    platform that starts the new process before it ends the old, both poll for some seconds. A conflict that
    comes much later than the longest pause starts the count anew. `pause` grows by half with every failure
    in a row up to `longest_pause`. `drain` bounds the finishing of running answers and `closing` each of the
    three steps after it, all together less than the five seconds a platform gives.
    """

    poll: int = 30
    pause: float = 1.0
    longest_pause: float = 30.0
    conflict: float = 30.0
    conflict_tries: int = 3
    drain: float = 3.8
    closing: float = 0.3


class Persistence:
    """Tries what Telegram is asked for until it is done or `stop` is set."""

    def __init__(self, stop: asyncio.Event, patience: Patience) -> None:
        self._stop = stop
        self._patience = patience
        self._conflicts = 0
        self._conflict_since = 0.0
        self._last_conflict = 0.0

    async def until_done(self, what: str, action: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do `action` once, however often it must be tried; give up only when stopped.

        Raises:
            InvalidToken: at once.
            SettingsError: at once.
            AnotherPoller: when conflicts go on.
        """
        pause = self._patience.pause
        while not self._stop.is_set():
            try:
                await self.unless_stopped(action())
            except (InvalidToken, SettingsError):
                raise
            except Conflict:
                self._bear_conflict()
                wait = min(pause, 5 * self._patience.pause)
            except TimedOut as error:
                _LOGGER.warning("%s failed (%s); trying again", what, reason(error))
                wait = self._patience.pause
            except RetryAfter as error:
                wait = seconds_asked(error)
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
            pause = min(pause * 1.5, self._patience.longest_pause)
            await self.unless_stopped(asyncio.sleep(wait))

    def _bear_conflict(self) -> None:
        now = asyncio.get_running_loop().time()
        forgotten = 2 * max(self._patience.poll, self._patience.longest_pause)
        if not self._conflicts or now - self._last_conflict > forgotten:
            self._conflicts, self._conflict_since = 0, now
            _LOGGER.warning("Another process polls with the same token; waiting for it to end")
        self._conflicts += 1
        self._last_conflict = now
        lasted = now - self._conflict_since
        if self._conflicts >= self._patience.conflict_tries and lasted >= self._patience.conflict:
            raise AnotherPoller(
                "Another process serves the same bot: stop it, or give this one a token of its own."
            )

    async def unless_stopped(self, doing: Coroutine[Any, Any, _T]) -> _T | None:
        """Return what `doing` returns, or None as soon as `stop` is set."""
        task = asyncio.create_task(doing)
        stopped = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            for pending in (task, stopped):
                pending.cancel()
            await asyncio.gather(task, stopped, return_exceptions=True)
