"""Files and links of administrators, written down before Telegram is told that they came.

What was not taken in when the program ended is begun again with the next start.
"""

from __future__ import annotations

import json
import logging
import re

from telegram import Bot, Message, Update

from bot.chat.access import Access
from bot.errors import StorageError
from bot.protocols import Inbox

_LOGGER = logging.getLogger(__name__)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_MOST_LINKS = 5


def links_in(message: Message) -> list[str]:
    """Return the links a message consists of, a few at most; none when it holds other words as well."""
    words = (message.text or "").split()
    if not all(_LINK.fullmatch(word) for word in words):
        return []
    return list(dict.fromkeys(words))[:_MOST_LINKS]


class HandedIn:
    """The updates that hand something in; without an inbox, none is kept."""

    def __init__(self, inbox: Inbox | None, access: Access) -> None:
        self._inbox = inbox
        self._access = access

    async def keep(self, update: Update) -> bool:
        """Write an update down if it hands something in; say whether it is to be worked on now.

        One that is kept already was begun at the start. Where it cannot be written down, it is worked on all
        the same.
        """
        message = update.message
        if self._inbox is None or message is None or message.chat.type != message.chat.PRIVATE:
            return True
        if not self._access.administers_bot(message.from_user):
            return True
        if message.document is None and not links_in(message):
            return True
        try:
            return await self._inbox.keep(update.update_id, update.to_json())
        except StorageError as error:
            _LOGGER.warning("What was handed in could not be written down: %s", error)
            return True

    async def waiting(self, bot: Bot) -> list[Update]:
        """Return what was handed in to an earlier process and is still to be taken in."""
        if self._inbox is None:
            return []
        try:
            return [Update.de_json(json.loads(kept), bot) for kept in await self._inbox.waiting()]
        except StorageError as error:
            _LOGGER.warning("What was handed in before could not be looked up: %s", error)
            return []

    async def done(self, update: Update) -> None:
        """Note that an update was answered."""
        if self._inbox is None:
            return
        try:
            await self._inbox.done(update.update_id)
        except StorageError as error:
            _LOGGER.warning("What was handed in is still written down: %s", error)
