"""Telegram's sending limits: the library's limiter, and two things it leaves out.

It keeps to thirty messages a second in all and twenty a minute in a group, but not to about one a second in
a private chat: somebody who pastes twenty questions would earn a 429, so a private chat gets a short burst
and then one message a second. And when Telegram asks to wait before the next message to one chat, it holds
back every other chat as well; here that chat alone waits.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

from bot.chat.delivering.wire import seconds_asked

NO_RETRY = -1
_BURST = 4
# A group's twenty a minute are for answers as well: leafing through one gets a burst of pages, then one page
# in four seconds.
_EDITS = (5, 20)
_IN_A_GROUP = 19
"""Messages a minute in a group, one less than Telegram lets pass: two may arrive closer than they left."""
_MOST_LIMITERS = 512  # from here on, those of chats that have been quiet are forgotten
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
            if chat is not None and _is_paced(chat, endpoint):
                await self._limiter(chat).acquire()
            try:
                return await super().process_request(_once(callback), args, kwargs, endpoint, data, None)
            except _TooEarly as refused:
                asked = seconds_asked(refused.error)
                self._hold(chat, asked)
                if asked > patience:
                    raise refused.error from None
                if chat is None:
                    await asyncio.sleep(asked)
                    patience -= asked

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
