"""What people read before they write to the bot, and what it asks for in a channel: set at start."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, ChatAdministratorRights
from telegram.error import TelegramError

from bot.chat.delivering.sending import reason
from bot.languages.saying import ENGLISH, LANGUAGES, say, speaking

_LOGGER = logging.getLogger(__name__)
_IN_CHANNELS = ChatAdministratorRights(
    is_anonymous=False,
    can_manage_chat=False,
    can_delete_messages=False,
    can_manage_video_chats=False,
    can_restrict_members=False,
    can_promote_members=False,
    can_change_info=False,
    can_invite_users=False,
    can_post_stories=False,
    can_edit_stories=False,
    can_delete_stories=False,
    can_post_messages=True,
    can_edit_messages=True,
)
"""What the bot needs of a channel it tells something: to post, and to add to what it has posted."""


async def publish_profile(bot: Bot, default: str = ENGLISH) -> None:
    """Give Telegram the bot's description, in each language, and the rights it asks for in channels.

    What stands there already is left, for Telegram lets these be set but rarely; a failure is logged.
    """
    for language in (default, *(code for code in LANGUAGES if code != default)):
        await _describe(bot, language, None if language == default else language)
    try:
        asked = await bot.get_my_default_administrator_rights(for_channels=True)
        if not (
            asked.can_post_messages and asked.can_edit_messages
        ):  # what else is asked is whoever's choice
            await bot.set_my_default_administrator_rights(_IN_CHANNELS, for_channels=True)
    except TelegramError as error:
        _LOGGER.warning("The rights to ask for in channels were not set: %s", reason(error))


async def _describe(bot: Bot, language: str, for_users_of: str | None) -> None:
    long, short = await asyncio.to_thread(_descriptions, language)  # it loads the language's catalogue
    try:
        if (await bot.get_my_description(for_users_of)).description != long:
            await bot.set_my_description(long, for_users_of)
        if (await bot.get_my_short_description(for_users_of)).short_description != short:
            await bot.set_my_short_description(short, for_users_of)
    except TelegramError as error:
        _LOGGER.warning("The bot's description was not set (%s): %s", language, reason(error))


def _descriptions(language: str) -> tuple[str, str]:
    """Return what stands in an empty chat (512 characters at most), and in the profile (120)."""
    with speaking(language):
        return (
            say(
                "I brief from news articles: who somebody is, what they said, what happened when. Every line "
                "I show stands word for word in a source, which I name; when no source has it, I say so. "
                "Write a name or a subject."
            ),
            say("Briefings from news articles, every line word for word from a source."),
        )
