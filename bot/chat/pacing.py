"""Telegram's sending limits: the library's limiter, and one thing it leaves out.

It keeps to thirty messages a second in all and twenty a minute in a group, but not to about one a second in
a private chat. Somebody who pastes twenty questions would earn a 429, and a 429 makes the limiter hold back
every other chat as well; so a private chat gets a short burst and then one message a second.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.ext import AIORateLimiter

_BURST = 4
_MOST_LIMITERS = 512  # from here on, those of chats that have been quiet are forgotten


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
        """Make the request when its chat, its group and the bot as a whole may send again."""
        chat = data.get("chat_id")
        if isinstance(chat, int) and chat > 0 and endpoint not in {"sendChatAction", "getChat"}:
            await self._limiter(chat).acquire()
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)

    def _limiter(self, chat: int) -> AsyncLimiter:
        if len(self._private) >= _MOST_LIMITERS and chat not in self._private:
            quiet = [key for key, limiter in self._private.items() if limiter.has_capacity(_BURST)]
            for key in quiet:
                del self._private[key]
        return self._private.setdefault(chat, AsyncLimiter(_BURST, _BURST))
