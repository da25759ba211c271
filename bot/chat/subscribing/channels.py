"""Channels that are told something from a private chat: which one is meant, and whether the asker may decide.

A command names its channel at its end (`to @name`, or the number that begins with -100), or answers a message
forwarded from it.
"""

from __future__ import annotations

import re

from telegram import Bot, ChatMember, ChatMemberAdministrator, Message, MessageOriginChannel, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.errors import SubscriptionRefused
from bot.languages.saying import say

_TARGET = re.compile(
    r"(?:(?:^| )(?:to|in|into|from|for|в|на|из|для))?(?:^| )(@[A-Za-z][A-Za-z0-9_]{3,31}|-100[0-9]{5,15})$",
    re.IGNORECASE,
)
_NO_MEMBERS = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
Target = str | int


def target_in(words: str) -> tuple[str, Target | None]:
    """Return the words of a command without the channel named at their end, and that channel, if any."""
    found = _TARGET.search(words)
    if found is None:
        return words, None
    named = found[1]
    return words[: found.start()].strip(), named if named.startswith("@") else int(named)


def forwarded_from(message: Message) -> int | None:
    """Return the channel whose forwarded message a command answers, None when it answers no such."""
    answered = message.reply_to_message
    origin = answered.forward_origin if answered is not None else None
    return origin.chat.id if isinstance(origin, MessageOriginChannel) else None


async def channel_of(bot: Bot, asking: User | None, target: Target, *, to_post: bool) -> tuple[int, str]:
    """Return the id and the title of a channel whose administrator asks.

    Args:
        bot: who asks Telegram.
        asking: who wants to decide for the channel.
        target: the channel's name with its @, or its id.
        to_post: whether the bot is to post there, and so must be allowed to.

    Raises:
        SubscriptionRefused: it is no channel, the bot may not post in it, or who asks may not.
    """
    named = str(target)
    try:
        chat = await bot.get_chat(target)
        if chat.type != ChatType.CHANNEL:
            raise SubscriptionRefused(
                say("{chat} is not a channel; in a group, send me the command there.", chat=named)
            )
        theirs = await bot.get_chat_member(chat.id, asking.id) if asking is not None else None
        ours = await bot.get_chat_member(chat.id, bot.id) if to_post else None
    except (BadRequest, Forbidden) as error:
        raise SubscriptionRefused(
            say("I cannot reach {chat}: add me there first, as an administrator who may post.", chat=named)
        ) from error
    except TelegramError as error:
        raise SubscriptionRefused(
            say("Telegram does not tell me of {chat} just now; please try again.", chat=named)
        ) from error
    title = chat.title or named
    if theirs is None or not _may_post(theirs):
        known = chat.username is not None or (theirs is not None and theirs.status not in _NO_MEMBERS)
        raise SubscriptionRefused(
            say(
                "Only administrators of {chat} who may post there may choose what it is told.",
                chat=title if known else named,  # what a private channel is called is its readers' to know
            )
        )
    if ours is not None and not _may_post(ours):
        raise SubscriptionRefused(
            say("I may not post in {chat}: make me an administrator of it who may.", chat=title)
        )
    return chat.id, title


async def decides_for(bot: Bot, asking: User | None, chat: int) -> bool:
    """Say whether somebody may end what they once asked for in another chat: its administrators may.

    Where the bot is no more, nothing is sent either, so whoever asked for it may.
    """
    if asking is None:
        return False
    try:
        member = await bot.get_chat_member(chat, asking.id)
    except Forbidden:
        return True
    except BadRequest as error:
        return "chat not found" in str(error).lower()  # of somebody who is no member, Telegram says otherwise
    except TelegramError:
        return False
    return member.status in {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


async def title_of(bot: Bot, chat: int) -> str:
    """Return what a chat is called, its id where Telegram does not say."""
    try:
        return (await bot.get_chat(chat)).title or str(chat)
    except TelegramError:
        return str(chat)


def _may_post(member: ChatMember) -> bool:
    if member.status == ChatMemberStatus.OWNER:
        return True
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
