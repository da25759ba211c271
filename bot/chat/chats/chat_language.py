"""Which language the bot speaks with whom: what the chat chose, else that of whoever asks, else the default.

In a group that chose none, each asker is answered in the language of their Telegram; the buttons under an
answer keep the language it was given in, whoever presses them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import wraps
from typing import Any

from telegram import Update

from bot.chat.chats.manners import Context
from bot.chat.memory import Chats
from bot.errors import StorageError
from bot.languages.saying import known_language, speaking, spoken_language
from bot.words.chats import ChatRecord, Screen

_LOGGER = logging.getLogger(__name__)

Handle = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Languages:
    """Knows the language of each update."""

    def __init__(self, chats: Chats, default: str) -> None:
        self._chats = chats
        self._default = default

    def spoken(self, handle: Handle) -> Handle:
        """Return a handler that says everything in the language of the update it is given."""

        @wraps(handle)
        async def speaks(update: Update, context: Context) -> None:
            with speaking(await self.of(update)):
                await handle(update, context)

        return speaks

    async def of(self, update: Update) -> str:
        """Return the language an update is answered in.

        Inline and as a guest, the chat is the one with whoever asks: the other one is not the bot's.
        """
        person = update.effective_user
        chat = person if update.guest_message is not None else update.effective_chat or person
        chosen = await self._chosen(chat.id) if chat is not None else None
        theirs = known_language(person.language_code) if person is not None else None
        return chosen or theirs or self._default

    async def of_screen(self, screen: Screen) -> Screen:
        """Return a screen with the language it is shown in: what the chat chose, else that of its answer."""
        language = await self._chosen(screen.chat) or screen.request.language
        return replace(screen, request=replace(screen.request, language=language))

    async def settle(self, chat: int) -> None:
        """Let a chat that chose no language keep the one spoken, for what it is told unasked."""
        if await self._chosen(chat) is None:
            await self._chats.choose(chat, language=spoken_language())

    async def _chosen(self, chat: int) -> str | None:
        try:
            record = await self._chats.record(chat)
        except StorageError as error:  # an answer is not withheld for that
            _LOGGER.warning("Chat %s: not known which language it chose: %s", chat, error)
            record = ChatRecord(chat)
        return known_language(record.language)
