"""`/status`: how the bot is doing, for those who run it."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable, Mapping

from telegram import Message

from bot.chat.chats.access import Access
from bot.chat.delivering.sending import Post
from bot.languages.saying import marked, say

Report = Callable[[], Awaitable[Mapping[str, str]]]
NOT_YOURS = marked("Only the bot's administrators may see that.")
IN_PRIVATE = marked("Please ask me that in private.")


class StatusDesk:
    """Answers `/status`."""

    def __init__(self, report: Report, post: Post, access: Access) -> None:
        self._report = report
        self._post = post
        self._access = access

    async def command(self, message: Message, _words: str) -> None:
        """Tell an administrator of the bot, in private, how it is doing."""
        if not self._access.administers_bot(message.from_user):
            await self._post.reply(message, say(NOT_YOURS))
        elif message.chat.type != message.chat.PRIVATE:
            await self._post.reply(message, say(IN_PRIVATE))
        else:
            rows = await self._report()
            lines = [
                f"<b>{html.escape(name)}</b>: {html.escape(value[:500], quote=False)}"
                for name, value in rows.items()
            ]
            await self._post.reply(message, "\n".join(lines))
