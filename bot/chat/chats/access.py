"""Who may: who is answered at all, who may change a chat's settings, who may give documents."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import Bot, CallbackQuery, Chat, Message, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.languages.saying import marked

_LOGGER = logging.getLogger(__name__)
NOT_YOURS_TO_CHOOSE = marked("Only administrators of this chat may choose what it is told.")
_ADMINISTRATORS = {ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER}


@dataclass(frozen=True, slots=True)
class Access:
    """The ids that get answers, empty for everyone, and those of the bot's own administrators."""

    allowed: frozenset[int] = frozenset()
    administrators: frozenset[int] = frozenset()

    def admits(self, chat: Chat | None, person: User | None) -> bool:
        """Say whether the chat or whoever writes there is among those allowed."""
        ids = {one.id for one in (chat, person) if one is not None}
        return not self.allowed or bool(ids & (self.allowed | self.administrators))

    def administers_bot(self, person: User | None) -> bool:
        """Say whether somebody is among the bot's administrators."""
        return person is not None and person.id in self.administrators


async def administers_chat(bot: Bot, asked: Message | CallbackQuery) -> bool:
    """Say whether whoever asks may change the settings of the chat: anybody in private, else administrators.

    When Telegram does not say, nobody may.
    """
    message = asked if isinstance(asked, Message) else asked.message
    if message is None:
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    if isinstance(asked, Message) and asked.sender_chat is not None:
        return asked.sender_chat.id == asked.chat.id  # an administrator who speaks as the group
    if asked.from_user is None:
        return False
    try:
        member = await bot.get_chat_member(message.chat.id, asked.from_user.id)
    except TelegramError as error:
        _LOGGER.warning("Chat %s: not known who administers it: %s", message.chat.id, error)
        return False
    return member.status in _ADMINISTRATORS
