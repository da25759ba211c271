"""The people, chats and messages of the server, and what Telegram would tell the bot about them.

Which group messages a bot with privacy mode on is told of follows Telegram's FAQ ("What messages will my
bot get?"): commands that name it; plain commands when no other bot spoke last; replies to its messages and
to messages meant for it; what was sent through it; service messages. A mention (`@bot words`) alone is
**not** among them, whatever BotFather's wording suggests: many bug reports of other projects agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram_server.facts import JSON, Upload
from tests.telegram_server.markup import Entity, covered, found_entities

if TYPE_CHECKING:
    from tests.telegram_server.server import TelegramServer


_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


@dataclass
class BotMessage:
    """A message of the bot as the chat shows it; `sent` holds the call's parameters."""

    chat: Chat
    id: int
    text: str
    entities: list[Entity]
    sent: JSON
    reply_to: int | None = None
    thread: int | None = None
    keyboard: list[list[JSON]] = field(default_factory=list)
    document: Upload | None = None
    edits: int = 0

    def words(self, kind: str) -> list[str]:
        """Return the words shown in one way ("bold", "blockquote", "text_link"), in order."""
        return [covered(self.text, entity) for entity in self.entities if entity["type"] == kind]

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons, row after row."""
        return [button["text"] for row in self.keyboard for button in row]


@dataclass
class Said:
    """A message somebody wrote; `delivered` says whether Telegram tells the bot of it."""

    chat: Chat
    json: JSON
    delivered: bool

    @property
    def id(self) -> int:
        """The message's id in its chat."""
        return int(self.json["message_id"])


@dataclass
class Press:
    """A button pressed; `await answered()` waits for the bot to say it saw it."""

    server: TelegramServer
    id: str
    answer: JSON | None = None

    async def answered(self) -> JSON:
        """Return what the bot answered with `answerCallbackQuery`."""
        await self.server.until(lambda: self.answer is not None, "an answer to the pressed button")
        assert self.answer is not None
        return self.answer


@dataclass
class InlineAsk:
    """`@bot words` typed in any chat; `await results()` waits for what is offered."""

    server: TelegramServer
    id: str
    answer: JSON | None = None

    async def results(self) -> list[JSON]:
        """Return the results the bot offered."""
        await self.server.until(lambda: self.answer is not None, "inline results")
        assert self.answer is not None
        return list(self.answer["results"])


@dataclass
class GuestAsk:
    """The bot mentioned where it is no member; `await answered()` waits for the message it sends there."""

    server: TelegramServer
    id: str
    result: JSON | None = None

    async def answered(self) -> JSON:
        """Return the result the bot sent."""
        await self.server.until(lambda: self.result is not None, "an answer to the guest question")
        assert self.result is not None
        return self.result


@dataclass
class Person:
    """Somebody with an account: a human, or another bot."""

    server: TelegramServer
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    is_bot: bool = False

    @property
    def json(self) -> JSON:
        """The `User` object."""
        fields = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": None if self.is_bot else self.language_code,
        }
        user = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return user | {name: value for name, value in fields.items() if value is not None}

    @property
    def private(self) -> Chat:
        """This person's chat with the bot."""
        return self.server.private_chat(self)

    def says(
        self,
        text: str,
        chat: Chat | None = None,
        *,
        reply_to: Said | BotMessage | None = None,
        topic: Topic | None = None,
        ago: float = 0,
        **fields: Any,
    ) -> Said:
        """Write `text` in `chat` (without one, to the bot in private), `ago` seconds before now.

        Further keywords become fields of the `Message` (`via_bot`, `sender_chat`, `media_group_id`).
        """
        content = {"text": text}
        if entities := found_entities(text):
            content["entities"] = entities  # type: ignore[assignment]
        return self._post(chat or self.private, content | fields, reply_to, topic, ago)

    def sends_photo(self, caption: str | None = None, chat: Chat | None = None, **fields: Any) -> Said:
        """Send a photo, with or without a caption."""
        photo = {"file_id": "photo-1", "file_unique_id": "p1", "width": 90, "height": 90}
        return self._post(chat or self.private, {"photo": [photo], **_caption(caption), **fields})

    def sends_document(
        self, name: str, data: bytes, caption: str | None = None, chat: Chat | None = None, **fields: Any
    ) -> Said:
        """Send a file; the bot can fetch it with `getFile`."""
        file_id = self.server.keep_file(data)
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(data)}
        return self._post(chat or self.private, {"document": document, **_caption(caption), **fields})

    def sends(self, content: JSON, chat: Chat | None = None) -> Said:
        """Send something without words: `content` holds the field of the `Message` it comes in."""
        return self._post(chat or self.private, content)

    def edits(self, said: Said, text: str) -> None:
        """Change a message of one's own."""
        said.json |= {"text": text, "entities": found_entities(text), "edit_date": self.server.date()}
        if said.delivered:
            self.server.enqueue("edited_message", said.json)

    def presses(self, message: BotMessage, label: str) -> Press:
        """Press the button with this label under a message of the bot."""
        row = [button for row in message.keyboard for button in row if button["text"] == label]
        assert row, f"no button {label!r}, only {message.buttons}"
        return self.presses_data(message, row[0]["callback_data"])

    def presses_data(self, message: BotMessage | None, data: str) -> Press:
        """Press a button with this data, as a client of one's own making may; without a message, inline.

        Of a message that was deleted meanwhile, Telegram tells only where it was.
        """
        press = Press(self.server, self.server.new_id("callback"))
        self.server.presses[press.id] = press
        query: JSON = {"id": press.id, "from": self.json, "chat_instance": "1", "data": data}
        if message is None:
            query["inline_message_id"] = "inline-1"
        else:
            gone = {"chat": message.chat.json, "message_id": message.id, "date": 0}
            query["message"] = message.chat.messages.get(message.id, gone)
        self.server.enqueue("callback_query", query)
        return press

    def asks_inline(self, words: str, *, offset: str = "") -> InlineAsk:
        """Type `@bot words` in some chat."""
        ask = InlineAsk(self.server, self.server.new_id("inline"))
        self.server.inline_asks[ask.id] = ask
        self.server.enqueue(
            "inline_query", {"id": ask.id, "from": self.json, "query": words, "offset": offset}
        )
        return ask

    def asks_guest(self, text: str, chat: Chat, *, ago: float = 0, **fields: Any) -> GuestAsk:
        """Mention the bot in a chat it is no member of."""
        ask = GuestAsk(self.server, self.server.new_id("guest"))
        self.server.guest_asks[ask.id] = ask
        content = {"text": text, "entities": found_entities(text), "guest_query_id": ask.id} | fields
        self.server.enqueue("guest_message", chat.new_message(self, content, ago))
        return ask

    def blocks_bot(self) -> None:
        """Block the bot in private."""
        self.private.barred = "bot was blocked by the user"
        self.private.bot_becomes("kicked", self)

    def _post(
        self,
        chat: Chat,
        content: JSON,
        reply_to: Said | BotMessage | None = None,
        topic: Topic | None = None,
        ago: float = 0,
    ) -> Said:
        message = chat.new_message(self, content, ago)
        if topic is not None:
            message |= {"message_thread_id": topic.id, "is_topic_message": True}
            message["reply_to_message"] = topic.created
        if reply_to is not None:
            message["reply_to_message"] = chat.messages[reply_to.id]
            if topic is None and chat.type == "supergroup":
                # Any reply in a supergroup belongs to a thread; only a forum's threads are topics.
                message.setdefault("message_thread_id", reply_to.id)
        said = Said(chat, message, chat.tells_bot(message))
        if said.delivered:
            chat.meant_for_bot.add(said.id)
            self.server.enqueue("message", message)
        return said


def _caption(caption: str | None) -> JSON:
    if caption is None:
        return {}
    return {"caption": caption, "caption_entities": found_entities(caption)}


@dataclass
class Topic:
    """A topic of a forum."""

    id: int
    name: str
    created: JSON
    closed: bool = False


@dataclass
class Chat:
    """A chat with its messages; `barred` is the reason the bot may not write in it.

    With `barred_softly` it may not write either, and Telegram calls that a bad request.
    """

    server: TelegramServer
    id: int
    type: str
    title: str | None = None
    person: Person | None = None
    forum: bool = False
    privacy: bool = True
    username: str | None = None
    bot_is_admin: bool = False
    bot_may_post: bool = True
    may_not_post: set[int] = field(default_factory=set)
    barred: str | None = None
    barred_softly: str | None = None
    moved_to: int | None = None
    messages: dict[int, JSON] = field(default_factory=dict)
    administrators: set[int] = field(default_factory=set)
    strangers: set[int] = field(default_factory=set)
    topics: dict[int, Topic] = field(default_factory=dict)
    replies: list[BotMessage] = field(default_factory=list)
    actions: list[JSON] = field(default_factory=list)
    reactions: dict[int, str] = field(default_factory=dict)
    without_reactions: bool = False
    meant_for_bot: set[int] = field(default_factory=set)
    last_bot: int | None = None
    _seen: int = 0
    _last_id: int = 0

    @property
    def json(self) -> JSON:
        """The `Chat` object."""
        chat: JSON = {"id": self.id, "type": self.type}
        if self.title is not None:
            chat["title"] = self.title
        if self.username is not None:
            chat["username"] = self.username
        if self.person is not None:
            chat["first_name"] = self.person.first_name
            if self.person.username:
                chat["username"] = self.person.username
        if self.forum:
            chat["is_forum"] = True
        return chat

    def new_message(self, sender: Person, content: JSON, ago: float = 0) -> JSON:
        """Add a message to the chat and return its `Message` object."""
        self._last_id += 1
        date = self.server.date() - int(ago)
        message: JSON = {"message_id": self._last_id, "date": date, "chat": self.json, "from": sender.json}
        message |= content
        self.messages[self._last_id] = message
        if sender.is_bot:
            self.last_bot = sender.id
        return message

    def posts(self, text: str, ago: float = 0, **fields: Any) -> Said:
        """Post in this channel, as one of its administrators; a post has no user."""
        message = self.new_message(self.server.me, {"text": text, "sender_chat": self.json, **fields}, ago)
        del message["from"]
        if entities := found_entities(text):
            message["entities"] = entities
        self.server.enqueue("channel_post", message)
        return Said(self, message, delivered=True)

    def topic(self, name: str) -> Topic:
        """Open a topic in a forum."""
        assert self.forum, "only a forum has topics"
        opened = {"forum_topic_created": {"name": name, "icon_color": 7322096}, "is_topic_message": True}
        created = self.new_message(self.server.user("Owner"), opened)
        created["message_thread_id"] = created["message_id"]
        topic = Topic(created["message_id"], name, created)
        self.topics[topic.id] = topic
        return topic

    def deletes(self, message: Said | BotMessage) -> None:
        """Take a message out of the chat."""
        del self.messages[message.id]

    def adds_bot(self, by: Person) -> None:
        """Tell the bot that somebody added it to this group."""
        self.barred = None
        self.bot_becomes("member", by)

    def kicks_bot(self, by: Person | None = None) -> None:
        """Throw the bot out of the group."""
        kind = self.type if self.type in {"supergroup", "channel"} else "group"
        self.barred = f"bot was kicked from the {kind} chat"
        self.bot_becomes("kicked", by or self.server.user("Owner"))

    def bot_becomes(self, status: str, by: Person) -> None:
        """Send the update about the bot's own membership."""
        before = "member" if status in {"kicked", "restricted"} else "kicked"
        if self.type == "channel":
            before = "administrator" if status == "kicked" else "left"
        change = {"chat": self.json, "from": by.json, "date": self.server.date()}
        members = {"old_chat_member": self._bot_as(before), "new_chat_member": self._bot_as(status)}
        self.server.enqueue("my_chat_member", change | members)

    def mutes_bot(self, by: Person) -> None:
        """Take the right to write from the bot, which stays in the group."""
        self.barred_softly = "not enough rights to send text messages to the chat"
        self.bot_becomes("restricted", by)

    def _bot_as(self, status: str) -> JSON:
        """Return the `ChatMember` object of the bot; restricted means that it may do nothing."""
        member: JSON = {"status": status, "user": self.server.me.json}
        if status == "restricted":
            member |= dict.fromkeys(_PERMISSIONS, False) | {"is_member": True, "until_date": 0}
        if status == "kicked":
            member["until_date"] = 0
        if status == "administrator":
            member |= self.rights(may_post=self.bot_may_post)
        return member

    def rights(self, *, may_post: bool) -> JSON:
        """Return what an administrator may do here; posting is a right of channels alone."""
        rights: JSON = dict.fromkeys(RIGHTS, True) | {"is_anonymous": False}
        if self.type == "channel":
            rights |= {"can_post_messages": may_post, "can_edit_messages": may_post}
        return rights

    def upgrades(self) -> Chat:
        """Become a supergroup, which has another id, and return it; both chats tell the bot of it."""
        chat = self.server.group(self.title or "", supergroup=True)
        self.moved_to = chat.id
        by = self.server.user("Owner")
        self.server.enqueue("message", self.new_message(by, {"migrate_to_chat_id": chat.id}))
        self.server.enqueue("message", chat.new_message(by, {"migrate_from_chat_id": self.id}))
        return chat

    async def reply(self, *, within: float = 40.0) -> BotMessage:
        """Wait for the bot's next message in this chat that no earlier call returned, and return it."""
        await self.server.until(
            lambda: len(self.replies) > self._seen, f"a message in chat {self.id}", within
        )
        self._seen += 1
        return self.replies[self._seen - 1]

    def tells_bot(self, message: JSON) -> bool:
        """Say whether Telegram delivers this message to the bot (see the head of the module)."""
        if self.barred and self.type != "private":
            return False
        if self.type == "private":
            return True
        if message["from"]["is_bot"] and "sender_chat" not in message:
            return False
        if self.bot_is_admin or not self.privacy or not {"text", "caption"} & message.keys():
            return self.bot_is_admin or not self.privacy
        return any(rule(message) for rule in self._private_rules())

    def _private_rules(self) -> list[Callable[[JSON], bool]]:
        me = self.server.me

        def replies_to_what_is_meant_for_it(message: JSON) -> bool:
            target = message.get("reply_to_message", {})
            return target.get("from", {}).get("id") == me.id or target.get("message_id") in self.meant_for_bot

        def sent_through_it(message: JSON) -> bool:
            return bool(message.get("via_bot", {}).get("id") == me.id)

        def command(message: JSON) -> bool:
            text: str = message.get("text") or message.get("caption") or ""
            entities: list[Entity] = message.get("entities") or message.get("caption_entities") or []
            for entity in entities:
                if entity["type"] == "bot_command":
                    _, _, name = covered(text, entity).partition("@")
                    if name:
                        return name.lower() == (me.username or "").lower()
                    return entity["offset"] == 0 and self.last_bot in {None, me.id}
            return False

        return [replies_to_what_is_meant_for_it, sent_through_it, command]
