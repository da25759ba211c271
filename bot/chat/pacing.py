"""Telegram's sending limits: the library's limiter, and one thing it leaves out.

It keeps to thirty messages a second in all and twenty a minute in a group, but not to about one a second in
a private chat. Somebody who pastes twenty questions would earn a 429, and a 429 makes the limiter hold back
every other chat as well; so a private chat gets a short burst and then one message a second.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

NO_RETRY = -1
_BURST = 4
# A group's twenty a minute are for answers as well: leafing through one gets a burst of pages, then one page
# in four seconds.
_EDITS = (5, 20)
_MOST_LIMITERS = 512  # from here on, those of chats that have been quiet are forgotten


class _TooEarly(Exception):
    """A 429 on its way past the library's limiter, which takes no retries for its default."""

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
    """Paces what is sent to each private chat, then does what the library's limiter does."""

    __slots__ = ("_private",)

    def __init__(self, max_retries: int) -> None:
        super().__init__(max_retries=max_retries)
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

        With `NO_RETRY` as `rate_limit_args`, a 429 is raised at once: whoever sends waits itself.
        """
        chat = data.get("chat_id")
        if isinstance(chat, int) and _is_paced(chat, endpoint):
            await self._limiter(chat).acquire()
        if rate_limit_args != NO_RETRY:
            return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
        try:
            return await super().process_request(_once(callback), args, kwargs, endpoint, data, None)
        except _TooEarly as refused:
            raise refused.error from None

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
