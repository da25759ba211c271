"""The bot's own place in chats: joining, being removed, losing the right to write, a group's new id."""

from __future__ import annotations

import logging

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted, Update
from telegram.constants import ChatMemberStatus

from bot.chat.addressing import in_group
from bot.chat.chats.access import Access
from bot.chat.chats.manners import Context, Manners
from bot.chat.delivering.sending import Post
from bot.chat.journal import UpdateOutcome, note
from bot.chat.memory import Chats
from bot.languages.saying import marked, say

_LOGGER = logging.getLogger(__name__)
_GONE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
_TRY_AGAIN_AFTER = 3600  # seconds; a group's general permissions change without Telegram telling the bot

INTRODUCTION = marked(
    "I am Aide-Mémoire: I brief from news articles, every line word for word from a source.\n"
    "Here I answer commands, mentions and replies to my messages, and nothing else: try /person, /topic "
    "or /help. Administrators set time zone and length with /settings; /privacy says what I store."
)


def turned_away_text(chat: int) -> str:
    """Return the sentence a stranger is told, once."""
    return say(
        "I answer only the chats I was set up for; the bot's administrators can "
        "add this one with the number <code>{chat}</code>.",
        chat=chat,
    )


class GroupDesk:
    """Takes what Telegram tells of the bot's own membership and of groups that get another id."""

    def __init__(self, chats: Chats, post: Post, access: Access, manners: Manners) -> None:
        self._chats = chats
        self._post = post
        self._access = access
        self._manners = manners

    async def membership(self, update: Update, _: Context) -> None:
        """Remember whether the bot may write in a chat; introduce it to a group it has just joined."""
        note(UpdateOutcome.NOTED, kind="membership")
        change = update.my_chat_member
        assert change is not None
        chat = change.chat
        hindrance = _hindrance(change.new_chat_member)
        if hindrance is not None:
            await self._chats.bar(chat.id, hindrance, self._second())
            _LOGGER.info("Chat %s: %s", chat.id, hindrance)
            return
        await self._chats.admit(chat.id)
        if change.old_chat_member.status not in _GONE or not in_group(chat):
            return
        if not self._access.admits(chat, change.from_user):
            if await self._chats.turn_away(chat.id):
                await self._post.say(chat.id, turned_away_text(chat.id))
        elif await self._chats.introduce(chat.id):
            await self._post.say(chat.id, say(INTRODUCTION))

    async def migration(self, update: Update, _: Context) -> None:
        """Let a group that became a supergroup keep what it had; both of its chats tell of it."""
        note(UpdateOutcome.NOTED, kind="migration")
        message = update.effective_message
        assert message is not None
        if message.migrate_to_chat_id is not None:
            await self._chats.move(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await self._chats.move(message.migrate_from_chat_id, message.chat.id)

    async def may_write(self, chat: int) -> bool:
        """Say whether an answer to a chat is worth trying: not within the hour after one was refused."""
        record = await self._chats.record(chat)
        if record.barred is None or chat > 0:
            return True  # somebody who writes in private does not block the bot
        since = self._second() - (record.barred_since or 0)
        return not 0 <= since < _TRY_AGAIN_AFTER  # before it: the clock was set back

    def _second(self) -> int:
        return int(self._manners.now().timestamp())


def _hindrance(member: ChatMember) -> str | None:
    """Return why a member of this status may not write, None when it may."""
    if member.status in _GONE:
        return "the bot was removed or blocked"
    if isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        return "the bot may not write here"
    if isinstance(member, ChatMemberAdministrator) and member.can_post_messages is False:
        return "the bot may not post in the channel"
    return None
