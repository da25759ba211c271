"""The menu of commands in Telegram's clients: in each user's language, or in the one a chat chose."""

from __future__ import annotations

import asyncio
import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.chat.delivering.sending import reason
from bot.dialogue import COMMANDS
from bot.languages.saying import ENGLISH, LANGUAGES, say, speaking

_LOGGER = logging.getLogger(__name__)


async def publish_menu(bot: Bot, default: str = ENGLISH) -> None:
    """Give Telegram the commands for its menu, in private chats and in groups; log it when that fails.

    The menu is in the language of each user's Telegram, for users of any other language in the `default`.
    """
    for language in (default, *(code for code in LANGUAGES if code != default)):
        for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
            await _publish(bot, scope, language, None if language == default else language)


async def publish_menu_of(bot: Bot, chat: int, language: str) -> None:
    """Give a chat that chose a language its menu in it; log it when that fails."""
    await _publish(bot, BotCommandScopeChat(chat), language)


async def withdraw_menu_of(bot: Bot, chat: int) -> None:
    """Let a chat have the menu everybody has; log it when that fails."""
    try:
        await bot.delete_my_commands(BotCommandScopeChat(chat))
    except TelegramError as error:
        _LOGGER.warning("Chat %s: its command menu was not withdrawn: %s", chat, reason(error))


async def _publish(bot: Bot, scope: BotCommandScope, language: str, for_users_of: str | None = None) -> None:
    menu = await asyncio.to_thread(_menu, language)  # it loads the language's catalogue
    try:
        await bot.set_my_commands(menu, scope=scope, language_code=for_users_of)
    except TelegramError as error:
        _LOGGER.warning("The command menu was not set (%s, %s): %s", scope.type, language, reason(error))


def _menu(language: str) -> list[BotCommand]:
    with speaking(language):
        return [BotCommand(command.name, say(command.description)) for command in COMMANDS if command.in_menu]
