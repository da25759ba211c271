"""Is this message meant for us, and what does it ask? Pure: Telegram's values in, a question out.

In private everything somebody writes is for us. In a group only what is said to us: a command that names us
or nobody, a mention of us anywhere, a reply to a message of ours. Never: a command for another bot, an edited
message, a channel's post (also where Telegram copies it into the channel's discussion group), another bot's
message, or what was sent through us inline. A channel's administrators may give orders in it (`order_in`).

What Telegram delivers is less than that: with privacy mode on (BotFather's default) a group's plain mentions
never reach the bot; commands and replies do. README.md has BotFather's settings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Chat, MaybeInaccessibleMessage, Message, MessageEntity, User
from telegram.constants import ChatType

from bot.dialogue import parse
from bot.words.answers import Kind
from bot.words.deliveries import Place

# Commands about the chat that only tell something.
_CHANGE_NOTHING = frozenset({"export", "privacy", "status", "watches"})
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_MOST_LINKS = 5
_COMMAND = re.compile(r"\s*/[A-Za-z][A-Za-z0-9_]*(?:@([A-Za-z0-9_]+))?(?!\S)")  # "/12" is a number


@dataclass(frozen=True, slots=True)
class Question:
    """What a message asks; when it is put to us `by_name`, even an unknown command gets an answer."""

    text: str
    by_name: bool


def question_in(message: Message, me: User) -> Question | None:
    """Return what `message` asks `me`, or None when it is not for us or holds no words.

    The caption of a picture or a file counts as its words. A mention of us is taken out of the text, so the
    question of a bare mention is empty.
    """
    text = message.text or message.caption
    if text is None or not _from_a_person(message, me):
        return None
    if in_group(message.chat) and is_forwarded_command(message, text):
        return None
    command = _COMMAND.match(text)
    named = command[1].lower() if command and command[1] else None
    if named is not None and named != (me.username or "").lower():
        return None
    if message.chat.type == ChatType.PRIVATE:
        unmentioned = _without_mention(message, text, me)  # out of habit, as in a group
        return Question(unmentioned or text.strip(), by_name=True)
    if message.chat.type == ChatType.CHANNEL:
        return None
    unmentioned = _without_mention(message, text, me)
    if unmentioned is not None:
        inner = _COMMAND.match(unmentioned)
        other = inner[1].lower() if inner and inner[1] else None
        if other is not None and other != (me.username or "").lower():
            return None
        return Question(unmentioned, by_name=True)
    replies = _replies_to(message, me)
    if command or replies:
        return Question(text.strip(), by_name=replies or named is not None)
    return None


def order_in(message: Message, me: User) -> str | None:
    """Return the command a channel's post gives `me`, None when it gives none; it need not be one we know.

    Only a channel's administrators can post in it.
    """
    text = message.text
    if text is None or message.chat.type != ChatType.CHANNEL or message.forward_origin is not None:
        return None
    if message.edit_date is not None or message.via_bot is not None:
        return None
    command = _COMMAND.match(text)
    if command is None or (command[1] or me.username or "").lower() != (me.username or "").lower():
        return None
    return text.strip()


def changes_something(message: Message, me: User) -> bool:
    """Say whether a message is a command that changes what is stored, however late it is read."""
    question = question_in(message, me)
    text = question.text if question is not None else order_in(message, me)
    request = parse(text, bot_name=me.username or "") if text is not None else None
    if request is None:
        return False
    if request.kind is Kind.CHAT:
        return request.words.partition(" ")[0] not in _CHANGE_NOTHING
    return request.kind in (Kind.CURATION, Kind.FEEDS)


def is_forwarded_command(message: Message, text: str) -> bool:
    """Say whether somebody only passes on a command: it was somebody else's, and is not obeyed here."""
    return message.forward_origin is not None and _COMMAND.match(text) is not None


def _from_a_person(message: Message, me: User) -> bool:
    """Say whether a person wrote this to be read; those who speak as their group or channel are persons."""
    if message.edit_date is not None or message.is_automatic_forward:
        return False
    if message.via_bot is not None and message.via_bot.id == me.id:
        return False
    sender = message.from_user
    if message.sender_chat is not None:
        return True
    return sender is not None and not sender.is_bot


def _without_mention(message: Message, text: str, me: User) -> str | None:
    """Return the text without the mentions of us, None when there are none."""
    wide = text.encode("utf-16-le", "surrogatepass")  # entities count UTF-16 code units
    kept = []
    at = 0
    for entity in message.entities or message.caption_entities:
        start, end = entity.offset * 2, (entity.offset + entity.length) * 2
        if start >= at and _is_mention(entity, wide[start:end].decode("utf-16-le", "replace"), me):
            kept.append(wide[at:start])
            at = end
    if at == 0:
        return None
    kept.append(wide[at:])
    return b"".join(kept).decode("utf-16-le", "replace").strip(" \t\n,:;")


def _is_mention(entity: MessageEntity, words: str, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and words[1:].lower() == (me.username or "").lower()


def _replies_to(message: Message, me: User) -> bool:
    """Say whether the message replies to one of ours and does not begin by turning to somebody else."""
    target = message.reply_to_message
    if target is None or target.forum_topic_created or target.from_user is None:
        return False  # the first message of a topic is what Telegram gives when nothing was replied to
    entities = message.entities or message.caption_entities
    turned_away = any(
        entity.offset == 0 and entity.type in {MessageEntity.MENTION, MessageEntity.TEXT_MENTION}
        for entity in entities
    )
    return target.from_user.id == me.id and not turned_away


def words_replied_to(message: Message) -> str:
    """Return the words of the message that is replied to, or those of them that are quoted; "" for none."""
    if message.quote is not None:
        return message.quote.text
    target = message.reply_to_message
    if target is None or target.forum_topic_created:
        return ""
    return target.text or target.caption or ""


def links_in(message: Message) -> list[str]:
    """Return the links a message consists of, a few at most; none when it holds other words as well."""
    words = (message.text or "").split()
    if not all(_LINK.fullmatch(word) for word in words):
        return []
    return list(dict.fromkeys(words))[:_MOST_LINKS]


def place_of(message: MaybeInaccessibleMessage) -> Place:
    """Return the chat and the forum topic a message stands in; 0 where there is no topic."""
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Place(message.chat.id, topic or 0)


def in_group(chat: Chat) -> bool:
    """Say whether several people read this chat."""
    return chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}
