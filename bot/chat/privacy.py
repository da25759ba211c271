"""`/privacy` says what is stored of a chat, `/forget` deletes it."""

from __future__ import annotations

from telegram import Message

from bot.chat.access import administers_chat
from bot.chat.memory import Chats
from bot.chat.menus import withdraw_menu_of
from bot.chat.sending import Post
from bot.languages.saying import marked, say

STORED = marked(
    "<b>What I store</b>\n"
    "• the number of this chat, and what it chose with /settings\n"
    "• its watches and schedules, the number of who asked for them, and what it was told of them: 31 days\n"
    "• up to where it was briefed with /brief\n"
    "• what was asked here, without who asked, for the buttons under my answers: 31 days\n"
    "• that an answer was found useful or wrong, and by whom: as long as that answer's buttons\n"
    "• whether I introduced myself here, and whether I may write here\n\n"
    "Who put right who is who stays on record with the correction, by number: those who run me alone can.\n"
    "Names and other messages are not stored, and what people ask is not logged; "
    "my log holds the numbers of chats.\n"
    "/forget deletes all of it but that record and the log."
)
FORGOTTEN = marked(
    "Everything I had stored of this chat is deleted; buttons under earlier answers no longer work."
)
NOT_YOURS = marked("Only administrators of this group may delete what I store of it.")


class PrivacyDesk:
    """Says what is stored, and deletes it."""

    def __init__(self, chats: Chats, post: Post) -> None:
        self._chats = chats
        self._post = post

    async def tell(self, message: Message, _words: str) -> None:
        """Answer `/privacy`."""
        await self._post.reply(message, say(STORED))

    async def forget(self, message: Message, _words: str) -> None:
        """Answer `/forget`: in private for oneself, in a group for its administrators."""
        if not await administers_chat(message.get_bot(), message):
            await self._post.reply(message, say(NOT_YOURS))
            return
        chose_a_language = (await self._chats.record(message.chat.id)).language is not None
        await self._chats.forget(message.chat.id)
        await self._post.reply(message, say(FORGOTTEN))
        if chose_a_language:
            await withdraw_menu_of(message.get_bot(), message.chat.id)
