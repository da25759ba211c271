"""What each method of the Bot API does here, and every reason it refuses, in Telegram's own words."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.telegram_server.chats import BotMessage, Chat
from tests.telegram_server.facts import JSON, Malformed, Refused, Upload
from tests.telegram_server.markup import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    MOST_ENTITIES,
    Entity,
    found_entities,
    parsed_html,
    trimmed,
    units,
)

if TYPE_CHECKING:
    from tests.telegram_server.server import TelegramServer

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
# The reactions everybody may give (Bot API, ReactionTypeEmoji), as far as a courteous bot would.
REACTIONS = frozenset("👍👎👏🤔🎉🙏👌🤝🫡🤗") | {"✍", "❤", "👀"}
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_LARGEST_FILE = 50 * 1024 * 1024


async def get_me(server: TelegramServer, _: JSON) -> JSON:
    return server.me.json | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": server.has_inline_mode,
        "supports_guest_queries": True,
    }


async def send_message(server: TelegramServer, call: JSON) -> JSON:
    text, entities = _formatted(call["text"], call.get("parse_mode"), call.get("entities"))
    if not text:
        raise Refused(400, "Bad Request: message text is empty")
    if units(text) > LONGEST_TEXT:
        raise Refused(400, "Bad Request: message is too long")
    return _post(server, call, text, entities, {"text": text, "entities": entities})


async def send_document(server: TelegramServer, call: JSON) -> JSON:
    caption, entities = _formatted(
        call.get("caption", ""), call.get("parse_mode"), call.get("caption_entities")
    )
    if units(caption) > LONGEST_CAPTION:
        raise Refused(400, "Bad Request: message caption is too long")
    upload = _upload(call, "document")
    if not upload.data:
        raise Refused(400, "Bad Request: file must be non-empty")
    if len(upload.data) > _LARGEST_FILE:
        raise Refused(413, "Request Entity Too Large")
    file_id = server.keep_file(upload.data)
    document = {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_name": upload.name,
        "file_size": len(upload.data),
    }
    content = {"document": document}
    if caption:
        content |= {"caption": caption, "caption_entities": entities}  # type: ignore[dict-item]
    return _post(server, call, caption, entities, content, upload)


async def send_photo(server: TelegramServer, call: JSON) -> JSON:
    caption, entities = _formatted(
        call.get("caption", ""), call.get("parse_mode"), call.get("caption_entities")
    )
    if units(caption) > LONGEST_CAPTION:
        raise Refused(400, "Bad Request: message caption is too long")
    upload = _upload(call, "photo")
    file_id = server.keep_file(upload.data)
    photo = {"file_id": file_id, "file_unique_id": file_id, "width": 640, "height": 480}
    content: JSON = {"photo": [photo]}
    if caption:
        content |= {"caption": caption, "caption_entities": entities}
    return _post(server, call, caption, entities, content, upload)


async def send_chat_action(server: TelegramServer, call: JSON) -> bool:
    chat = _writable(server, call)
    if call["action"] not in _ACTIONS:
        raise Refused(400, "Bad Request: wrong parameter action in request")
    chat.actions.append(call)
    return True


async def set_message_reaction(server: TelegramServer, call: JSON) -> bool:
    chat = _writable(server, call)
    message: int = call["message_id"]
    if message not in chat.messages:
        raise Refused(400, "Bad Request: message to react not found")
    emojis = [one["emoji"] for one in call.get("reaction", [])]
    if len(emojis) > 1:
        raise Refused(400, "Bad Request: too many reactions")
    if any(emoji not in REACTIONS for emoji in emojis) or chat.without_reactions:
        raise Refused(400, "Bad Request: REACTION_INVALID")
    chat.reactions[message] = emojis[0] if emojis else ""
    return True


async def edit_message_text(server: TelegramServer, call: JSON) -> JSON | bool:
    chat = _writable(server, call)
    shown = next((reply for reply in chat.replies if reply.id == call.get("message_id")), None)
    if shown is None or shown.id not in chat.messages:
        raise Refused(400, "Bad Request: message to edit not found")
    text, entities = _formatted(call.get("text", ""), call.get("parse_mode"), call.get("entities"))
    if not text:
        raise Refused(400, "Bad Request: message text is empty")
    if units(text) > LONGEST_TEXT:
        raise Refused(400, "Bad Request: message is too long")
    keyboard = _keyboard(server, call)
    if (text, entities, keyboard) == (shown.text, shown.entities, shown.keyboard):
        raise Refused(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message",
        )
    shown.text, shown.entities, shown.keyboard, shown.sent = text, entities, keyboard, call
    shown.edits += 1
    message = chat.messages[shown.id]
    message |= {"text": text, "entities": entities, "edit_date": server.date()}
    message.pop("reply_markup", None)
    if keyboard:
        message["reply_markup"] = {"inline_keyboard": keyboard}
    return message


async def edit_message_reply_markup(server: TelegramServer, call: JSON) -> JSON:
    chat = _writable(server, call)
    shown = next((reply for reply in chat.replies if reply.id == call.get("message_id")), None)
    if shown is None or shown.id not in chat.messages:
        raise Refused(400, "Bad Request: message to edit not found")
    shown.keyboard = _keyboard(server, call)
    shown.edits += 1
    message = chat.messages[shown.id]
    message.pop("reply_markup", None)
    if shown.keyboard:
        message["reply_markup"] = {"inline_keyboard": shown.keyboard}
    return message


async def delete_message(server: TelegramServer, call: JSON) -> bool:
    chat = _writable(server, call)
    if chat.messages.pop(call["message_id"], None) is None:
        raise Refused(400, "Bad Request: message to delete not found")
    return True


async def answer_callback_query(server: TelegramServer, call: JSON) -> bool:
    press = server.presses.get(call["callback_query_id"])
    if press is None or press.answer is not None:
        raise Refused(400, f"Bad Request: {_TOO_OLD}")
    if units(call.get("text", "")) > 200:
        raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
    press.answer = call
    return True


async def answer_inline_query(server: TelegramServer, call: JSON) -> bool:
    ask = server.inline_asks.get(call["inline_query_id"])
    if ask is None or ask.answer is not None:
        raise Refused(400, f"Bad Request: {_TOO_OLD}")
    ids = [result["id"] for result in call["results"]]
    if len(ids) > 50:
        raise Refused(400, "Bad Request: RESULTS_TOO_MUCH")
    if len(set(ids)) != len(ids):
        raise Refused(400, "Bad Request: RESULT_ID_DUPLICATE")
    for result in call["results"]:
        _check_result(result)
    if len(call.get("next_offset", "").encode()) > 64:
        raise Refused(400, "Bad Request: NEXT_OFFSET_INVALID")
    ask.answer = call
    return True


async def answer_guest_query(server: TelegramServer, call: JSON) -> JSON:
    ask = server.guest_asks.get(call["guest_query_id"])
    if ask is None or ask.result is not None:
        raise Refused(400, f"Bad Request: {_TOO_OLD}")
    _check_result(call["result"])
    ask.result = call["result"]
    return {"inline_message_id": server.new_id("guest-message")}


def _check_result(result: JSON) -> None:
    if not 1 <= len(result["id"].encode()) <= 64:
        raise Refused(400, "Bad Request: RESULT_ID_INVALID")
    content = result.get("input_message_content", {})
    if "message_text" in content:
        text, _ = _formatted(content["message_text"], content.get("parse_mode"), content.get("entities"))
        if not 1 <= units(text) <= LONGEST_TEXT:
            raise Refused(400, "Bad Request: message text is empty or too long")


async def set_my_description(server: TelegramServer, call: JSON) -> bool:
    return _describe(server, call, "description", 512)


async def set_my_short_description(server: TelegramServer, call: JSON) -> bool:
    return _describe(server, call, "short_description", 120)


def _describe(server: TelegramServer, call: JSON, field: str, longest: int) -> bool:
    words = call.get(field, "")
    if units(words) > longest:
        raise Refused(400, f"Bad Request: {field} is too long")
    server.profile[field, call.get("language_code", "")] = words
    return True


async def get_my_description(server: TelegramServer, call: JSON) -> JSON:
    return {"description": server.profile.get(("description", call.get("language_code", "")), "")}


async def get_my_short_description(server: TelegramServer, call: JSON) -> JSON:
    key = ("short_description", call.get("language_code", ""))
    return {"short_description": server.profile.get(key, "")}


async def get_my_default_administrator_rights(server: TelegramServer, call: JSON) -> JSON:
    return server.asked_rights[call.get("for_channels", False)]


async def set_my_default_administrator_rights(server: TelegramServer, call: JSON) -> bool:
    server.asked_rights[call.get("for_channels", False)] = call.get("rights", {})
    return True


async def set_my_commands(server: TelegramServer, call: JSON) -> bool:
    commands = call["commands"]
    if len(commands) > 100:
        raise Refused(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    server.menus[_menu(call)] = commands
    return True


async def delete_my_commands(server: TelegramServer, call: JSON) -> bool:
    server.menus.pop(_menu(call), None)
    return True


async def get_my_commands(server: TelegramServer, call: JSON) -> list[JSON]:
    return server.menus.get(_menu(call), [])


async def delete_webhook(server: TelegramServer, call: JSON) -> bool:
    server.webhook = ""
    if call.get("drop_pending_updates"):
        server.waiting.clear()
    return True


async def set_webhook(server: TelegramServer, call: JSON) -> bool:
    address = urlsplit(call["url"])
    if call["url"] and address.scheme != "https":
        raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if (address.port or 443) not in {80, 88, 443, 8443}:
        ports = "Webhook can be set up only on ports 80, 88, 443 or 8443"
        raise Refused(400, f"Bad Request: bad webhook: {ports}")
    secret = call.get("secret_token", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise Refused(400, "Bad Request: secret token contains unallowed characters")
    if not 1 <= call.get("max_connections", 40) <= 100:
        raise Malformed("max_connections must be from 1 to 100")
    server.webhook, server.webhook_secret = call["url"], secret
    if "allowed_updates" in call:
        server.asked_updates = call["allowed_updates"]
    if call.get("drop_pending_updates"):
        server.waiting.clear()
    return True


async def get_chat(server: TelegramServer, call: JSON) -> JSON:
    chat = _writable(server, call)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    accepted = dict.fromkeys(gifts, False)
    return chat.json | {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": accepted}


async def get_chat_member(server: TelegramServer, call: JSON) -> JSON:
    chat = _writable(server, call)
    if call["user_id"] == server.me.id:
        admin = chat.type == "channel" or chat.bot_is_admin
        may = chat.rights(may_post=chat.bot_may_post) if admin else {}
        return {"status": "administrator" if admin else "member", "user": server.me.json} | may
    person = server.people.get(call["user_id"])
    if person is None:
        raise Refused(400, "Bad Request: user not found")
    if person.id in chat.administrators:
        rights = chat.rights(may_post=person.id not in chat.may_not_post)
        return {"status": "administrator", "user": person.json} | rights
    return {"status": "left" if person.id in chat.strangers else "member", "user": person.json}


async def get_webhook_info(server: TelegramServer, _: JSON) -> JSON:
    waiting = len(server.waiting)
    info = {"url": server.webhook, "has_custom_certificate": False, "pending_update_count": waiting}
    if server.webhook_failure:
        info |= {"last_error_date": server.date(), "last_error_message": server.webhook_failure}
    return info


async def leave_chat(server: TelegramServer, call: JSON) -> bool:
    chat = _writable(server, call)
    chat.kicks_bot()
    return True


async def get_file(server: TelegramServer, call: JSON) -> JSON:
    data = server.files.get(call["file_id"])
    if data is None:
        raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    if len(data) > 20 * 1024 * 1024:
        raise Refused(400, "Bad Request: file is too big")
    name = call["file_id"]
    return {"file_id": name, "file_unique_id": name, "file_size": len(data), "file_path": f"documents/{name}"}


async def always_true(_: TelegramServer, __: JSON) -> bool:
    return True


Method = Callable[["TelegramServer", JSON], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerGuestQuery": answer_guest_query,
    "setMessageReaction": set_message_reaction,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    "deleteWebhook": delete_webhook,
    "setWebhook": set_webhook,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getWebhookInfo": get_webhook_info,
    "leaveChat": leave_chat,
    "getFile": get_file,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyDescription": get_my_description,
    "getMyShortDescription": get_my_short_description,
    "getMyDefaultAdministratorRights": get_my_default_administrator_rights,
    "setMyDefaultAdministratorRights": set_my_default_administrator_rights,
    "setMyName": always_true,
    "setChatMenuButton": always_true,
    "logOut": always_true,
    "close": always_true,
}
"""Every modelled method but `getUpdates`, which the server itself answers."""


def _menu(call: JSON) -> tuple[str, str]:
    language = call.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise Refused(400, "Bad Request: LANG_CODE_INVALID")
    scope = call.get("scope", {"type": "default"})
    return json.dumps(scope, sort_keys=True) if len(scope) > 1 else scope["type"], language


def _formatted(text: str, mode: str | None, given: list[Entity] | None) -> tuple[str, list[Entity]]:
    if mode is None:
        entities = given if given is not None else found_entities(text)
    elif mode.lower() == "html":
        text, entities = parsed_html(text)
    else:
        raise Malformed(f"parse mode {mode!r} is not modelled here")
    text, entities = trimmed(text, entities)
    return text, entities[:MOST_ENTITIES]


def _writable(server: TelegramServer, call: JSON) -> Chat:
    chat = server.chat_named(call["chat_id"])
    if chat is None:
        raise Refused(400, "Bad Request: chat not found")
    if chat.barred:
        raise Refused(403, f"Forbidden: {chat.barred}")
    if chat.moved_to is not None:
        description = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refused(400, description, migrate_to_chat_id=chat.moved_to)
    if chat.type == "private" and not chat.messages:
        raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def _thread(chat: Chat, call: JSON) -> int | None:
    thread: int | None = call.get("message_thread_id")
    if thread is None:
        return None
    if thread not in chat.topics:
        raise Refused(400, "Bad Request: message thread not found")
    if chat.topics[thread].closed:
        raise Refused(400, "Bad Request: TOPIC_CLOSED")
    return thread


def _reply_target(chat: Chat, call: JSON) -> int | None:
    reply = call.get("reply_parameters")
    if reply is None:
        return None
    target: int = reply["message_id"]
    if target in chat.messages:
        return target
    if reply.get("allow_sending_without_reply"):
        return None
    raise Refused(400, "Bad Request: message to be replied not found")


def _keyboard(server: TelegramServer, call: JSON) -> list[list[JSON]]:
    rows: list[list[JSON]] = call.get("reply_markup", {}).get("inline_keyboard", [])
    for row in rows:
        for button in row:
            if not button["text"].strip():
                raise Refused(400, "Bad Request: can't parse inline keyboard button: text is empty")
            if len(set(button) - {"text", "style", "icon_custom_emoji_id"}) != 1:
                raise Refused(
                    400, "Bad Request: can't parse inline keyboard button: exactly one action needed"
                )
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= 64:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
            if "switch_inline_query_chosen_chat" in button and not server.has_inline_mode:
                raise Refused(400, "Bad Request: BUTTON_TYPE_INVALID")
    return rows


def _upload(call: JSON, name: str) -> Upload:
    value = call[name]
    if isinstance(value, str) and value.startswith("attach://"):
        value = call.get(value.removeprefix("attach://"))
    if not isinstance(value, Upload):
        raise Malformed(f"{name} must be an uploaded file here")
    return value


def _post(
    server: TelegramServer,
    call: JSON,
    text: str,
    entities: list[Entity],
    content: JSON,
    document: Upload | None = None,
) -> JSON:
    chat = _writable(server, call)
    if chat.type == "channel" and not chat.bot_may_post:
        raise Refused(400, "Bad Request: need administrator rights in the channel chat")
    if chat.barred_softly:
        raise Refused(400, f"Bad Request: {chat.barred_softly}")
    thread = _thread(chat, call)
    target = _reply_target(chat, call)
    keyboard = _keyboard(server, call)
    server.count_sending(chat.id)
    message = chat.new_message(server.me, {name: value for name, value in content.items() if value != []})
    if target is not None:
        message["reply_to_message"] = chat.messages[target]
    if thread is not None:
        message |= {"message_thread_id": thread, "is_topic_message": True}
    if keyboard:
        message["reply_markup"] = {"inline_keyboard": keyboard}
    shown = BotMessage(chat, message["message_id"], text, entities, call, target, thread, keyboard, document)
    chat.replies.append(shown)
    server.sent.append(shown)
    return message
