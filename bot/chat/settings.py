"""`/settings`: what a chat chose, shown and changed with buttons; in a group by its administrators."""

from __future__ import annotations

import html
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.chat.access import administers_chat
from bot.chat.manners import Manners
from bot.chat.memory import Chats, excerpts_of
from bot.chat.presses import Outcome
from bot.chat.sending import Post
from bot.chat.zones import REGIONS, city, is_zone, zone_meant, zones
from bot.models import ChatRecord, Excerpts

PREFIX = "set"
LANGUAGES = {"en": "English"}
NOT_YOURS = "Only administrators of this group may change its settings."
_ZONES_A_PAGE = 18
_ZONES_A_ROW = 3


class SettingsDesk:
    """Shows and changes the settings of chats. A button's data is `set:` and what it does."""

    def __init__(self, chats: Chats, post: Post, manners: Manners) -> None:
        self._chats = chats
        self._post = post
        self._manners = manners

    async def command(self, message: Message, words: str) -> None:
        """Answer `/settings`; `words` may name a time zone or a length of excerpts."""
        if not await administers_chat(message.get_bot(), message):
            await self._post.reply(message, NOT_YOURS)
            return
        problem = await self._choose(message.chat.id, words)
        text, keyboard = await self._card(message.chat.id)
        await self._post.reply(message, problem or text, None if problem else keyboard)

    async def press(self, query: CallbackQuery, data: str) -> Outcome:
        """Change what a button says, and show the settings as they are then."""
        message = query.message
        if message is None:
            return Outcome()
        if not await administers_chat(query.get_bot(), query):
            return Outcome(NOT_YOURS)
        chat = message.chat.id
        told: str | None = None
        _, _, rest = data.partition(":")
        action, _, value = rest.partition(":")
        text, keyboard = None, None
        if action == "zones":
            text, keyboard = _zone_page(value)
        elif action == "zone" and is_zone(value):
            await self._chats.choose(chat, timezone=value)
            told = f"Time zone: {value}"
        elif action == "excerpts" and value in set(Excerpts):
            await self._chats.choose(chat, excerpts=Excerpts(value))
            told = f"Excerpts: {value}"
        elif action == "language" and value in LANGUAGES:
            await self._chats.choose(chat, language=value)
            told = f"{LANGUAGES[value]} is the only language so far."
        if text is None:
            text, keyboard = await self._card(chat)
        return Outcome(told, partial(self._post.edit, chat, message.message_id, text, keyboard))

    async def _choose(self, chat: int, words: str) -> str | None:
        """Store what was typed after `/settings`; return one sentence when it is not understood."""
        if not words:
            return None
        wanted = words.lower().removeprefix("excerpts ").strip()
        if wanted in set(Excerpts):
            await self._chats.choose(chat, excerpts=Excerpts(wanted))
            return None
        zone = zone_meant(wanted.removeprefix("timezone ").removeprefix("time zone "))
        if zone is not None:
            await self._chats.choose(chat, timezone=zone)
            return None
        return (
            "I know no such setting: /settings shows what there is, /settings Asia/Almaty sets a time zone."
        )

    async def _card(self, chat: int) -> tuple[str, InlineKeyboardMarkup]:
        record = await self._chats.record(chat)
        return _card_text(record, self._manners, self._manners.now()), _card_keyboard(record)


def _card_text(record: ChatRecord, manners: Manners, now: datetime) -> str:
    zone = record.timezone or manners.timezone
    language = LANGUAGES.get(record.language or manners.language, "English")
    excerpts = {
        Excerpts.SHORT: "short, the rest behind buttons",
        Excerpts.LONG: "long, as much as one message holds",
    }[excerpts_of(record)]
    rows = [
        "<b>Settings of this chat</b>",
        f"Time zone: {html.escape(zone)} (now {now.astimezone(ZoneInfo(zone)):%H:%M})",
        f"Language: {language}",
        f"Excerpts: {excerpts}",
    ]
    return "\n".join(rows)


def _card_keyboard(record: ChatRecord) -> InlineKeyboardMarkup:
    other = Excerpts.SHORT if excerpts_of(record) is Excerpts.LONG else Excerpts.LONG
    languages = [_button(name, f"language:{code}") for code, name in LANGUAGES.items()]
    return InlineKeyboardMarkup(
        [
            [_button("Time zone", "zones:"), _button(f"Excerpts: {other}", f"excerpts:{other}")],
            languages,
        ]
    )


def _zone_page(value: str) -> tuple[str, InlineKeyboardMarkup]:
    """Return the regions, or with "Asia:1" a page of the zones of one."""
    region, _, page = value.partition(":")
    if region not in REGIONS:
        buttons = [_button("UTC", "zone:UTC"), *(_button(one, f"zones:{one}:0") for one in REGIONS)]
        return "<b>Time zone</b>\nChoose a region, or type /settings and a city.", _grid(buttons, "card:")
    known = zones()[region]
    number = min(int(page), (len(known) - 1) // _ZONES_A_PAGE) if page.isdecimal() and len(page) < 4 else 0
    start = number * _ZONES_A_PAGE
    buttons = [_button(city(zone), f"zone:{zone}") for zone in known[start : start + _ZONES_A_PAGE]]
    more = start + _ZONES_A_PAGE < len(known)
    back = f"zones:{region}:{number - 1}" if number else "zones:"
    return (
        f"<b>Time zone</b>\n{region}, {number + 1} of {-(-len(known) // _ZONES_A_PAGE)}",
        _grid(buttons, back, f"zones:{region}:{number + 1}" if more else None),
    )


def _grid(buttons: list[InlineKeyboardButton], back: str, more: str | None = None) -> InlineKeyboardMarkup:
    rows = [buttons[at : at + _ZONES_A_ROW] for at in range(0, len(buttons), _ZONES_A_ROW)]
    turning = [_button("Back", back), *([_button("More", more)] if more else [])]
    return InlineKeyboardMarkup([*rows, turning])


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"{PREFIX}:{data}")
