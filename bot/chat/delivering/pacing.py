"""Telegram's sending limits: the library's limiter, and two things it leaves out.

It keeps to thirty messages a second in all and twenty a minute in a group, but not to about one a second in
a private chat: somebody who pastes twenty questions would earn a 429, so a private chat gets a short burst
and then one message a second. And when Telegram asks to wait before the next message to one chat, it holds
back every other chat as well; here that chat alone waits.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

from bot.chat.delivering.wire import seconds_asked
from bot.errors import StorageError

_LOGGER = logging.getLogger(__name__)
NO_RETRY = -1
_BURST = 4
# A group's twenty a minute are for answers as well: leafing through one gets a burst of pages, then one page
# in four seconds.
_EDITS = (5, 20)
_IN_A_GROUP = 19
"""Messages a minute in a group, one less than Telegram lets pass: two may arrive closer than they left."""
_MOST_LIMITERS = 512  # from here on, those of chats that have been quiet are forgotten
_ALL = 0  # the chat that stands for all of them together
_AT_ONCE, _A_SECOND = 15, 28
"""Messages of several processes together, fewer than Telegram's thirty: what two of them send may arrive
closer than it left, by a third of a second on a busy machine."""
_LONGEST_WAIT = 60  # seconds a request waits for its chat; whoever asked has given up by then


class _TooEarly(Exception):
    """A 429 on its way past the library's limiter, which would hold back everybody."""

    def __init__(self, error: RetryAfter) -> None:
        super().__init__(str(error))
        self.error = error


def _once(callback: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    async def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            raise _TooEarly(error) from error

    return call


class PaceStore(Protocol):
    """Where several processes keep one limit together; raises `StorageError` where that cannot be told."""

    async def claim(self, chat: int, kind: str, most: int, every: float) -> float:
        """Take the next place in a chat, and return the seconds until it is there.

        So many may be sent at once, and one more whenever `every` so many seconds have passed.
        """

    async def held(self, chat: int) -> float:
        """Return the seconds for which nothing may be sent to a chat, because Telegram said so."""

    async def hold(self, chat: int, seconds: float) -> None:
        """Note that nothing may be sent to a chat for so long."""

    async def forget_old(self, now: int) -> None:
        """Delete what counts no more."""


class ChatRateLimiter(AIORateLimiter):
    """Paces what is sent to each chat, and lets one that Telegram limits wait alone."""

    __slots__ = ("_clock", "_held", "_private")

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds that never go back."""
        super().__init__(group_max_rate=_IN_A_GROUP)
        self._clock = clock
        self._held: dict[int, float] = {}
        self._private: dict[int, AsyncLimiter] = {}

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Make the request when its chat, its group and the bot as a whole may send again.

        A 429 is waited out, as long as all waiting together stays within a minute; then it is raised. With
        `NO_RETRY` as `rate_limit_args` it is raised at once: whoever sends waits itself.
        """
        chat = data.get("chat_id")
        chat = chat if isinstance(chat, int) else None
        patience = 0.0 if rate_limit_args == NO_RETRY else float(_LONGEST_WAIT)
        while True:
            patience -= await self._wait_out(chat, patience)
            try:
                return await self._in_turn(_once(callback), args, kwargs, endpoint, data, chat)
            except _TooEarly as refused:
                asked = seconds_asked(refused.error)
                self._hold(chat, asked)
                await self._tell_others(chat, asked)
                if asked > patience:
                    raise refused.error from None
                if chat is None:
                    await asyncio.sleep(asked)
                    patience -= asked

    async def _in_turn(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        chat: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Make the request when its chat, its group and the bot as a whole may send again."""
        if chat is not None and _is_paced(chat, endpoint):
            await self._limiter(chat).acquire()
        return await super().process_request(callback, args, kwargs, endpoint, data, None)

    async def _tell_others(self, chat: int | None, seconds: float) -> None:
        """Let other processes leave a chat alone as well: there are none."""

    def _hold(self, chat: int | None, seconds: float) -> None:
        """Leave a chat alone for so long; a request that is about no chat holds nobody."""
        if chat is None:
            return
        now = self._clock()
        if len(self._held) >= _MOST_LIMITERS:
            self._held = {one: until for one, until in self._held.items() if until > now}
        self._held[chat] = max(now + seconds, self._held.get(chat, 0.0))

    async def _wait_out(self, chat: int | None, patience: float) -> float:
        """Wait until a chat may be written to; return how long that took.

        Raises:
            RetryAfter: it would take longer than `patience`.
        """
        left = self._held.get(chat, 0.0) - self._clock() if chat is not None else 0.0
        if left <= 0:
            return 0.0
        if left > patience:
            raise RetryAfter(math.ceil(left))
        await asyncio.sleep(left)
        return left

    def _limiter(self, chat: int) -> AsyncLimiter:
        if len(self._private) >= _MOST_LIMITERS and chat not in self._private:
            quiet = [key for key, limiter in self._private.items() if limiter.has_capacity(_BURST)]
            for key in quiet:
                del self._private[key]
        if chat not in self._private:
            self._private[chat] = AsyncLimiter(*((_BURST, _BURST) if chat > 0 else _EDITS))
        return self._private[chat]


def _is_paced(chat: int, endpoint: str) -> bool:
    """Say whether what is sent to a chat is paced here, beyond what the library's limiter does."""
    if chat > 0:
        return endpoint not in {"sendChatAction", "getChat"}
    return endpoint in {"editMessageText", "editMessageReplyMarkup"}


class SharedRateLimiter(ChatRateLimiter):
    """Paces what several processes send together; alone where what they share cannot be reached."""

    __slots__ = ("_paces",)

    def __init__(self, paces: PaceStore, clock: Callable[[], float] = time.monotonic) -> None:
        """Take where the limits are kept together, and seconds that never go back."""
        super().__init__(clock)
        self._paces = paces

    async def _in_turn(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        chat: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        try:
            for at, kind, most, every in _buckets(chat, endpoint):
                await asyncio.sleep(await self._paces.claim(at, kind, most, every))
        except StorageError as error:
            _LOGGER.warning("Each process keeps to Telegram's limits for itself: %s", error)
            return await super()._in_turn(callback, args, kwargs, endpoint, data, chat)
        return await callback(*args, **kwargs)

    async def _tell_others(self, chat: int | None, seconds: float) -> None:
        if chat is not None:
            try:
                await self._paces.hold(chat, seconds)
            except StorageError as error:
                _LOGGER.warning("Chat %s: only this process knows that it wants to rest: %s", chat, error)

    async def _wait_out(self, chat: int | None, patience: float) -> float:
        """Wait until a chat may be written to, whoever was told that it may not."""
        if chat is not None:
            try:
                left = await self._paces.held(chat)
            except StorageError:
                left = 0.0
            if left > 0:
                self._hold(chat, left)
        return await super()._wait_out(chat, patience)


def _buckets(chat: int | None, endpoint: str) -> list[tuple[int, str, int, float]]:
    """Return the limits a request counts against, as `PaceStore.claim` takes them; the narrowest first."""
    if chat is None:
        return []
    buckets = []
    if _is_paced(chat, endpoint):
        most, seconds = (_BURST, _BURST) if chat > 0 else _EDITS
        buckets.append((chat, "paced", most, seconds / most))
    if chat < 0:
        buckets.append((chat, "group", _IN_A_GROUP, 60 / _IN_A_GROUP))
    return [*buckets, (_ALL, "all", _AT_ONCE, 1 / _A_SECOND)]
